//! Buttons and commands: asked of the engine, kept nowhere else.

use super::draft::{check_client_id, check_length};
use super::{LocalChat, Problem};
use crate::chat::{Card, ChannelId, Event, FormValues, MessageId, PersonId, What};

/// A button pressed, or the form it opened sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The message with the button.
    pub message: MessageId,
    /// The button.
    pub action: String,
    /// Who pressed.
    pub actor: PersonId,
    /// The form, filled.
    pub form: Option<FormValues>,
    /// The presser's own id for it: the same press twice is one.
    pub client_id: Option<String>,
}

/// A command typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Where.
    pub channel: ChannelId,
    /// By whom.
    pub actor: PersonId,
    /// As typed: `/hearken status`.
    pub text: String,
    /// The form it opened, filled.
    pub form: Option<FormValues>,
    /// The typist's own id for it: the same command twice is one.
    pub client_id: Option<String>,
}

impl LocalChat {
    /// What a press tells the engine; `unique` keys it unless the presser gave an id.
    ///
    /// # Errors
    /// [`Problem::NoAction`] for a button that the message never had: what a card offers changes while somebody reads
    /// it, and the desk has the better answer to a button that is gone.
    pub async fn press(&self, press: Press, unique: &str) -> Result<Event, Problem> {
        let actor = self.person(&press.actor)?;
        check_client_id(press.client_id.as_deref())?;
        for value in press.form.iter().flat_map(|form| form.iter().flat_map(|(key, value)| [key, value])) {
            check_length(value)?;
        }
        let message = self.seen_by(&actor, &press.message).await?;
        if !message.kind.is_card() && !message.offered.contains(&press.action) {
            return Err(Problem::NoAction(press.action.chars().take(64).collect()));
        }
        check_length(&press.action)?;
        let form = as_read(&press.action, press.form, message.card.as_ref());
        Ok(Event {
            key: key("press", &actor.id, press.client_id.as_deref(), unique),
            home: self.home.clone(),
            at: (self.now)(),
            what: What::Pressed {
                channel: message.channel.clone(),
                message: message.id(),
                action: press.action,
                actor: actor.id,
                form,
            },
        })
    }

    /// What a command tells the engine; `unique` keys it unless the typist gave an id.
    ///
    /// # Errors
    /// [`Problem::NotACommand`], and what is wrong with the text, the place or the person.
    pub fn command(&self, command: Command, unique: &str) -> Result<Event, Problem> {
        let actor = self.person(&command.actor)?;
        check_client_id(command.client_id.as_deref())?;
        self.readable(&actor, &command.channel)?;
        let text = match command.form.as_ref().and_then(|form| form.get("text")) {
            Some(more) => format!("{} {more}", command.text),
            None => command.text,
        };
        check_length(&text)?;
        let text = after_name(&text).ok_or(Problem::NotACommand)?.to_owned();
        Ok(Event {
            key: key("command", &actor.id, command.client_id.as_deref(), unique),
            home: self.home.clone(),
            at: (self.now)(),
            what: What::Commanded { channel: command.channel, actor: actor.id, text },
        })
    }
}

/// A press of `send` that does not name the suggestion means the one that stands on the card, if any does. The desk may
/// have another by now whose card is still on its way: then it refuses, rather than send what nobody was shown.
fn as_read(action: &str, form: Option<FormValues>, card: Option<&Card>) -> Option<FormValues> {
    let Some(card) = card.filter(|_| action == "send") else { return form };
    let shown = card.suggestion.as_ref().map(|shown| shown.id.clone()).unwrap_or_default();
    let mut form = form.unwrap_or_default();
    form.entry("suggestion".to_owned()).or_insert(shown);
    Some(form)
}

fn key(what: &str, actor: &PersonId, client_id: Option<&str>, unique: &str) -> String {
    match client_id {
        Some(id) => format!("{what}:by:{actor}:{id}"),
        None => format!("{what}:{unique}"),
    }
}

/// What follows `/hearken`.
fn after_name(typed: &str) -> Option<&str> {
    let rest = typed.trim().strip_prefix("/hearken")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::OfferedText;

    #[test]
    fn what_is_sent_is_what_stands_on_the_card() {
        let suggestion = OfferedText { id: "2".into(), text: "On it.".into(), because: vec![] };
        let card = Card { suggestion: Some(suggestion), ..Card::default() };
        let named = |id: &str| FormValues::from([("suggestion".to_owned(), id.to_owned())]);
        assert_eq!(as_read("send", None, Some(&card)), Some(named("2")));
        assert_eq!(
            as_read("send", Some(named("1")), Some(&card)),
            Some(named("1")),
            "whoever names one means that one"
        );
        assert_eq!(as_read("send", None, Some(&Card::default())), Some(named("")), "nothing was there to be read");
        assert_eq!(as_read("another", None, Some(&card)), None);
    }

    #[test]
    fn a_command_begins_with_the_name() {
        assert_eq!(after_name("/hearken status"), Some("status"));
        assert_eq!(after_name("  /hearken\treport it\nfails "), Some("report it\nfails"));
        assert_eq!(after_name("/hearken"), Some(""));
        for wrong in ["", "hearken status", "/hearkening", "/help", "say /hearken status"] {
            assert_eq!(after_name(wrong), None, "{wrong:?}");
        }
    }
}
