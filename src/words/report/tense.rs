//! How often and since when, in the tense they ask for.

use super::lexicon;
use super::often::is_counted;
use super::person::second_person;
use super::tokens::Token;

/// A statement in two parts: who or what, and the rest from its verb on.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// In the second person: `your VPN`.
    pub subject: &'a str,
    /// As it was written: `keeps dropping`.
    pub rest: &'a [Token],
}

impl Statement<'_> {
    /// One clause, with its frequency or its beginning as people tell them: `your VPN has dropped three times this week`,
    /// `your mailbox has been full since Monday`. What fits in no tense is left out: the clause stays true without it.
    pub fn told(self, how_often: Option<&str>, since: Option<&str>) -> String {
        let plain = || format!("{} {}", self.subject, second_person(self.rest));
        match (how_often, since) {
            (Some(often), _) => self.repeated(often).unwrap_or_else(plain),
            (None, Some(since)) => self.lasting(since).unwrap_or_else(plain),
            (None, None) => plain(),
        }
    }

    /// `keeps dropping` + `three times this week` → `has dropped three times this week`.
    fn repeated(self, often: &str) -> Option<String> {
        let at = self.rest.iter().take(3).position(|word| lexicon::event(&word.low).is_some())?;
        let (before, after) = self.rest.split_at_checked(at)?;
        let denied = before.iter().any(|word| word.low == "not" || word.low.ends_with("n't"));
        let (verb, after) = after.split_first()?;
        if denied {
            return None;
        }
        if !is_counted(often) {
            return Some(format!("{} {} {often}", self.subject, second_person(self.rest)));
        }
        const AUXILIARIES: [&str; 9] = ["keeps", "keep", "kept", "is", "are", "has", "have", "always", "still"];
        if !before.iter().all(|word| AUXILIARIES.contains(&word.low.as_str())) || after.len() > 4 {
            return None;
        }
        let after: Vec<Token> = after.iter().filter(|word| word.low != "again").cloned().collect();
        let after = second_person(&after);
        let parts = [self.subject, self.have(), lexicon::event(&verb.low)?, &after, often];
        Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// `is slow` + `since Monday` → `has been slow since Monday`.
    fn lasting(self, since: &str) -> Option<String> {
        if since.starts_with("after ") {
            return Some(format!("{} {} {since}", self.subject, second_person(self.rest)));
        }
        let (verb, after) = self.rest.split_first()?;
        let next = after.first().map(|word| word.low.as_str()).unwrap_or_default();
        let you = self.subject == "you";
        let (verb, after) = match verb.low.as_str() {
            "is" | "are" if next == "not" => (format!("{} not been", self.have()), after.get(1..)?),
            "is" | "are" => (format!("{} been", self.have()), after),
            "isn't" | "aren't" => (format!("{}n't been", self.have()), after),
            "doesn't" | "don't" if next == "work" => (format!("{}n't worked", self.have()), after.get(1..)?),
            "can't" | "couldn't" if you => ("haven't been able to".to_owned(), after),
            "has" | "have" | "hasn't" | "haven't" | "died" | "stopped" | "broke" | "crashed" | "froze"
            | "disappeared" => (verb.text.clone(), after),
            _ => return None,
        };
        // A change of state has a moment, not a duration: only "since" and "after" go with it.
        let moment = matches!(verb.as_str(), "died" | "stopped" | "broke" | "crashed" | "froze" | "disappeared");
        if moment && since.starts_with("for ") {
            return None;
        }
        let after = second_person(after);
        let parts = [self.subject, &verb, &after, since];
        Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }

    fn have(self) -> &'static str {
        let last = self.subject.rsplit(' ').next().unwrap_or_default();
        let small = last.chars().next().is_some_and(char::is_lowercase);
        let plural = small && last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us");
        if self.subject == "you" || plural || self.subject.contains(" and ") { "have" } else { "has" }
    }
}
