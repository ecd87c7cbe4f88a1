// One message, whoever wrote it: a person, an agent through hearken, or hearken with plain facts.

import { el } from './dom.js';
import { icon } from './icons.js';
import { state } from './store.js';
import { firstName, initials, name, onDesk, person } from './people.js';
import { fullMoment, hourMinute, moment } from './time.js';
import { marked } from './text.js';
import { actionRow, cardView } from './card.js';
import { choose, openThread, showCase } from './go.js';
import { editor, tools } from './own.js';
import { reactionRow } from './reactions.js';

const labels = { receipt: 'Receipt', ping: 'Progress', question: 'Question', notice: 'Notice', nudge: 'News wanted' };

/** What of a message and its surroundings decides how it looks. */
export function messageMark({ message, follows, replies, inThread }) {
  const ticket = state.tickets.get(message.ticket);
  const draft = state.editing?.id === message.id;
  const asked = askedUnder(message, replies);
  return JSON.stringify([message, asked && [asked.id, state.busy.has(asked.id), state.problems.get(asked.id)], follows, inThread, replies?.length, replies?.at(-1), state.me, draft, state.busy.has(message.id),
    state.problems.get(message.id), state.notes.get(message.id), cuesOf(message), answered(message), message.card ? [ticket?.title, ticket?.heat?.level, ticket?.requester, ticket?.assignee] : ticket?.ref]);
}

/** The message as an article that can be focused. */
export function messageView({ message, follows, replies, inThread }) {
  const card = message.kind === 'card' && message.card;
  const speaker = message.kind === 'reply' && message.sent_by ? message.sent_by : message.author;
  const draft = state.editing?.id === message.id;
  const asked = inThread ? null : askedUnder(message, replies);
  return el('article', {
    class: ['message', `kind-${message.kind}`, follows && 'follows', message.visible_to && 'private', card && 'with-card'].filter(Boolean).join(' '),
    tabindex: -1, 'data-message': message.id, 'data-channel': message.channel,
    'aria-label': `${name(speaker)}, ${labels[message.kind] ?? ''} ${moment(message.ts)}`,
    onfocusin: () => card && message.ticket && onDesk(state.me) && choose(message.ticket),
  },
  follows ? el('time', { class: 'gutter', datetime: message.ts }, hourMinute(message.ts)) : avatar(speaker),
  el('div', { class: 'body' },
    follows ? null : head(message, speaker),
    message.visible_to ? el('p', { class: 'only-you' }, icon('eye'), 'Only you can see this') : null,
    card ? cardView(message) : draft ? editor(message) : textView(message),
    card ? null : answers(message),
    state.notes.has(message.id) ? el('p', { class: 'note', role: 'status' }, state.notes.get(message.id)) : null,
    problem(message),
    reactionRow(message),
    inThread ? null : asked ? el('div', { class: 'asked' }, textView(asked), answers(asked), problem(asked)) : threadLine(message, replies ?? [])),
  draft ? null : tools(message, { inThread }));
}

const problem = ({ id }) => (state.problems.has(id) ? el('p', { class: 'problem', role: 'alert' }, state.problems.get(id)) : null);

export function avatar(id) {
  if (id === 'hearken') return el('span', { class: 'avatar bot', 'aria-hidden': 'true' }, 'h');
  return el('span', { class: `avatar ${onDesk(id) ? 'desk' : ''}`, 'aria-hidden': 'true' }, initials(id));
}

function head(message, speaker) {
  const ticket = state.tickets.get(message.ticket);
  const via = speaker !== message.author ? 'sent by hearken' : null;
  const mayOpen = ticket && !message.thread && (onDesk(state.me) || ticket.requester === state.me);
  return el('p', { class: 'head' },
    el('strong', {}, name(speaker)),
    via ? el('span', { class: 'via' }, via) : null,
    labels[message.kind] && !message.visible_to ? el('span', { class: 'label' }, labels[message.kind]) : null,
    el('time', { datetime: message.ts, title: fullMoment(message.ts) }, hourMinute(message.ts)),
    message.edited ? el('span', { class: 'via' }, 'edited') : null,
    mayOpen && message.kind !== 'card'
      ? el('button', { type: 'button', class: 'ref', 'data-name': 'ref', 'aria-label': `Show case ${ticket.ref}`, onclick: () => showCase(ticket.id) }, ticket.ref)
      : null);
}

/** The cues that were heard in this very message; only the desk is shown them. */
function cuesOf(message) {
  if (!onDesk(state.me) || message.author === 'hearken') return [];
  return (state.tickets.get(message.ticket)?.heat?.cues ?? []).filter((cue) => cue.message === message.id);
}

function textView(message) {
  return el('p', { class: 'text', dir: 'auto' }, marked(message.text ?? '', cuesOf(message)));
}

/** The check after a fix is the requester's to answer; what is asked in the agents' channel is anybody's there. */
const asksRequester = ({ card }) => Boolean(card?.actions?.some(({ id }) => id === 'works' || id === 'not_yet'));

/** Whether what a message asked is settled: said so just now, or shown by where its case stands. */
function answered(message) {
  const ticket = state.tickets.get(message.ticket);
  if (message.kind === 'nudge') return state.notes.has(message.id) || (!message.visible_to && heardSince(ticket, message.ts));
  return asksRequester(message) && Boolean(ticket) && ticket.status !== 'resolved';
}

/** Whether somebody of the desk did anything on the case after `ts`, or it is over: then nobody need be asked for news. */
function heardSince(ticket, ts) {
  if (!ticket) return false;
  return ['resolved', 'closed'].includes(ticket.status) || ticket.timeline.some(({ who, at }) => onDesk(who) && Date.parse(at) > Date.parse(ts));
}

/** What the desk is asked in a card's thread stands under the card as long as it is open: it should not have to be found. */
function askedUnder(message, replies) {
  const last = replies?.at(-1);
  return message.kind === 'card' && last?.kind === 'nudge' && !answered(last) ? last : null;
}

/** The buttons under a question or a nudge: live for the one who is asked, a quiet word for everybody else. */
function answers(message) {
  const actions = message.card?.actions ?? [];
  if (!actions.length || answered(message)) return null;
  const asked = message.visible_to ?? (asksRequester(message) ? state.tickets.get(message.ticket)?.requester : null);
  if (asked && asked !== state.me) return el('p', { class: 'waiting' }, `${person(asked) ? firstName(asked) : 'The person asked'} can answer this.`);
  return actionRow(message, actions);
}

function threadLine(message, replies) {
  if (!replies.length) return null;
  const last = replies.at(-1);
  const speaker = last.sent_by && last.kind === 'reply' ? last.sent_by : last.author;
  return el('button', { type: 'button', class: 'thread-line', 'data-name': 'thread', onclick: () => openThread(message.channel, message.id, message.ticket) },
    el('span', { class: 'count' }, replies.length === 1 ? '1 reply' : `${replies.length} replies`),
    el('span', { class: 'last', dir: 'auto' }, el('b', {}, firstName(speaker)), ` ${last.text}`),
    el('time', { datetime: last.ts }, moment(last.ts)));
}
