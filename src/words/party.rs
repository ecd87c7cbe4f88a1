//! Who outside the desk is waited for, from an agent's own words.

use super::inert;
use super::pattern::Pattern;

static PARTY: Pattern = Pattern::new(
    r"(?i)(?:^|\b)(?:the\s|our\s|from\s)?((?:[a-z][\w-]+\s){0,2}?)(team|vendor|supplier|provider|carrier|manufacturer|department|datacenter|data\scentre)\b",
);

/// `the network team`, where the words name one.
pub fn party(why: &str) -> Option<String> {
    const NOT_ITS_NAME: &[&str] = &[
        "the", "our", "a", "an", "for", "from", "to", "by", "on", "with", "and", "waiting", "asked", "ask", "wait",
        "until", "is", "of", "at", "their", "needs", "need", "has", "have", "other", "because", "that", "while", "as",
        "via", "it", "so", "we", "i", "called", "told",
    ];
    let why = inert(why, 280);
    let groups = PARTY.captures(&why)?;
    let kind = groups.get(2)?.as_str().to_lowercase();
    let before = groups.get(1)?.as_str();
    let name: Vec<&str> = before
        .split_whitespace()
        .rev()
        .take_while(|word| !NOT_ITS_NAME.contains(&word.to_lowercase().as_str()))
        .collect();
    let name: Vec<&str> = name.into_iter().rev().collect();
    if name.is_empty() && kind == "team" {
        return None;
    }
    let name = name.join(" ");
    let name = if name.chars().skip(1).any(char::is_uppercase) { name } else { name.to_lowercase() };
    Some(format!("the {name} {kind}").replace("  ", " "))
}

#[cfg(test)]
mod tests {
    use super::party;

    #[test]
    fn a_party_is_named_only_where_the_words_name_one() {
        for (why, expected) in [
            ("the network team must renew the certificate", Some("the network team")),
            ("waiting for the vendor to ship a new battery", Some("the vendor")),
            ("Network team answers by 13:00", Some("the network team")),
            ("asked our HR department", Some("the HR department")),
            ("part is on order", None),
            ("", None),
        ] {
            assert_eq!(party(why).as_deref(), expected, "{why}");
        }
    }
}
