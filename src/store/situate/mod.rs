//! Putting together all that a decision may look at.

mod ahead;
mod background;
mod count;
mod find;
mod known;
mod standing;

pub(super) use ahead::Ahead;
pub(super) use count::Counted;

use find::Found;
use jiff::Timestamp;

use super::{StoreError, Tx};
use crate::chat::{MessageId, What};
use crate::desk::{Background, Case, CaseId, Occasion, Status, Ticket};

/// What the store knows about an occasion.
#[derive(Debug, Clone, PartialEq)]
pub struct Situated {
    /// The case it is about.
    pub case: Option<Case>,
    /// The author's other tickets that are not closed, when it is a line by itself: those of its channel first, in each
    /// the one they last wrote on.
    pub others: Vec<Ticket>,
    /// What is remembered around it.
    pub background: Background,
    /// The number a case opened now gets.
    pub next_case: CaseId,
    /// The message that was pressed or answered below is not known, but a post to that channel is under way right now
    /// and may turn out to be it. Worth a moment's wait and another try before telling a person that there is no such
    /// thing.
    pub early: bool,
}

impl Tx {
    /// All that is known about an occasion. Nothing of another workspace is ever found. On a server the case stays
    /// locked until the transaction ends, so that no two instances decide on it at once.
    ///
    /// - Said in a thread: the case of that thread, or of our post that begins it, or that has the message that does.
    /// - Said by itself: the case of that channel that is not closed and that its author last wrote on; alone with the bot
    ///   the last case there, where none is open.
    /// - Edited, deleted: the case that has the message; an edit of one that no case has is like a line said anew.
    ///   Reacted: the case that has it, or the case of the thread.
    /// - Pressed: the case of the post with the button; of a nudge, the case that has the message it is about.
    /// - Commanded: the case that `status HK-12` or `why HK-12` names, if it does; and the person's own cases, and the
    ///   verdict on the message that `why MESSAGE` names or that opened the case, else on the person's last message.
    /// - Due, stale, undelivered: the case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn situate(&mut self, occasion: &Occasion, now: Timestamp) -> Result<Situated, StoreError> {
        match occasion {
            Occasion::Event(event) => match names(&event.what) {
                Some(names) => self.write_what_is_about(names.into_iter().flatten()).await?,
                None => self.write_pending().await?,
            },
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => {}
        }
        self.situate_on(occasion, None, now).await
    }

    /// The same about another case than the one that would be found: the one that its words mean.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn situate_on(
        &mut self,
        occasion: &Occasion,
        meant: Option<CaseId>,
        now: Timestamp,
    ) -> Result<Situated, StoreError> {
        let ahead = match occasion {
            Occasion::Event(event) => self.ahead.found(event),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        };
        let found = match (meant, ahead) {
            (Some(meant), _) => Found { case: Some(meant), by_author: true, ..Found::default() },
            (None, Some(found)) => found,
            (None, None) => self.find(occasion, now).await?,
        };
        let mut case = None;
        if let Some(id) = found.case {
            self.write_what_is_about_case(id).await?;
            case = self.ahead.case(id);
            if case.is_none() {
                self.lock_case(id).await?;
                case = self.load(id).await?;
            }
        }
        // While this waited for its lock, another instance may have closed it.
        if found.by_author {
            case = case.filter(|case| case.status != Status::Closed);
        }
        if let Some(case) = &case {
            self.write_what_is_about([case.requester.as_str()]).await?;
        }
        let background = self.background(occasion, case.as_ref(), found.post, now).await?;
        let next_case = self.next_case(may_open(occasion, case.as_ref())).await?;
        Ok(Situated { case, others: found.others, background, next_case, early: found.early })
    }
}

/// Whether an occasion may take a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taking {
    Perhaps,
    Never,
}

fn may_open(occasion: &Occasion, case: Option<&Case>) -> Taking {
    let Occasion::Event(event) = occasion else { return Taking::Never };
    match (&event.what, case) {
        (What::Said(said), _) if said.thread.is_none() => Taking::Perhaps,
        (_, None) => Taking::Perhaps,
        (_, Some(_)) => Taking::Never,
    }
}

/// The people, messages and threads that looking for an event's case begins with; `None` when it looks at everything.
fn names(what: &What) -> Option<[Option<&str>; 4]> {
    Some(match what {
        What::Said(said) | What::Edited(said) => {
            [Some(said.author.as_str()), Some(said.message.as_str()), said.thread.as_ref().map(MessageId::as_str), None]
        }
        What::Deleted { message, author, .. } => [Some(author.as_str()), Some(message.as_str()), None, None],
        What::Reacted { actor, on, .. } => {
            let thread = on.thread.as_ref().map(MessageId::as_str);
            [Some(actor.as_str()), Some(on.author.as_str()), Some(on.message.as_str()), thread]
        }
        // Of a post that stands, so that its rows were written before; its nudge may be about a message just told.
        What::Pressed { actor, .. } => [Some(actor.as_str()), None, None, None],
        What::Commanded { .. } => return None,
    })
}
