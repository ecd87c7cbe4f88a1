// The right pane: one case, or the list of those that are open.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { firstName, name, onDesk, places } from './people.js';
import { deskNow, distance, moment } from './time.js';
import { abstention, heatMark } from './heat.js';
import { capital, topicName } from './facts.js';
import { reason } from './text.js';
import { actionRow, others, suggestionView } from './card.js';
import { openThread, showCase } from './go.js';
import { promises, timeline } from './history.js';
import { loadTickets } from './sync.js';
import { markSeen } from './unread.js';

const host = document.getElementById('case');

const statuses = { new: 'New', in_progress: 'In progress', waiting: 'Waiting', resolved: 'Resolved', closed: 'Closed' };

/** The card in the agents' channel on which a ticket's actions are pressed. */
export function cardMessage(ticket) {
  const agents = state.channels.find((one) => one.kind === 'agents')?.id;
  return (state.messages.get(agents) ?? []).findLast((one) => one.kind === 'card' && one.card && one.ticket === ticket) ?? null;
}

export function drawCase() {
  if (!state.me) return;
  const ticket = state.tickets.get(state.chosen);
  const desk = onDesk(state.me);
  if (!ticket || (!desk && ticket.requester !== state.me)) return drawIndex(desk);
  const card = desk ? cardMessage(ticket.id) : null;
  if (card && document.visibilityState === 'visible' && markSeen(card)) change({});
  const mark = JSON.stringify([ticket, card, state.me, state.thread, state.busy.has(card?.id), state.problems.get(card?.id), distance(ticket.next_update_at ?? 0)]);
  fill(host, mark, () => [
    el('header', { class: 'pane-head' },
      el('button', { type: 'button', class: 'icon-button', 'data-name': 'index', 'aria-label': desk ? 'All open cases' : 'All your requests', 'data-tip': desk ? 'All open cases' : 'All your requests', onclick: () => change({ chosen: null }) }, icon('back')),
      el('p', { class: 'eyebrow' }, ticket.ref), el('span', { class: 'status', 'data-status': ticket.status }, statuses[ticket.status] ?? ticket.status)),
    el('div', { class: 'scroll' }, desk ? deskCase(ticket, card) : ownRequest(ticket)),
  ]);
}

function deskCase(ticket, card) {
  return [
    el('h2', { class: 'case-title', dir: 'auto' }, ticket.title),
    facts([
      ['Requester', name(ticket.requester)],
      ['With', ticket.assignee ? name(ticket.assignee) : 'Nobody yet'],
      ['Priority', ticket.priority],
      ['Topic', topicName(ticket.topic)],
      ['Wording', heatMark(ticket.heat)],
      ...nextFacts(ticket),
    ]),
    card ? suggestionView(card, { hint: 'Ctrl+Enter' }) : null,
    card && state.problems.has(card.id) ? el('p', { class: 'problem', role: 'alert' }, state.problems.get(card.id)) : null,
    card ? actionRow(card, others(card)) : null,
    threadLink(ticket),
    heatSection(ticket.heat),
    promises(ticket.promises),
    timeline(ticket.timeline),
    why(ticket.reasons),
  ];
}

/** What a requester sees of their own case: where it stands and what they were promised. */
function ownRequest(ticket) {
  return [
    el('h2', { class: 'case-title', dir: 'auto' }, ticket.title),
    facts([
      ['With', ticket.assignee ? name(ticket.assignee) : 'The desk'],
      ...nextFacts(ticket),
    ]),
    threadLink(ticket),
    promises(ticket.promises),
  ];
}

const facts = (list) => el('dl', { class: 'facts' }, list.filter(([, value]) => value).map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', { dir: 'auto' }, value))));

function owing({ owes, requester, assignee }) {
  const you = (id, other) => (id === state.me ? 'You' : other);
  const words = { requester: you(requester, firstName(requester)), agent: assignee ? you(assignee, firstName(assignee)) : 'The desk', third_party: 'Somebody else' };
  return words[owes] ?? 'Nobody';
}

/** Who is to speak next and by when. Who is asked is not held to a time: what is timed is that hearken writes again. */
function nextFacts(ticket) {
  const at = ticket.next_update_at;
  if (ticket.owes !== 'requester') return [['Next word from', owing(ticket)], ['Next word by', at || onDesk(state.me) ? nextWord(ticket) : null]];
  const mine = ticket.requester === state.me;
  return [['Waits for', mine ? 'Your answer' : `${firstName(ticket.requester)}’s answer`], ['Desk writes by', at && nextWord(ticket)]];
}

function nextWord({ next_update_at: at }) {
  if (!at) return 'Nothing promised';
  return `${moment(at)}, ${Date.parse(at) < deskNow() ? `due ${distance(at)}` : distance(at)}`;
}

function threadLink(ticket) {
  if (!ticket.thread || state.thread?.id === ticket.thread) return null;
  if (!places().some(({ id }) => id === ticket.channel)) return el('p', { class: 'hint' }, `Asked in a direct message. What you send reaches ${firstName(ticket.requester)} there.`);
  return el('button', { type: 'button', class: 'plain', 'data-name': 'thread', onclick: () => openThread(ticket.channel, ticket.thread, ticket.id) }, 'Open the conversation');
}

function heatSection(heat) {
  if (!heat) return null;
  const because = heat.abstained
    ? el('p', { class: 'hint' }, abstention(heat))
    : heat.cues.length
      ? el('ul', { class: 'reasons' }, heat.cues.map((cue) => el('li', {}, reason(cue.quote ? `“${cue.quote}” → ${cue.because}` : cue.because))))
      : el('p', { class: 'hint' }, 'Nothing in the wording points to frustration.');
  return el('section', {}, el('h3', {}, 'How the wording sounds'), because);
}

function why(reasons) {
  if (!reasons?.length) return null;
  return el('details', { class: 'why', 'data-name': 'why' }, el('summary', {}, 'Why this is a case'),
    el('ul', { class: 'reasons' }, reasons.map(({ because, quote }) => el('li', {}, reason(quote ? `“${quote}” → ${because}` : because)))));
}

const done = (ticket) => ['closed', 'resolved'].includes(ticket.status);

/** When a word is due: at once where the desk owes one and no time is promised any more. */
const due = (ticket) => Date.parse(ticket.next_update_at ?? '') || (ticket.owes === 'agent' ? 0 : Infinity);
const urgency = ({ priority }) => ['urgent', 'high', 'normal', 'low'].indexOf(priority);

/** The open cases, the one that owes a word soonest first; for a requester, their own. */
function drawIndex(desk) {
  const all = [...state.tickets.values()].filter((one) => desk ? !done(one) : one.requester === state.me);
  all.sort((a, b) => done(a) - done(b) || (due(a) === due(b) ? urgency(a) - urgency(b) : due(a) - due(b)));
  const which = desk ? state.which : 'all';
  const listed = all.filter(filters[which].keeps);
  fill(host, JSON.stringify([state.me, which, all.map((one) => [one.id, one.title, one.ref, one.status, one.priority, one.assignee, one.heat?.level, one.requester, one.owes, one.next_update_at && distance(one.next_update_at)]), state.moreTickets]), () => [
    el('header', { class: 'pane-head' }, el('h2', {}, desk ? 'Open cases' : 'Your requests')),
    el('div', { class: 'scroll' },
      desk && all.length ? filterRow(which, all) : null,
      listed.length
        ? el('ul', { class: 'index' }, listed.map((one) => el('li', {}, entry(one, desk))))
        : el('p', { class: 'hint' }, desk ? filters[which].none : 'What you ask for stands here, with when you will hear next.'),
      state.moreTickets ? older(desk) : null),
  ]);
}

/** What of the open cases can be listed. */
const filters = {
  all: { label: 'All', keeps: () => true, none: 'No case is open.' },
  mine: { label: 'Mine', keeps: (one) => one.assignee === state.me, none: 'No open case is with you.' },
  free: { label: 'Nobody’s', keeps: (one) => !one.assignee, none: 'Every open case is with somebody.' },
};

function filterRow(which, all) {
  return el('div', { class: 'filters', role: 'group', 'aria-label': 'Which cases to list' }, Object.entries(filters).map(([id, { label, keeps }]) =>
    el('button', { type: 'button', class: 'pick', 'data-name': `which ${id}`, 'aria-pressed': String(id === which), onclick: () => change({ which: id }) }, `${label} ${all.filter(keeps).length}`)));
}

const withWhom = ({ assignee }) => (!assignee ? 'Nobody has it' : assignee === state.me ? 'You have it' : `${firstName(assignee)} has it`);

/** The list ends where its page did, and says so. */
function older(desk) {
  const button = el('button', { type: 'button', class: 'plain earlier', 'data-name': 'older', onclick: () => loadTickets(state.moreTickets).catch(() => {}) }, desk ? 'Show older cases' : 'Show older requests');
  return el('div', { class: 'more' }, el('p', { class: 'hint' }, desk ? 'More cases are open than stand here.' : 'You asked for more than stands here.'), button);
}

function entry(ticket, desk) {
  return el('button', { type: 'button', 'data-name': ticket.id, onclick: () => showCase(ticket.id) },
    el('span', { class: 'eyebrow' }, [ticket.ref, statuses[ticket.status], desk ? name(ticket.requester) : null].filter(Boolean).join(' · ')),
    el('strong', { dir: 'auto' }, ticket.title),
    desk ? el('span', { class: 'line' }, el('span', { class: ['urgent', 'high'].includes(ticket.priority) ? 'pressing' : null }, capital(ticket.priority)), el('span', {}, withWhom(ticket))) : null,
    el('span', { class: 'line' }, ticket.next_update_at && !done(ticket) ? `Next word ${moment(ticket.next_update_at)}` : '', desk ? heatMark(ticket.heat) : null));
}
