// Messages in a row: days, what is new, who goes on speaking. Shared by the conversation and the thread.

import { el, keyed } from './dom.js';
import { dayKey, dayName } from './time.js';
import { state } from './store.js';
import { messageMark, messageView } from './message.js';

const together = 5 * 60_000;

/** The rows for `messages`; `firstNew` is the one that was the first unread when the person came here. */
export function rows(messages, { firstNew, repliesOf, inThread }) {
  const list = [];
  let before = null;
  for (const message of messages) {
    if (!before || dayKey(before.ts) !== dayKey(message.ts)) list.push({ kind: 'day', key: `day ${dayKey(message.ts)}`, text: dayName(message.ts) });
    if (before && message.id === firstNew) list.push({ kind: 'new', key: 'new', text: 'New' });
    const broken = list.at(-1).kind !== 'message';
    list.push({ kind: 'message', key: message.id, message, follows: !broken && goesOn(before, message), replies: repliesOf?.(message.id), inThread });
    before = message;
  }
  return list;
}

/** The same person, soon after, in plain words: no need to say again who speaks. What is part of a case has a head for its badge. */
function goesOn(before, message) {
  return before.author === message.author && before.kind === 'message' && message.kind === 'message'
    && !before.visible_to && !message.visible_to && !(message.ticket && !message.thread) && Date.parse(message.ts) - Date.parse(before.ts) < together;
}

/** Draws the rows into `host`, and keeps its end in sight if it was. */
export function drawRows(host, list, { stay }) {
  const scroller = host.parentElement;
  const held = stay ? inSight(scroller, host) : null;
  const atEnd = !stay || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 96;
  keyed(host, list, {
    key: (row) => row.key,
    mark: (row) => (row.kind === 'message' ? messageMark(row) : `${row.kind} ${row.text}`),
    build: (row) => (row.kind === 'message' ? messageView(row) : el('div', { class: `rule ${row.kind}` }, el('span', {}, row.text))),
  });
  for (const node of host.children) node.classList.toggle('chosen', isChosen(node));
  const articles = [...host.querySelectorAll('.message')];
  if (articles.length && !articles.some((node) => node.tabIndex === 0)) articles.at(-1).tabIndex = 0;
  if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  else held?.();
}

/** What to call so that the message that is read now stays where it is, whatever is drawn above it. */
function inSight(scroller, host) {
  const top = scroller.getBoundingClientRect().top;
  const read = [...host.querySelectorAll('.message')].find((node) => node.getBoundingClientRect().bottom > top);
  if (!read) return null;
  const key = read.dataset.key;
  const was = read.getBoundingClientRect().top;
  return () => {
    const now = read.isConnected ? read : host.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (now) scroller.scrollTop += now.getBoundingClientRect().top - was;
  };
}

function isChosen(node) {
  const { message } = node.dataset;
  if (!node.classList.contains('with-card')) return false;
  return state.messages.get(node.dataset.channel)?.find((one) => one.id === message)?.ticket === state.chosen;
}
