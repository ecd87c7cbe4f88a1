// Reactions: a ticket on any message opens a case; the others are only a nod.

import { el } from './dom.js';
import { state } from './store.js';
import { name } from './people.js';
import { react } from './act.js';

const offered = [['ticket', '🎫', 'Open a case from this'], ['thumbsup', '👍', 'Thumbs up'], ['eyes', '👀', 'Looking at it'], ['heart', '❤️', 'Thank you']];
const drawn = { ...Object.fromEntries(offered.map(([id, sign]) => [id, sign])), '+1': '👍', white_check_mark: '✅', tada: '🎉', pray: '🙏' };

/** The buttons with which to react: nobody nods at their own words, and what hearken says is no report. */
export function reactionButtons(message, own) {
  return offered.filter(([id]) => (id === 'ticket' ? message.author !== 'hearken' : !own)).map(([id, sign, label]) => el('button', {
    type: 'button', class: 'emoji', 'data-name': `react ${id}`, 'aria-label': label, 'data-tip': label, onclick: () => react(message, id),
  }, sign));
}

/** The reactions a message has. */
export function reactionRow(message) {
  if (!message.reactions?.length) return null;
  return el('p', { class: 'reactions' }, message.reactions.map(({ emoji, actors }) => {
    const who = actors.map(name).join(', ');
    return el('button', {
      type: 'button', class: actors.includes(state.me) ? 'mine' : null, 'data-name': `reacted ${emoji}`,
      'aria-label': `${emoji}: ${who}`, 'data-tip': who, onclick: () => react(message, emoji),
    }, drawn[emoji] ?? `:${emoji}:`, el('span', {}, actors.length));
  }));
}
