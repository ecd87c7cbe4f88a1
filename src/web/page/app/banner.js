// A calm line while the desk cannot be reached, and one for those who run it while a text they edited has faults.

import { el, fill } from './dom.js';
import { onDesk } from './people.js';
import { loadReadiness } from './sync.js';
import { state } from './store.js';

const host = document.getElementById('banner');

/** How often the desk is asked whether its texts are in use, in milliseconds. */
const every = 15_000;

export function drawBanner(retry) {
  const lost = state.connection === 'lost';
  const faulty = !lost && onDesk(state.me) && state.faulty;
  host.hidden = !lost && !faulty;
  fill(host, JSON.stringify([lost, faulty]), () => (lost
    ? [
        el('p', {}, 'The desk cannot be reached just now. What you see may be out of date; trying again by itself.'),
        el('button', { type: 'button', class: 'quiet', onclick: retry }, 'Try now'),
      ]
    : faulty && el('p', {}, `Prompts: ${faulty}.`)));
}

/** Asks now and then, for a text may be edited at any time. */
export function watchTexts() {
  const ask = () => state.connection === 'live' && onDesk(state.me) && loadReadiness().catch(() => {});
  setInterval(ask, every);
}
