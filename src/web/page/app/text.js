// Text that people typed, as nodes: web addresses become links, words that were heard are marked, nothing else happens.

import { el } from './dom.js';

const address = /https?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]]/giu;

/** The text with its web addresses as links. */
function linked(text) {
  const nodes = [];
  let from = 0;
  for (const hit of text.matchAll(address)) {
    nodes.push(text.slice(from, hit.index), el('a', { href: hit[0], target: '_blank', rel: 'noopener noreferrer nofollow' }, hit[0]));
    from = hit.index + hit[0].length;
  }
  return [...nodes, text.slice(from)];
}

/** Text between two lines of three backticks is shown as code, as it was sent. */
const fence = /```(?:[a-z0-9+#-]*\n)?([^]*?)```/giu;

/** The text with what is fenced as code, and the rest with its links and marks. */
export function marked(text, cues) {
  const nodes = [];
  let from = 0;
  const plain = (end) => {
    // Cues count code points, matches count units.
    const start = [...text.slice(0, from)].length;
    nodes.push(...said(text.slice(from, end), cues.map((cue) => ({ ...cue, start: cue.start - start, end: cue.end - start }))));
  };
  for (const hit of text.matchAll(fence)) {
    if (!hit[1].trim()) continue;
    plain(hit.index);
    nodes.push(el('code', { class: 'block', dir: 'ltr', tabindex: 0 }, hit[1].replace(/^\n|\n$/gu, '')));
    from = hit.index + hit[0].length;
    if (text[from] === '\n') from += 1;
  }
  plain(text.length);
  return nodes;
}

/** The text with the spans of `cues` (code points, as the desk counts) marked; overlapping ones share a mark. */
function said(text, cues) {
  const letters = [...text];
  const nodes = [];
  let from = 0;
  for (const { start, end, reasons } of spans(cues, letters.length)) {
    const words = letters.slice(start, end).join('');
    nodes.push(linked(letters.slice(from, start).join('')), heard(words, reasons));
    from = end;
  }
  return [...nodes, linked(letters.slice(from).join(''))];
}

function spans(cues, length) {
  const merged = [];
  const valid = cues.filter((cue) => cue.start >= 0 && cue.end > cue.start && cue.end <= length);
  for (const cue of valid.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && cue.start < last.end) {
      last.end = Math.max(last.end, cue.end);
      if (!last.reasons.includes(cue.because)) last.reasons.push(cue.because);
    } else merged.push({ start: cue.start, end: cue.end, reasons: [cue.because] });
  }
  return merged;
}

function heard(words, reasons) {
  const why = reasons.join('; ');
  return el('span', { class: 'heard', tabindex: 0, role: 'note', 'aria-label': `${words} (heard: ${why})`, 'data-tip': `Heard: ${why}`, 'data-name': `heard ${words}` }, words);
}

/** A reason such as `“third time” → it keeps coming back`: the words that were quoted stand in italics. */
export function reason(because) {
  const cut = because.indexOf('→');
  if (cut < 0 || !/^[“"]/u.test(because)) return el('span', {}, because);
  const quote = because.slice(0, cut).trim().replace(/^[“"]|[”"]$/gu, '');
  return [el('em', { dir: 'auto' }, quote), el('span', { class: 'arrow', 'aria-label': 'which tells us' }, ' → '), el('span', {}, because.slice(cut + 1).trim())];
}
