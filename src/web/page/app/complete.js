// What is shown may begin further back than what was loaded: the thread that is read, the card of the case that is open.

import { state } from './store.js';
import { onDesk } from './people.js';
import { cardMessage } from './casepane.js';
import { loadBackTo } from './sync.js';

let seeking = null;

export async function complete() {
  const wanted = missing();
  if (!wanted || seeking === wanted.key) return;
  seeking = wanted.key;
  await loadBackTo(wanted.place, wanted.found).catch(() => (seeking = null));
}

/** What is shown and not here, though it may be further back. */
function missing() {
  const { thread, chosen } = state;
  const here = () => state.messages.get(thread?.channel)?.some(({ id }) => id === thread.id);
  if (thread && state.older.has(thread.channel) && !here()) return { key: `thread ${thread.id}`, place: thread.channel, found: here };
  const agents = state.channels.find((one) => one.kind === 'agents')?.id;
  if (chosen && onDesk(state.me) && state.older.has(agents) && !cardMessage(chosen)) return { key: `card ${chosen}`, place: agents, found: () => cardMessage(chosen) };
  return null;
}
