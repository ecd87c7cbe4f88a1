// Starts the page: who and where from the address, everything from the desk, then whatever changes.

import { change, onChange, state } from './store.js';
import * as address from './address.js';
import { listen, loadReadiness, loadWorld } from './sync.js';
import { settle } from './go.js';
import { begin } from './unread.js';
import { drawPlaces } from './places.js';
import { drawConversation } from './conversation.js';
import { drawThread } from './thread.js';
import { drawCase } from './casepane.js';
import { drawClock, tick } from './clock.js';
import { drawBanner, watchTexts } from './banner.js';
import { drawSwitch } from './switch.js';
import { announce } from './announce.js';
import { complete } from './complete.js';
import { watchKeys } from './keys.js';
import * as tip from './tip.js';

const reconnect = () => listen(live);
let later = 0;

async function live() {
  try {
    await loadWorld();
    begin(state.clock.now);
    if (!state.me) change(address.read());
    await settle();
    loadReadiness().catch(() => {});
    change((now) => {
      now.connection = 'live';
      now.arrivals += 1;
    });
  } catch {
    change({ connection: 'lost' });
    clearTimeout(later);
    later = setTimeout(live, 3000);
  }
}

for (const view of [() => drawBanner(reconnect), drawClock, drawPlaces, drawConversation, drawThread, drawCase, drawSwitch, announce, complete, address.write]) onChange(view);
document.addEventListener('visibilitychange', () => change({}));
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.getElementById('conversation').focus();
});
address.follow(settle);
tip.watch();
watchKeys();
watchTexts();
tick();
reconnect();
