//! Turning a clause of the first person into one of the second, where that is certain.

use std::ops::Range;

use super::clauses::Clause;
use super::lexicon::{UNREPEATABLE, VERBS, Vocabulary};
use super::openings::bare;
use super::person::{is_thing, second_person};
use super::subject::{has_trouble, split};
use super::tense::Statement;
use super::thing::Thing;
use super::tokens::Token;
use super::want;

/// A clause said in the second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// `your VPN keeps dropping`
    pub text: String,
    /// How likely it is the trouble itself rather than something around it; the highest is the reflection.
    pub score: i32,
    /// Where it stands in the report.
    pub span: Range<usize>,
}

/// What else is known when one clause is read.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What `it` stands for: the one thing named so far.
    pub it: Option<&'a Thing>,
    /// How often, when the text says so.
    pub how_often: Option<&'a str>,
    /// Since when, and where that stands: told with the clause it stands in.
    pub since: Option<(&'a str, &'a Range<usize>)>,
    /// Places in the text that are told elsewhere: a frequency, a deadline.
    pub told: &'a [Range<usize>],
}

/// No clause longer than this many words is said back.
const LONGEST: usize = 22;

/// Turns one clause. `None` where subject, verb or words are not certain.
pub fn turn(clause: Clause<'_>, around: &Around<'_>) -> Option<Turned> {
    let span = clause.words.first()?.span.start..clause.words.last()?.span.end;
    let since = around.since.filter(|(_, place)| span.start <= place.start && place.end <= span.end);
    let mut told = around.told.to_vec();
    told.extend(since.map(|(_, place)| place.clone()));
    let words = bare(clause.words, &told);
    let reader = Reader { around, since: since.map(|(words, _)| words) };
    if words.iter().any(Token::is_unsaid) {
        return None;
    }
    // A wish is put to "you", and only there may that word stand.
    let (text, score) = want::want(&words, clause.asked).or_else(|| {
        let repeatable = !words.is_empty() && words.len() <= LONGEST && !words.iter().any(is_unrepeatable);
        (repeatable && !(clause.asked && is_question(&words))).then(|| reader.read(&words)).flatten()
    })?;
    Some(Turned { text, score, span })
}

fn is_unrepeatable(word: &Token) -> bool {
    UNREPEATABLE.has(&word.low)
}

fn is_question(words: &[Token]) -> bool {
    static ASKING: Vocabulary =
        Vocabulary::of("is are does do did can could will would has have why how what when who where any anyone");
    words.first().is_some_and(|word| ASKING.has(&word.low))
}

/// Words by which somebody passes on what another person thinks.
static SAYING: Vocabulary =
    Vocabulary::of("says said thinks thought told tells claims claimed believes insists swears");

/// Whether a clause speaks of what was pasted beside it: "I get this when I run the export".
fn points_at_a_paste(words: &[Token]) -> bool {
    static GETTING: Vocabulary =
        Vocabulary::of("get gets got getting see sees saw seeing receive received shows showing");
    static NEXT: Vocabulary = Vocabulary::of("when whenever while if after every as on in since for each");
    let points = |at: usize, word: &Token| {
        word.low == "this"
            && at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| GETTING.has(&word.low))
            && words.get(at + 1).is_none_or(|next| NEXT.has(&next.low))
    };
    words.iter().enumerate().any(|(at, word)| points(at, word))
}

struct Reader<'a> {
    around: &'a Around<'a>,
    since: Option<&'a str>,
}

impl Reader<'_> {
    /// A statement, by the shape of its opening.
    fn read(&self, words: &[Token]) -> Option<(String, i32)> {
        let first = words.first()?.low.as_str();
        let second = words.get(1).map(|word| word.low.as_str()).unwrap_or_default();
        if points_at_a_paste(words) {
            return None;
        }
        match first {
            // What somebody else says is theirs to say.
            _ if SAYING.has(second)
                && first != "i"
                && first != "we"
                && first != "it"
                && !words.first().is_some_and(is_thing) =>
            {
                None
            }
            "whole" | "entire" if words.len() > 3 && has_trouble(words) => {
                let (text, score) = (second_person(words), 8);
                Some((format!("the {first}{}", text.get(first.len()..)?), score))
            }
            "i" | "i'm" | "i've" | "i'd" | "we" | "we're" | "we've" => self.of_self(words),
            "still" if second == "no" => self.after("you still have", words.get(1..)?, 7),
            "still" if second != "waiting" => {
                self.read(words.get(1..)?).and_then(|(text, score)| Some((still(&text)?, score)))
            }
            // `never mind` takes everything back; `mine` is a word of what was named before.
            "never" if second == "mind" => None,
            "mine" | "ours" | "theirs" | "hers" => None,
            "can't" | "couldn't" | "lost" | "forgot" | "don't" | "keep" | "haven't" | "never" => {
                self.after("you", words, 8)
            }
            "need" if second != "help" && !is_vague(words) => self.after("you", words, 6),
            "got" | "have" | "had" if words.len() > 2 => self.after("you", words, 6),
            "am" if words.len() > 2 => self.after("you", words, 6),
            "unable" | "locked" | "stuck" | "getting" | "having" | "missing" | "not"
                if is_state_of_self(first, second) =>
            {
                self.after("you're", words, if first == "having" { 4 } else { 8 })
            }
            "looking" if second == "for" => self.after("you're", words, 5),
            "no" => self.nothing_of(words),
            "it" | "it's" => self.of_it(words),
            "keeps" | "won't" | "doesn't" | "stopped" | "isn't" | "stops" | "crashes" | "freezes" | "fails"
            | "died" | "crashed" | "froze" | "hasn't" => Some((self.told(&self.around.it?.phrase(), words), 9)),
            "there" | "there's" if words.len() > 2 && has_trouble(words) => Some((second_person(words), 6)),
            "problem" | "problems" | "issue" | "issues" | "trouble" if second == "with" && words.len() > 2 => {
                Some((format!("you're having trouble {}", second_person(words.get(1..)?)), 4))
            }
            "when" | "whenever" | "if" => self.whenever(words),
            "every" if second == "time" => self.whenever(words),
            "error" | "this" | "these" | "that" | "they" | "he" | "she" | "what" | "why" | "how"
                if !words.get(1).is_some_and(is_thing) =>
            {
                None
            }
            _ => {
                let split = split(words)?;
                if split.nobody && split.rest.first().is_some_and(is_silence) {
                    return None;
                }
                let base = if split.person { 4 } else { 6 };
                let score = base
                    + if (split.nobody && split.rest.len() > 1) || has_trouble(&split.rest) { 4 } else { -4 }
                    + i32::from(split.known);
                Some((self.told(&split.subject, &split.rest), score))
            }
        }
    }

    fn told(&self, subject: &str, rest: &[Token]) -> String {
        Statement { subject, rest }.told(self.around.how_often, self.since)
    }

    fn after(&self, subject: &str, words: &[Token], score: i32) -> Option<(String, i32)> {
        Some((self.told(subject, words), score))
    }

    /// `no internet` → `you have no internet`, of things we know.
    fn nothing_of(&self, words: &[Token]) -> Option<(String, i32)> {
        static ABSENT: Vocabulary =
            Vocabulary::of("access signal power connection sound permission permissions rights image picture");
        let known = words.iter().skip(1).take(3).any(|word| is_thing(word) || ABSENT.has(&word.low));
        (known && words.len() <= 8).then(|| (format!("you have {}", second_person(words)), 7))
    }

    /// `I can't …`, `I've lost …`, `I keep getting …`; what merely tells of the person counts for nothing.
    fn of_self(&self, words: &[Token]) -> Option<(String, i32)> {
        static TROUBLE: Vocabulary = Vocabulary::of(
            "can't couldn't don't didn't haven't lost forgot keep get got spilled spilt dropped broke cracked deleted accidentally
             unable locked stuck getting missing not seeing losing logged disconnected thrown kicked blocked no never bricked see hear receive constantly
             able deleted left being redirected",
        );
        static NEED: Vocabulary = Vocabulary::of("need want would require");
        static ASIDE: Vocabulary = Vocabulary::of("again always often am still was been are also even have had");
        static NOT_THE_TROUBLE: Vocabulary =
            Vocabulary::of("tried restarted rebooted trying reinstalled waiting waited asked asking reported");
        let verb = words.iter().skip(1).map(|word| word.low.as_str()).find(|low| !ASIDE.has(low))?;
        let named = words
            .iter()
            .any(|word| matches!(word.low.as_str(), "trouble" | "problem" | "problems" | "issues" | "issue"));
        let told = words.iter().any(|word| NOT_THE_TROUBLE.has(&word.low)) && verb != "can't";
        let score = match () {
            () if told || (words.iter().any(|word| word.low == "help") && words.len() < 4) => return None,
            () if TROUBLE.has(verb) => 9,
            () if named => 4,
            () if NEED.has(verb) => 6,
            () => return None,
        };
        let first = words.first()?;
        if matches!(first.low.as_str(), "i" | "we") {
            return Some((
                self.told("you", words.get(1..)?).replacen("you are ", "you're ", 1).replacen(
                    "you was ",
                    "you were ",
                    1,
                ),
                score,
            ));
        }
        Some((second_person(words), score))
    }

    /// `it keeps crashing`, said of the thing that was named.
    fn of_it(&self, words: &[Token]) -> Option<(String, i32)> {
        let thing = self.around.it?.phrase();
        let (it, rest) = words.split_first()?;
        let next = rest.first().filter(|_| has_trouble(rest))?.low.as_str();
        let text = match (it.low.as_str(), next) {
            ("it", _) if VERBS.has(next) || next == "still" || next == "always" => self.told(&thing, rest),
            ("it's", "been" | "got" | "gone" | "stopped" | "died" | "crashed") => {
                format!("{thing} has {}", self.rest(rest))
            }
            ("it's", _) => format!("{thing} is {}", second_person(rest)),
            _ => return None,
        };
        Some((text, 8))
    }

    /// The words with the beginning that was cut out of them.
    fn rest(&self, words: &[Token]) -> String {
        let since = self.since.map_or_else(String::new, |since| format!(" {since}"));
        format!("{}{since}", second_person(words))
    }

    /// `when I open Outlook it crashes` → `when you open Outlook, it crashes`.
    fn whenever(&self, words: &[Token]) -> Option<(String, i32)> {
        let at = (2..words.len()).find(|at| {
            let starts = words.get(*at).is_some_and(|word| matches!(word.low.as_str(), "it" | "it's" | "my" | "the"));
            starts && has_trouble(words.get(*at..).unwrap_or_default())
        })?;
        let (condition, main) = words.split_at_checked(at)?;
        condition.iter().any(is_thing).then(|| (format!("{}, {}", second_person(condition), second_person(main)), 8))
    }
}

/// `nobody tells me anything`: said of people, and no trouble that a desk could mend.
fn is_silence(verb: &Token) -> bool {
    static SILENCE: Vocabulary = Vocabulary::of(
        "tells tell told answers answered answer replies replied cares cared care helps helped knows knew listens listened
         calls called picks picked reacts reacted came comes seems bothers bothered looks looked does did wants has reads",
    );
    SILENCE.has(&verb.low)
}

/// Whether what is wanted is only pointed at: `need new one`.
fn is_vague(words: &[Token]) -> bool {
    words.last().is_some_and(|word| matches!(word.low.as_str(), "one" | "it" | "this" | "that" | "them"))
}

fn is_state_of_self(first: &str, second: &str) -> bool {
    match first {
        "unable" => second == "to",
        "locked" => second == "out",
        "not" => second == "able",
        "stuck" => matches!(second, "on" | "at" | "in" | "with"),
        _ => !second.is_empty(),
    }
}

/// `you can't print` → `you still can't print`.
fn still(text: &str) -> Option<String> {
    let (subject, rest) = text.split_once(' ')?;
    match subject {
        "you" | "you're" => Some(format!("{subject} still {rest}")),
        _ => None,
    }
}
