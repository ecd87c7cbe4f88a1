// What was promised on a case, and what happened to it.

import { el } from './dom.js';
import { fullMoment, moment } from './time.js';
import { name } from './people.js';

const states = { open: 'Open', kept: 'Kept', moved: 'Moved', broken: 'Missed' };

/** What is promised now, and the last promise that did not hold; those before are folded. */
export function promises(list) {
  if (!list?.length) return null;
  const open = list.filter((one) => one.state === 'open').sort((a, b) => Date.parse(a.due_at) - Date.parse(b.due_at));
  const ended = list.filter((one) => one.state !== 'open').reverse();
  const failed = ended.find((one) => one.state !== 'kept');
  const now = failed ? [...open, failed] : open;
  const before = ended.filter((one) => one !== failed);
  return el('section', {}, el('h3', {}, 'Promises'),
    now.length ? el('ul', { class: 'promises' }, now.map(promise)) : el('p', { class: 'hint' }, 'Nothing is promised just now.'),
    before.length ? el('details', { class: 'earlier-promises', 'data-name': 'promises' }, el('summary', {}, `${before.length} before`), el('ul', { class: 'promises' }, before.map(promise))) : null);
}

function promise(one) {
  return el('li', { 'data-state': one.state },
    el('span', { class: 'promise-text', dir: 'auto' }, one.text),
    el('span', { class: 'promise-line' }, `${states[one.state] ?? one.state} · due ${moment(one.due_at)}`),
    one.reason ? el('span', { class: 'promise-line', dir: 'auto' }, one.reason) : null);
}

/** Everything that happened, the latest first. */
export function timeline(list) {
  if (!list?.length) return null;
  const sorted = list.map((one, at) => [one, at]).sort(([a, i], [b, j]) => Date.parse(b.at) - Date.parse(a.at) || j - i);
  return el('section', {}, el('h3', {}, 'Timeline'), el('ol', { class: 'timeline' }, sorted.map(([{ at, who, text }]) => el('li', {},
    el('time', { datetime: at, title: fullMoment(at) }, moment(at)),
    el('p', { dir: 'auto' }, text ?? name(who))))));
}
