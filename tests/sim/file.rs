//! The same months over a real SQLite file: every decision is made again on what the store remembers, every timer must be
//! due there, every post must be there to claim, and whenever the process was away the file is closed and opened again.

use std::time::Duration;

use hearken::chat::{Event, MessageId, PostKey};
use hearken::desk::{Occasion, TimerKind, meant};
use hearken::store::{DatabaseUrl, Due, Ended, Ending, Received, Store};
use jiff::{SignedDuration, Timestamp};

use crate::journal::Note;
use crate::life::Life;
use crate::world::{Step, decide_at, home, rules};

pub struct Filed<'a> {
    life: &'a Life,
    url: DatabaseUrl,
    store: Store,
    /// The courier's clock, on which leases run: it only goes on, so that every claim finds all earlier leases ended.
    clock: Timestamp,
}

/// Lives a month again over a file in this folder.
pub async fn live_again(life: &Life, folder: &std::path::Path) {
    let url = DatabaseUrl::file(folder.join("desk.db"));
    let store = Store::open(&url).await.unwrap();
    let mut filed = Filed { life, url, store, clock: life.steps[0].now };
    for note in &life.notes {
        filed.note(note).await;
    }
    for case in life.world.cases.values() {
        assert_eq!(filed.store.case(case.id).await.unwrap().as_ref(), Some(case), "{} differs in the file", case.id);
    }
    assert_eq!(filed.store.undelivered(&home()).await.unwrap(), 0, "posts are left in the file");
    filed.store.close().await;
}

impl Filed<'_> {
    async fn note(&mut self, note: &Note) {
        match note {
            Note::Step { index, ends } => {
                let step = &self.life.steps[*index];
                let ended = match ends {
                    Some(key) => vec![self.ended(key, ending(&step.occasion)).await],
                    None => Vec::new(),
                };
                self.step(step, &ended).await;
            }
            Note::Again { event, now } => self.again(event, *now).await,
            Note::Doubted { key } => self.end(key, Ending::Unknown(self.clock)).await,
            Note::Stands { key, message } => self.end(key, Ending::Done(MessageId::clone(message))).await,
            Note::Lost { key } => self.end(key, Ending::Dead("refused".to_owned())).await,
            Note::World { what, .. } if what.starts_with("Away") => {
                self.store.close().await;
                self.store = Store::open(&self.url).await.unwrap();
            }
            Note::Arrived { .. } | Note::World { .. } => {}
        }
    }

    async fn step(&mut self, step: &Step, ended: &[Ended]) {
        let Step { now, occasion, .. } = step;
        if let Occasion::Due { case, timer, due_at } = occasion {
            self.is_due(Due { case: *case, timer: *timer, due_at: *due_at }, *now).await;
        }
        let mut tx = self.store.begin().await.unwrap();
        assert!(tx.complete(ended, self.clock).await.unwrap().is_empty(), "the claim is lost");
        if let Occasion::Event(event) = occasion {
            assert_eq!(tx.receive(event, *now).await.unwrap(), Received::New, "{}", event.key);
        }
        let mut situated = tx.situate(occasion, *now).await.unwrap();
        let ear = &rules().0;
        if let Some(other) = meant(ear, occasion, situated.case.as_ref(), &situated.others) {
            situated = tx.situate_on(occasion, Some(other), *now).await.unwrap();
        }
        assert_eq!(situated.case, step.before, "the case differs for {occasion:?}");
        let seen = (situated.case.as_ref(), &situated.background, situated.next_case);
        let decision = decide_at(&self.life.world.desk, *now, seen, occasion);
        assert_eq!(decision, step.decision, "the file remembers otherwise: {:?}", situated.background);
        tx.save(&home(), situated.case.as_ref(), &decision, *now).await.unwrap();
        if let Occasion::Event(event) = occasion {
            tx.answer(event, &decision.answer).unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn is_due(&self, due: Due, now: Timestamp) {
        let known = self.store.due(&home(), now, 1_000).await.unwrap();
        let timer: TimerKind = due.timer;
        assert!(known.contains(&due), "{timer:?} of {} is not due in the file", due.case);
    }

    /// Told twice, taken once, and answered the same.
    async fn again(&self, event: &Event, now: Timestamp) {
        let mut tx = self.store.begin().await.unwrap();
        let received = tx.receive(event, now).await.unwrap();
        assert!(matches!(received, Received::Duplicate(_)), "{} was taken twice", event.key);
        tx.commit().await.unwrap();
    }

    async fn end(&mut self, key: &PostKey, ending: Ending) {
        let ended = self.ended(key, ending).await;
        let mut tx = self.store.begin().await.unwrap();
        assert!(tx.complete(&[ended], self.clock).await.unwrap().is_empty(), "{key}");
        tx.commit().await.unwrap();
    }

    /// Claims all that can be claimed, keeps the one, and gives the others back as they were.
    async fn ended(&mut self, key: &PostKey, ending: Ending) -> Ended {
        self.clock += SignedDuration::from_hours(1);
        let mut tx = self.store.begin().await.unwrap();
        let claimed = tx.claim(&home(), self.clock, Duration::from_secs(60), 1_000).await.unwrap();
        let (ours, others): (Vec<_>, Vec<_>) = claimed.into_iter().partition(|claimed| claimed.key == *key);
        let back = others.into_iter().map(|claimed| {
            let ending = if claimed.uncertain { Ending::Unknown(self.clock) } else { Ending::Retry(self.clock) };
            Ended { key: claimed.key, fence: claimed.fence, ending }
        });
        let back: Vec<Ended> = back.collect();
        assert!(tx.complete(&back, self.clock).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        let fence = ours.first().unwrap_or_else(|| panic!("{key} is not there to be delivered")).fence;
        Ended { key: key.clone(), fence, ending }
    }
}

/// How the post ended that an occasion is about.
fn ending(occasion: &Occasion) -> Ending {
    match occasion {
        Occasion::Undelivered { lost, .. } => Ending::Dead(lost.reason.clone()),
        _ => Ending::Stale,
    }
}
