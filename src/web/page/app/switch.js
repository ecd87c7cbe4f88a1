// On a narrow screen: which of the three panes is shown.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { onDesk, places } from './people.js';
import { unread } from './unread.js';

const host = document.getElementById('switch');

export function drawSwitch() {
  document.body.dataset.pane = state.pane;
  if (!state.me) return;
  const fresh = places().some(({ id }) => id !== state.place && unread(id));
  const panes = [['places', 'Places'], ['conversation', 'Conversation'], ['case', onDesk(state.me) ? 'Case' : 'Request']];
  fill(host, JSON.stringify([state.pane, fresh, panes]), () => panes.map(([id, label]) =>
    el('button', { type: 'button', 'data-name': id, 'aria-current': state.pane === id ? 'true' : null, onclick: () => change({ pane: id }) },
      icon(id), el('span', {}, label), id === 'places' && fresh ? el('span', { class: 'dot' }, el('span', { class: 'unseen' }, 'something new')) : null)));
}
