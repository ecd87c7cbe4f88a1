// One thread: beside the conversation on a wide screen, over it on others.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { placeName } from './people.js';
import { drawRows, rows } from './list.js';
import { asides, composer } from './composer.js';
import { closeThread } from './go.js';
import { markSeen } from './unread.js';

const host = document.getElementById('thread');
const head = el('header', { class: 'pane-head' });
const list = el('div', { class: 'rows', role: 'group', 'aria-label': 'Messages of this thread' });
const notes = el('div', { class: 'asides' });
const write = composer(() => ({ place: state.thread?.channel, thread: state.thread?.id, prompt: 'Answer in this thread' }));
host.append(head, el('div', { class: 'scroll' }, list, notes), write.node);

let before = null;

export function drawThread() {
  const { thread } = state;
  host.hidden = !thread;
  document.body.classList.toggle('in-thread', Boolean(thread));
  if (!thread) {
    before = null;
    list.replaceChildren();
    return;
  }
  const all = state.messages.get(thread.channel) ?? [];
  const messages = all.filter((one) => one.id === thread.id || one.thread === thread.id);
  const spot = `${state.me} ${thread.id}`;
  fill(head, thread.channel, () => [
    el('button', { type: 'button', class: 'icon-button', 'data-name': 'close', 'aria-label': 'Back to the conversation', 'data-tip': 'Back (Esc)', onclick: closeThread }, icon('back')),
    el('div', {}, el('h2', {}, 'Thread'), el('p', {}, `in ${placeName(thread.channel)}`)),
  ]);
  drawRows(list, rows(messages, { inThread: true }), { stay: before === spot });
  if (messages.length) before = spot;
  if (messages.length && document.visibilityState === 'visible' && markSeen(messages.at(-1))) change({});
  const said = asides(thread.channel, thread.id);
  notes.replaceChildren(...said);
  if (said.length > (notes.count ?? 0)) notes.parentElement.scrollTop = notes.parentElement.scrollHeight;
  notes.count = said.length;
  write.draw();
}
