//! People's text made harmless before it stands in a sentence of ours.

use super::pattern::Pattern;

/// Beyond this many bytes nothing is read: the sentence takes a line of it at most.
const READ: usize = 8_000;

/// How often a text is looked at for calls that were put into each other.
const TURNS: usize = 8;

static CODE_BLOCK: Pattern = Pattern::with('`', r"(?s)```.*?(?:```|\z)");
/// Slack's `<@U123|ana>`, `<#C1|general>`, `<!channel>`, `<https://…|label>`; Discord's `<@!1>`, `<#1>`, `<:name:1>`.
static LABELLED: Pattern = Pattern::with('|', r"<[^<>|]*\|([^<>]+)>");
static BROADCAST: Pattern = Pattern::with('<', r"<!([a-z]+)[^<>]*>");
static PERSON: Pattern = Pattern::with('<', r"<@[!&]?[A-Za-z0-9]+>");
/// A role on Discord, which calls everybody who has it.
static GROUP: Pattern = Pattern::with('<', r"<@&[A-Za-z0-9]+>");
static CHANNEL: Pattern = Pattern::with('<', r"<#[A-Za-z0-9]+>");
static EMOJI: Pattern = Pattern::with(':', r"<a?:(\w+):\d+>|:[a-z][a-z0-9_+-]{1,30}:");
static MARKED_LINK: Pattern = Pattern::with('[', r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)");
static LINK: Pattern =
    Pattern::with(':', r"(?i)<?\b(?:https?|ftp|file|javascript|data|mailto|slack|discord):[^\s<>]+>?");
static WWW: Pattern = Pattern::new(r"(?i)\bwww\.[^\s<>]+");
static AT: Pattern = Pattern::with('@', r"(^|[^\w.+-])@+(\w)");
static EVERYONE: Pattern = Pattern::with('@', r"(?i)@+(everyone|here|channel)\b");
static LINE_START: Pattern = Pattern::new(r"(?m)^[ \t]*(?:[>#*+•-]+[ \t]+|>+)");
static UNDERSCORES: Pattern = Pattern::with('_', r"(^|[\s(])_+([^_\n]+?)_+($|[\s).,;:!?])");
static LOOSE: Pattern = Pattern::new(r"\s+([?!.,;]+)(\s|$)");
static RUNS: Pattern = Pattern::new(r"([!?.,…])[!?.,…]{2,}");

/// A word with letters hidden behind stars: `f***ing`, `sh*t`, `f***`.
static MASKED: Pattern = Pattern::with('*', r"(^|[^*\w])([A-Za-z]{1,4})(\*+[A-Za-z]+|\*{2,})");

/// A password or a PIN that somebody wrote out: a value with a digit in it, or four digits and more.
static SECRET: Pattern = Pattern::new(
    r#"(?i)\b((?:pass ?words?|passwort|passcode|pwd|pw|pin|puk)(?: code)?(?: (?:is|ist|was)|:| ?=)\s?["“]?)[^\s"”]*\d[^\s"”]*|\b((?:pin|puk)(?: code)? )\d{4,}\b"#,
);

/// Whether somebody wrote out what nobody else should read.
pub(super) fn has_secret(text: &str) -> bool {
    SECRET.is_in(head(text))
}

/// One line of plain text, at most `max` characters: mentions, markup, links, control characters and direction overrides
/// are taken out, the words stay, but for a password that was written out. Cut at a word with `…`.
pub fn inert(text: &str, max: usize) -> String {
    let text = masks(&visible(head(text)));
    let text = SECRET.replace_all(&text, "$1$2••••");
    let text = CODE_BLOCK.replace_all(&text, " ");
    let text = MARKED_LINK.replace_all(&text, "$1");
    let text = LABELLED.replace_all(&text, "$1");
    let text = BROADCAST.replace_all(&text, "$1");
    let text = PERSON.replace_all(&text, "somebody");
    let text = CHANNEL.replace_all(&text, "a channel");
    let text = EMOJI.replace_all(&text, " ");
    let text = LINK.replace_all(&text, "(link)");
    let text = WWW.replace_all(&text, "(link)");
    let text = EVERYONE.replace_all(&text, "$1");
    let text = AT.replace_all(&text, "$1$2");
    let text = LINE_START.replace_all(&text, "");
    let text = UNDERSCORES.replace_all(&text, "$1$2$3");
    let text = LOOSE.replace_all(&text, "$1$2");
    let text = RUNS.replace_all(&text, "$1");
    shorten(&unmarked(&text), max)
}

/// A person's text on one line, harmless and whole: like [`inert`], with every mark of exclamation, with the text of code
/// blocks, bars and backslashes, which are words to whoever mends the trouble.
pub fn whole(text: &str, max: usize) -> String {
    let text = masks(&visible(head(text)).replace("```", "\n"));
    let text = SECRET.replace_all(&text, "$1$2••••");
    let text = MARKED_LINK.replace_all(&text, "$1");
    let text = LABELLED.replace_all(&text, "$1");
    let text = BROADCAST.replace_all(&text, "$1");
    let text = PERSON.replace_all(&text, "somebody");
    let text = CHANNEL.replace_all(&text, "a channel");
    let text = LINK.replace_all(&text, "(link)");
    let text = WWW.replace_all(&text, "(link)");
    let text = EVERYONE.replace_all(&text, "$1");
    let text = AT.replace_all(&text, "$1$2");
    let text = LINE_START.replace_all(&text, "");
    // Two bars hide what stands between them.
    let text: String = text
        .replace("||", "|")
        .chars()
        .filter_map(|c| match c {
            '*' | '~' | '`' => None,
            '<' => Some('‹'),
            '>' => Some('›'),
            c => Some(c),
        })
        .collect();
    shorten(&text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// An agent's own text as it may be posted: words, lines and links stay; what would call a whole channel, and characters
/// that change how others are read, do not.
pub fn guarded(text: &str) -> String {
    let mut text = visible(text);
    // What is taken out may leave a call behind, made of what stood around it. Each turn makes the text shorter, or is the
    // last; the few that nobody would type by accident are enough.
    for _ in 0..TURNS {
        let turned = uncalled(&text);
        if turned == text {
            return text.trim().to_owned();
        }
        text = turned;
    }
    text.replace(['<', '@'], "").trim().to_owned()
}

fn uncalled(text: &str) -> String {
    let text = BROADCAST.replace_all(text, "$1");
    let text = GROUP.replace_all(&text, "a group");
    EVERYONE.replace_all(&text, "$1").into_owned()
}

/// An agent's own text on one line of at most `max` characters: like [`guarded`], its lines divided by ` / `.
pub(super) fn in_a_line(text: &str, max: usize) -> String {
    let text = guarded(head(text)).replace("```", "\n");
    let lines: Vec<String> = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
    shorten(&lines.join(" / "), max)
}

/// Whether a text reads badly inside a sentence: it has lines of its own, or a link that a mark behind it would spoil.
pub(super) fn stands_apart(text: &str) -> bool {
    text.contains('\n') || LINK.is_in(text) || WWW.is_in(text)
}

/// With the stars of a masked word as stars that no chat program takes for markup.
fn masks(text: &str) -> String {
    let mut text = text.to_owned();
    let places: Vec<_> = MASKED.find_iter(&text).map(|found| found.range()).collect();
    // From the last to the first: a star of ours is longer.
    for place in places.into_iter().rev() {
        let stars = text.get(place.clone()).unwrap_or_default().replace('*', "∗");
        text.replace_range(place, &stars);
    }
    text
}

/// The head of a long text, cut where a character starts.
fn head(text: &str) -> &str {
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Without characters that have no glyph of their own but change how others are read.
fn visible(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            c if c.is_control() => None,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => None,
            '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}' => None,
            // Private use: no meaning between people, and marks of our own while a text is put together.
            '\u{E000}'..='\u{F8FF}' => None,
            '＠' | '﹫' => Some('@'),
            c => Some(c),
        })
        .collect()
}

/// Without the signs that chat programs read as markup; what stands between them stays.
fn unmarked(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter_map(|c| match c {
            '*' | '~' | '`' | '|' | '\\' => None,
            '<' => Some('‹'),
            '>' => Some('›'),
            '\n' => Some(' '),
            c => Some(c),
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `max` characters, cut after a word where there is one in reach.
fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(max.saturating_sub(1)).collect();
    let kept = match cut.rfind(' ') {
        Some(at) if at > cut.len() / 2 => cut.get(..at).unwrap_or(&cut),
        _ => &cut,
    };
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.', '-', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_word_that_its_author_masked_stays_as_masked_as_it_is() {
        for (text, shown) in [
            ("this is a f***ing joke", "this is a f∗∗∗ing joke"),
            ("oh sh*t", "oh sh∗t"),
            ("what the f***", "what the f∗∗∗"),
            ("*so* angry, **really**", "so angry, really"),
        ] {
            assert_eq!((inert(text, 80), whole(text, 80)), (shown.to_owned(), shown.to_owned()));
        }
    }

    #[test]
    fn a_password_that_was_written_out_is_taken_out() {
        for (text, shown) in [
            ("my password is Summer2024! and it fails", "my password is •••• and it fails"),
            ("password: hunter2", "password: ••••"),
            (
                "the PIN of my phone is gone, pin 4711 does nothing",
                "the PIN of my phone is gone, pin •••• does nothing",
            ),
            ("Passwort ist “Geheim99”", "Passwort ist “••••”"),
        ] {
            assert!(has_secret(text), "{text}");
            assert_eq!(inert(text, 200), shown);
            assert_eq!(whole(text, 200), shown);
        }
        for text in ["my password is wrong", "the password expires in 3 days", "pin the tab", "password reset for ben"]
        {
            assert!(!has_secret(text), "{text}");
            assert_eq!(inert(text, 200), text);
        }
    }

    #[test]
    fn nobody_is_called_and_nothing_is_marked_up() {
        for (from, to) in [
            ("hey @everyone the *printer* is down", "hey everyone the printer is down"),
            ("@\u{200b}here look", "here look"),
            ("<!channel> <@U12AB> broke <#C1|general>", "channel somebody broke general"),
            ("see <https://x.example/a?b|the page> or https://y.example", "see the page or (link)"),
            ("[click](javascript:alert(1))", "click"),
            ("# Big\n> quoted\n- item", "Big quoted item"),
            ("mail ana@corp.example about file_name_v2 _now_", "mail ana@corp.example about file_name_v2 now"),
            ("a\u{202e}b\u{0}c", "abc"),
            ("why??!!!! help....", "why? help."),
            ("{{ 7 * 7 }} {% raw %}", "{{ 7 7 }} {% raw %}"),
            ("<b>bold</b> ||spoiler||", "‹b›bold‹/b› spoiler"),
            (":fire: down", "down"),
        ] {
            assert_eq!(inert(from, 200), to, "{from:?}");
        }
    }

    #[test]
    fn what_agents_read_is_whole() {
        for (from, to) in [
            ("down AGAIN!!!", "down AGAIN!!!"),
            ("it says ```E0x80070035 path not found``` since 9", "it says E0x80070035 path not found since 9"),
            ("Ana Ruiz | Senior Manager", "Ana Ruiz | Senior Manager"),
            (r"C:\Users\ana is gone??", r"C:\Users\ana is gone??"),
            ("@everyone <!channel> *look* ||here||", "everyone channel look |here|"),
        ] {
            assert_eq!(whole(from, 200), to, "{from:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(inert("one two three four", 12), "one two…");
        assert_eq!(inert(&"x".repeat(1_000_000), 5), "xxxx…");
    }

    proptest! {
        #[test]
        fn whatever_comes_in_one_plain_line_comes_out(text in "\\PC{0,80}|[@<>!#*`_\\n a-z]{0,80}") {
            let out = inert(&text, 40);
            prop_assert!(out.chars().count() <= 40);
            let marked = out.contains(['\n', '<', '>', '`', '*', '\u{202e}']);
            prop_assert!(!marked, "{out:?}");
            let out = whole(&text, 40);
            prop_assert!(!out.contains(['\n', '<', '>', '`', '*']) && !out.contains("||"), "{out:?}");
            prop_assert!(!out.to_lowercase().contains("@everyone") && !out.contains("@here"), "{out:?}");
        }

        #[test]
        fn nobody_is_called_by_an_agents_words_however_they_are_put_into_each_other(
            text in "([<>!@&^|]|here|channel|everyone|a|7| ){0,40}"
        ) {
            let out = guarded(&text);
            prop_assert!(!BROADCAST.is_in(&out) && !GROUP.is_in(&out) && !EVERYONE.is_in(&out), "{text:?}: {out:?}");
            prop_assert_eq!(guarded(&out), out);
        }
    }

    #[test]
    fn a_call_inside_a_call_calls_nobody() {
        for (from, to) in
            [("<!@here>", "here"), ("<!<!here>>", "here"), ("@@everyone", "everyone"), ("<!<!<!here>>>", "here")]
        {
            assert_eq!(guarded(from), to, "{from:?}");
        }
        assert!(!guarded(&format!("{}here{}", "<!".repeat(50), ">".repeat(50))).contains('<'));
    }
}
