//! Saying a report back in the second person.

use super::Report;

impl Report {
    /// A clause that says the problem back: `your VPN has dropped three times this week`. `None` when the text could not
    /// be turned with certainty; then [`Report::trouble`] is the safe way to speak of it.
    pub fn reflection(&self) -> Option<&str> {
        self.symptom.as_ref().map(|symptom| symptom.value.as_str())
    }

    /// Whether the reflection says what somebody wants rather than what is wrong.
    pub fn is_wish(&self) -> bool {
        const WISHES: [&str; 4] = ["you'd like ", "you need ", "you're looking for ", "you're asking "];
        self.reflection().is_some_and(|clause| WISHES.iter().any(|wish| clause.starts_with(wish)))
    }

    /// A noun phrase that is always safe: `the trouble with your laptop`, `your message about your laptop` where nothing
    /// is said to be wrong, or `what you wrote`.
    pub fn trouble(&self) -> String {
        match &self.thing {
            Some(thing) if self.is_trouble => format!("the trouble with {}", thing.value),
            Some(thing) => format!("your message about {}", thing.value),
            None => "what you wrote".to_owned(),
        }
    }
}
