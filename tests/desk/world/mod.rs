//! A desk with everything around it in memory: a clock that is moved by hand, people, channels, cases, and a courier
//! that delivers at once, or piles up while it is held. It does what `engine` and `store` do, in the fewest words.

mod keep;
mod posts;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use hearken::chat::*;
use hearken::config::{Desk, read_desk};
use hearken::cues::Ear;
use hearken::desk::*;
use hearken::prompts::Prompts;
use hearken::words::Words;
use jiff::{SignedDuration, Timestamp};

/// What is due and when, in the order in which it is due.
type Due = (Timestamp, CaseId, TimerKind);

/// One decision, with all that led to it.
#[derive(Debug)]
pub struct Step {
    pub now: Timestamp,
    pub occasion: Occasion,
    pub before: Option<Case>,
    pub decision: Decision,
}

/// A post as it was made.
#[derive(Debug, Clone)]
pub struct Sent {
    pub key: PostKey,
    pub case: Option<CaseId>,
    pub delivery: Delivery,
    pub true_for: Option<i64>,
    pub made_at: Timestamp,
    /// Where it stands, once delivered.
    pub message: Option<MessageId>,
}

pub struct World {
    pub now: Timestamp,
    pub desk: Desk,
    pub cases: BTreeMap<CaseId, Case>,
    /// Every post ever made, in order.
    pub sent: Vec<Sent>,
    /// What was decided since this was last emptied.
    pub steps: Vec<Step>,
    /// Why messages were taken as they were, oldest first.
    pub verdicts: Vec<Verdict>,
    /// While the courier is held, posts pile up.
    pub held: bool,
    /// Channels that nothing can be posted to.
    pub barred: BTreeSet<ChannelId>,
    /// Posts that were made and not brought to an end yet, by their place in `sent`.
    pub waiting: VecDeque<usize>,
    /// Which wordings somebody read: when, at which place of a text, which.
    pub wordings: BTreeMap<PersonId, BTreeSet<(Timestamp, usize, String)>>,
    pub nudges: BTreeMap<PostKey, Said>,
    pub peace: BTreeMap<(PersonId, ChannelId), Timestamp>,
    pub wording_off: BTreeSet<PersonId>,
    /// What was told by [`World::tell`].
    inbox: BTreeSet<String>,
    /// What was told before its message.
    early: BTreeMap<MessageId, Vec<Event>>,
    next_case: i64,
    names: u64,
    decided: u64,
}

/// Every so many-th decision is made twice, to see that it is the same.
const TWICE: u64 = 32;

pub fn rules() -> &'static (Ear, Words) {
    static RULES: OnceLock<(Ear, Words)> = OnceLock::new();
    RULES.get_or_init(|| {
        let prompts = Prompts::built_in();
        (Ear::compile(&prompts).unwrap(), Words::compile(&prompts).unwrap())
    })
}

/// Decides with the built-in rules on what `situated` gives: the case, what is remembered around it, the next number.
pub fn decide_at(
    desk: &Desk,
    now: Timestamp,
    (case, background, next_case): (Option<&Case>, &Background, CaseId),
    occasion: &Occasion,
) -> Decision {
    let (ear, words) = rules();
    let Desk { people, channels, policy } = desk;
    let happened_at = occasion.happened_at(now);
    let situation = Situation { case, background, next_case, people, channels, policy, ear, words, now, happened_at };
    decide(&situation, occasion)
}

pub fn home() -> Home {
    Home { platform: "local".into(), workspace: "local".into() }
}

impl World {
    /// The built-in desk, on a Monday morning.
    pub fn new() -> World {
        World::of(read_desk(None).unwrap())
    }

    pub fn of(desk: Desk) -> World {
        World {
            now: "2026-11-23T09:00:00Z".parse().unwrap(),
            desk,
            cases: BTreeMap::new(),
            sent: Vec::new(),
            steps: Vec::new(),
            verdicts: Vec::new(),
            held: false,
            barred: BTreeSet::new(),
            waiting: VecDeque::new(),
            wordings: BTreeMap::new(),
            nudges: BTreeMap::new(),
            peace: BTreeMap::new(),
            wording_off: BTreeSet::new(),
            inbox: BTreeSet::new(),
            early: BTreeMap::new(),
            next_case: 1,
            names: 0,
            decided: 0,
        }
    }

    // ── what people do ────────────────────────────────────────────────────────────────────────────────────────────

    /// Somebody writes by themselves in a channel; returns the message.
    pub fn say(&mut self, channel: &str, author: &str, text: &str) -> MessageId {
        let message = self.name("m");
        self.happen(What::Said(said(channel, None, &message, author, text)));
        message
    }

    /// Somebody writes in the thread that a message begins.
    pub fn reply(&mut self, channel: &str, thread: &MessageId, author: &str, text: &str) -> MessageId {
        let message = self.name("m");
        self.happen(What::Said(said(channel, Some(thread), &message, author, text)));
        message
    }

    pub fn react(&mut self, actor: &str, emoji: &str, on: Said) -> Answer {
        self.happen(What::Reacted { actor: actor.into(), emoji: emoji.into(), on })
    }

    pub fn command(&mut self, actor: &str, text: &str) -> Answer {
        self.happen(What::Commanded { channel: "it-help".into(), actor: actor.into(), text: text.into() })
    }

    /// Presses a button on one of our posts, with its form filled when there is something to fill in.
    pub fn press(&mut self, post: &PostKey, action: &str, actor: &str, form: Option<&[(&str, &str)]>) -> Answer {
        let sent = self.sent.iter().find(|sent| sent.key == *post).expect("a post with that key");
        let message = sent.message.clone().unwrap_or_else(|| "nowhere".into());
        let form = form.map(|fields| fields.iter().map(|(id, value)| ((*id).into(), (*value).into())).collect());
        let what =
            What::Pressed { channel: "it-agents".into(), message, action: action.into(), actor: actor.into(), form };
        self.happen(what)
    }

    /// Presses a button on a case's card.
    pub fn on_card(&mut self, case: CaseId, action: &str, actor: &str, form: Option<&[(&str, &str)]>) -> Answer {
        let card = self.cases[&case].card.clone().expect("a card");
        self.press(&card, action, actor, form)
    }

    pub fn happen(&mut self, what: What) -> Answer {
        let event = Event { key: self.name("e").0, home: home(), at: self.now, what };
        self.occur(Occasion::Event(Box::new(event)))
    }

    /// A platform tells now of what happened then; whatever it told before under that key is no news.
    pub fn tell(&mut self, at: Timestamp, key: &str, what: What) {
        if self.inbox.insert(key.to_owned()) {
            self.occur(Occasion::Event(Box::new(Event { key: key.to_owned(), home: home(), at, what })));
        }
    }

    // ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// Lets time pass; whatever becomes due meanwhile happens when it is due.
    pub fn pass(&mut self, span: SignedDuration) {
        let until = self.now + span;
        while let Some(due) = self.next_due().filter(|due| due.0 <= until) {
            self.now = self.now.max(due.0);
            self.fire(due);
        }
        self.now = until;
    }

    /// Lets time pass while nothing runs; whatever became due meanwhile happens afterwards, late.
    pub fn sleep(&mut self, span: SignedDuration) {
        self.now += span;
        self.pass(SignedDuration::ZERO);
    }

    pub fn next_due(&self) -> Option<Due> {
        let timers = self.cases.values().flat_map(|case| case.timers.iter().map(|(timer, at)| (*at, case.id, *timer)));
        timers.min()
    }

    pub fn fire(&mut self, (due_at, case, timer): Due) {
        self.occur(Occasion::Due { case, timer, due_at });
        let still = self.cases[&case].timers.get(&timer) == Some(&due_at);
        assert!(!still, "{timer:?} of {case} fired and is still due: it would fire for ever");
    }

    // ── deciding and keeping ──────────────────────────────────────────────────────────────────────────────────────

    pub fn occur(&mut self, occasion: Occasion) -> Answer {
        let (found, post) = self.find(&occasion);
        let before = found.and_then(|id| self.cases.get(&id));
        let background = self.background(&occasion, before, post);
        let situated = (before, &background, CaseId(self.next_case));
        let decision = decide_at(&self.desk, self.now, situated, &occasion);
        self.decided += 1;
        if self.decided.is_multiple_of(TWICE) {
            let again = decide_at(&self.desk, self.now, situated, &occasion);
            assert_eq!(decision, again, "the same situation gives the same decision");
        }
        let answer = decision.answer.clone();
        let before = match &decision.case {
            Some(case) if Some(case.id) == found => self.cases.insert(case.id, case.clone()),
            _ => before.cloned(),
        };
        self.keep(&decision);
        let aside = decision.effects.iter().any(|effect| matches!(effect, Effect::Early { .. }));
        let told = match &occasion {
            Occasion::Event(event) if !aside => tells(&event.what).and_then(|message| self.early.remove(message)),
            _ => None,
        };
        self.steps.push(Step { now: self.now, occasion, before, decision });
        let mut early = told.unwrap_or_default();
        early.sort_by_key(|event| event.at);
        for event in early {
            self.occur(Occasion::Event(Box::new(event)));
        }
        if !self.held {
            self.release();
        }
        answer
    }

    fn name(&mut self, prefix: &str) -> MessageId {
        self.names += 1;
        format!("{prefix}{}", self.names).into()
    }
}

pub fn said(channel: &str, thread: Option<&MessageId>, message: &MessageId, author: &str, text: &str) -> Said {
    Said {
        channel: channel.into(),
        thread: thread.cloned(),
        message: message.clone(),
        author: author.into(),
        text: text.into(),
    }
}

/// The message that it tells for the first time.
fn tells(what: &What) -> Option<&MessageId> {
    match what {
        What::Said(said) => Some(&said.message),
        _ => None,
    }
}

/// Who did it.
pub fn actor(what: &What) -> &PersonId {
    match what {
        What::Said(said) | What::Edited(said) => &said.author,
        What::Deleted { author, .. } => author,
        What::Reacted { actor, .. } | What::Pressed { actor, .. } | What::Commanded { actor, .. } => actor,
    }
}
