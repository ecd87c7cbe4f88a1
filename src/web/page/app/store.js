// Everything the page knows, in one place; views are drawn again, at most once a turn, after it changed.

export const state = {
  people: [],
  channels: [],
  me: null,
  /** The place being read: a channel's id or `dm:PERSON`. */
  place: null,
  /** The thread being read, `{channel, id}`: it may stand in another channel than `place`. */
  thread: null,
  /** The ticket shown in the case pane. */
  chosen: null,
  /** Which pane a narrow screen shows: places, conversation or case. */
  pane: 'conversation',
  /** Messages by place, oldest first, as the viewer may see them. */
  messages: new Map(),
  /** The places whose older messages are not here, and how many pages of each are asked for. */
  older: new Set(),
  pages: new Map(),
  tickets: new Map(),
  /** Where to read on in the list of tickets that the case pane shows; null at its end. */
  moreTickets: null,
  /** Which of the open cases the pane lists: all, mine or free. */
  which: 'all',
  /** `{now, next_due, seen}`; `seen` is this machine's own time when the desk said so. */
  clock: null,
  /** starting · live · lost */
  connection: 'starting',
  /** What is wrong with the texts that people edit, in the desk's words; null when nothing is. */
  faulty: null,
  /** How often all was asked for again, at the start and after every interruption. */
  arrivals: 0,
  /** Sentences from the desk that only this window shows: `{id, place, thread, text}`. */
  asides: [],
  /** What went wrong, by the id of the message where it happened. */
  problems: new Map(),
  /** What the desk said to the one who pressed, by the id of the message. */
  notes: new Map(),
  /** Messages with an action under way. */
  busy: new Set(),
  /** The own message being reworded: `{id, text}`. */
  editing: null,
};

const views = new Set();
let due = false;
const afterwards = [];

/** Calls `view` after every change. */
export function onChange(view) {
  views.add(view);
}

/** Changes the state, then has every view drawn. */
export function change(mutate) {
  if (typeof mutate === 'function') mutate(state);
  else Object.assign(state, mutate);
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    for (const view of views) view(state);
    for (const then of afterwards.splice(0)) then();
  }, 0);
}

/** Calls `then` once every view shows the present state: what is to have the focus is there only then. */
export function onceDrawn(then) {
  afterwards.push(then);
  change({});
}
