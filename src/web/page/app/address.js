// What a window shows is written in its address, so that a reload, or a second window as somebody else, just works.

import { change, state } from './store.js';

/** What the address asks for; missing parts are null. */
export function read() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const thread = fields.get('thread');
  const cut = thread?.lastIndexOf('/') ?? -1;
  return {
    me: fields.get('as'),
    place: fields.get('in'),
    thread: cut > 0 ? { channel: thread.slice(0, cut), id: thread.slice(cut + 1) } : null,
    chosen: fields.get('case'),
  };
}

/** Writes the address for the present state; a change of place or thread can be undone with Back. */
export function write() {
  if (!state.me) return;
  const fields = new URLSearchParams({ as: state.me, in: state.place });
  if (state.thread) fields.set('thread', `${state.thread.channel}/${state.thread.id}`);
  if (state.chosen) fields.set('case', state.chosen);
  const hash = `#${fields.toString().replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
  if (hash === location.hash) return;
  const before = read();
  const travelled = before.me && (before.place !== state.place || before.thread?.id !== state.thread?.id || before.me !== state.me);
  history[travelled ? 'pushState' : 'replaceState'](null, '', hash);
}

/** Follows Back, Forward and edited addresses. */
export function follow(settle) {
  addEventListener('popstate', () => {
    const asked = read();
    const other = asked.me && asked.me !== state.me;
    change(asked.me ? asked : {});
    if (other) settle();
  });
}
