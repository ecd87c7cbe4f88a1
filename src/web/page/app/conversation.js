// The middle pane: one place, read from top to bottom.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { change, state } from './store.js';
import { placeName } from './people.js';
import { drawRows, rows } from './list.js';
import { asides, composer } from './composer.js';
import { emptyPlace } from './empty.js';
import { markRead, readUpTo } from './unread.js';
import { goesBack, loadOlder } from './sync.js';

const shown = 150;

const about = {
  intake: 'Ask for help here. The desk reads every message.',
  agents: 'Where cases land. Only the desk sees this.',
  listened: 'Everyday talk. hearken only asks, in private, whether you want a ticket.',
  broadcast: 'News about incidents and their end.',
  dm: 'Private, between you and hearken.',
};

const host = document.getElementById('conversation');
const head = el('header', { class: 'pane-head' });
const list = el('div', { class: 'rows', role: 'group', 'aria-label': 'Messages' });
const notes = el('div', { class: 'asides' });
const scroller = el('div', { class: 'scroll', onscroll: () => scroller.scrollTop < 200 && earlier.isConnected && showEarlier() }, list, notes);
const write = composer(() => ({ place: state.place, thread: null, prompt: `Write to ${placeName(state.place)}` }));
host.append(head, scroller, write.node);

let visit = { spot: null, firstNew: null, from: shown };

function kindOf(place) {
  return place?.startsWith('dm:') ? 'dm' : state.channels.find((one) => one.id === place)?.kind;
}

export function drawConversation() {
  const { place, me } = state;
  const all = state.messages.get(place);
  if (!me) return;
  const spot = `${me} ${place}`;
  const arrived = visit.spot !== spot && all;
  if (arrived) visit = { spot, firstNew: firstUnread(all, readUpTo(place)), from: shown };
  drawHead(place);
  drawList(all ?? [], { loading: !all, stay: !arrived });
  write.draw();
  if (all && document.visibilityState === 'visible' && markRead(place)) change({});
}

/** What arrives while the person looks on is not marked as new: they see it arrive. */
function firstUnread(all, upTo) {
  return all.find((one) => !one.thread && one.author !== state.me && Date.parse(one.ts) > Date.parse(upTo))?.id ?? null;
}

function drawHead(place) {
  const kind = kindOf(place);
  fill(head, `${place} ${kind}`, () => [
    el('h2', {}, icon(kind === 'dm' ? 'person' : kind === 'agents' ? 'lock' : 'hash'), placeName(place)),
    el('p', {}, about[kind] ?? ''),
  ]);
}

function drawList(all, { loading, stay }) {
  const first = top(all);
  const replies = group(all);
  const latest = first.slice(-visit.from);
  list.hidden = first.length === 0;
  drawRows(list, rows(latest, { firstNew: visit.firstNew, repliesOf: (id) => replies.get(id) ?? [] }), { stay });
  drawEarlier(first.length > latest.length);
  const said = asides(state.place, null);
  notes.replaceChildren(...(first.length || loading ? [] : [emptyPlace(state.place, kindOf(state.place))]), ...said);
  if (said.length && stay && notes.count !== said.length) scroller.scrollTop = scroller.scrollHeight;
  notes.count = said.length;
}

/** What stands in the place itself, not in a thread. */
const top = (all) => all.filter((one) => !one.thread || one.thread === one.id);

function group(all) {
  const replies = new Map();
  for (const one of all) if (one.thread && one.thread !== one.id) replies.set(one.thread, [...(replies.get(one.thread) ?? []), one]);
  return replies;
}

const earlier = el('button', { type: 'button', class: 'plain earlier', onclick: () => showEarlier() }, 'Show earlier messages');
let fetching = false;

/** Draws more of what is here; asks for more once that runs out. */
async function showEarlier() {
  if (fetching) return;
  const { place } = state;
  fetching = true;
  visit.from += shown;
  change({});
  if (top(state.messages.get(place) ?? []).length < visit.from && goesBack(place)) await loadOlder(place).catch(() => {});
  // Until it is drawn: the scroll that drawing causes is nobody's wish for more.
  setTimeout(() => (fetching = false), 50);
}

function drawEarlier(hidden) {
  if (!hidden && !goesBack(state.place)) earlier.remove();
  else if (!earlier.isConnected) scroller.prepend(earlier);
}
