// Who is who, and which places a person has.

import { state } from './store.js';

export const person = (id) => state.people.find((one) => one.id === id) ?? null;
export const me = () => person(state.me);
export const name = (id) => (id === 'hearken' ? 'hearken' : person(id)?.name ?? id ?? 'Somebody');
export const firstName = (id) => name(id).split(' ')[0];
export const onDesk = (id) => ['agent', 'lead'].includes(person(id)?.role);
export const zone = () => me()?.time_zone ?? 'UTC';

export const roles = { requester: 'Employee', agent: 'IT agent', lead: 'IT lead' };

/** Two letters that stand for a person in a small circle. */
export function initials(id) {
  const parts = name(id).trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]];
  return letters.map((part) => [...part][0] ?? '').join('').toUpperCase();
}

/** The places the viewer has, the one that matters most to them first. */
export function places() {
  const desk = onDesk(state.me);
  const open = state.channels.filter((channel) => desk || channel.kind !== 'agents');
  const rank = (channel) => ['agents', 'intake', 'listened', 'broadcast'].indexOf(channel.kind);
  return [...open].sort((a, b) => rank(a) - rank(b)).concat({ id: `dm:${state.me}`, kind: 'dm' });
}

/** Whether the viewer may write in a place: news of incidents comes from the desk alone. */
export const mayWrite = (id) => onDesk(state.me) || state.channels.find((one) => one.id === id)?.kind !== 'broadcast';

/** What a place is called, wherever the page names it. */
export function placeName(id) {
  if (!id?.startsWith('dm:')) return id ?? '';
  return id === `dm:${state.me}` ? 'hearken' : `hearken and ${firstName(id.slice(3))}`;
}
