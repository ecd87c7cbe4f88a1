//! From what people did to what the engine took.

use super::App;
use super::error::Failure;
use crate::desk::Answer;
use crate::engine::{Closed, Intake};
use crate::platforms::local::{LocalChat, Problem, Untold};

impl App {
    /// Tells the engine, waits until it is committed, and notes that.
    pub(super) async fn tell(&self, untold: Untold) -> Result<Answer, Failure> {
        let answer = self.intake.take(untold.event).await?;
        self.chat.note_told(&untold.mark).await?;
        Ok(answer)
    }
}

/// Tells the engine whatever was stored but not taken when the process last ended; gives how much that was.
///
/// # Errors
/// When the store fails. An engine that closes meanwhile is no error: the rest is told at the next start.
pub async fn redeliver(chat: &LocalChat, intake: &Intake) -> Result<usize, Problem> {
    let mut told = 0;
    for untold in chat.untold().await? {
        match intake.take(untold.event).await {
            Ok(_) => chat.note_told(&untold.mark).await?,
            Err(Closed) => break,
        }
        told += 1;
    }
    Ok(told)
}
