// What changes at the desk, as it changes. However many windows are open, one of them holds the connection and tells the
// others: a browser allows six to one host, and a seventh window would never load.

const kinds = ['message', 'ticket', 'clock', 'refresh'];

/** How long a window waits to be told that the connection is open before it looks for itself. */
const patience = 1500;

/** Follows the desk's events: `opened` after every (re)connect, `lost` when it went away, `told(kind, data)` for each. */
export function follow({ opened, lost, told }) {
  let begun = false;
  const begin = () => begun || hear({ what: 'opened' });
  const hear = ({ what, kind, data }) => {
    if (what === 'opened') begun = true;
    ({ opened, lost, told: () => told(kind, data) })[what]?.();
  };
  // Both are missing where the page did not come over a connection that the browser trusts.
  if (!navigator.locks || !window.BroadcastChannel) return connect(hear);
  const others = new BroadcastChannel('hearken.events');
  let held = null;
  const answers = {
    hello: () => held?.isOpen() && others.postMessage({ what: 'welcome' }),
    welcome: begin,
    again: () => held?.again(),
  };
  others.onmessage = ({ data }) => (answers[data.what] ?? hear)(data);
  // Held until this window closes; then one that waits for it takes over, and has everybody look again.
  navigator.locks.request('hearken.events', () => new Promise(() => {
    held = connect((said) => {
      hear(said);
      others.postMessage(said);
    });
  }));
  others.postMessage({ what: 'hello' });
  setTimeout(begin, patience);
  return { again: () => (held ? held.again() : others.postMessage({ what: 'again' })) };
}

/** Holds a connection of this window's own, and comes back to it by itself. */
function connect(say) {
  let source = null;
  let wait = 1000;
  let timer = 0;
  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource('/api/local/events');
    source.onopen = () => {
      wait = 1000;
      say({ what: 'opened' });
    };
    source.onerror = () => {
      source.close();
      say({ what: 'lost' });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 15_000);
    };
    for (const kind of kinds) source.addEventListener(kind, ({ data }) => say({ what: 'told', kind, data: JSON.parse(data) }));
  }
  open();
  return { again: open, isOpen: () => source.readyState === EventSource.OPEN };
}
