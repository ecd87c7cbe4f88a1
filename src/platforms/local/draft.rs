//! Something a person is about to say, checked.

use super::Problem;
use crate::chat::{ChannelId, MessageId, PersonId};

/// The longest text of one message, in characters: Slack's own limit, so that what works here works there.
pub const MAX_TEXT: usize = 40_000;

/// The longest `client_id`, in characters.
const MAX_CLIENT_ID: usize = 200;

/// A message to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where.
    pub channel: ChannelId,
    /// Any message of the thread it answers in.
    pub thread: Option<MessageId>,
    /// Who says it.
    pub author: PersonId,
    /// What.
    pub text: String,
    /// The author's own id for it: said twice with the same id, it is said once.
    pub client_id: Option<String>,
}

/// A text that can be sent as it stands.
///
/// # Errors
/// [`Problem::Empty`], [`Problem::TooLong`], [`Problem::Nul`].
pub(super) fn check_text(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    check_length(text)
}

/// As [`check_text`], but it may be empty: a field of a form, a bare command.
pub(super) fn check_length(text: &str) -> Result<(), Problem> {
    if text.contains('\0') {
        return Err(Problem::Nul);
    }
    match text.chars().count() {
        length if length > MAX_TEXT => Err(Problem::TooLong { length, limit: MAX_TEXT }),
        _ => Ok(()),
    }
}

/// A client's own id that can be kept.
pub(super) fn check_client_id(id: Option<&str>) -> Result<(), Problem> {
    match id {
        Some(id) if id.is_empty() || id.chars().count() > MAX_CLIENT_ID || id.chars().any(char::is_control) => {
            Err(Problem::BadClientId(MAX_CLIENT_ID))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_needs_something_in_it_and_an_end() {
        assert!(matches!(check_text(" \n\t "), Err(Problem::Empty)));
        assert!(matches!(check_text("a\0b"), Err(Problem::Nul)));
        assert!(check_text("🎫").is_ok());
        assert!(check_text("שלום, ה-VPN לא עובד").is_ok());
        assert!(check_text(&"é".repeat(MAX_TEXT)).is_ok());
        assert!(
            matches!(check_text(&"é".repeat(MAX_TEXT + 1)), Err(Problem::TooLong { length, .. }) if length == MAX_TEXT + 1)
        );
    }

    #[test]
    fn a_client_id_is_short_and_printable() {
        assert!(check_client_id(None).is_ok());
        assert!(check_client_id(Some("a-1")).is_ok());
        for wrong in ["", "a\nb", "a\0", &"x".repeat(MAX_CLIENT_ID + 1)] {
            assert!(matches!(check_client_id(Some(wrong)), Err(Problem::BadClientId(_))), "{wrong:?}");
        }
    }
}
