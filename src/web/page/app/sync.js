// Keeps the state in line with the desk: everything once, then whatever its event stream names.

import * as api from './api.js';
import { change, state } from './store.js';
import { onDesk, places } from './people.js';
import { follow } from './stream.js';

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
    const { list, before } = await api.messages(place, viewer, state.pages.get(place));
    if (state.me !== viewer) return;
    change((now) => {
      now.messages.set(place, list);
      now.older[before ? 'add' : 'delete'](place);
    });
    await loadNamed(list.map(({ ticket }) => ticket).filter((id) => !state.tickets.has(id)));
  });
}

/** So many pages can be had of one place: beyond that, nobody reads a chat. */
const most = 50;

/** Reads a place one page further back. */
export function loadOlder(place) {
  state.pages.set(place, Math.min((state.pages.get(place) ?? 1) + 1, most));
  return loadPlace(place);
}

/** Reads a place as far back as it takes to find something, ever further at a time. */
export async function loadBackTo(place, found) {
  while (state.older.has(place) && !found() && (state.pages.get(place) ?? 1) < most) {
    state.pages.set(place, Math.min((state.pages.get(place) ?? 1) * 2, most));
    await loadPlace(place);
  }
}

/** Whether more of a place can be had. */
export const goesBack = (place) => state.older.has(place) && (state.pages.get(place) ?? 1) < most;

async function loadNamed(ids) {
  const named = [...new Set(ids)].filter(Boolean);
  for (let at = 0; at < named.length; at += 200) keep(await api.ticketsNamed(named.slice(at, at + 200)));
}

/** Looks again at every case that is known: one that the desk has forgotten is forgotten here. */
export async function recheck() {
  const known = [...state.tickets.keys(), state.chosen].filter(Boolean);
  const found = new Set();
  for (let at = 0; at < known.length; at += 200) {
    const list = await api.ticketsNamed(known.slice(at, at + 200));
    keep(list);
    list.forEach(({ id }) => found.add(id));
  }
  const gone = known.filter((id) => !found.has(id));
  if (gone.length) change((now) => drop(now, gone));
}

function drop(now, ids) {
  for (const id of ids) now.tickets.delete(id);
  if (ids.includes(now.chosen)) now.chosen = null;
}

function keep(list) {
  if (list.length) change((now) => list.forEach((one) => now.tickets.set(one.id, one)));
}

/** The tickets that the case pane lists, one page of them: those that are open, or one's own. */
export function loadTickets(before) {
  const viewer = state.me;
  return settled(`tickets ${viewer} ${before ?? ''}`, async () => {
    const which = onDesk(viewer) ? { status: 'new,in_progress,waiting' } : { requester: viewer };
    const page = await api.tickets(which, before);
    if (state.me !== viewer) return;
    keep(page.list);
    change({ moreTickets: page.before });
  });
}

export function loadTicket(id) {
  return settled(`ticket ${id}`, async () => {
    try {
      const ticket = await api.ticket(id);
      change((now) => now.tickets.set(ticket.id, ticket));
    } catch (error) {
      if (error.code !== 'unknown_ticket') throw error;
      change((now) => drop(now, [id]));
    }
  });
}

export function loadClock() {
  return settled('clock', async () => {
    const clock = await api.clock();
    change({ clock: { ...clock, seen: Date.now() } });
  });
}

/** Whether the texts that people edit are in use; asked now and then, for nothing tells. */
export async function loadReadiness() {
  const { checks } = await api.readiness();
  const faulty = checks?.prompts && checks.prompts !== 'ready' ? checks.prompts : null;
  if (faulty !== state.faulty) change({ faulty });
}

/** People and channels, once; the person must be settled before messages can be asked for. */
export async function loadWorld() {
  const [people, channels] = await Promise.all([api.people(), api.channels(), loadClock()]);
  change({ people, channels });
}

/** Everything the viewer may see, again. */
export async function loadAll() {
  // What was known of a case may have changed while nobody listened.
  await Promise.all([loadTickets(), recheck(), loadClock()]);
  await Promise.all(places().map(({ id }) => loadPlace(id)));
}

let stream = null;

/** Follows the event stream; after every (re)connect all that is shown is asked for again. */
export function listen(onLive) {
  if (stream) return stream.again();
  const told = {
    message: ({ channel }) => places().some(({ id }) => id === channel) && loadPlace(channel),
    // A case that changed may have another next due moment.
    ticket: ({ id }) => Promise.all([loadTicket(id), loadClock()]),
    refresh: onLive,
    clock: (clock) => change({ clock: { ...clock, seen: Date.now() } }),
  };
  stream = follow({
    opened: onLive,
    lost: () => change({ connection: 'lost' }),
    // A call that fails because the desk went away: the stream notices too, and all is asked for again.
    told: (kind, data) => Promise.resolve(told[kind](data)).catch(() => {}),
  });
}
