// Moving about: who to be, which place, which thread, which case.

import { change, state } from './store.js';
import { onDesk, person, places } from './people.js';
import { loadAll } from './sync.js';

/** Where a person starts: the desk at its cards, everybody else where help is asked for. */
function home() {
  const kind = onDesk(state.me) ? 'agents' : 'intake';
  return (state.channels.find((one) => one.kind === kind) ?? places()[0]).id;
}

/** Brings what the address asked for in line with what exists and what the person may see. */
export function settle() {
  change((now) => {
    if (!person(now.me)) now.me = (now.people.find((one) => one.role === 'requester') ?? now.people[0])?.id ?? null;
    const mine = places().map(({ id }) => id);
    if (!mine.includes(now.place)) now.place = home();
    if (now.thread && !mine.includes(now.thread.channel)) now.thread = null;
  });
  return loadAll();
}

export function become(id) {
  change((now) => {
    now.me = id;
    now.place = null;
    now.thread = null;
    now.chosen = null;
    now.editing = null;
    now.messages = new Map();
    now.older = new Set();
    now.pages = new Map();
    now.tickets = new Map();
    now.moreTickets = null;
    now.problems = new Map();
    now.notes = new Map();
  });
  return settle();
}

export function goTo(place) {
  change({ place, thread: null, editing: null, pane: 'conversation' });
  if (!onDesk(state.me)) change({ chosen: null });
}

export function openThread(channel, id, ticket) {
  change((now) => {
    now.thread = { channel, id };
    now.chosen = ticket ?? now.chosen;
    now.pane = 'conversation';
  });
}

/** Opens where a message is answered: for a card that is the requester's own thread, if the viewer may read it. */
export function openThreadOf(message) {
  const ticket = message.kind === 'card' ? state.tickets.get(message.ticket) : null;
  if (ticket?.thread && places().some(({ id }) => id === ticket.channel)) openThread(ticket.channel, ticket.thread, ticket.id);
  else openThread(message.channel, message.thread ?? message.id, message.ticket);
}

export const closeThread = () => change({ thread: null });
export const choose = (chosen) => state.chosen !== chosen && change({ chosen });

/** Shows a case, on a narrow screen too. */
export const showCase = (chosen) => change({ chosen, pane: 'case' });
