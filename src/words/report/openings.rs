//! A clause without what says nothing of the trouble: greetings, filler, openings, tails cut short.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{FILLERS, Vocabulary};
use super::tokens::Token;

/// How people begin before they say it. Longer ones first, as the first that fits is taken off.
const OPENINGS: &str = "
    i wanted to report that | i would like to report that | letting know that | no matter what | all of a sudden
    the problem is that | the issue is that | my problem is that | my issue is that | the thing is that | it is that
    i feel like | it seems like | it seems that | it looks like | it appears that | since this morning | as of today | for some reason | i noticed that
    i see that | to be honest | in the meantime | once more | good morning | good afternoon | good evening | good day | i think that | i think | i believe
    i guess | i noticed | it seems | it appears | looks like | seems like | seems that | i'm afraid | i was told | i've been told | i got told
    problem is | the problem is | the issue is | issue is | quick question | sorry to bother | happened again | this morning | since yesterday | since today
    every morning | last night | right now | at least | no way | help me | it team | it support | it desk | service desk
    and | but | so | because | then | morning | sorry | again | today | yesterday | help | which | although | though | great | lately | recently
    meanwhile | good | since | nice | cool | hola | bonjour | question | update | attention | note | important";

/// The same in words, by their first one, in the order in which they are tried.
static BY_FIRST: LazyLock<BTreeMap<&str, Vec<Vec<&str>>>> = LazyLock::new(|| {
    let mut by_first: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for opening in OPENINGS.split(['|', '\n']) {
        let words: Vec<&str> = opening.split_whitespace().collect();
        if let Some(first) = words.first() {
            by_first.entry(first).or_default().push(words);
        }
    }
    by_first
});

/// What no clause can end with once its tail was taken away.
static DANGLING: Vocabulary = Vocabulary::of(
    "and or but the a an for to of with my our because so when before by at this like as than that which if about very
     right i it is are then already while from until in it's i'm since after into",
);

/// The words that carry the clause; what stands in `told` is said elsewhere.
pub fn bare(words: &[Token], told: &[Range<usize>]) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    for word in words {
        let elsewhere = told.iter().any(|range| range.contains(&word.span.start));
        let of_a_team = word.low == "team"
            && kept
                .last()
                .is_some_and(|before| !FILLERS.has(&before.low) && before.low != "it" && before.low != "support");
        if !elsewhere && (!FILLERS.has(&word.low) || of_a_team) {
            match kept.last().filter(|last| last.low == "log in" && matches!(word.low.as_str(), "in" | "into" | "on")) {
                // `login in the system` is `log in to the system`.
                Some(_) => kept.push(Token { text: "to".to_owned(), low: "to".to_owned(), ..word.clone() }),
                None => kept.push(as_verb(undrawn(word), kept.last())),
            }
        }
    }
    if let [.., person, opinion] = kept.as_slice()
        && person.low == "i"
        && matches!(opinion.low.as_str(), "think" | "guess" | "believe" | "suppose")
    {
        kept.truncate(kept.len().saturating_sub(2));
    }
    while kept.last().is_some_and(|last| DANGLING.has(&last.low)) && !ends_in_a_verb(&kept) {
        kept.pop();
    }
    kept.split_off(opening(&kept))
}

/// `log in` ends no sentence half way.
fn ends_in_a_verb(words: &[Token]) -> bool {
    static WITH_IN: Vocabulary = Vocabulary::of("log logging logged sign signing signed get getting plug plugged");
    matches!(words, [.., verb, last] if WITH_IN.has(&verb.low) && matches!(last.low.as_str(), "in" | "on"))
}

/// How many words at the start only open.
fn opening(words: &[Token]) -> usize {
    let mut at = 0;
    while let Some(length) = words.get(at..).and_then(first_opening) {
        at += length;
    }
    at
}

fn first_opening(words: &[Token]) -> Option<usize> {
    let addressed = matches!(words, [desk, next, ..]
        if matches!(desk.low.as_str(), "support" | "it" | "all" | "everyone") && matches!(next.low.as_str(), "my" | "i" | "i'm" | "our" | "we" | "the"));
    // `all the printers` is no address.
    let addressed = addressed
        && !matches!(words, [all, the, ..] if all.low == "all" && the.low != "i" && the.low != "i'm" && the.low != "we");
    if addressed {
        return Some(1);
    }
    BY_FIRST.get(words.first()?.low.as_str())?.iter().find_map(|opening| {
        let length = opening.len();
        let opens = words.len() > length && opening.iter().zip(words).all(|(open, word)| word.low == *open);
        // `update failed` and `question mark` are about the thing itself.
        let subject = matches!(opening.as_slice(), ["update" | "note" | "question" | "since"])
            && words.get(length.wrapping_sub(1)).is_some_and(|word| word.stop == super::tokens::Stop::None);
        (opens && !subject).then_some(length)
    })
}

/// `to login` is `to log in`.
fn as_verb(word: Token, before: Option<&Token>) -> Token {
    let wants_verb = before
        .is_some_and(|before| matches!(before.low.as_str(), "to" | "can't" | "can" | "couldn't" | "not" | "cannot"));
    match word.low.as_str() {
        "login" | "logon" if wants_verb => Token { text: "log in".to_owned(), low: "log in".to_owned(), ..word },
        "signin" if wants_verb => Token { text: "sign in".to_owned(), low: "sign in".to_owned(), ..word },
        _ => word,
    }
}

/// A drawn-out word as it is: `sloooow` → `slow`.
fn undrawn(word: &Token) -> Token {
    let chars: Vec<char> = word.text.chars().collect();
    let drawn = chars.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c && a.is_alphabetic()));
    if !drawn || word.low.starts_with("www") {
        return word.clone();
    }
    let mut text = String::new();
    for c in chars {
        if !text.ends_with(c) {
            text.push(c);
        }
    }
    Token { low: text.to_lowercase(), text, ..word.clone() }
}
