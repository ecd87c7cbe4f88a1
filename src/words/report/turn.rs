//! Turning a clause of the first person into one of the second, where that is certain.

use super::clauses::Clause;
use super::lexicon::{EVENTS, FILLERS, STATES, THINGS, UNREPEATABLE, VERBS};
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
    pub span: std::ops::Range<usize>,
}

/// What else is known when one clause is read.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What `it` stands for: the last thing named so far, when there is no other.
    pub it: Option<&'a Thing>,
    /// How often, when the text says so.
    pub how_often: Option<&'a str>,
    /// Places in the text that are said elsewhere in a sentence of ours: a frequency, a deadline.
    pub told: &'a [std::ops::Range<usize>],
}

/// Turns one clause. `None` where subject, verb or words are not certain.
pub fn turn(clause: Clause<'_>, around: &Around<'_>) -> Option<Turned> {
    let span = clause.words.first()?.span.start..clause.words.last()?.span.end;
    let words = bared(clause.words, around.told);
    let words = without_opening(&words);
    if words.is_empty() || words.len() > 22 || words.iter().any(|word| is_unrepeatable(word)) {
        // A wish is put to "you", and only there may that word stand.
        let (text, score) = want::want(words, clause.asked)?;
        return Some(Turned { text, score, span });
    }
    let (text, score) = want::want(words, clause.asked)
        .or_else(|| (!clause.asked || !is_question(words)).then(|| told(words, around)).flatten())?;
    (!text.is_empty()).then_some(Turned { text, score, span })
}

fn is_unrepeatable(word: &Token) -> bool {
    UNREPEATABLE.contains(&word.low.as_str()) || word.low.contains('*')
}

fn is_question(words: &[Token]) -> bool {
    const ASKING: &[&str] = &[
        "is", "are", "does", "do", "did", "can", "could", "will", "would", "has", "have", "why", "how", "what", "when",
        "who", "where",
    ];
    words.first().is_some_and(|word| ASKING.contains(&word.low.as_str()))
}

/// The words without filler and without what is told elsewhere.
fn bared(words: &[Token], told: &[std::ops::Range<usize>]) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    for word in words {
        if told.iter().any(|range| range.contains(&word.span.start)) {
            continue;
        }
        let low = word.low.as_str();
        let of_a_team = matches!(low, "team" | "guys")
            && kept.last().is_some_and(|before| {
                ["my", "our", "the", "whole", "entire", "finance", "sales"].contains(&before.low.as_str())
            });
        if FILLERS.contains(&low) && !of_a_team {
            continue;
        }
        kept.push(plain(word));
    }
    while kept.last().is_some_and(|last| DANGLING.contains(&last.low.as_str())) {
        kept.pop();
    }
    kept
}

/// What no clause can end with once its tail was taken away.
const DANGLING: &[&str] = &[
    "and", "or", "but", "the", "a", "an", "for", "to", "of", "with", "my", "our", "because", "so", "when", "before",
    "by", "at", "this", "like", "as", "than", "that", "which", "if", "about", "very", "right", "i", "it", "is", "are",
    "then", "already", "while", "from", "until", "in", "it's", "i'm", "than",
];

/// A drawn-out word as it is: `sloooow` → `slow`.
fn plain(word: &Token) -> Token {
    let mut text = String::new();
    let (mut last, mut run) = (None, 0);
    let chars: Vec<char> = word.text.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        run = if last == Some(*c) { run + 1 } else { 1 };
        last = Some(*c);
        let long = run > 1 && (run > 2 || chars.get(at + 1) == Some(c)) && c.is_alphabetic();
        if !long {
            text.push(*c);
        }
    }
    if text == word.text || text.len() + 1 == word.text.len() {
        return word.clone();
    }
    Token { low: text.to_lowercase(), text, ..word.clone() }
}

/// Openings that introduce a report and say nothing of it.
const OPENINGS: &[&[&str]] = &[
    &["and"],
    &["but"],
    &["so"],
    &["because"],
    &["then"],
    &["good", "morning"],
    &["good", "afternoon"],
    &["good", "day"],
    &["morning"],
    &["i", "think"],
    &["i", "believe"],
    &["i", "guess"],
    &["i", "feel", "like"],
    &["it", "seems", "like"],
    &["it", "seems", "that"],
    &["it", "seems"],
    &["it", "looks", "like"],
    &["looks", "like"],
    &["seems", "like"],
    &["i", "noticed", "that"],
    &["i", "noticed"],
    &["i", "see", "that"],
    &["for", "some", "reason"],
    &["the", "problem", "is", "that"],
    &["the", "issue", "is", "that"],
    &["problem", "is"],
    &["the", "problem", "is"],
    &["the", "issue", "is"],
    &["my", "problem", "is", "that"],
    &["my", "issue", "is", "that"],
    &["quick", "question"],
    &["sorry", "to", "bother"],
    &["sorry"],
    &["again"],
    &["today"],
    &["yesterday"],
    &["this", "morning"],
    &["since", "yesterday"],
    &["since", "this", "morning"],
    &["since", "today"],
    &["as", "of", "today"],
    &["help"],
    &["help", "me"],
    &["it", "is", "that"],
    &["i'm", "afraid"],
    &["i", "wanted", "to", "report", "that"],
    &["letting", "know", "that"],
    &["every", "morning"],
    &["happened", "again"],
    &["which"],
    &["although"],
    &["though"],
    &["no", "matter", "what"],
    &["great"],
    &["all", "of", "a", "sudden"],
    &["once", "more"],
    &["to", "be", "honest"],
    &["in", "the", "meantime"],
    &["meanwhile"],
    &["lately"],
    &["recently"],
    &["good"],
];

fn without_opening(mut words: &[Token]) -> &[Token] {
    'again: loop {
        for opening in OPENINGS {
            let opens =
                words.len() > opening.len() && words.iter().zip(opening.iter()).all(|(word, open)| word.low == *open);
            if opens {
                words = words.get(opening.len()..).unwrap_or_default();
                continue 'again;
            }
        }
        return words;
    }
}

/// A statement, by the shape of its opening.
fn told(words: &[Token], around: &Around<'_>) -> Option<(String, i32)> {
    let first = words.first()?.low.as_str();
    let second = words.get(1).map(|word| word.low.as_str()).unwrap_or_default();
    match first {
        "i" | "i'm" | "i've" | "i'd" | "we" | "we're" | "we've" => self_told(words),
        "can't" | "couldn't" | "lost" | "forgot" | "don't" | "keep" | "haven't" | "never" => prefixed("you", words, 8),
        "need" if second != "help" => prefixed("you", words, 6),
        "got" | "have" | "had" if words.len() > 2 => prefixed("you", words, 6),
        "unable" | "locked" | "stuck" | "getting" | "having" | "missing" | "not" if is_state_of_self(first, second) => {
            prefixed("you're", words, if first == "having" { 4 } else { 8 })
        }
        "looking" if second == "for" => prefixed("you're", words, 5),
        "no" if words.len() <= 8 && !["idea", "one", "clue", "way", "worries", "rush", "problem"].contains(&second) => {
            prefixed("you have", words, 7)
        }
        "it" | "it's" => of_it(words, around),
        "keeps" | "won't" | "doesn't" | "stopped" | "isn't" | "stops" | "crashes" | "freezes" | "fails" | "died"
        | "crashed" | "froze" => {
            let it = around.it?.phrase();
            finish(format!("{it} {}", second_person(words)), words, around, 9)
        }
        "there" | "there's" => Some((second_person(words), 5)).filter(|_| words.len() > 2),
        "problem" | "problems" | "issue" | "issues" | "trouble" if second == "with" => {
            Some((format!("you're having trouble {}", second_person(words.get(1..)?)), 4))
        }
        "error" | "this" | "that" | "they" | "he" | "she" | "when" | "whenever" | "if" | "what" | "why" | "how" => None,
        _ => of_thing(words, around),
    }
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

fn prefixed(with: &str, words: &[Token], score: i32) -> Option<(String, i32)> {
    Some((format!("{with} {}", second_person(words)), score))
}

/// `I can't …`, `I've lost …`, `I keep getting …`; what merely tells of the person counts little.
fn self_told(words: &[Token]) -> Option<(String, i32)> {
    const TROUBLE: &[&str] = &[
        "can't",
        "couldn't",
        "don't",
        "didn't",
        "haven't",
        "lost",
        "forgot",
        "keep",
        "get",
        "got",
        "spilled",
        "spilt",
        "dropped",
        "broke",
        "cracked",
        "deleted",
        "accidentally",
        "unable",
        "locked",
        "stuck",
        "getting",
        "missing",
        "not",
        "seeing",
        "losing",
        "logged",
        "kicked",
        "blocked",
        "no",
        "never",
        "bricked",
        "see",
        "hear",
        "been",
        "receive",
        "still",
        "locked",
        "left",
        "constantly",
    ];
    const NEED: &[&str] = &["need", "want", "would", "require", "having", "have"];
    let verb =
        words.iter().skip(1).map(|word| word.low.as_str()).find(|low| !matches!(*low, "again" | "always" | "often"))?;
    let trying = words
        .iter()
        .take(4)
        .any(|word| matches!(word.low.as_str(), "tried" | "restarted" | "rebooted" | "trying" | "reinstalled"));
    let waiting =
        words.iter().any(|word| matches!(word.low.as_str(), "waiting" | "waited" | "asked" | "asking" | "reported"));
    let helps = words.iter().any(|word| word.low == "help");
    let trouble =
        words.iter().any(|word| matches!(word.low.as_str(), "trouble" | "problem" | "problems" | "issues" | "issue"));
    let score = match () {
        () if trying || waiting => return None,
        () if helps && words.len() < 4 => return None,
        () if TROUBLE.contains(&verb) => 9,
        () if trouble => 4,
        () if NEED.contains(&verb) && verb != "have" => 6,
        () => return None,
    };
    Some((second_person(words), score))
}

/// `it keeps crashing`, said of the thing that was named.
fn of_it(words: &[Token], around: &Around<'_>) -> Option<(String, i32)> {
    let thing = around.it?.phrase();
    let rest = words.get(1..)?;
    let next = rest.first()?.low.as_str();
    if !has_trouble(rest) {
        return None;
    }
    let verb = match (words.first()?.low.as_str(), next) {
        ("it", _) if VERBS.contains(&next) || next == "still" || next == "always" => "",
        ("it's", "been" | "got" | "gone" | "stopped" | "died" | "crashed") => " has",
        ("it's", _) => " is",
        _ => return None,
    };
    finish(format!("{thing}{verb} {}", second_person(rest)), rest, around, 8)
}

/// `my laptop won't start`, `VPN down again`, `the printer on the third floor is jammed`.
fn of_thing(words: &[Token], around: &Around<'_>) -> Option<(String, i32)> {
    let first = words.first()?;
    let determined = DETERMINERS.contains(&first.low.as_str());
    let verb = (usize::from(determined) + 1..words.len().min(11)).find(|at| is_verb_at(words, *at));
    let head = words.get(..verb.unwrap_or(words.len()))?;
    let known = head.iter().any(|word| is_thing(word));
    let named = first.text.chars().next().is_some_and(char::is_uppercase);
    if !determined && !known && !named {
        return None;
    }
    if head.iter().skip(usize::from(determined)).any(|word| PRONOUNS.contains(&word.low.as_str())) {
        return None;
    }
    let subject = |words: &[Token]| if determined { second_person(words) } else { undetermined(words) };
    let Some(verb) = verb else {
        let state = (1..words.len()).find(|at| starts_state(words, *at))?;
        let (subject_words, rest) = words.split_at_checked(state)?;
        if !known && !named {
            return None;
        }
        let be = if is_plural(subject_words) { "are" } else { "is" };
        return finish(format!("{} {be} {}", subject(subject_words), second_person(rest)), rest, around, 9);
    };
    let (subject_words, rest) = words.split_at_checked(verb)?;
    let person =
        ["manager", "boss", "colleague", "customer", "client", "name", "team", "wife", "husband", "kid", "friend"];
    let base = if subject_words.iter().any(|word| person.contains(&word.low.as_str())) { 3 } else { 6 };
    let score = base + if has_trouble(rest) { 4 } else { -3 } + i32::from(known);
    finish(format!("{} {}", subject(subject_words), second_person(rest)), rest, around, score)
}

const DETERMINERS: &[&str] = &[
    "my",
    "our",
    "the",
    "this",
    "that",
    "all",
    "both",
    "some",
    "every",
    "nothing",
    "nobody",
    "everyone",
    "everything",
    "a",
    "an",
    "one",
    "half",
    "these",
    "those",
    "each",
    "several",
    "most",
];
const PRONOUNS: &[&str] = &[
    "i", "we", "you", "he", "she", "they", "it", "me", "us", "him", "them", "who", "which", "what", "that", "if",
    "when", "so",
];

fn is_thing(word: &Token) -> bool {
    THINGS.iter().any(|(noun, ..)| *noun == word.low) || matches!(word.low.as_str(), "drive" | "station")
}

/// A verb, unless the word is more likely a noun here: after a determiner, or before the true verb.
fn is_verb_at(words: &[Token], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    if !VERBS.contains(&word.low.as_str()) {
        return false;
    }
    let noun_too = [
        "print", "sound", "screen", "work", "update", "updates", "display", "load", "reset", "sign", "open", "locked",
        "let", "start", "use", "run", "say", "opened", "cut", "turn", "blocked", "closed", "changes", "times", "show",
        "call", "charge", "sync", "left", "logs", "closed", "lost", "dropping", "connect", "rings", "stop", "stay",
    ];
    if noun_too.contains(&word.low.as_str()) {
        // `print jobs fail`, `work laptop is`: a plain form is the verb only when no other follows.
        let another = (at + 1..words.len().min(at + 4))
            .any(|next| words.get(next).is_some_and(|word| VERBS.contains(&word.low.as_str())));
        return !another;
    }
    true
}

/// `down`, `not working`, `crashing`: a state said without its verb.
fn starts_state(words: &[Token], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let low = word.low.as_str();
    let before_is_thing = words
        .get(at - 1)
        .is_some_and(|before| is_thing(before) || before.text.chars().next().is_some_and(char::is_uppercase) || at > 1);
    before_is_thing
        && (STATES.contains(&low)
            || low == "not"
            || low == "still"
            || (low.ends_with("ing") && low.len() > 5 && low != "during" && low != "morning"))
}

fn is_plural(words: &[Token]) -> bool {
    let joined = words.iter().any(|word| word.low == "and");
    joined
        || words.last().is_some_and(|word| {
            word.low.ends_with('s')
                && !word.low.ends_with("ss")
                && word.text.chars().next().is_some_and(char::is_lowercase)
        })
}

/// A bare noun phrase with the article it wants.
fn undetermined(words: &[Token]) -> String {
    let things = super::thing::things(words);
    let noun = second_person(words);
    match things.last().map(|thing| thing.style) {
        Some(super::lexicon::Style::Yours) => format!("your {noun}"),
        Some(super::lexicon::Style::The) => format!("the {noun}"),
        _ => noun,
    }
}

fn has_trouble(words: &[Token]) -> bool {
    const SIGNS: &[&str] = &[
        "not",
        "no",
        "never",
        "nothing",
        "keeps",
        "keep",
        "stopped",
        "refuses",
        "error",
        "errors",
        "again",
        "still",
        "without",
        "only",
        "black",
        "blue",
        "flickers",
        "flicker",
        "overheats",
        "smells",
        "beeps",
        "rejects",
        "rejected",
        "denied",
        "denies",
        "slow",
        "slowly",
        "forever",
        "hot",
        "loud",
        "wrong",
        "disappeared",
        "vanished",
        "died",
        "broke",
        "lagged",
        "lags",
        "stutters",
        "buzzes",
        "disabled",
        "timeout",
        "twice",
        "random",
        "randomly",
        "too",
        "ages",
        "asks",
        "asking",
        "asked",
        "loops",
        "loop",
        "redirects",
        "old",
        "shut",
        "went",
        "empty",
        "spam",
        "virus",
        "cracked",
        "leaking",
        "smoke",
    ];
    words.iter().any(|word| {
        let low = word.low.as_str();
        low.ends_with("n't")
            || SIGNS.contains(&low)
            || STATES.contains(&low)
            || EVENTS.iter().any(|(forms, _)| forms.contains(&low))
            || low == "“”"
    })
}

/// Adds how often, in the tense that it asks for: `your VPN has dropped three times this week`.
fn finish(text: String, rest: &[Token], around: &Around<'_>, score: i32) -> Option<(String, i32)> {
    let Some(often) = around.how_often else { return Some((text, score)) };
    let counted = often.contains("time") || often.starts_with("twice") || often.starts_with("once");
    let event = rest.iter().take(3).find_map(|word| {
        let (forms, participle) = EVENTS.iter().find(|(forms, _)| forms.contains(&word.low.as_str()))?;
        forms.contains(&word.low.as_str()).then_some((word, *participle))
    });
    if !counted {
        let fits = event.is_some() && !text.contains("not ") && !text.contains("n't ");
        return Some((if fits { format!("{text} {often}") } else { text }, score + 1));
    }
    let Some((verb, participle)) = event else { return Some((text, score + 1)) };
    let at = rest.iter().position(|word| word == verb)?;
    let auxiliaries = rest.get(..at)?.iter().all(|word| {
        matches!(word.low.as_str(), "keeps" | "keep" | "is" | "are" | "has" | "have" | "always" | "still" | "kept")
    });
    let after: Vec<Token> = rest.get(at + 1..)?.iter().filter(|word| word.low != "again").cloned().collect();
    let before = second_person(rest);
    let subject =
        text.strip_suffix(before.as_str())?.trim().trim_end_matches(" is").trim_end_matches(" are").to_owned();
    if !auxiliaries || after.len() > 4 {
        return Some((text, score + 1));
    }
    let have =
        if subject.ends_with('s') && !subject.ends_with("ss") && !subject.contains("Teams") { "have" } else { "has" };
    let after = second_person(&after);
    let told = [subject.as_str(), have, participle, after.as_str(), often];
    Some((told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "), score + 2))
}

/// The words said to the person who wrote them.
pub fn second_person(words: &[Token]) -> String {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let spoken_of_self = (1..=2)
            .filter_map(|back| at.checked_sub(back))
            .any(|before| words.get(before).is_some_and(|word| word.low == "i"));
        let said = match word.low.as_str() {
            "i" | "me" | "we" | "us" => "you",
            "my" | "our" => "your",
            "mine" | "ours" => "yours",
            "myself" => "yourself",
            "ourselves" => "yourselves",
            "i'm" | "we're" => "you're",
            "i've" | "we've" => "you've",
            "i'd" | "we'd" => "you'd",
            "i'll" | "we'll" => "you'll",
            "am" => "are",
            "was" if spoken_of_self => "were",
            "this" if words.get(at + 1).is_some_and(is_thing) => "your",
            _ => {
                out.push(word.text.clone());
                continue;
            }
        };
        out.push(said.to_owned());
    }
    out.join(" ")
}
