// The few line drawings the page uses, 20 × 20, drawn in the colour of the text around them.

const paths = {
  back: ['M12 4.5 6.5 10l5.5 5.5'],
  close: ['M5 5l10 10M15 5 5 15'],
  reply: ['M8 5 3.5 9.5 8 14', 'M4 9.5h7.5c3 0 5 1.8 5 5'],
  edit: ['M4 16l.7-3.2L13 4.5l2.5 2.5-8.3 8.3z'],
  remove: ['M4.5 6h11M8 6V4h4v2M6 6l.7 10h6.6L14 6'],
  hash: ['M8 4 6.5 16M13.5 4 12 16M4 8h12.5M3.5 12.5H16'],
  lock: ['M6 9V7a4 4 0 0 1 8 0v2', 'M4.8 9h10.4v7.2H4.8z'],
  person: ['M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6z', 'M4 16.5c.6-2.8 3-4.3 6-4.3s5.4 1.5 6 4.3'],
  send: ['M10 16V4.5', 'M5 9.3l5-5 5 5'],
  clock: ['M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z', 'M10 6v4.2l2.8 1.6'],
  places: ['M4 5.5h12M4 10h12M4 14.5h8'],
  conversation: ['M4 4.5h12v9H9.5L6 16.5v-3H4z'],
  case: ['M5.5 3.5h9v13h-9z', 'M8 7.5h4M8 10.5h4'],
  eye: ['M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z', 'M10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z'],
};

const space = 'http://www.w3.org/2000/svg';

/** The drawing called `name`; hidden from screen readers, since a label always stands beside it. */
export function icon(name) {
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths[name]) {
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
