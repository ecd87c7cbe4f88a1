// A card's facts: short ones side by side, long ones in full width, nothing said twice.

import { el } from './dom.js';
import { moment } from './time.js';

const topics = { vpn: 'VPN', wifi: 'Wi-Fi', email: 'E-mail' };

/** A topic's id as a word. */
export const topicName = (topic) => topics[topic] ?? topic;

export const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** The facts of the card in `message`, without what its head shows already. */
export function fieldList(message, ticket) {
  const fields = (message.card.fields ?? []).filter(({ value }) => value !== message.text && !saysHeat(value, ticket?.heat));
  if (!fields.length) return null;
  const facts = fields.map(({ label, value }) => fact(label, value, ticket));
  const long = (node) => node.classList.contains('long');
  return el('dl', { class: 'fields' }, facts.filter(long), facts.filter((node) => !long(node)));
}

/** The head's mark says the level, the case pane why. */
function saysHeat(value, heat) {
  if (!heat) return false;
  return heat.abstained ? value.startsWith('not judged') : value === heat.level || value.startsWith(`${heat.level}: `);
}

/** The desk writes its cards for everybody, in its own zone; here there is one reader, with one of their own. */
const isMoment = (value) => /^by \d\d:\d\d, /u.test(value);

function fact(label, given, ticket) {
  const value = isMoment(given) && ticket?.next_update_at ? `by ${moment(ticket.next_update_at)}` : given;
  const known = [ticket?.priority, ticket?.topic].find((word) => word && (value === word || value.startsWith(`${word}: `)));
  const [word, why] = known ? [topicName(known), value.slice(known.length + 2)] : [value, ''];
  // What the requester wrote always stands first and alone, however short it is.
  return el('div', { class: label === 'Report' || (!known && value.length > 40) ? 'long' : null },
    el('dt', {}, label), el('dd', { dir: 'auto' }, word), why ? el('dd', { class: 'why-fact' }, why) : null);
}
