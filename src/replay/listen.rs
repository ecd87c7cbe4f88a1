//! Hears every message with what was said before in its conversation. Conversations do not hang on each other, so they
//! are heard on all cores.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Message, Progress, Step, Strand};
use crate::cues::{Act, Circumstances, Ear, Hearing, Reason, Role, Turn};

/// Conversations that one thread hears before it takes the next lot.
const LOT: usize = 64;

/// One author's messages no further apart are one report, in seconds.
const ONE_REPORT: i64 = 5 * 60;

/// How many earlier turns are handed to the ear.
const CONTEXT: usize = 6;

/// What was heard in each strand, in the order of the strands, which is by time within a conversation.
pub fn listen(ear: &Ear, messages: &[Message], strands: &[&Strand], progress: Progress<'_>) -> Vec<Hearing> {
    let mut conversations: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, strand) in strands.iter().enumerate() {
        conversations.entry(strand.conversation).or_default().push(place);
    }
    let conversations: Vec<Vec<usize>> = conversations.into_values().collect();
    let lots: Vec<&[Vec<usize>]> = conversations.chunks(LOT).collect();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || {
        let mut heard = Vec::new();
        while let Some(lot) = lots.get(next.fetch_add(1, Ordering::Relaxed)) {
            let before = heard.len();
            for conversation in *lot {
                let mut listener = Listener::default();
                let said =
                    conversation.iter().filter_map(|place| Some((*place, messages.get(strands.get(*place)?.message)?)));
                heard.extend(said.map(|(place, message)| (place, listener.hear(ear, message))));
            }
            let count = heard.len() - before;
            let so_far = done.fetch_add(count, Ordering::Relaxed) + count;
            progress(Step::Hearing { done: so_far as u64, of: strands.len() as u64 });
        }
        heard
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(lots.len().max(1));
    let mut heard: Vec<(usize, Hearing)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    heard.sort_by_key(|(place, _)| *place);
    heard.into_iter().map(|(_, hearing)| hearing).collect()
}

/// Follows one conversation. Nobody waits for anything before somebody asks; whoever asks first is the requester from
/// then on, and whoever answers stands for the desk.
#[derive(Default)]
struct Listener<'m> {
    asker: Option<&'m str>,
    /// Everything since the request.
    turns: Vec<Turn<'m>>,
    /// How heated the last turn was.
    last_score: u8,
    /// Unix seconds of the requester's last words, when nobody spoke after them.
    last_words: Option<i64>,
    /// Unix seconds of the requester's first words that nobody has answered yet.
    unanswered_since: Option<i64>,
}

impl<'m> Listener<'m> {
    fn hear(&mut self, ear: &Ear, message: &'m Message) -> Hearing {
        let now = message.at.div_euclid(1_000_000);
        let turn = |role| Turn { role, text: &message.text, at: Some(now) };
        if self.asker.is_some_and(|asker| asker != message.user) {
            self.turns.push(turn(Role::Agent));
            (self.last_words, self.unanswered_since) = (None, None);
            // What the requester felt is not theirs, so they are heard by their words alone.
            let mut hearing = ear.hear(turn(Role::Other), &[], &Circumstances::default());
            if hearing.intake.act == Act::Request {
                // A question back, or "same here": it opens no ticket, so it must not count as a request either.
                hearing.intake.act = Act::Followup;
                hearing.intake.reasons = vec![Reason {
                    rule: "place.others".to_owned(),
                    because: "is said in somebody else's request".to_owned(),
                    quote: String::new(),
                }];
            }
            return hearing;
        }
        let earlier = self.turns.get(self.turns.len().saturating_sub(CONTEXT)..).unwrap_or_default();
        let hours_waited = self.unanswered_since.map_or(0.0, |since| (now - since) as f64 / 3600.0);
        let hearing = ear.hear(turn(Role::Requester), earlier, &Circumstances { hours_waited, ..Default::default() });
        if self.asker.is_some() || hearing.intake.act == Act::Request {
            self.asker = Some(&message.user);
            self.unanswered_since.get_or_insert(now);
            self.remember(turn(Role::Requester), hearing.heat.score, now);
        }
        hearing
    }

    /// Messages close together are one report, and the most heated of them stands for it: three lines in a row are no
    /// asking three times.
    fn remember(&mut self, turn: Turn<'m>, score: u8, now: i64) {
        let goes_on = self.last_words.replace(now).is_some_and(|before| now - before <= ONE_REPORT);
        match self.turns.last_mut().filter(|_| goes_on) {
            Some(_) if score <= self.last_score => return,
            Some(report) => *report = Turn { at: report.at, ..turn },
            None => self.turns.push(turn),
        }
        self.last_score = score;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompts::Prompts;
    use crate::replay::{Author, weave};

    /// What is heard in the last of these messages of one conversation: minute, author, text.
    fn last(lines: &[(i64, &str, &str)]) -> Hearing {
        let messages: Vec<Message> = lines
            .iter()
            .map(|(minute, user, text)| Message {
                channel: "help".into(),
                key: minute.to_string(),
                thread: (*minute > 0).then(|| "0".into()),
                user: (*user).into(),
                name: (*user).into(),
                author: Author::Person,
                at: minute * 60_000_000,
                text: (*text).into(),
            })
            .collect();
        let woven = weave(&messages);
        let strands: Vec<&Strand> = woven.iter().flat_map(|(_, strands)| strands).collect();
        let ear = Ear::compile(&Prompts::built_in()).unwrap();
        listen(&ear, &messages, &strands, &|_| {}).pop().unwrap()
    }

    fn last_score(lines: &[(i64, &str, &str)]) -> u8 {
        last(lines).heat.score
    }

    #[test]
    fn a_question_back_is_no_request() {
        let question = "Which version of the client do you have?";
        assert_eq!(last(&[(0, "ana", question)]).intake.act, Act::Request);
        let back = last(&[(0, "ana", REPORT), (5, "sam", question)]);
        assert_eq!(back.intake.act, Act::Followup);
        assert!(back.intake.reasons[0].because.contains("somebody else"));
    }

    const REPORT: &str = "My VPN does not connect, can you help?";

    /// Shows some strain by itself: waiting adds to it, and to calm words nothing.
    const STILL: &str = "it is still down";

    #[test]
    fn a_report_in_several_lines_is_no_chase() {
        let burst = last_score(&[(0, "ana", REPORT), (1, "ana", "at home"), (2, "ana", "on Wi-Fi"), (3, "ana", STILL)]);
        let drops =
            last_score(&[(0, "ana", REPORT), (60, "ana", "at home"), (180, "ana", "on Wi-Fi"), (300, "ana", STILL)]);
        assert!(burst < drops, "{burst} {drops}");
    }

    #[test]
    fn waiting_counts_from_the_request_and_ends_with_an_answer() {
        let waited = last_score(&[(0, "ana", REPORT), (600, "ana", STILL)]);
        let answered = last_score(&[(0, "ana", REPORT), (590, "sam", "which system?"), (600, "ana", STILL)]);
        assert!(answered < waited, "{answered} {waited}");
        assert_eq!(last_score(&[(0, "ana", REPORT), (600, "ana", "Linux")]), 0);
    }

    #[test]
    fn small_talk_waits_for_nothing_and_helpers_do_not_inherit_heat() {
        assert_eq!(last_score(&[(0, "ana", "good morning"), (600, "ana", "good evening")]), 0);
        let hot = "this is ridiculous, my VPN is down for the third time!!";
        assert_eq!(last_score(&[(0, "ana", hot), (10, "sam", "restart it")]), 0);
    }
}
