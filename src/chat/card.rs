//! Cards and forms: the one model that every platform renders in its own means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What was filled in, by field id.
pub type FormValues = BTreeMap<String, String>;

/// A message with structure: facts, a suggested reply, buttons.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Where the matter stands, in a word or two.
    pub state: String,
    /// Facts, in reading order.
    pub fields: Vec<Field>,
    /// A text that one press sends.
    pub suggestion: Option<OfferedText>,
    /// Buttons, the most likely one first.
    pub actions: Vec<Action>,
}

/// One fact on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// `Priority`.
    pub label: String,
    /// `high: a call in twenty minutes`.
    pub value: String,
}

/// A reply worth sending, waiting for a person's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferedText {
    /// Which suggestion this is.
    pub id: String,
    /// The text to be sent as it stands.
    pub text: String,
    /// Why it says what it says, one reason each.
    pub because: Vec<String>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// `send`.
    pub id: String,
    /// `Send`.
    pub label: String,
    /// How much it invites.
    pub style: ActionStyle,
}

/// How much a button invites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStyle {
    /// The one to press.
    Primary,
    /// Any other.
    Plain,
    /// Ends or discards something.
    Quiet,
}

/// Asks for more before an action is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The action it belongs to.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// What to fill in, in order.
    pub fields: Vec<FormField>,
}

/// One thing to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// The key in [`FormValues`].
    pub id: String,
    /// What to call it.
    pub label: String,
    /// How it is filled in; `kind` and, for a choice, `options`.
    #[serde(flatten)]
    pub input: Input,
    /// What it holds at first.
    pub value: String,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Input {
    /// One line.
    Text,
    /// Several lines.
    Textarea,
    /// A duration such as `20m`, `2h`, `1d`, or a moment (RFC 3339); may stay empty.
    Time,
    /// A duration such as `20m`, `2h`, `1d`.
    Duration,
    /// One of several.
    Select {
        /// The choices as value and label.
        options: Vec<SelectOption>,
    },
}

/// One choice of a [`Input::Select`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectOption {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Card {
    /// A card that is nothing but buttons.
    pub fn buttons<const N: usize>(buttons: [(&str, &str, ActionStyle); N]) -> Card {
        let actions = buttons
            .into_iter()
            .map(|(id, label, style)| Action { id: id.to_owned(), label: label.to_owned(), style })
            .collect();
        Card { actions, ..Card::default() }
    }
}
