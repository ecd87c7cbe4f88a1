// An agent's card: the case in a few facts, and above all the reply that is ready to send.

import { el } from './dom.js';
import { state } from './store.js';
import { firstName, person, zone } from './people.js';
import { fieldList } from './facts.js';
import { heatMark } from './heat.js';
import { reason } from './text.js';
import { press } from './act.js';

/** Keys that press a card's actions while it has the focus. */
export const cardKeys = { s: 'send', e: 'edit', a: 'another', d: 'dismiss', c: 'claim', u: 'update', w: 'wait', r: 'resolve', z: 'snooze', m: 'details', o: 'reopen' };

/** Actions of which a card only ever offers one share a key. */
const alike = { take: 'claim' };

const aboutSuggestion = ['send', 'edit', 'another', 'dismiss'];
/** Second only to the primary button: drawn with an edge; all others are words alone. */
const beside = ['edit', 'not_yet', 'no_thanks', 'nothing_new'];
const keyOf = Object.fromEntries(Object.entries(cardKeys).map(([key, action]) => [action, key]));

/** The card of a message, with the facts the ticket adds where it is known. */
export function cardView(message) {
  const { card } = message;
  const ticket = state.tickets.get(message.ticket);
  const closed = card.state && !['open', 'new'].includes(card.state);
  return el('div', { class: 'card' },
    el('header', { class: 'card-head' },
      el('div', { class: 'card-title' },
        el('p', { class: 'eyebrow' }, [ticket?.ref, closed ? card.state.replaceAll('_', ' ') : null].filter(Boolean).join(' · ')),
        el('h3', { dir: 'auto' }, ticket?.title ?? message.text)),
      heatMark(ticket?.heat)),
    fieldList(message, ticket),
    suggestionView(message, { keys: true }),
    actionRow(message, others(message), { keys: true }));
}

/** What the viewer can press on a card: nobody takes over what is theirs already. */
function actionsOf({ card, ticket }) {
  const mine = state.tickets.get(ticket)?.assignee === state.me;
  return (card?.actions ?? []).filter(({ id }) => !(id === 'take' && mine));
}

/** The actions that are not about the suggestion. */
export const others = (message) => actionsOf(message).filter(({ id }) => !message.card.suggestion || !aboutSuggestion.includes(id));

/** The suggested reply with its reasons and buttons, or nothing when there is none. */
export function suggestionView(message, { keys, hint }) {
  const { suggestion } = message.card;
  if (!suggestion) return null;
  const ticket = state.tickets.get(message.ticket);
  const to = ticket && person(ticket.requester) ? `Suggested reply to ${firstName(ticket.requester)}` : 'Suggested reply';
  return el('section', { class: 'suggestion', 'aria-label': to },
    el('p', { class: 'eyebrow' }, to),
    el('p', { class: 'suggestion-text', dir: 'auto' }, suggestion.text),
    zoneNote(ticket, suggestion.text),
    suggestion.because?.length
      ? el('details', { class: 'because', 'data-name': 'because', open: true }, el('summary', {}, 'Why these words'), el('ul', {}, suggestion.because.map((one) => el('li', {}, reason(one)))))
      : null,
    actionRow(message, actionsOf(message).filter(({ id }) => aboutSuggestion.includes(id)), { keys, hint }));
}

/** Times in a reply are those of who will read it: said where they are not the sender's own. */
function zoneNote(ticket, text) {
  const theirs = ticket && person(ticket.requester)?.time_zone;
  if (!theirs || theirs === zone() || !/\d\d:\d\d/u.test(text)) return null;
  return el('p', { class: 'hint' }, `Times are ${firstName(ticket.requester)}’s own (${theirs.split('/').at(-1).replaceAll('_', ' ')}).`);
}

/** Buttons for `actions`; `keys` shows the one-letter key of each, `hint` a key for the sending one alone. */
export function actionRow(message, actions, { keys, hint } = {}) {
  if (!actions.length) return null;
  const busy = state.busy.has(message.id);
  return el('div', { class: 'actions' }, actions.map(({ id, label, style }) => {
    const primary = style === 'primary' || id === 'send' || id === 'works';
    const weight = primary ? 'primary' : beside.includes(id) ? 'quiet' : 'ghost';
    const key = keys ? keyOf[alike[id] ?? id]?.toUpperCase() : id === 'send' ? hint : null;
    return el('button', {
      type: 'button', class: weight, 'aria-disabled': busy ? 'true' : null, 'data-name': `act ${id}`,
      'aria-keyshortcuts': key ? key.replace('Ctrl+', 'Control+') : null,
      onclick: () => press(message, id),
    }, label, key ? el('kbd', { 'aria-hidden': 'true' }, key) : null);
  }));
}

/** Presses the action that `key` stands for on a card, if the card offers it. */
export function pressKey(message, key) {
  const wanted = cardKeys[key];
  const action = wanted && message && actionsOf(message).find(({ id }) => (alike[id] ?? id) === wanted);
  if (!action) return false;
  press(message, action.id);
  return true;
}
