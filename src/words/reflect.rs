//! Saying a report back in the second person.

use super::Report;

impl Report {
    /// A clause that says the problem back: `your VPN has dropped three times this week`. `None` when the text could not
    /// be turned with certainty; then [`Report::trouble`] is the safe way to speak of it.
    pub fn reflection(&self) -> Option<&str> {
        self.symptom.as_ref().map(|symptom| symptom.value.as_str())
    }

    /// A noun phrase that is always safe: `the trouble with your laptop`, or `what you wrote`.
    pub fn trouble(&self) -> String {
        match &self.thing {
            Some(thing) => format!("the trouble with {}", thing.value),
            None => "what you wrote".to_owned(),
        }
    }
}
