// Builds the page from elements and text nodes only: whatever people typed can never become markup.

/** An element with properties (`class`, `on…` listeners, attributes) and children; empty children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...present(children));
  return node;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== '');
}

/** Replaces what `host` holds, unless `mark` says nothing changed; focus and opened details survive. */
export function fill(host, mark, build) {
  if (host.mark === mark) return;
  host.mark = mark;
  const opened = new Set([...host.querySelectorAll('details[open][data-name]')].map((node) => node.dataset.name));
  const restore = rememberFocus(host);
  host.replaceChildren(...present([build()]));
  for (const node of host.querySelectorAll('details[data-name]')) if (opened.has(node.dataset.name)) node.open = true;
  restore();
}

/** Brings the children of `host` in line with `items`; only those whose mark changed are built anew. */
export function keyed(host, items, { key, mark, build }) {
  const old = new Map([...host.children].map((node) => [node.dataset.key, node]));
  const restore = rememberFocus(host);
  let at = host.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const now = mark(item);
    let node = old.get(name);
    old.delete(name);
    if (!node || node.mark !== now) {
      const fresh = build(item);
      fresh.dataset.key = name;
      fresh.mark = now;
      if (node) {
        if (at === node) at = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    if (node === at) at = at.nextElementSibling;
    else host.insertBefore(node, at);
  }
  for (const node of old.values()) node.remove();
  restore();
}

/** What to call after a rebuild so that whoever uses the keyboard stays where they were. */
function rememberFocus(host) {
  const active = document.activeElement;
  if (!active || active === host || !host.contains(active)) return () => {};
  const item = active.closest('[data-key]')?.dataset.key;
  const name = active.dataset.name;
  return () => {
    if (host.contains(document.activeElement)) return;
    const scope = item ? find(host, 'key', item) : host;
    for (const target of [name && scope && find(scope, 'name', name), item && scope, host]) {
      if (target) target.focus({ preventScroll: true });
      if (host.contains(document.activeElement)) return;
    }
  };
}

function find(scope, field, value) {
  if (scope.dataset[field] === value) return scope;
  return scope.querySelector(`[data-${field}="${CSS.escape(value)}"]`);
}
