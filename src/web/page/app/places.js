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

// Stands while everything around it changes: a name that is typed letter by letter is looked up by the list itself.
const face = el('div', { class: 'face' });
const choice = el('select', { 'aria-label': 'Who you are', 'data-name': 'who', onchange: () => become(choice.value).catch(() => {}) });
const rest = el('div', { class: 'rest' });

export function drawPlaces() {
  if (!state.me) return;
  if (!choice.isConnected) host.append(el('div', { class: 'who' }, face, choice), rest);
  drawWho();
  const mine = places().map((place) => ({ ...place, fresh: unread(place.id) }));
  fill(rest, JSON.stringify([state.me, state.place, mine]), () => [
    group('Channels', mine.filter(({ kind }) => kind !== 'dm')),
    group('Direct messages', mine.filter(({ kind }) => kind === 'dm')),
    el('button', { type: 'button', class: 'plain keys', 'data-name': 'keys', onclick: openHelp }, 'Keyboard shortcuts', el('kbd', { 'aria-hidden': 'true' }, '?')),
  ]);
}

function drawWho() {
  const options = (role) => state.people.filter((one) => one.role === role);
  fill(face, JSON.stringify(me()), () => [avatar(state.me), el('div', {}, el('p', { class: 'name' }, me().name), el('p', { class: 'role' }, roles[me().role] ?? me().role))]);
  fill(choice, JSON.stringify(state.people), () =>
    Object.entries({ requester: 'Employees', agent: 'IT agents', lead: 'IT lead' }).filter(([role]) => options(role).length).map(([role, label]) =>
      el('optgroup', { label }, options(role).map(({ id, name }) => el('option', { value: id }, name)))));
  if (choice.value !== state.me) choice.value = state.me;
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
