//! From what people did to what the engine took.

use super::App;
use super::error::Failure;
use crate::chat::Event;
use crate::desk::Answer;
use crate::engine::{Closed, Intake};
use crate::platforms::local::{LocalChat, Message, Problem, Untold};

impl App {
    /// Has the engine take what is stored here, and notes that it did.
    pub(super) async fn tell(&self, untold: Untold) -> Result<Answer, Failure> {
        self.chat.tally().event(&untold.event.what);
        let answer = self.intake.take(untold.event).await.map_err(|Closed| {
            Failure::unavailable(
                "This is kept, and the desk takes it up as soon as it can. There is no need to send it again.",
            )
        })?;
        // It was taken, whatever becomes of this note: without it, it is told again and recognised.
        if let Err(problem) = self.chat.note_told(&untold.mark).await {
            tracing::warn!(%problem, "it could not be noted that the engine has it");
        }
        Ok(answer)
    }

    /// Has the engine take what it does not have of a message yet.
    pub(super) async fn tell_of(&self, message: &Message) -> Result<(), Failure> {
        for untold in self.chat.owed(message) {
            self.tell(untold).await?;
        }
        Ok(())
    }

    /// Has the engine take what is stored nowhere else.
    pub(super) async fn ask(&self, event: Event) -> Result<Answer, Failure> {
        self.chat.tally().event(&event.what);
        let closed =
            |Closed| Failure::unavailable("The desk cannot do this just now. Nothing was done; try again in a moment.");
        self.intake.take(event).await.map_err(closed)
    }
}

/// Tells the engine whatever is stored but was not taken, as after a crash; gives how much that was.
///
/// # Errors
/// When the store fails. An engine that cannot take it is no error: it is told another time.
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
