// What an empty place says, and three messages with which to try it.

import { el } from './dom.js';
import { state } from './store.js';
import { firstName } from './people.js';
import { post } from './composer.js';

const examples = {
  intake: [
    'My VPN has dropped three times this week and I have a client call in half an hour.',
    'This is the second time I’m asking: the printer on floor 2 still eats every page. Is anybody looking at it?',
    'Could I get access to the finance folder before Thursday? No rush.',
  ],
  dm: [
    'I may have clicked a link in a phishing mail, and I’d rather not say so in the channel.',
    'My laptop has been restarting by itself since yesterday and I’m losing work every time.',
    'I need a new headset, mine has broken.',
  ],
  listened: [
    'Is the Wi-Fi down for anybody else on floor 3?',
    'Outlook keeps asking for my password again and again, this is driving me mad.',
    'Thanks everybody for the cake!',
  ],
};

const quiet = {
  agents: ['No cases yet', 'As soon as somebody asks for help, a card lands here with a reply that is ready to send.'],
  broadcast: ['Nothing to report', 'News about incidents will stand here.'],
};

/** The invitation for a place without messages. */
export function emptyPlace(place, kind) {
  const offers = examples[kind];
  if (!offers) {
    const [title, text] = quiet[kind] ?? ['Nothing here yet', ''];
    return el('div', { class: 'empty' }, el('h2', {}, title), el('p', {}, text));
  }
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const say = async (text) => {
    try {
      await post({ place, text });
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  return el('div', { class: 'empty' },
    el('h2', {}, 'Nothing here yet'),
    el('p', {}, `Write below, or try one of these. It is said as ${firstName(state.me)}.`),
    el('ul', {}, offers.map((text) => el('li', {}, el('button', { type: 'button', class: 'offer', onclick: () => say(text) }, text)))),
    problem);
}
