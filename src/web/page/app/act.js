// Pressing a button on a message: the call, the form it may ask for, and where its refusal is shown.

import * as api from './api.js';
import { change, state } from './store.js';
import { openForm } from './forms.js';
import { name, onDesk } from './people.js';
import { loadPlace, loadTicket } from './sync.js';

/** Presses `action` on `message`. A refusal is shown beside that message, or in the form that was open. */
export async function press(message, action) {
  if (state.busy.has(message.id)) return;
  change((now) => {
    now.busy.add(message.id);
    now.problems.delete(message.id);
    now.notes.delete(message.id);
  });
  try {
    // What is sent is what was read: the reply that stood on the card when the key was pressed.
    const read = action === 'send' && message.card?.suggestion ? { suggestion: message.card.suggestion.id } : undefined;
    const answer = await api.act(message.id, action, state.me, read);
    if (answer?.form) openForm(answer.form, async (form) => after(message, await api.act(message.id, action, state.me, form)), about(message));
    else await after(message, answer);
  } catch (error) {
    fail(message.id, error);
  } finally {
    change((now) => now.busy.delete(message.id));
  }
}

/** Which case a form is about, and whose: on a desk with many, the wrong one is soon answered. */
function about({ ticket: id }) {
  const ticket = state.tickets.get(id);
  return ticket && onDesk(state.me) ? `${ticket.ref} · ${name(ticket.requester)} · ${ticket.title}` : null;
}

export async function react(message, emoji) {
  try {
    await api.react(message.id, state.me, emoji);
    await after(message);
  } catch (error) {
    fail(message.id, error);
  }
}

/** The event stream says so too, but whoever pressed should not wait for it, nor fail with it. */
async function after(message, answer) {
  if (answer?.note) change((now) => now.notes.set(message.id, answer.note));
  const loads = [loadPlace(message.channel)];
  if (message.ticket) loads.push(loadTicket(message.ticket));
  await Promise.allSettled(loads);
}

/** How long a refusal stands: it speaks of the moment in which somebody pressed. */
const moment = 45_000;

function fail(id, { message }) {
  change((now) => now.problems.set(id, message));
  setTimeout(() => state.problems.get(id) === message && change((now) => now.problems.delete(id)), moment);
}
