// The desk's HTTP interface: one function a call, and one kind of error that carries a sentence for the person.

/** What the desk refused, or `offline` when it could not be reached. */
export class ApiError extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The size of one page of messages, and of tickets. */
const page = { messages: 200, tickets: 200 };

async function call(method, path, body) {
  return (await answerTo(method, path, body)).data;
}

/** A list, and where to read on if it ended at its limit. */
async function list(path) {
  const { data, before } = await answerTo('GET', path);
  return { list: data, before };
}

async function answerTo(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new ApiError('offline', 'The desk cannot be reached just now. Your text is still here; try again in a moment.', 0);
  }
  const data = await answer.json().catch(() => null);
  if (answer.ok) return { data, before: answer.headers.get('more-before') };
  const { code, message } = data?.error ?? {};
  throw new ApiError(code ?? 'unexpected', message ?? `The desk gave an answer this page does not understand (${answer.status}).`, answer.status);
}

const query = (fields) => new URLSearchParams(Object.entries(fields).filter(([, value]) => value)).toString();
const one = encodeURIComponent;

export const people = () => call('GET', '/api/local/people');
export const channels = () => call('GET', '/api/local/channels');
/** The newest pages of a place, in one. */
export const messages = (channel, viewer, pages = 1) => list(`/api/local/messages?${query({ channel, viewer, limit: pages * page.messages })}`);
export const say = (message) => call('POST', '/api/local/messages', message);
export const reword = (id, author, text) => call('PATCH', `/api/local/messages/${one(id)}`, { author, text });
export const withdraw = (id, author) => call('DELETE', `/api/local/messages/${one(id)}?${query({ author })}`);
export const act = (message, action, actor, form) => call('POST', '/api/local/actions', { message, action, actor, form });
export const react = (message, actor, emoji) => call('POST', '/api/local/reactions', { message, actor, emoji });
export const command = (channel, actor, text, form) => call('POST', '/api/local/commands', { channel, actor, text, form });
/** How the desk is, part by part; said also when it is not ready. */
export const readiness = () => call('GET', '/readyz');
export const clock = () => call('GET', '/api/local/clock');
export const moveClock = (by) => call('POST', '/api/local/clock', by);
/** A page of tickets: `which` names a status or a requester, `before` reads on. */
export const tickets = (which, before) => list(`/api/tickets?${query({ ...which, before, limit: page.tickets })}`);
export const ticketsNamed = (ids) => call('GET', `/api/tickets?${query({ ids: ids.join(',') })}`);
export const ticket = (id) => call('GET', `/api/tickets/${one(id)}`);
