//! A title for a report.

use super::Report;
use super::unsaid::reads_as_code;
use crate::words::inert;

/// No title is cut longer, in characters; a first letter may grow by two when it is raised.
const LONGEST: usize = 58;

impl Report {
    /// A plain title of at most 60 characters in sentence case: `VPN has dropped three times this week`. Falls back to
    /// the first words of the text, and to `A request` when there are none.
    pub fn title(&self) -> String {
        let told = self.symptom.as_ref().map(|symptom| of_clause(&symptom.value));
        let told = told.or_else(|| own_clause(&self.text));
        let title =
            told.or_else(|| self.thing.as_ref().map(|thing| format!("Trouble with {}", of_thing(&thing.value))));
        let title = title.map_or_else(|| first_words(&self.text), |title| inert(&title, LONGEST));
        let title = whole(&title);
        if title.chars().any(char::is_alphanumeric) { capital(&title) } else { "A request".to_owned() }
    }
}

/// Without a small word left hanging where the title was cut.
fn whole(title: &str) -> String {
    const HANGING: [&str; 14] =
        ["the", "a", "an", "to", "of", "in", "on", "for", "since", "and", "with", "my", "your", "is"];
    let Some(mut kept) = title.strip_suffix('…') else {
        return title.trim_end_matches(['.', ',', ';', ':']).to_owned();
    };
    while let Some((before, _)) = kept.rsplit_once(' ').filter(|(_, last)| HANGING.contains(last)) {
        kept = before;
    }
    format!("{kept}…")
}

/// `your VPN keeps dropping` → `VPN keeps dropping`; `you can't print` → `Can't print`.
fn of_clause(clause: &str) -> String {
    const OPENINGS: [(&str, &str); 17] = [
        ("you'd like to know how to ", "how to "),
        ("you'd like to know where to ", "where to "),
        ("you'd like to be ", ""),
        ("you'd like somebody to ", ""),
        ("you'd like help with ", "help with "),
        ("you'd like help to ", "help to "),
        ("you'd like to know ", ""),
        ("you'd like ", ""),
        ("you're looking for ", "looking for "),
        ("you're asking whether ", "asks whether "),
        ("you need ", "needs "),
        ("you're having ", "has "),
        ("you have ", ""),
        ("you're ", ""),
        ("you've ", ""),
        ("you keep ", "keeps "),
        ("you ", ""),
    ];
    let (opening, rest) = OPENINGS
        .iter()
        .find_map(|(from, to)| clause.strip_prefix(from).map(|rest| (*to, rest)))
        .unwrap_or(("", clause));
    let rest = rest.strip_prefix("your ").or_else(|| rest.strip_prefix("the ")).unwrap_or(rest);
    format!("{opening}{}", rest.replace(" your ", " "))
}

/// A few plain words that begin with what is theirs say it better than a name of the thing: `my laptop fan screams`.
fn own_clause(text: &str) -> Option<String> {
    let words =
        text.trim().trim_end_matches(['.', '!']).strip_prefix("my ").or_else(|| text.trim().strip_prefix("My "))?;
    let plain = words.split_whitespace().count() <= 6 && !words.contains(['.', ',', '?', '!', '\n', ':']);
    (plain && !words.split_whitespace().any(reads_as_code)).then(|| words.to_owned())
}

fn of_thing(thing: &str) -> &str {
    thing.strip_prefix("your ").or_else(|| thing.strip_prefix("the ")).unwrap_or(thing)
}

fn first_words(text: &str) -> String {
    // More than a title can hold, and little enough to be read in a moment.
    let head: String = text.chars().take(1_000).collect();
    let words: Vec<&str> = head.split_whitespace().collect();
    let said: Vec<&str> = words.iter().copied().filter(|word| !reads_as_code(word)).collect();
    // What is left of `<img …> is broken` names nothing.
    if said.len() < words.len() && said.len() < 3 {
        return String::new();
    }
    let plain = inert(&said.join(" "), LONGEST);
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = plain.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 8 && capitals * 10 > letters * 6 { plain.to_lowercase() } else { plain }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    // A name keeps its small letter: iPhone, macOS.
    if text.starts_with("iP") || text.starts_with("macOS") {
        return text.to_owned();
    }
    let Some(first) = chars.next() else { return String::new() };
    let mut upper = first.to_uppercase();
    match (upper.next(), upper.next()) {
        // A letter whose capital is several letters stays as it is: the title keeps its length.
        (Some(capital), None) => format!("{capital}{}", chars.as_str()),
        _ => text.to_owned(),
    }
}
