//! Which reply is worth sending now, and putting it before the agents.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::draft::Draft;
use super::scene::scene;
use super::{Change, Entry, PromiseState, Suggestion, SuggestionState};
use crate::chat::PersonId;
use crate::cues::Role;
use crate::words::{Action, Kind, Scene};

/// A time nearer than this is not named in a suggestion: somebody has yet to read it and send it.
const NOTICE: SignedDuration = SignedDuration::from_mins(4);

impl Draft<'_> {
    /// Offers a reply of a kind, in place of the one that waits, if one does.
    pub fn suggest(&mut self, kind: Kind) {
        let scene = self.suggestion_scene(kind);
        self.overtake();
        self.offer(kind, &scene);
    }

    /// Offers the same kind again in other words, because an agent asked for them. Whether they open as one did that was
    /// shown since the last word to the requester: then all there are have been seen.
    pub fn suggest_another(&mut self, actor: &PersonId) -> bool {
        let Some(offered) = self.case.offered() else { return false };
        let id = offered.id;
        let kind = Kind::named(&offered.kind).unwrap_or(Kind::Acknowledge);
        let scene = self.suggestion_scene(kind);
        self.change(Some(actor), Change::Decided { id, state: SuggestionState::Replaced });
        self.offer(kind, &scene);
        let mut latest = self.case.suggestions.iter().rev();
        let opening = latest.next().and_then(|suggestion| suggestion.wordings.first());
        let shown = latest.take_while(|earlier| {
            earlier.kind == kind.name()
                && matches!(earlier.state, SuggestionState::Replaced | SuggestionState::Overtaken)
        });
        { shown }.any(|earlier| earlier.wordings.first() == opening)
    }

    /// Offers what waits once more, with the time that holds now, when the one it names has passed or soon will.
    pub fn refresh(&mut self) {
        if let Some(kind) = self.case.offered().and_then(|offered| Kind::named(&offered.kind)) {
            self.suggest(kind);
        }
    }

    /// Offers what waits once more, naming no time to come but one that is promised already.
    pub(super) fn suggest_for_later(&mut self) {
        let Some(kind) = self.case.offered().and_then(|offered| Kind::named(&offered.kind)) else { return };
        let mut scene = self.suggestion_scene(kind);
        scene.next_word = self.promised_word();
        self.overtake();
        self.offer(kind, &scene);
    }

    /// The time promised already, while that is far enough off to be kept by whoever sends a reply that names it.
    fn promised_word(&self) -> Option<Timestamp> {
        let soonest = self.sit.now.checked_add(NOTICE).unwrap_or(self.sit.now);
        self.case.next_update_at().filter(|due| *due > soonest)
    }

    /// The case moved on: what waited is no longer worth sending.
    pub fn overtake(&mut self) {
        if let Some(id) = self.case.offered().map(|offered| offered.id) {
            self.change(None, Change::Decided { id, state: SuggestionState::Overtaken });
        }
    }

    fn offer(&mut self, kind: Kind, scene: &Scene) {
        let said = self.say(kind, scene);
        let zone = self.requester().zone;
        let id = u32::try_from(self.case.suggestions.len()).unwrap_or(u32::MAX).saturating_add(1);
        let suggestion = Suggestion {
            id,
            kind: kind.name().to_owned(),
            promises: scene.next_word.filter(|due| names(&said.text, *due, &zone)),
            text: said.text,
            because: said.because,
            wordings: said.wordings.into_iter().map(|wording| wording.0).collect(),
            at: self.sit.now,
            state: SuggestionState::Offered,
            decided_by: None,
            decided_at: None,
        };
        self.change(None, Change::Suggested { suggestion: Some(Box::new(suggestion)), id });
    }

    /// The facts for a suggestion: it names the time already promised while that is far enough off to be kept by
    /// whoever sends it, else the time that sending it would set.
    fn suggestion_scene(&self, kind: Kind) -> Scene {
        let mut scene = scene(&self.sit, &self.case, &self.requester().zone);
        scene.next_word = Some(self.promised_word().unwrap_or_else(|| self.next_word_due()));
        let broken = self.case.promises.iter().rev().find(|promise| promise.state == PromiseState::Broken);
        if kind == Kind::MissedPromise {
            scene.missed = broken.map(|promise| super::scene::missed(&self.case, promise));
        }
        if kind == Kind::Reopened
            && let Some(again) =
                self.case.messages.iter().filter(|said| said.role == Role::Requester).max_by_key(|said| said.at)
        {
            // What brought it back may be another trouble than the one reported first.
            scene.report = self.sit.words.understand(&again.text);
            scene.reported_at = Some(again.at);
        }
        if kind == Kind::Reopened {
            self.name_the_last_step(&mut scene);
        }
        if matches!(kind, Kind::ResolutionCheck | Kind::Reopened) {
            scene.text.clone_from(&self.case.summary);
        }
        scene
    }

    /// The fix that did not hold was the last step, unless an agent has written since: then none is named.
    fn name_the_last_step(&self, scene: &mut Scene) {
        let step =
            self.case.timeline.iter().rev().find(|entry| {
                matches!(entry.change, Change::Resolved { .. } | Change::Updated { .. } | Change::Replied)
            });
        match step {
            Some(Entry { change: Change::Resolved { .. }, who: Some(by), at }) => {
                let by = self.sit.people.get(by).first_name().to_owned();
                scene.last_action = self.case.summary.clone().map(|what| Action { by, what, at: *at });
            }
            Some(Entry { change: Change::Updated { .. }, .. }) => {}
            _ => scene.last_action = None,
        }
    }
}

/// Whether a text names the time of a moment, as the reader's clock shows it.
pub(super) fn names(text: &str, at: Timestamp, reader: &TimeZone) -> bool {
    text.contains(&at.to_zoned(reader.clone()).strftime("%H:%M").to_string())
}
