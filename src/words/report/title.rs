//! A title for a report.

use super::Report;
use super::unsaid::reads_as_code;
use super::want::verb_of;
use crate::words::hints::is_wordless;
use crate::words::{facts_only, inert, whole as shown};

/// No title is cut longer, in characters; a first letter may grow by two when it is raised.
const LONGEST: usize = 58;

/// So much of a call without a matter stands in a title, in characters.
const CALL: usize = 36;

impl Report {
    /// A plain title of at most 60 characters in sentence case: `VPN has dropped three times this week`. Falls back to
    /// the first words of the text; `“HELP”, no details yet` where it calls without saying what for.
    pub fn title(&self) -> String {
        let told =
            self.symptom.as_ref().map(|symptom| to_do(&symptom.value).unwrap_or_else(|| of_clause(&symptom.value)));
        let told = told.or_else(|| own_clause(&self.text));
        let title = told.or_else(|| self.thing.as_ref().map(|thing| self.about(&thing.value)));
        let title = title.map_or_else(|| first_words(&self.text), |title| inert(&title, LONGEST));
        let title = factual(whole(&title));
        match (self.thing.is_none() && is_wordless(&self.text), shown(&self.text, CALL)) {
            (true, call) if call.is_empty() => "A message without words".to_owned(),
            (true, call) => format!("“{}”, no details yet", call.replace(['“', '”', '"'], "'")),
            (false, _) if title.chars().any(char::is_alphanumeric) => capital(&title),
            (false, _) => "A request".to_owned(),
        }
    }
}

/// `you'd like your account unlocked` → `Unlock account`: a participle would read as done. A reset is a noun as well.
fn to_do(clause: &str) -> Option<String> {
    let wished: Vec<&str> = clause.strip_prefix("you'd like ")?.split(' ').collect();
    let (at, verb) = wished.iter().enumerate().find_map(|(at, word)| Some((at, verb_of(word)?)))?;
    let (thing, rest) = wished.split_at_checked(at)?;
    let thing = thing.join(" ");
    if at == 0 || verb == "reset" || thing == "to be" || thing.starts_with("to ") || thing.starts_with("somebody ") {
        return None;
    }
    let rest = rest.get(1..).unwrap_or_default().join(" ");
    let rest = rest.replace("your ", "the ");
    Some(format!("{verb} {} {rest}", of_thing(&thing)).trim_end().to_owned())
}

/// `My laptop won't start, this is so frustrating` → `My laptop won't start`: a title stands in what the bot says by
/// itself, and it says nothing of feelings. One that is nothing else stays as it was told.
fn factual(title: String) -> String {
    let Some(fault) = facts_only(&title).into_iter().next() else { return title };
    let before = title.get(..fault.span.start).and_then(|before| before.rsplit_once([',', ';', ':', '.', '–', '—']));
    match before {
        Some((fact, _)) if fact.contains(' ') => fact.trim_end().to_owned(),
        _ => title,
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
    const OPENINGS: [(&str, &str); 19] = [
        ("you're asking whether you have ", "is there "),
        ("you're asking when ", "asks when "),
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
    done_by_you(&format!("{opening}{}", rest.replace(" your ", " ")))
}

/// `crashes every time you open it` → `crashes when opening it`: a title speaks to nobody.
fn done_by_you(title: &str) -> String {
    for condition in [" every time you ", " whenever you ", " when you "] {
        let Some((before, after)) = title.split_once(condition) else { continue };
        let (verb, rest) = after.split_once(' ').unwrap_or((after, ""));
        if let Some(going) = going(verb) {
            return format!("{before} when {going} {rest}").trim_end().to_owned();
        }
    }
    title.to_owned()
}

/// `open` → `opening`, of verbs that people say of a device.
fn going(verb: &str) -> Option<String> {
    const PLAIN: [&str; 17] = [
        "open", "start", "click", "press", "send", "print", "load", "join", "connect", "turn", "boot", "switch",
        "reply", "play", "search", "install", "undock",
    ];
    match verb {
        "plug" | "log" | "unplug" | "scan" => Some(format!("{verb}{}ing", verb.chars().next_back()?)),
        "save" | "close" | "type" | "share" | "use" | "move" | "update" | "delete" | "change" | "resize" => {
            Some(format!("{}ing", verb.strip_suffix('e')?))
        }
        _ => PLAIN.contains(&verb).then(|| format!("{verb}ing")),
    }
}

/// A few plain words that begin with what is theirs say it better than a name of the thing: `my laptop fan screams`.
fn own_clause(text: &str) -> Option<String> {
    let words =
        text.trim().trim_end_matches(['.', '!']).strip_prefix("my ").or_else(|| text.trim().strip_prefix("My "))?;
    let plain = words.split_whitespace().count() <= 6 && !words.contains(['.', ',', '?', '!', '\n', ':']);
    (plain && !words.split_whitespace().any(reads_as_code)).then(|| words.to_owned())
}

impl Report {
    /// `Trouble with laptop` where the words tell of trouble; nothing is called trouble that is asked about only.
    fn about(&self, thing: &str) -> String {
        if self.is_trouble {
            return format!("Trouble with {}", of_thing(thing));
        }
        let asked = if self.text.contains('?') { "Question about" } else { "About" };
        format!("{asked} {}", thing.strip_prefix("your ").unwrap_or(thing))
    }
}

/// `ana@corp.example`: whom a request is about is worth naming.
fn is_address(word: &str) -> bool {
    let plain = |part: &str| part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    let word = word.trim_end_matches(['.', ',', ';', ':', '?', '!']);
    word.split_once('@').is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && plain(who) && plain(host))
}

fn of_thing(thing: &str) -> &str {
    thing.strip_prefix("your ").or_else(|| thing.strip_prefix("the ")).unwrap_or(thing)
}

fn first_words(text: &str) -> String {
    // More than a title can hold, and little enough to be read in a moment.
    let head: String = text.chars().take(1_000).collect();
    let head = without_asking(&head);
    let words: Vec<&str> = head.split_whitespace().collect();
    let said: Vec<&str> = words.iter().copied().filter(|word| is_address(word) || !reads_as_code(word)).collect();
    // What is left of `<img …> is broken` names nothing.
    if said.len() < words.len() && said.len() < 3 {
        return String::new();
    }
    let plain = inert(&said.join(" "), LONGEST);
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = plain.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 8 && capitals * 10 > letters * 6 { plain.to_lowercase() } else { plain }
}

/// `Could you add …` → `add …`.
fn without_asking(text: &str) -> &str {
    const ASKING: [&str; 10] = [
        "could you please ",
        "can you please ",
        "could you ",
        "can you ",
        "would you ",
        "could someone ",
        "can someone ",
        "could somebody ",
        "can somebody ",
        "please ",
    ];
    let low = text.to_ascii_lowercase();
    ASKING.iter().find(|asking| low.starts_with(**asking)).and_then(|asking| text.get(asking.len()..)).unwrap_or(text)
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
