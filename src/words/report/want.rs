//! Wishes: `can someone reset my password` is `you'd like your password reset`.

use super::lexicon::{UNREPEATABLE, VERBS};
use super::person::second_person;
use super::tokens::Token;

/// What can be asked to be done to something, with the participle.
const DONE: &[(&str, &str)] = &[
    ("reset", "reset"),
    ("unlock", "unlocked"),
    ("install", "installed"),
    ("uninstall", "uninstalled"),
    ("add", "added"),
    ("remove", "removed"),
    ("replace", "replaced"),
    ("change", "changed"),
    ("update", "updated"),
    ("upgrade", "upgraded"),
    ("extend", "extended"),
    ("create", "created"),
    ("delete", "deleted"),
    ("restore", "restored"),
    ("recover", "recovered"),
    ("enable", "enabled"),
    ("disable", "disabled"),
    ("move", "moved"),
    ("rename", "renamed"),
    ("activate", "activated"),
    ("check", "checked"),
    ("fix", "fixed"),
    ("repair", "repaired"),
    ("order", "ordered"),
    ("approve", "approved"),
    ("renew", "renewed"),
    ("transfer", "transferred"),
    ("configure", "configured"),
    ("connect", "connected"),
    ("whitelist", "whitelisted"),
    ("unblock", "unblocked"),
    ("swap", "swapped"),
    ("restart", "restarted"),
    ("reboot", "rebooted"),
];

/// The verb whose participle a word is: `unlock` for `unlocked`.
pub fn verb_of(participle: &str) -> Option<&'static str> {
    DONE.iter().find(|(_, done)| *done == participle).map(|(verb, _)| *verb)
}

/// The wish in the second person with its weight, or `None` when the clause is none.
pub fn want(words: &[Token], asked: bool) -> Option<(String, i32)> {
    let low: Vec<&str> = words.iter().map(|word| word.low.as_str()).collect();
    let rest = |from: usize| words.get(from..).filter(|rest| !rest.is_empty());
    match low.as_slice() {
        ["can" | "could" | "would" | "will", "you" | "someone" | "anyone" | "somebody" | "anybody" | "one", ..] => {
            let skip = if low.get(2..5) == Some(&["of", "you", "please"]) { 5 } else { 2 };
            asked_for(rest(skip)?)
        }
        ["is", "there", "a", "way", "to", ..] => say("you're looking for a way to", rest(5)?, 6),
        ["is" | "are", "there", _, _, ..] if asked => {
            say(&format!("you're asking whether there {}", low.first()?), rest(2)?, 6)
        }
        [
            "give" | "grant" | "get",
            _,
            "access" | "rights" | "permission" | "permissions" | "admin" | "edit" | "read" | "write",
            ..,
        ] if !matches!(low.get(1), Some(&("me" | "us"))) => {
            say(&format!("you'd like {} to have", second_person(words.get(1..2)?)), rest(2)?, 6)
        }
        ["is", "it", "possible", "to", ..] => say("you're asking whether it's possible to", rest(4)?, 6),
        ["is", "anyone", "else", "having", ..] => say("you're having", rest(4)?, 5),
        ["how", "do" | "can" | "would" | "should", "i" | "we", ..] => say("you'd like to know how to", rest(3)?, 6),
        ["how", "to", ..] => say("you'd like to know how to", rest(2)?, 6),
        ["where", "do" | "can", "i" | "we", ..] => say("you'd like to know where to", rest(3)?, 6),
        ["could" | "can" | "may", "i" | "we", "get" | "have", _, ..] => {
            let object = rest(3)?;
            let access = object
                .first()
                .is_some_and(|word| matches!(word.low.as_str(), "access" | "admission" | "an" | "read" | "write"));
            let acts = |word: &Token| {
                VERBS.has(&word.low)
                    || (word.low == "to" && !access)
                    || matches!(word.low.as_str(), "someone" | "somebody")
            };
            (!object.iter().any(acts)).then(|| say("you'd like", object, 6)).flatten()
        }
        ["i'd" | "we'd", "like" | "need", ..] => Some((second_person(words), 6)).filter(|_| low.len() > 2),
        ["i" | "we", "would", "like", ..] => say("you'd like", rest(3)?, 6),
        ["need", "help", "with", ..] | ["i" | "we", "need", "help", "with", ..] => {
            let from = low.iter().position(|word| *word == "with")?;
            say("you'd like help with", rest(from + 1)?, 4)
        }
        ["why", "is" | "are" | "does" | "do" | "won't" | "can't" | "doesn't" | "isn't", ..] if asked => why(words),
        ["is" | "are", "the" | "my" | "our", ..] if asked => state_asked(words),
        ["when", "will" | "can", "my" | "our" | "the" | "i" | "we", ..] if asked => when(words),
        ["do", "we" | "i", "have", _, ..] if asked => say("you're asking whether you have", rest(3)?, 6),
        [
            "does" | "do",
            "anyone" | "anybody" | "someone" | "somebody" | "you",
            "know",
            "where" | "how" | "who" | "what" | "when" | "which" | "if" | "whether",
            _,
            ..,
        ] => known(rest(3)?),
        ["where" | "what", "is" | "are", _, ..] if asked && low.len() <= 8 => placed(words),
        // Not "…, who starts with us on 3 December".
        [
            "who",
            "is" | "are" | "do" | "does" | "can" | "could" | "has" | "should" | "handles" | "owns" | "manages"
            | "approves" | "decides" | "looks" | "takes" | "runs",
            _,
            ..,
        ] if asked && low.len() <= 10 => say("you'd like to know", words, 6),
        [verb, ..] if DONE.iter().any(|(done, _)| done == verb) && low.len() > 1 => asked_for(words),
        _ => None,
    }
    .filter(|(text, _)| {
        !text.split(' ').any(|word| UNREPEATABLE.has(word) && !matches!(word, "you" | "your" | "reply" | "replies"))
    })
}

fn say(opening: &str, rest: &[Token], score: i32) -> Option<(String, i32)> {
    let addressed =
        rest.iter().any(|word| matches!(word.low.as_str(), "you" | "your" | "it" | "this" | "that" | "they" | "them"));
    (!addressed).then(|| (format!("{opening} {}", second_person(rest)), score))
}

/// `reset my password` → `you'd like your password reset`.
fn asked_for(words: &[Token]) -> Option<(String, i32)> {
    let low: Vec<&str> = words.iter().map(|word| word.low.as_str()).collect();
    match low.as_slice() {
        ["give" | "grant" | "get" | "send" | "order", "me" | "us", _, ..] => say("you need", words.get(2..)?, 6),
        ["help", "me" | "us", "with" | "to", _, ..] => {
            say(&format!("you'd like help {}", low.get(2)?), words.get(3..)?, 5)
        }
        ["help", "with", _, ..] => say("you'd like help with", words.get(2..)?, 5),
        ["help", "me", "out", ..] => None,
        ["help", "me", _, _, ..] => say("you'd like help to", words.get(2..)?, 5),
        ["look", "at" | "into", _, ..] => say("you'd like somebody to look at", words.get(2..)?, 4),
        ["have", "a", "look", "at", _, ..] => say("you'd like somebody to look at", words.get(4..)?, 4),
        ["tell" | "show", "me", "how" | "where", "to", _, ..] => {
            say(&format!("you'd like to know {} to", low.get(2)?), words.get(4..)?, 6)
        }
        ["set", "up", _, ..] => say("you'd like to have set up:", words.get(2..)?, 0).filter(|_| false),
        [verb, ..] => done_to(verb, words.get(1..)?),
        [] => None,
    }
}

fn done_to(verb: &str, object: &[Token]) -> Option<(String, i32)> {
    let (_, participle) = DONE.iter().find(|(plain, _)| *plain == verb)?;
    let ends = ["to", "on", "from", "for", "in", "at", "with", "before", "by", "so", "because", "until", "as", "back"];
    if object.first().is_some_and(|word| {
        matches!(word.low.as_str(), "why" | "whether" | "if" | "how" | "what" | "when" | "who" | "which" | "where")
    }) {
        return say("you'd like to know", object, 6);
    }
    let cut = object.iter().position(|word| ends.contains(&word.low.as_str())).unwrap_or(object.len());
    let (thing, rest) = object.split_at_checked(cut)?;
    let vague = ["it", "this", "that", "them", "you", "your"];
    if thing.is_empty() || object.iter().any(|word| vague.contains(&word.low.as_str())) {
        return None;
    }
    let rest = second_person(rest);
    let thing = match thing {
        [one] if one.low == "me" => "to be".to_owned(),
        thing => second_person(thing),
    };
    Some((format!("you'd like {thing} {participle} {rest}").trim_end().to_owned(), 7))
}

/// `why is my laptop so slow?` → `your laptop is so slow`; only where the subject's end is certain.
fn why(words: &[Token]) -> Option<(String, i32)> {
    let aux = words.get(1)?;
    let rest = words.get(2..)?;
    let (subject, after) = subject_of(rest)?;
    if after.is_empty() {
        return None;
    }
    let subject_is_self =
        subject.len() == 1 && subject.first().is_some_and(|word| matches!(word.low.as_str(), "i" | "we"));
    let verb = match (aux.low.as_str(), subject_is_self) {
        ("do", true) => String::new(),
        ("does", _) => {
            let (first, more) = after.split_first()?;
            let ending = if first.low.ends_with(['s', 'x', 'z'])
                || first.low.ends_with("sh")
                || first.low.ends_with("ch")
                || first.low == "go"
            {
                "es"
            } else {
                "s"
            };
            let text = format!("{} {}{ending} {}", second_person(subject), first.text, second_person(more));
            return Some((text.trim_end().to_owned(), 8));
        }
        ("do", false) => String::new(),
        (other, _) => format!("{other} "),
    };
    Some((format!("{} {verb}{}", second_person(subject), second_person(after)), 8))
}

/// `when will my MacBook arrive?` → `you're asking when your MacBook will arrive`.
fn when(words: &[Token]) -> Option<(String, i32)> {
    let aux = words.get(1)?.low.clone();
    let (subject, after) = subject_of(words.get(2..)?)?;
    let addressed = after.iter().any(|word| matches!(word.low.as_str(), "it" | "this" | "that" | "you" | "your"));
    (!after.is_empty() && !addressed)
        .then(|| (format!("you're asking when {} {aux} {}", second_person(subject), second_person(after)), 8))
}

/// `where is the holiday calendar?` → `you'd like to know where the holiday calendar is`; of a plain noun phrase only.
fn placed(words: &[Token]) -> Option<(String, i32)> {
    let (asking, be) = (words.first()?.low.clone(), words.get(1)?.low.clone());
    let noun = words.get(2..)?;
    let vague = ["it", "this", "that", "they", "you", "your", "going", "wrong", "up", "there"];
    let plain = !noun.iter().any(|word| VERBS.has(&word.low) || vague.contains(&word.low.as_str()));
    (plain && noun.len() >= 2).then(|| (format!("you'd like to know {asking} {} {be}", second_person(noun)), 6))
}

/// `does anyone know where I can find it`: what follows is a clause already.
fn known(words: &[Token]) -> Option<(String, i32)> {
    match words {
        [asking, me, can, rest @ ..]
            if matches!(asking.low.as_str(), "where" | "how" | "who" | "what")
                && matches!(me.low.as_str(), "i" | "we")
                && matches!(can.low.as_str(), "can" | "could")
                && !rest.is_empty() =>
        {
            say(&format!("you'd like to know {} to", asking.low), rest, 6)
        }
        [asking, ..] if matches!(asking.low.as_str(), "if" | "whether" | "who") => say("you'd like to know", words, 6),
        [asking, to, _, ..] if to.low == "to" && asking.low != "if" => say("you'd like to know", words, 6),
        _ => None,
    }
}

/// `is the VPN down?` → `you're asking whether the VPN is down`.
fn state_asked(words: &[Token]) -> Option<(String, i32)> {
    let be = words.first()?.low.clone();
    let (subject, after) = subject_of(words.get(1..)?)?;
    if after.is_empty() {
        return None;
    }
    Some((format!("you're asking whether {} {be} {}", second_person(subject), second_person(after)), 6))
}

fn subject_of(words: &[Token]) -> Option<(&[Token], &[Token])> {
    if words.first().is_some_and(|word| matches!(word.low.as_str(), "i" | "we")) {
        return words.split_at_checked(1);
    }
    let thing = super::thing::things(words).into_iter().next().filter(|thing| thing.first <= 1)?;
    words.split_at_checked(thing.end)
}
