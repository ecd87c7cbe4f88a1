//! All that happened in a life, in order: what a transcript is written from, and what is lived again over a file.

use std::fmt::Write;

use hearken::chat::{Event, MessageId, PostKey, What};
use hearken::desk::{CaseId, Occasion, sentence};
use jiff::Timestamp;

use crate::life::Life;
use crate::look;
use crate::world::Step;

#[derive(Debug)]
pub enum Note {
    /// The step of this number. A post that will never stand ends with it.
    Step { index: usize, ends: Option<PostKey> },
    /// Told once more; nothing came of it.
    Again { event: Box<Event>, now: Timestamp },
    /// People see a post from now on.
    Arrived { index: usize, at: Timestamp },
    /// Sent, and nobody knows with what outcome.
    Doubted { key: PostKey },
    /// A post stands, as far as we know.
    Stands { key: PostKey, message: MessageId },
    /// A post of no case will never stand.
    Lost { key: PostKey },
    /// Something of the world.
    World { at: Timestamp, what: String },
}

impl Life {
    /// Everything about the case that a broken law names, or that was touched last, day by day.
    pub fn transcript(&self, broken: &str) -> String {
        let named =
            self.world.cases.keys().copied().find(|case| {
                broken.split(|c: char| c != '-' && !c.is_alphanumeric()).any(|word| word == case.to_string())
            });
        let case = named.or_else(|| self.steps.iter().rev().find_map(case_of));
        let mut told = String::new();
        let mut day = None;
        for note in &self.notes {
            let Some((at, line)) = self.line(note, case) else { continue };
            let date = at.strftime("%A, %-d %B %Y").to_string();
            if day.as_ref() != Some(&date) {
                let _ = writeln!(told, "{date}");
                day = Some(date);
            }
            let _ = writeln!(told, "  {}  {line}", at.strftime("%H:%M:%S"));
        }
        if let Some(case) = case.and_then(|case| self.world.cases.get(&case)) {
            let _ = writeln!(told, "in the end: {:?}, timers {:?}", case.status, case.timers);
        }
        told
    }

    fn line(&self, note: &Note, case: Option<CaseId>) -> Option<(Timestamp, String)> {
        match note {
            Note::Step { index, .. } => {
                let step = &self.steps[*index];
                (case_of(step) == case).then(|| (step.now, self.step(step)))
            }
            Note::Arrived { index, at } => {
                let sent = &self.world.sent[*index];
                let post = sent.delivery.post();
                (sent.case == case && post.card.as_ref().is_none_or(|card| card.fields.is_empty())).then(|| {
                    let place = look::place(&post.spot).map(|place| place.to_string()).unwrap_or_default();
                    (*at, format!("      ⇒ {place}, {:?} {}: {}", post.kind, sent.key, post.text))
                })
            }
            Note::World { at, what } => Some((*at, format!("— {what}"))),
            Note::Again { .. } | Note::Doubted { .. } | Note::Stands { .. } | Note::Lost { .. } => None,
        }
    }

    fn step(&self, step: &Step) -> String {
        let mut line = match &step.occasion {
            Occasion::Event(event) => match &event.what {
                What::Said(said) => format!("{} writes: {}", said.author, said.text),
                What::Edited(said) => format!("{} edits: {}", said.author, said.text),
                What::Deleted { author, .. } => format!("{author} deletes a message"),
                What::Reacted { actor, emoji, .. } => format!("{actor} reacts with {emoji}"),
                What::Pressed { action, actor, form, .. } => format!("{actor} presses {action} {form:?}"),
                What::Commanded { actor, text, .. } => format!("{actor} types {text}"),
            },
            Occasion::Due { timer, due_at, .. } => format!("{timer:?} is due since {due_at}"),
            Occasion::Stale { made_at, .. } => format!("stale, made at {made_at}"),
            Occasion::Undelivered { lost, .. } => {
                format!("never delivered: {:?} {:?}", lost.delivery.post().kind, lost.reason)
            }
        };
        let people = &self.world.desk.people;
        let changes = step
            .decision
            .case
            .iter()
            .flat_map(|case| step.decision.changes.iter().map(move |entry| sentence(entry, case, people)));
        for change in changes.filter(|line| !line.is_empty()) {
            let _ = write!(line, "\n                {change}");
        }
        for post in look::posts(step).filter(|post| look::outward(step, post)) {
            let _ = write!(line, "\n                → {:?}: {}", post.kind, post.text);
        }
        line
    }
}

fn case_of(step: &Step) -> Option<CaseId> {
    step.decision.case.as_ref().or(step.before.as_ref()).map(|case| case.id)
}
