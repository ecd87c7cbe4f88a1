//! Slack's markup turned back into what a person read: mentions by name, links as links, entities as characters.

use std::collections::BTreeMap;

/// Plain text of a Slack message. Slack escapes only `&`, `<` and `>`, and wraps mentions and links in `<…>`.
pub fn plain(text: &str, people: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        unescape(before, &mut out);
        match after.split_once('>') {
            Some((inside, behind)) => {
                wrapped(inside, people, &mut out);
                rest = behind;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    unescape(rest, &mut out);
    out
}

/// The inside of `<…>`: `@U1`, `@U1|ana`, `#C1|general`, `!here`, `!subteam^S1|@desk`, `https://…|label`.
fn wrapped(inside: &str, people: &BTreeMap<String, String>, out: &mut String) {
    let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
    let (sign, name) = match target.chars().next() {
        Some('@') => {
            let id = target.get(1..).unwrap_or_default();
            ("@", people.get(id).map_or(if label.is_empty() { id } else { label }, String::as_str))
        }
        Some('#') => ("#", if label.is_empty() { target.get(1..).unwrap_or_default() } else { label }),
        Some('!') => ("@", if label.is_empty() { target.get(1..).unwrap_or_default() } else { label }),
        _ => ("", target),
    };
    out.push_str(sign);
    unescape(name.strip_prefix(sign).unwrap_or(name), out);
}

fn unescape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = [("amp;", '&'), ("lt;", '<'), ("gt;", '>')];
        match known.iter().find_map(|(name, sign)| after.strip_prefix(name).map(|behind| (*sign, behind))) {
            Some((sign, behind)) => {
                out.push(sign);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_what_was_read() {
        let people = BTreeMap::from([("U1".to_owned(), "ana".to_owned())]);
        for (from, to) in [
            ("<@U1>: try again", "@ana: try again"),
            ("<@U9> and <@U8|bob>", "@U9 and @bob"),
            ("see <#C1|it-help> <!here>", "see #it-help @here"),
            ("<!subteam^S1|@desk> help", "@desk help"),
            ("<https://a.example/x?a=1&amp;b=2|the page>", "https://a.example/x?a=1&b=2"),
            ("if a &lt; b &amp;&amp; c &gt; d", "if a < b && c > d"),
            ("&amp;lt; stays an entity's name", "&lt; stays an entity's name"),
            ("a < b, half <open", "a < b, half <open"),
            ("<>", ""),
        ] {
            assert_eq!(plain(from, &people), to, "{from}");
        }
    }
}
