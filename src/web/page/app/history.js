// What was promised on a case, and what happened to it.

import { el } from './dom.js';
import { fullMoment, moment } from './time.js';
import { name } from './people.js';

const states = { open: 'Open', kept: 'Kept', moved: 'Moved', broken: 'Missed' };

/** The promises, open ones first. */
export function promises(list) {
  if (!list?.length) return null;
  const sorted = [...list].sort((a, b) => (a.state !== 'open') - (b.state !== 'open') || Date.parse(a.due_at) - Date.parse(b.due_at));
  return el('section', {}, el('h3', {}, 'Promises'), el('ul', { class: 'promises' }, sorted.map((one) => el('li', { 'data-state': one.state },
    el('span', { class: 'promise-text', dir: 'auto' }, one.text),
    el('span', { class: 'promise-line' }, `${states[one.state] ?? one.state} · due ${moment(one.due_at)}`),
    one.reason ? el('span', { class: 'promise-line', dir: 'auto' }, one.reason) : null))));
}

/** Everything that happened, the latest first. */
export function timeline(list) {
  if (!list?.length) return null;
  const sorted = list.map((one, at) => [one, at]).sort(([a, i], [b, j]) => Date.parse(b.at) - Date.parse(a.at) || j - i);
  return el('section', {}, el('h3', {}, 'Timeline'), el('ol', { class: 'timeline' }, sorted.map(([{ at, who, text }]) => el('li', {},
    el('time', { datetime: at, title: fullMoment(at) }, moment(at)),
    el('p', { dir: 'auto' }, text ?? name(who))))));
}
