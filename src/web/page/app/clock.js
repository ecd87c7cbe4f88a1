// The desk's clock, and how to move it on.

import * as api from './api.js';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { deskDay, deskNow, distance, hourMinute, moment } from './time.js';

const host = document.getElementById('clock');
let moving = false;
let problem = null;

const steps = [['10m', '+10 min', 'Move ten minutes on'], ['1h', '+1 h', 'Move one hour on'], ['1d', '+1 day', 'Move one day on']];

async function move(by) {
  if (moving) return;
  moving = true;
  problem = null;
  change({});
  try {
    const clock = await api.moveClock(by);
    // What was refused before belongs to a time that is over.
    change({ clock: { ...clock, seen: Date.now() }, problems: new Map() });
  } catch (error) {
    problem = error.message;
  }
  moving = false;
  change({});
}

export function drawClock() {
  if (!state.clock) return;
  const now = deskNow();
  const next = state.clock.next_due;
  fill(host, JSON.stringify([hourMinute(now), next, moving, problem, state.me, Math.round((Date.parse(next) - now) / 60_000)]), () => [
    el('span', { class: 'brand' }, 'hearken'),
    el('p', { class: 'now' }, icon('clock'), el('span', { class: 'unseen' }, 'Desk time '), el('span', { class: 'day' }, deskDay(now)), el('strong', {}, hourMinute(now))),
    el('p', { class: 'next', role: problem || moving ? 'status' : null }, problem ?? (moving ? 'Moving the clock…' : next ? `Next due ${moment(next)}, ${distance(next)}` : 'Nothing is due until somebody writes')),
    el('div', { class: 'moves', role: 'group', 'aria-label': 'Move the desk’s clock' },
      button({ to: 'next' }, 'Move to the next due moment', 'next', !next),
      steps.map(([advance, label, said]) => button({ advance }, label, advance, false, said))),
  ]);
}

function button(by, label, name, off, said) {
  return el('button', { type: 'button', class: 'quiet', 'data-name': `move ${name}`, disabled: off, 'aria-disabled': moving ? 'true' : null, 'aria-label': said, onclick: () => move(by) }, label);
}

/** Keeps the time shown true while nothing else happens. */
export function tick() {
  setInterval(drawClock, 5000);
}
