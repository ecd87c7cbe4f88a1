// Heat is a word about the wording, with a four-step mark beside it; never a number on a person, never an alarm.

import { el } from './dom.js';

const steps = ['calm', 'strained', 'frustrated', 'upset'];

const silence = {
  language: 'Not judged: there are no rules for this language yet.',
  nothing_to_read: 'Not judged: there are no words to read.',
};

/** The word and its mark. */
export function heatMark(heat) {
  if (!heat) return null;
  if (heat.abstained) return el('span', { class: 'heat', 'data-tip': abstention(heat) }, 'not judged');
  const level = Math.max(0, steps.indexOf(heat.level));
  const bars = steps.map((_, step) => el('i', { class: step <= level ? 'on' : null }));
  return el('span', { class: 'heat', 'data-level': steps[level] },
    el('span', { class: 'steps', 'aria-hidden': 'true' }, bars),
    el('span', {}, el('span', { class: 'unseen' }, 'The wording sounds '), steps[level]));
}

/** Why nothing was judged. */
export function abstention(heat) {
  return silence[heat.abstained] ?? (typeof heat.abstained === 'string' ? heat.abstained : silence.language);
}
