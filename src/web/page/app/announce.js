// Says new messages of the place being read to screen readers, and in the window's title how many wait.

import { state } from './store.js';
import { name, placeName, places } from './people.js';
import { unread } from './unread.js';

const host = document.getElementById('announce');
let spot = null;
let last = null;

export function announce() {
  if (!state.me) return;
  const list = state.messages.get(state.place);
  const now = `${state.me} ${state.place}`;
  const newest = list?.at(-1);
  if (spot === now && newest && newest.id !== last && newest.author !== state.me) host.textContent = `${name(newest.author)}: ${newest.text}`;
  if (list) {
    spot = now;
    last = newest?.id ?? null;
  }
  const waiting = places().reduce((sum, { id }) => sum + unread(id), 0);
  document.title = `${waiting ? `(${waiting}) ` : ''}${placeName(state.place)} · hearken`;
}
