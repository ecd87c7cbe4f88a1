// A calm line while the desk cannot be reached, and when there is nothing to do about it but wait or try.

import { el, fill } from './dom.js';
import { state } from './store.js';

const host = document.getElementById('banner');

export function drawBanner(retry) {
  const lost = state.connection === 'lost';
  host.hidden = !lost;
  fill(host, state.connection, () => lost && [
    el('p', {}, 'The desk cannot be reached just now. What you see may be out of date; trying again by itself.'),
    el('button', { type: 'button', class: 'quiet', onclick: retry }, 'Try now'),
  ]);
}
