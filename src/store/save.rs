//! A decision made lasting: the case and all that follows from it.

use jiff::Timestamp;

use super::outbox::ToPost;
use super::{StoreError, Tx};
use crate::chat::Home;
use crate::desk::{Case, Decision, Effect};

impl Tx {
    /// Keeps what the decision changed; it is written with what other decisions in the same transaction change. `before` is the case as [`Tx::situate`] gave it; `home` is where the occasion
    /// was.
    ///
    /// A person who is to be forgotten is forgotten first, so that what the same decision still tells them is told.
    ///
    /// # Errors
    /// [`StoreError::Raced`] when another instance opened a case with the same number: roll back, and do the whole
    /// visit again. Otherwise when the database fails.
    pub async fn save(
        &mut self,
        home: &Home,
        before: Option<&Case>,
        decision: &Decision,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(after) = &decision.case {
            // A message may open a case of its own though its author had another one.
            let before = before.filter(|before| before.id == after.id);
            self.save_case(before, after).await?;
        }
        for effect in &decision.effects {
            if let Effect::Forget { person } = effect {
                self.write_pending().await?;
                self.forget(home, person, now).await?;
                // What comes next finds nothing that is gone.
                self.write_pending().await?;
                self.ahead = std::mem::take(&mut self.ahead).emptied();
            }
        }
        let case = decision.case.as_ref().map(|case| case.id);
        for effect in &decision.effects {
            match effect {
                Effect::Deliver { key, delivery, true_for } => {
                    self.enqueue(ToPost { home, case, key, delivery, true_for: *true_for }, now).await?;
                }
                Effect::Judged(verdict) => self.put_verdict(home, verdict)?,
                Effect::Early { of, event } => self.keep_early(of, event, now).await?,
                Effect::Nudged { key, said } => self.keep_nudge(home, key, said, now).await?,
                Effect::NudgeAnswered { key } => self.drop_nudge(key).await?,
                Effect::Peace { person, channel, until } => {
                    self.ahead.changed(person.as_str());
                    self.set_peace(home, person, channel, *until).await?;
                }
                Effect::ReadWording { person, allowed } => {
                    self.ahead.changed(person.as_str());
                    self.allow_wording(home, person, *allowed).await?;
                }
                Effect::Used { person, wordings } => self.put_wordings(home, person, wordings, now),
                Effect::Forget { .. } => {}
            }
        }
        Ok(())
    }
}
