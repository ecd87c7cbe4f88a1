// The list of keys, behind `?`.

import { el } from './dom.js';
import { onDesk } from './people.js';
import { state } from './store.js';
import { tell } from './forms.js';

const everywhere = [
  [['j', 'k'], 'Next and previous message'],
  [['t'], 'Answer in the thread of the message'],
  [['/'], 'Write'],
  [['Enter'], 'Send what you wrote; Shift + Enter starts a new line'],
  [['p'], 'Who you are'],
  [['Alt + ↑', 'Alt + ↓'], 'Previous and next place'],
  [['x'], 'To the case'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

const onCards = [
  [['s'], 'Send the suggested reply'],
  [['e'], 'Edit it first'],
  [['a'], 'Another wording'],
  [['d'], 'Dismiss it, with a reason'],
  [['c'], 'Claim the case, or take it over'],
  [['u'], 'Update the requester'],
  [['w'], 'Wait for somebody'],
  [['r'], 'Resolve'],
  [['z'], 'Snooze'],
  [['m'], 'Change title, topic or priority'],
  [['o'], 'Reopen'],
  [['Ctrl + Enter'], 'In the case pane: send the suggested reply'],
];

export function openHelp() {
  tell('Keyboard shortcuts', el('div', { class: 'keys-lists' }, table('Everywhere', everywhere), onDesk(state.me) ? table('On a card', onCards) : null));
}

function table(title, keys) {
  return el('section', { class: 'keys-list' }, el('h3', {}, title),
    el('dl', {}, keys.map(([names, text]) => el('div', {}, el('dt', {}, names.map((name) => el('kbd', {}, name))), el('dd', {}, text)))));
}
