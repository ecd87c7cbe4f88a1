// The keyboard: everything can be done without a pointer. Letters only count while nobody is typing.

import { change, onceDrawn, state } from './store.js';
import { closeThread, goTo } from './go.js';
import { places } from './people.js';
import { pressKey } from './card.js';
import { press } from './act.js';
import { answerIn } from './composer.js';
import { cardMessage } from './casepane.js';
import { openHelp } from './help.js';
import { hide } from './tip.js';

const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');
const list = () => document.querySelector(state.thread ? '#thread .rows' : '#conversation .rows');

export function watchKeys() {
  document.addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    if (handle(event)) event.preventDefault();
  });
  // One message at a time is a stop for Tab; j and k, or the arrows, move on from it.
  document.addEventListener('focusin', ({ target }) => {
    const article = target.closest?.('.message');
    if (!article) return;
    for (const other of article.parentElement.querySelectorAll('.message')) other.tabIndex = other === article ? 0 : -1;
  });
}

function handle(event) {
  const { key, target } = event;
  if (key === 'Escape') return escape(target);
  if (key === 'Enter' && (event.ctrlKey || event.metaKey)) return sendFromCase(target);
  if (event.altKey && (key === 'ArrowUp' || key === 'ArrowDown')) return walkPlaces(key === 'ArrowUp' ? -1 : 1);
  if (event.ctrlKey || event.metaKey || event.altKey || typing(target)) return false;
  if (key === '?') return done(openHelp());
  if (key === '/' || key === 'i') return focusOn(`#${state.thread ? 'thread' : 'conversation'} .composer textarea`);
  if (key === 'p') return show('places', '#places select');
  if (key === 'x') return show('case', '#case');
  if (key === 'j' || key === 'k') return step(target, key === 'j' ? 1 : -1);
  const article = target.closest?.('.message');
  if (!article) return false;
  if (target === article && (key === 'ArrowDown' || key === 'ArrowUp')) return step(target, key === 'ArrowDown' ? 1 : -1);
  const message = state.messages.get(article.dataset.channel)?.find(({ id }) => id === article.dataset.message);
  if (!message) return false;
  if (key === 't' && !message.visible_to) return done(answerIn(message));
  return pressKey(message, key);
}

const done = () => true;

function escape(target) {
  if (hide()) return true;
  if (state.thread) {
    const { id } = state.thread;
    closeThread();
    // Back to where the thread hangs, or to the card it was opened from.
    onceDrawn(() => focusOn(`#conversation [data-message="${CSS.escape(id)}"], #conversation .chosen`));
    return true;
  }
  if (typing(target)) return done(document.getElementById('conversation').focus());
  return false;
}

function sendFromCase(target) {
  const message = target.closest?.('#case') && cardMessage(state.chosen);
  if (!message?.card?.actions?.some(({ id }) => id === 'send')) return false;
  return done(press(message, 'send'));
}

function walkPlaces(by) {
  const all = places().map(({ id }) => id);
  const next = all[(all.indexOf(state.place) + by + all.length) % all.length];
  return done(goTo(next));
}

function step(target, by) {
  const all = [...(list()?.querySelectorAll('.message') ?? [])];
  if (!all.length) return false;
  const at = all.indexOf(target.closest('.message'));
  const next = at < 0 ? all.at(-1) : all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function show(pane, selector) {
  change({ pane });
  onceDrawn(() => focusOn(selector));
  return true;
}

function focusOn(selector) {
  document.querySelector(selector)?.focus();
  return true;
}
