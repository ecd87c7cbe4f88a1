// Which places hold something the person has not seen. Kept in this browser only, by person and place.

import { state } from './store.js';

const shelf = (id) => `hearken.read.${id}`;

function load(id) {
  try {
    return JSON.parse(localStorage.getItem(shelf(id))) ?? {};
  } catch {
    return {};
  }
}

function keep(id, marks) {
  try {
    localStorage.setItem(shelf(id), JSON.stringify(marks));
  } catch {
    // Private browsing without storage: dots then last as long as the window.
  }
}

/** Forgets marks of a desk whose clock stood later than this one's, and takes all that is older as read. */
export function begin(now) {
  const since = load('since').at;
  if (!since || Date.parse(since) > Date.parse(now)) keep('since', { at: now });
}

/** The time up to which the person has read a place. */
export function readUpTo(place) {
  const since = load('since').at ?? '';
  const mark = load(state.me)[place] ?? '';
  return after(mark, since) ? mark : since;
}

/** Compared as moments: how many decimals of a second are written differs. */
const after = (one, other) => (Date.parse(one) || 0) > (Date.parse(other) || 0);

/** Threads that were read by themselves are remembered up to so many, the latest. */
const remembered = 200;

/** How many messages of a place the person has seen neither there, nor in their thread, nor beside their case. */
export function unread(place) {
  const upTo = Date.parse(readUpTo(place)) || 0;
  const seen = load(state.me).threads ?? {};
  const isNew = (one) => one.author !== state.me && Date.parse(one.ts) > upTo && after(one.ts, seen[rootOf(one)]);
  return (state.messages.get(place) ?? []).filter(isNew).length;
}

const rootOf = (message) => message.thread ?? message.id;

/** Takes a message, and what stands before it in its thread, as read; true when it had been unread. */
export function markSeen(message) {
  const marks = load(state.me);
  const { [rootOf(message)]: mark, ...threads } = marks.threads ?? {};
  if (!after(message.ts, mark) || !after(message.ts, readUpTo(message.channel))) return false;
  const kept = Object.entries(threads).slice(1 - remembered);
  keep(state.me, { ...marks, threads: Object.fromEntries([...kept, [rootOf(message), message.ts]]) });
  return true;
}

/** Takes all of a place as read; true when something had been unread. */
export function markRead(place) {
  const last = (state.messages.get(place) ?? []).reduce((late, one) => (after(one.ts, late) ? one.ts : late), '');
  const marks = load(state.me);
  if (!last || !after(last, marks[place])) return false;
  keep(state.me, { ...marks, [place]: last });
  return true;
}
