// The left pane: who the person is, and where they can go.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { state } from './store.js';
import { me, placeName, places, roles } from './people.js';
import { avatar } from './message.js';
import { become, goTo } from './go.js';
import { unread } from './unread.js';
import { openHelp } from './help.js';

const host = document.getElementById('places');

export function drawPlaces() {
  if (!state.me) return;
  const mine = places().map((place) => ({ ...place, fresh: unread(place.id) }));
  fill(host, JSON.stringify([state.me, state.place, state.people, mine]), () => [
    whoAmI(),
    group('Channels', mine.filter(({ kind }) => kind !== 'dm')),
    group('Direct messages', mine.filter(({ kind }) => kind === 'dm')),
    el('button', { type: 'button', class: 'plain keys', 'data-name': 'keys', onclick: openHelp }, 'Keyboard shortcuts', el('kbd', { 'aria-hidden': 'true' }, '?')),
  ]);
}

function whoAmI() {
  const options = (role) => state.people.filter((one) => one.role === role);
  return el('div', { class: 'who' },
    avatar(state.me),
    el('div', {}, el('p', { class: 'name' }, me().name), el('p', { class: 'role' }, roles[me().role] ?? me().role)),
    el('select', { 'aria-label': 'Who you are', 'data-name': 'who', onchange: (event) => become(event.target.value).catch(() => {}) },
      Object.entries({ requester: 'Employees', agent: 'IT agents', lead: 'IT lead' }).filter(([role]) => options(role).length).map(([role, label]) =>
        el('optgroup', { label }, options(role).map(({ id, name }) => el('option', { value: id, selected: id === state.me }, name))))));
}

function group(title, list) {
  return el('section', {}, el('h2', {}, title), el('ul', {}, list.map(({ id, kind, fresh }) => el('li', {},
    el('button', {
      type: 'button', class: fresh ? 'place fresh' : 'place', 'data-name': `place ${id}`,
      'aria-current': id === state.place ? 'page' : null, onclick: () => goTo(id),
    },
    icon(kind === 'dm' ? 'person' : kind === 'agents' ? 'lock' : 'hash'),
    el('span', {}, placeName(id)),
    fresh ? el('span', { class: 'dot' }, el('span', { class: 'unseen' }, `${fresh} new`)) : null)))));
}
