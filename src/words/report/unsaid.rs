//! Words that are never said back: markup, code and paths, and words of another language.

pub use crate::cues::is_elsewhere;

/// Whether the text is, in part at least, in another language than English, so that a clause of it may miss the point:
/// another script in it, or more than one small word of another language.
pub fn in_another_language(prose: &str) -> bool {
    let other = |c: char| c.is_alphabetic() && !is_latin(c);
    let letters = prose.chars().filter(|c| other(*c)).count();
    let together = prose.chars().zip(prose.chars().skip(1)).any(|(one, next)| other(one) && other(next));
    let words = || prose.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    letters >= 3 || together || words().filter(|word| is_elsewhere(&word.to_lowercase())).take(2).count() == 2
}

/// Latin letters with all their marks; the signs between them that count as letters are µ and º.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | 'Ω' | 'ﬁ' | 'ﬂ')
}

/// Whether a word, with the punctuation that it was typed with, is markup, code, an address or a path.
pub fn reads_as_code(word: &str) -> bool {
    const SCRIPTED: [&str; 7] = ["window.", "document.", "location.", "console.", "self.", "this.", "globalthis."];
    let inside = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '”', '’']);
    let low = inside.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // `->` and `<-` are arrows; a face is not code either.
    let arrow = !word.contains(char::is_alphanumeric);
    let called = inside.char_indices().any(|(at, c)| c == '(' && at > 0) || word.contains("()");
    let path = inside.starts_with(['/', '%', '$']) || inside.starts_with("~/") || inside.matches('/').count() > 1;
    let address = inside.trim_start_matches(['@', '(', '<']).contains('@');
    let signs = inside.contains(['=', '<', '>', '{', '}', '\\', '^', '|', ';']) || inside.starts_with("--");
    let scripted = SCRIPTED.iter().any(|object| low.starts_with(object));
    !arrow && (signs || called || path || address || scripted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_code_and_paths_are_known_from_words() {
        for word in [
            "window.ran=1",
            "<img",
            "onerror=alert(1)>",
            "alert(1)",
            "foo()",
            r"C:\Users\ana",
            r"\\server\share",
            "/srv/data",
            "a/b/c.txt",
            "{{x}}",
            "${x}",
            "%APPDATA%",
            "--force",
            "ana@corp.example",
            "&lt;b&gt;",
            "~/x",
            "document.cookie",
        ] {
            assert!(reads_as_code(word), "{word}");
        }
        for word in [
            "VPN",
            "Wi-Fi/VPN",
            "(again)",
            "->",
            "report_v2.xlsx",
            "node.js",
            "R&D",
            "100%",
            "why?!",
            "@ana",
            "e-mail;",
            "#3",
        ] {
            assert!(!reads_as_code(word), "{word}");
        }
    }

    #[test]
    fn another_language_is_heard_in_script_or_small_words() {
        for text in
            ["VPN не работает", "VPN لا يعمل today", "Teams 打不开", "mein Laptop ist dead", "my mail no puedo, hola"]
        {
            assert!(in_another_language(text), "{text}");
        }
        for text in [
            "my VPN is down",
            "José's café printer",
            "a 10 µm cable",
            "no luck ¯\\_(ツ)_/¯",
            "the Bitte GmbH share",
            "",
        ] {
            assert!(!in_another_language(text), "{text}");
        }
    }
}
