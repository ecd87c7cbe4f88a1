//! What stands in a message but is not its author's own words: fenced and inline code, log lines and stack traces,
//! quoted lines, links, mentions, custom emoji.

use super::fold::emoji_named;

/// Something to leave out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    pub kind: Kind,
    /// How many bytes it takes.
    pub bytes: usize,
}

/// What was left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Code or log lines.
    Pasted,
    /// Somebody else's words, a link, a picture.
    Other,
    /// A person or channel by name.
    Mention,
    /// An emoji written by its name, which reads as this character.
    Emoji(char),
}

impl Foreign {
    /// The character that the next one follows.
    pub(super) fn ends_as(&self, rest: &str) -> char {
        rest.get(..self.bytes).and_then(|found| found.chars().next_back()).filter(|last| *last == '\n').unwrap_or(' ')
    }
}

fn found(kind: Kind, bytes: usize) -> Option<Foreign> {
    Some(Foreign { kind, bytes })
}

/// A whole line that is not the author's own: a quotation, or output pasted between lines of prose. A message of one
/// line is never taken for output: "ERROR: cannot print" may be all that somebody says.
pub(super) fn line(rest: &str, many_lines: bool) -> Option<Foreign> {
    let line = rest.split_inclusive('\n').next().unwrap_or(rest);
    let words = line.trim();
    let quoted = words.strip_prefix("&gt;").or_else(|| words.strip_prefix('>'));
    if quoted.is_some_and(|after| !after.starts_with([':', ';', '_', '.'])) {
        return found(Kind::Other, line.len());
    }
    // What stands below the line that mail programs draw is no part of the message.
    if many_lines && matches!(words, "--" | "—" | "___" | "________________________________") {
        return found(Kind::Other, rest.len());
    }
    if many_lines && is_signature(words) {
        return found(Kind::Other, line.len());
    }
    if many_lines && is_output(words) { found(Kind::Pasted, line.len()) } else { None }
}

/// A line that a phone or a mail program adds: `Sent from my iPhone`, `Mobile: +49 …`.
fn is_signature(line: &str) -> bool {
    let low = line.to_lowercase();
    let added = ["sent from my ", "sent from outlook", "get outlook for ", "von meinem ", "gesendet von "];
    let number = ["mobile", "phone", "tel", "cell", "fax", "office"].iter().any(|kind| {
        let rest = low.strip_prefix(kind).unwrap_or_default().trim_start_matches('.');
        rest.strip_prefix(':').is_some_and(|number| number.trim_start().starts_with(['+', '(', '0']))
    });
    number || added.iter().any(|opening| low.starts_with(opening))
}

fn is_output(line: &str) -> bool {
    let frame = line.strip_prefix("at ").is_some_and(|call| call.contains('(') && call.contains('.'));
    let python = line.starts_with("Traceback (") || (line.starts_with("File \"") && line.contains(", line "));
    let java = line.starts_with("Caused by:") || (line.starts_with("... ") && line.ends_with(" more"));
    let level = ["ERROR", "WARN", "WARNING", "INFO", "DEBUG", "FATAL", "TRACE", "CRITICAL"];
    let head = line.trim_start_matches('[').split([' ', ':', ']', '|']).next().unwrap_or_default();
    let logged = level.contains(&head) && line.len() > head.len() + 1;
    let mut bytes = line.trim_start_matches('[').bytes();
    let dated = bytes.by_ref().take(4).filter(u8::is_ascii_digit).count() == 4
        && matches!(bytes.next(), Some(b'-' | b'/' | b'.'))
        && line.contains(':');
    let exception = line
        .split_once(':')
        .is_some_and(|(name, _)| !name.contains(' ') && (name.ends_with("Exception") || name.ends_with("Error")));
    frame || python || java || logged || dated || exception
}

/// Something foreign that begins exactly here, after the character `previous`.
pub(super) fn span(rest: &str, previous: char) -> Option<Foreign> {
    match rest.as_bytes().first()? {
        b'`' => code(rest),
        b'{' => jira(rest),
        b'<' => angle(rest),
        b'@' => mention(rest, previous),
        b':' if !previous.is_alphanumeric() => shortcode(rest),
        b'h' | b'H' | b'w' | b'W' | b'f' if !previous.is_alphanumeric() => link(rest),
        b'[' if rest.starts_with("[url]") => found(Kind::Other, 5),
        _ => None,
    }
}

fn code(rest: &str) -> Option<Foreign> {
    let ticks = if rest.starts_with("```") { "```" } else { "`" };
    let inner = rest.get(ticks.len()..)?;
    // An inline span ends on its own line; an unclosed fence is only its three ticks.
    let reach = if ticks == "`" { inner.find('\n').unwrap_or(inner.len()) } else { inner.len() };
    match inner.get(..reach)?.find(ticks) {
        Some(0) if ticks == "`" => None,
        Some(end) => found(Kind::Pasted, end + 2 * ticks.len()),
        None => found(Kind::Other, ticks.len()),
    }
}

fn jira(rest: &str) -> Option<Foreign> {
    for (mark, kind) in [("{code", Kind::Pasted), ("{noformat", Kind::Pasted), ("{quote", Kind::Other)] {
        if let Some(inner) = rest.strip_prefix(mark) {
            let body = inner.find('}')? + 1;
            let end = inner.get(body..)?.find(mark)? + body;
            let close = inner.get(end..)?.find('}')? + end + 1;
            return found(kind, mark.len() + close);
        }
    }
    None
}

fn angle(rest: &str) -> Option<Foreign> {
    let end = rest.bytes().take(2048).position(|byte| byte == b'>' || byte == b'\n')?;
    let inner = rest.get(1..end).filter(|_| rest.as_bytes().get(end) == Some(&b'>'))?;
    if let Some(custom) = inner.strip_prefix(':').or_else(|| inner.strip_prefix("a:")) {
        let name = custom.split(':').next().unwrap_or_default();
        return found(emoji_named(name).map_or(Kind::Other, Kind::Emoji), end + 1);
    }
    match inner.as_bytes().first()? {
        b'@' | b'!' => found(Kind::Mention, end + 1),
        b'#' => found(Kind::Other, end + 1),
        _ if inner.starts_with("http") || inner.starts_with("mailto:") => found(Kind::Other, end + 1),
        _ => None,
    }
}

fn mention(rest: &str, previous: char) -> Option<Foreign> {
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte) || *byte >= 0x80;
    let bytes = rest.bytes().skip(1).take(80).take_while(name).count();
    let kind = if previous.is_alphanumeric() { Kind::Other } else { Kind::Mention };
    let whole = 1 + rest.get(1..=bytes).map_or(0, |name| name.trim_end_matches(['.', '-']).len());
    if whole > 1 { found(kind, whole) } else { None }
}

fn shortcode(rest: &str) -> Option<Foreign> {
    let inner = rest.get(1..)?;
    let name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte);
    let bytes = inner.bytes().take(40).take_while(name).count();
    let name = inner.get(..bytes).filter(|name| name.len() > 1)?;
    if !inner.get(bytes..)?.starts_with(':') || name.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    found(emoji_named(name).map_or(Kind::Other, Kind::Emoji), bytes + 2)
}

fn link(rest: &str) -> Option<Foreign> {
    let head = rest.as_bytes().get(..8).unwrap_or(rest.as_bytes()).to_ascii_lowercase();
    let heads: [&[u8]; 4] = [b"http://", b"https://", b"www.", b"ftp://"];
    if !heads.iter().any(|known| head.starts_with(known)) {
        return None;
    }
    let end = rest.find(|next: char| next.is_whitespace() || next == '>' || next == '"').unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or(rest).trim_end_matches(['.', ',', '!', '?', ')', ';', ':']);
    found(Kind::Other, whole.len())
}
