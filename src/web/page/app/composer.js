// Where a person writes. What was typed outlives moving about and a desk that cannot be reached.

import * as api from './api.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { change, onceDrawn, state } from './store.js';
import { loadPlace, recheck } from './sync.js';
import { confirm, openForm } from './forms.js';
import { mayWrite } from './people.js';
import { openThreadOf } from './go.js';

const drafts = new Map();

/** A composer; `spot()` says where it writes to: `{place, thread, prompt}`. */
export function composer(spot) {
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const field = el('textarea', { rows: 1, dir: 'auto', 'data-name': 'composer', oninput: typed, onkeydown: keyed });
  const go = el('button', { type: 'submit', class: 'send', 'aria-label': 'Send message', 'data-tip': 'Send (Enter)' }, icon('send'));
  const box = el('div', { class: 'box' }, field, go);
  const closed = el('p', { class: 'hint', hidden: true }, 'Only the desk writes here.');
  const node = el('form', { class: 'composer', onsubmit: (event) => (event.preventDefault(), send()) }, problem, box, closed);
  let key = null;
  /** The arrival after which the desk could not be reached; with the next one there is nothing left to complain about. */
  let lostAfter = null;

  function typed() {
    drafts.set(key, { text: field.value, id: null });
    fit();
  }
  function keyed(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }
  function fit() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 192)}px`;
    go.disabled = !field.value.trim();
  }
  async function send() {
    const { place, thread } = spot();
    const text = field.value;
    const mine = key;
    if (!text.trim()) return;
    // The same id on a second try: a message that did arrive is not written twice.
    const draft = { text, id: drafts.get(mine)?.id ?? freshId() };
    drafts.set(mine, draft);
    go.disabled = true;
    try {
      await post({ place, thread, text, id: draft.id });
      drafts.delete(mine);
      if (key === mine && field.value === text) field.value = '';
      problem.hidden = true;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      lostAfter = error.code === 'offline' ? state.arrivals : null;
    }
    fit();
  }

  /** Points the composer to where the person is now. */
  function draw() {
    const { place, thread, prompt } = spot();
    closed.hidden = mayWrite(place);
    box.hidden = !closed.hidden;
    if (lostAfter !== null && state.arrivals > lostAfter) {
      lostAfter = null;
      problem.hidden = true;
    }
    const next = `${state.me} ${place} ${thread ?? ''}`;
    field.placeholder = prompt;
    field.setAttribute('aria-label', prompt);
    if (next === key) return;
    key = next;
    field.value = drafts.get(key)?.text ?? '';
    problem.hidden = true;
    fit();
  }
  return { node, draw, focus: () => field.focus() };
}

/** Says `text` in a place, or hands it to hearken when it is a command. */
export async function post({ place, thread = null, text, id = freshId() }) {
  if (/^\/hearken(\s|$)/u.test(text.trim())) return command(place, thread, text.trim());
  await api.say({ channel: place, author: state.me, text, thread: thread ?? undefined, client_id: id });
  await loadPlace(place).catch(() => {});
}

/** What cannot be undone is asked about first; a Cancel leaves everything as it is. */
async function command(place, thread, text) {
  if (!/^\/hearken\s+forget\s+me\b/iu.test(text)) return obey(place, thread, text);
  confirm({
    title: 'Forget you?',
    text: 'Everything hearken keeps about you goes, also your open requests: nobody will work on them any more. This cannot be undone.',
    button: 'Forget me',
    act: async () => {
      await obey(place, thread, text);
      await recheck();
    },
  });
}

async function obey(place, thread, text) {
  const answer = await api.command(place, state.me, text);
  if (answer?.form) return openForm(answer.form, (form) => api.command(place, state.me, text, form).then((said) => aside(place, thread, said)));
  aside(place, thread, answer);
}

function aside(place, thread, answer) {
  if (answer?.reply) change((now) => now.asides.push({ id: freshId(), me: now.me, place, thread, text: answer.reply }));
  loadPlace(place).catch(() => {});
}

/** The asides of one spot, each with a button that takes it away. */
export function asides(place, thread) {
  return state.asides.filter((one) => one.me === state.me && one.place === place && (one.thread ?? null) === (thread ?? null)).map((one) => el('div', { class: 'aside' },
    el('p', { class: 'only-you' }, icon('eye'), 'Only you can see this'),
    el('p', { class: 'text', dir: 'auto' }, one.text),
    el('button', { type: 'button', class: 'plain', onclick: () => change((now) => (now.asides = now.asides.filter((other) => other !== one))) }, 'Dismiss')));
}

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Opens a message's thread and puts the cursor into its composer. */
export function answerIn(message) {
  openThreadOf(message);
  onceDrawn(() => document.querySelector('#thread textarea[data-name=composer]')?.focus());
}
