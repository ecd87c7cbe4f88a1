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

export function unread(place) {
  const upTo = Date.parse(readUpTo(place)) || 0;
  return (state.messages.get(place) ?? []).filter((one) => one.author !== state.me && Date.parse(one.ts) > upTo).length;
}

/** Takes all of a place as read; true when something had been unread. */
export function markRead(place) {
  const last = (state.messages.get(place) ?? []).reduce((late, one) => (after(one.ts, late) ? one.ts : late), '');
  const marks = load(state.me);
  if (!last || !after(last, marks[place])) return false;
  keep(state.me, { ...marks, [place]: last });
  return true;
}
