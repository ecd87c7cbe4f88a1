//! A decision in the making: the case as it becomes, change by change, and the posts that follow.

use jiff::Timestamp;

use super::{Answer, Case, Change, Decision, Effect, Entry, Situation, Status, TimerKind, cadence, card, showing};
use crate::chat::{Audience, Card, Delivery, Person, PersonId, Post, PostKey, PostKind, Spot};
use crate::words::{Kind, Memory, Said, Scene, WordingId};

/// What a handler works on.
pub(super) struct Draft<'a> {
    /// What may be looked at.
    pub sit: Situation<'a>,
    /// The case as it is after the changes so far.
    pub case: Case,
    /// What the card shows before this decision, or since it was put there.
    pub(super) shown: Option<Card>,
    changes: Vec<Entry>,
    effects: Vec<Effect>,
    used: Vec<String>,
}

impl<'a> Draft<'a> {
    /// Work on a case that exists.
    pub fn of(sit: &Situation<'a>, case: &Case) -> Draft<'a> {
        let mut draft = Draft::opening(sit, case.clone());
        if showing::stands_elsewhere(sit, case) {
            draft.case.card = None;
        } else if case.card.is_some() {
            draft.shown = Some(card::render(case, sit.people, &sit.policy.hours.zone));
        }
        draft
    }

    /// Work on a case that is being opened.
    pub fn opening(sit: &Situation<'a>, case: Case) -> Draft<'a> {
        Draft { sit: *sit, case, shown: None, changes: Vec::new(), effects: Vec::new(), used: Vec::new() }
    }

    /// The requester.
    pub fn requester(&self) -> Person {
        self.sit.people.get(&self.case.requester)
    }

    /// Applies a change done by a person, or by the bot.
    pub fn change(&mut self, who: Option<&PersonId>, change: Change) {
        let entry = Entry { at: self.sit.now, who: who.cloned(), change };
        self.case.apply(entry.clone());
        self.changes.push(entry);
    }

    /// Adds a consequence outside the case.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Says something the requester reads: not in words they read this week.
    pub fn say(&mut self, kind: Kind, scene: &Scene) -> Said {
        let recent: Vec<WordingId> = self
            .sit
            .background
            .recent_wordings
            .iter()
            .chain(self.case.suggestions.iter().flat_map(|suggestion| &suggestion.wordings))
            .chain(self.last_said())
            .chain(&self.used)
            .map(|wording| WordingId(wording.clone()))
            .collect();
        let seed = self.case.id.0.unsigned_abs().wrapping_mul(1_000_003).wrapping_add(u64::from(self.case.posts));
        let said = self.sit.words.say(kind, scene, &Memory { seed, recent: &recent });
        self.used.extend(said.wordings.iter().map(|wording| wording.0.clone()));
        said
    }

    /// Posts to the requester, and notes that they were told.
    pub fn tell(&mut self, post: PostKind, kind: Kind, scene: &Scene) {
        let said = self.say(kind, scene);
        let wordings = said.wordings.into_iter().map(|wording| wording.0).collect();
        self.deliver(post, Change::Told { kind: post, saying: Some(kind), wordings }, said.text, None, None);
        if matches!(kind, Kind::PingNews | Kind::ChaseNews) {
            self.change(None, Change::NewsTold);
        }
    }

    /// A post was not read: what news it told was not told. Whether it told any.
    pub fn news_unread(&mut self, made_at: Timestamp) -> bool {
        let told_at = self.case.news.as_ref().and_then(|news| news.told_at);
        let told = told_at.is_some_and(|at| cadence::same_moment(at, made_at));
        if told {
            self.change(None, Change::NewsUnread);
        }
        told
    }

    /// Posts a text to the requester: an agent's when `sent_by` is given, with buttons when a card is.
    pub fn tell_text(&mut self, kind: PostKind, text: String, sent_by: Option<PersonId>, card: Option<Card>) {
        let told = Change::Told { kind, saying: None, wordings: Vec::new() };
        self.deliver(kind, told, text, sent_by, card);
    }

    fn deliver(&mut self, kind: PostKind, told: Change, text: String, sent_by: Option<PersonId>, card: Option<Card>) {
        let begins = self.case.begins_with_us();
        let spot = if begins { Spot::Direct(self.case.requester.clone()) } else { self.case.spot() };
        let post = Post { spot, kind, audience: Audience::Everybody, sent_by, text, card };
        self.change(None, told);
        let true_for = (kind == PostKind::Ping).then_some(self.case.facts_version);
        self.case.last_report = true_for.unwrap_or(self.case.last_report);
        let key = self.post(post, true_for);
        if begins {
            self.case.root = Some(key);
        }
    }

    /// The wordings of the last progress told, however long ago: never twice in a row.
    fn last_said(&self) -> &[String] {
        let last = self.case.timeline.iter().rev().find_map(|entry| match &entry.change {
            Change::Told { kind: PostKind::Ping, wordings, .. } => Some(wordings.as_slice()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    /// Tells the agents something, below the card.
    pub fn tell_agents(&mut self, post: PostKind, kind: Kind, scene: &Scene, buttons: Option<Card>) {
        let Some((channel, card)) = self.card() else { return };
        let seed = u64::from(self.case.posts);
        let scene = &self.at_the_desk(scene);
        let text = self.sit.words.say(kind, scene, &Memory { seed, recent: &[] }).text;
        let post = Post {
            spot: Spot::Under(channel, card),
            kind: post,
            audience: Audience::Everybody,
            sent_by: None,
            text,
            card: buttons,
        };
        self.post(post, None);
    }

    /// The scene with its times in the desk's zone, as everything on the agents' side.
    pub fn at_the_desk(&self, scene: &Scene) -> Scene {
        Scene { now: self.sit.now.to_zoned(self.sit.policy.hours.zone.clone()), ..scene.clone() }
    }

    /// Posts anything of this case, and returns its key.
    pub fn post(&mut self, post: Post, true_for: Option<i64>) -> PostKey {
        let key = self.next_key();
        self.effects.push(Effect::Deliver { key: key.clone(), delivery: Delivery::New(post), true_for });
        key
    }

    /// The key of the case's next post.
    pub fn next_key(&mut self) -> PostKey {
        self.case.next_key()
    }

    /// The decision: with the card put up to date where what it shows has changed, and a card where there is none.
    pub fn finish(mut self, answer: Answer) -> Decision {
        // However it came to be their turn: somebody reminds them of it.
        if !self.case.timers.contains_key(&TimerKind::NextWord) {
            self.remind_later();
        }
        self.look_in_time();
        self.time_freshening();
        if self.case.status != Status::Closed {
            self.card();
        }
        if let (Some(before), Some(target)) = (&self.shown, self.case.card.clone()) {
            let after = card::render(&self.case, self.sit.people, &self.sit.policy.hours.zone);
            if *before != after
                && let Some(channel) = self.sit.channels.agents().cloned()
            {
                let post = card::post(channel, &self.case, after);
                let key = self.next_key();
                self.effects.push(Effect::Deliver { key, delivery: Delivery::Replace(target, post), true_for: None });
            }
        }
        if !self.used.is_empty() {
            self.effects.push(Effect::Used { person: self.case.requester.clone(), wordings: self.used });
        }
        Decision { case: Some(self.case), changes: self.changes, effects: self.effects, answer }
    }
}
