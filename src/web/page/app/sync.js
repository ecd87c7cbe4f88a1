// Keeps the state in line with the desk: everything once, then whatever its event stream names.

import * as api from './api.js';
import { change, state } from './store.js';
import { places } from './people.js';

/** Runs `load` for a name, and once more if asked again meanwhile: a burst of events costs two calls. */
const running = new Map();
function settled(name, load) {
  const under = running.get(name);
  if (under) {
    under.again ??= under.now.then(() => settled(name, load));
    return under.again;
  }
  const entry = { again: null };
  entry.now = load().finally(() => running.delete(name));
  running.set(name, entry);
  return entry.now;
}

export function loadPlace(place) {
  const viewer = state.me;
  return settled(`${viewer} ${place}`, async () => {
    const list = await api.messages(place, viewer);
    if (state.me === viewer) change((now) => now.messages.set(place, list));
  });
}

export function loadTicket(id) {
  return settled(`ticket ${id}`, async () => {
    const ticket = await api.ticket(id);
    change((now) => now.tickets.set(ticket.id, ticket));
  });
}

export function loadClock() {
  return settled('clock', async () => {
    const clock = await api.clock();
    change({ clock: { ...clock, seen: Date.now() } });
  });
}

/** People and channels, once; the person must be settled before messages can be asked for. */
export async function loadWorld() {
  const [people, channels] = await Promise.all([api.people(), api.channels(), loadClock()]);
  change({ people, channels });
}

/** Everything the viewer may see, again. */
export async function loadAll() {
  const tickets = api.tickets().then((list) => change({ tickets: new Map(list.map((one) => [one.id, one])) }));
  await Promise.all([tickets, loadClock(), ...places().map(({ id }) => loadPlace(id))]);
}

let source = null;
let wait = 1000;
let timer = 0;

/** Opens the event stream; after every (re)connect all that is shown is asked for again. */
export function listen(onLive) {
  clearTimeout(timer);
  source?.close();
  source = new EventSource('/api/local/events');
  source.onopen = () => {
    wait = 1000;
    onLive();
  };
  source.onerror = () => {
    change({ connection: 'lost' });
    source.close();
    timer = setTimeout(() => listen(onLive), wait);
    wait = Math.min(wait * 2, 15_000);
  };
  on('message', ({ channel }) => places().some(({ id }) => id === channel) && loadPlace(channel));
  // A case that changed may have another next due moment.
  on('ticket', ({ id }) => Promise.all([loadTicket(id), loadClock()]));
  on('refresh', onLive);
  on('clock', (clock) => change({ clock: { ...clock, seen: Date.now() } }));
}

function on(kind, handle) {
  source.addEventListener(kind, async (event) => {
    try {
      await handle(JSON.parse(event.data));
    } catch {
      // A call that failed because the desk went away: the stream notices too, and all is asked for again.
    }
  });
}
