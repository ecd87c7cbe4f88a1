//! Statements about a thing: where its name ends and what is said of it begins.

use super::lexicon::{self, STATES, Style, VERBS, Vocabulary};
use super::person::{is_named, is_thing, second_person};
use super::thing;
use super::tokens::Token;

static DETERMINERS: Vocabulary = Vocabulary::of(
    "my our the this that all both some every nothing nobody everyone everything a an one half these those each several
     most two three four five",
);
/// Subjects of a single word.
static WHOLE: Vocabulary = Vocabulary::of(
    "nothing nobody everyone everything someone somebody finance hr sales accounting marketing legal purchasing",
);
static PRONOUNS: Vocabulary =
    Vocabulary::of("i we you he she they it me us him them who which what that if when so i'm i've we're it's");
/// Plain forms that are as often nouns: the verb only when no other follows.
static NOUNS_TOO: Vocabulary = Vocabulary::of(
    "print sound screen work update updates display load reset sign open locked let start use run say opened cut turn
     blocked closed changes times show call charge sync left logs lost dropping connect rings stop stay quit saved
     switch types clicks reads points waits leads prints looks boots sounds jams saves loops lists",
);

/// Subject and rest: the subject in the second person, with the article it wants, the rest from its verb on. The verb a
/// state was said without is put in: `VPN down` → `your VPN`, `is`, `down`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// `your VPN`
    pub subject: String,
    /// `is down`
    pub rest: Vec<Token>,
    /// Whether the subject is a thing a desk looks after.
    pub known: bool,
    /// Whether the subject denies: `nothing`, `nobody`.
    pub nobody: bool,
    /// Whether the subject is a person.
    pub person: bool,
}

/// Splits a clause, or `None` where the end of the subject is not certain.
pub fn split(words: &[Token]) -> Option<Split> {
    let first = &words.first()?.low;
    let determined = usize::from(DETERMINERS.has(first) || WHOLE.has(first));
    let one_word = words.first().is_some_and(|word| WHOLE.has(&word.low));
    let from = if one_word { 1 } else { determined + 1 };
    let verb = (from..words.len().min(11)).find(|at| is_verb(words, *at));
    let state = (1..words.len()).find(|at| starts_state(words, *at));
    // `USB ports dead on the left side`: a state before the verb is what is said, unless it belongs to the noun.
    let verb = verb.filter(|verb| determined == 1 || state.is_none_or(|state| *verb <= state));
    let end = verb.or(state)?;
    // `still` belongs to what is said, not to the name of the thing.
    let held = end > from && words.get(end - 1).is_some_and(|before| before.low == "still");
    let end = if held { end - 1 } else { end };
    let (head, rest) = words.split_at_checked(end)?;
    let known = head.iter().any(is_thing);
    let named = head.first().is_some_and(is_named);
    let certain = known || named || (determined == 1 && verb.is_some());
    if !certain || head.iter().skip(determined).any(|word| PRONOUNS.has(&word.low)) {
        return None;
    }
    let mut rest = rest.to_vec();
    // After `still` a word that is no state may be a verb we don't know: `still whistles`.
    let unknown_verb = rest.first().is_some_and(|word| word.low == "still")
        && rest.get(1).is_some_and(|next| next.low.ends_with('s') && !STATES.has(&next.low));
    if verb.is_none() && unknown_verb {
        return None;
    }
    if verb.is_none() || (determined == 0 && is_participle_alone(&rest)) {
        let be = if is_plural(head) { "are" } else { "is" };
        let at = rest.first()?.span.start;
        let stop = super::tokens::Stop::None;
        rest.insert(0, Token { text: be.to_owned(), low: be.to_owned(), span: at..at, stop });
    }
    const PEOPLE: [&str; 9] =
        ["manager", "boss", "colleague", "customer", "client", "name", "wife", "husband", "friend"];
    let person = head.iter().any(|word| PEOPLE.contains(&word.low.as_str()));
    let subject = if determined == 1 { second_person(head) } else { with_article(head) };
    let nobody = matches!(first.as_str(), "nothing" | "nobody");
    Some(Split { subject, rest, known, nobody, person })
}

/// `account locked`, said like a headline: nobody did it, so it is a state.
fn is_participle_alone(rest: &[Token]) -> bool {
    let low = |at: usize| rest.get(at).map(|word| word.low.as_str()).unwrap_or_default();
    matches!(low(0), "locked" | "blocked" | "deleted" | "closed" | "corrupted" | "replaced" | "stolen")
        && matches!(low(1), "" | "again" | "out" | "since" | "after" | "now" | "on" | "for")
}

fn is_verb(words: &[Token], at: usize) -> bool {
    let Some(word) = words.get(at).filter(|word| VERBS.has(&word.low)) else { return false };
    let another = (at + 1..words.len().min(at + 4)).any(|next| {
        words.get(next).is_some_and(|word| {
            VERBS.has(&word.low) && !matches!(word.low.as_str(), "open" | "work" | "connect" | "print")
        })
    });
    !(NOUNS_TOO.has(&word.low) && another)
}

/// `down`, `not working`, `crashing`: a state said without its verb.
fn starts_state(words: &[Token], at: usize) -> bool {
    let Some(low) = words.get(at).map(|word| word.low.as_str()) else { return false };
    let after_thing = at > 1 || words.get(at - 1).is_some_and(|before| is_thing(before) || is_named(before));
    let going_on = low.ends_with("ing")
        && low.len() > 5
        && !matches!(low, "during" | "morning" | "meeting" | "evening" | "nothing" | "something" | "training");
    after_thing && (STATES.has(low) || matches!(low, "not" | "still") || going_on)
}

fn is_plural(words: &[Token]) -> bool {
    let last = words.last().is_some_and(|word| word.low.ends_with('s') && !word.low.ends_with("ss") && !is_named(word));
    last || words.iter().any(|word| word.low == "and")
}

/// A bare noun phrase with the article it wants.
fn with_article(words: &[Token]) -> String {
    let noun = second_person(words);
    let opens_with_name =
        words.first().and_then(|word| lexicon::thing(&word.low)).is_some_and(|(_, style)| style == Style::Name);
    match thing::things(words).last().map(|thing| thing.style) {
        Some(Style::Yours) => format!("your {noun}"),
        Some(Style::The) if !opens_with_name => format!("the {noun}"),
        _ => noun,
    }
}

static SIGNS: Vocabulary = Vocabulary::of(
    "not no never nothing keeps keep stopped refuses error errors again still without only black blue flickers flicker
     overheats smells beeps rejects rejected denied denies slow slowly forever hot loud wrong disappeared vanished died
     broke lagged lags lagging stutters buzzes disabled timeout twice random randomly too ages asks asking asked loops loop
     redirects shut went empty spam virus cracked leaking smoke double minutes itself wipes duplicates stuck noise weird
     smell sparks spilled drains crackles prompts 404 500 502 503 504
     crack read-only says hacked flickering sounds stolen warns warning “”",
);

/// Whether the words tell of trouble rather than of something around it.
pub fn has_trouble(words: &[Token]) -> bool {
    words.iter().any(|word| {
        let low = word.low.as_str();
        low.ends_with("n't") || SIGNS.has(low) || STATES.has(low) || lexicon::event(low).is_some()
    })
}
