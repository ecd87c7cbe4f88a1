// Moments, said in the reader's own time zone and measured against the desk's clock.

import { state } from './store.js';
import { zone } from './people.js';

const cache = new Map();

function format(options) {
  const name = JSON.stringify([options, zone()]);
  if (!cache.has(name)) {
    const locale = 'en-GB';
    try {
      cache.set(name, new Intl.DateTimeFormat(locale, { ...options, timeZone: zone() }));
    } catch {
      cache.set(name, new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }));
    }
  }
  return cache.get(name);
}

/** The desk's present: what it last said, plus what has passed here since. */
export function deskNow() {
  if (!state.clock) return new Date();
  return new Date(Date.parse(state.clock.now) + (Date.now() - state.clock.seen));
}

const clockOf = (at) => format({ hour: '2-digit', minute: '2-digit' }).format(at);
export const dayKey = (at) => format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
export const hourMinute = (at) => clockOf(new Date(at));

/** `14:05` today, `Tue 14:05` within a week of it, else `3 Nov, 14:05`. */
export function moment(at) {
  const when = new Date(at);
  if (dayKey(when) === dayKey(deskNow())) return clockOf(when);
  const days = Math.abs(when - deskNow()) / 86_400_000;
  const day = days < 6 ? format({ weekday: 'short' }).format(when) : format({ day: 'numeric', month: 'short' }).format(when);
  return days < 6 ? `${day} ${clockOf(when)}` : `${day}, ${clockOf(when)}`;
}

/** `Today`, `Yesterday`, or the day in full: the line between two days of a conversation. */
export function dayName(at) {
  const now = deskNow();
  if (dayKey(at) === dayKey(now)) return 'Today';
  if (dayKey(at) === dayKey(new Date(now - 86_400_000))) return 'Yesterday';
  return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at));
}

export const fullMoment = (at) => format({ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(new Date(at));
export const deskDay = (at) => format({ weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at));

/** How far off a moment is, in the roughest unit that is still true: `in 25 min`, `2 h ago`. */
export function distance(at) {
  const minutes = Math.round((new Date(at) - deskNow()) / 60_000);
  const size = Math.abs(minutes);
  if (size < 1) return 'now';
  const said = size < 90 ? `${size} min` : size < 36 * 60 ? `${Math.round(size / 60)} h` : `${Math.round(size / 1440)} days`;
  return minutes > 0 ? `in ${said}` : `${said} ago`;
}

/** A `datetime-local` value (civil time in the reader's zone) for an instant, or empty. */
export function toCivil(at) {
  if (!at || Number.isNaN(Date.parse(at))) return '';
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' };
  const part = Object.fromEntries(format(options).formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/** The instant, RFC 3339, that a `datetime-local` value means in the reader's zone. */
export function fromCivil(text) {
  if (!text) return '';
  const wanted = Date.parse(`${text}Z`);
  // The offset depends on the instant it is asked for: the second look settles days on which clocks change.
  let guess = wanted;
  for (let look = 0; look < 2; look += 1) guess += wanted - Date.parse(`${toCivil(new Date(guess))}Z`);
  return new Date(guess).toISOString().replace('.000Z', 'Z');
}
