// The two kinds of form field about time: a moment in the reader's zone, and a length.

import { el } from './dom.js';
import { zone } from './people.js';
import { deskNow, distance, fromCivil, fullMoment, toCivil } from './time.js';

const lengths = { '30m': 30, '2h': 120, '1d': 1440 };

/** A moment: civil time in the reader's zone on the page, RFC 3339 to the desk; empty means none. */
export function timeField(field, id) {
  const input = el('input', { id, type: 'datetime-local', value: toCivil(field.value), 'aria-describedby': `${id}-zone` });
  const hint = el('p', { class: 'hint', id: `${id}-zone` });
  // The browser shows the field in its own locale; these words cannot be misread.
  const tell = () => (hint.textContent = input.value ? `${fullMoment(fromCivil(input.value))}, ${distance(fromCivil(input.value))}` : `Your time (${zone()}). May stay empty.`);
  const pick = (minutes) => {
    input.value = toCivil(new Date(deskNow().getTime() + minutes * 60_000));
    tell();
  };
  input.addEventListener('input', tell);
  tell();
  const picks = Object.entries(lengths).map(([label, minutes]) => el('button', { type: 'button', class: 'pick', onclick: () => pick(minutes) }, `in ${label}`));
  const node = el('div', {}, el('div', { class: 'picks' }, input, picks), hint);
  return { node, read: () => fromCivil(input.value) };
}

/** A length such as `20m`, `2h` or `1d`, typed or picked. */
export function durationField(field, id) {
  const input = el('input', { id, type: 'text', inputmode: 'text', pattern: '\\s*[0-9]+\\s*[mhd]\\s*', value: field.value ?? '', title: 'A number and m, h or d: 20m, 2h, 1d', autocomplete: 'off', 'aria-describedby': `${id}-hint` });
  const picks = (field.options?.length ? field.options : ['20m', '1h', '4h', '1d'].map((value) => ({ value, label: value })))
    .map(({ value, label }) => el('button', { type: 'button', class: 'pick', onclick: () => (input.value = value) }, label));
  const node = el('div', {}, el('div', { class: 'picks' }, input, picks), el('p', { class: 'hint', id: `${id}-hint` }, 'Minutes, hours or days: 20m, 2h, 1d.'));
  return { node, read: () => input.value.replaceAll(/\s/gu, '') };
}
