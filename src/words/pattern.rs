//! A regular expression written in the source, compiled at first use.

use std::borrow::Cow;
use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

/// A pattern that can stand in a `static`; an apostrophe in it matches the curved one too. One that does not compile matches nothing; every pattern's owner has a test
/// that it matches something.
#[derive(Debug)]
pub struct Pattern {
    source: Cow<'static, str>,
    /// A sign without which nothing can match.
    sign: Option<char>,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// From the text of the expression.
    pub const fn new(source: &'static str) -> Pattern {
        Pattern { source: Cow::Borrowed(source), sign: None, compiled: OnceLock::new() }
    }

    /// One that can match only where there is this sign, which is looked for first: most texts have none.
    pub const fn with(sign: char, source: &'static str) -> Pattern {
        Pattern { source: Cow::Borrowed(source), sign: Some(sign), compiled: OnceLock::new() }
    }

    /// From parts put together.
    pub fn of(source: String) -> Pattern {
        Pattern { source: Cow::Owned(source), sign: None, compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source.replace('\'', "['’]")).ok()).as_ref()
    }

    /// The first match with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// Every match.
    pub fn find_iter<'t>(&'static self, text: &'t str) -> impl Iterator<Item = Match<'t>> + use<'t> {
        self.regex().into_iter().flat_map(move |regex| regex.find_iter(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// Whether it matches anywhere.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The text with every match replaced; `$1` stands for a group.
    pub fn replace_all<'t>(&self, text: &'t str, with: &str) -> Cow<'t, str> {
        if self.sign.is_some_and(|sign| !text.contains(sign)) {
            return Cow::Borrowed(text);
        }
        self.regex().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, with))
    }
}
