// What can be done with a message: react, answer, and, if it is one's own, reword or withdraw it.

import * as api from './api.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { loadPlace } from './sync.js';
import { openThreadOf } from './go.js';
import { reactionButtons } from './reactions.js';
import { confirm } from './forms.js';

/** The small bar that appears on hover and on focus. */
export function tools(message, { inThread }) {
  if (message.visible_to) return null;
  const own = message.author === state.me && message.kind === 'message';
  return el('div', { class: 'tools', role: 'group', 'aria-label': 'Message' },
    reactionButtons(message, own),
    inThread ? null : tool('reply', message.kind === 'card' ? 'Open the conversation' : 'Reply in thread', () => openThreadOf(message)),
    own ? tool('edit', 'Edit', () => change({ editing: { id: message.id, text: message.text } })) : null,
    own ? tool('remove', 'Delete', () => remove(message)) : null);
}

function tool(drawing, label, press) {
  return el('button', { type: 'button', 'data-name': drawing, 'aria-label': label, 'data-tip': label, onclick: press }, icon(drawing));
}

function remove(message) {
  confirm({
    title: 'Delete this message?',
    text: 'If nobody has answered it yet, the request it opened is withdrawn too.',
    button: 'Delete',
    act: () => api.withdraw(message.id, state.me).then(() => loadPlace(message.channel)),
  });
}

/** The message as a field in which its author changes the words. */
export function editor(message) {
  const field = el('textarea', {
    class: 'edit', 'data-name': 'editor', 'aria-label': 'Reword your message', rows: 2, value: state.editing.text,
    oninput: () => (state.editing.text = field.value),
    onkeydown: (event) => {
      if (event.key === 'Escape') stop(event);
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        save();
      }
    },
  });
  const stop = (event) => {
    event?.stopPropagation();
    change({ editing: null });
  };
  const save = async () => {
    try {
      await api.reword(message.id, state.me, field.value);
      change((now) => now.problems.delete(message.id));
      await loadPlace(message.channel);
      stop();
    } catch (error) {
      change((now) => now.problems.set(message.id, error.message));
    }
  };
  queueMicrotask(() => setTimeout(() => field.isConnected && field.focus(), 0));
  return el('div', { class: 'editing' }, field,
    el('div', { class: 'actions' },
      el('button', { type: 'button', class: 'primary', onclick: save }, 'Save'),
      el('button', { type: 'button', class: 'quiet', onclick: stop }, 'Cancel')));
}
