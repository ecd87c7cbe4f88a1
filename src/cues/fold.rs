//! One way of writing each character: plain quotes, ordinary width, Latin letters where a look-alike stands among them.

use unicode_normalization::char::decompose_compatible;

/// Hands on what `next` reads as, which may be nothing.
pub(super) fn fold(next: char, previous: char, after: Option<char>, mut emit: impl FnMut(char)) {
    let next = if is_apostrophe(next) { '\'' } else { next };
    match next {
        // "don't" and "dont" are one word to us; "we'll" is not "well".
        '\'' if previous.is_alphabetic() && after.is_some_and(|after| after.is_alphabetic() && after != 'l') => {}
        '\0'..='\u{7f}' => emit(if next.is_control() && next != '\n' { ' ' } else { next }),
        '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => emit('"'),
        '\u{2026}' => "...".chars().for_each(emit),
        // Soft hyphens, joiners, direction marks, variation selectors and byte order marks are not seen by a reader.
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => {}
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
        // Full-width forms, mathematical alphabets, circled letters.
        '\u{FF01}'..='\u{FFEE}' | '\u{1D400}'..='\u{1D7FF}' | '\u{2460}'..='\u{24FF}' => {
            decompose_compatible(next, emit)
        }
        _ if next.is_whitespace() => emit(' '),
        _ => {
            let among_latin = previous.is_ascii_alphabetic() || after.is_some_and(|after| after.is_ascii_alphabetic());
            emit(if among_latin { latin(next) } else { next });
        }
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{00B4}')
}

/// Cyrillic and Greek letters that are drawn like Latin ones.
fn latin(letter: char) -> char {
    match letter {
        'а' | 'α' => 'a',
        'е' => 'e',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' | 'ι' => 'i',
        'ѕ' => 's',
        'һ' => 'h',
        'к' | 'κ' => 'k',
        'т' | 'τ' => 't',
        'υ' => 'u',
        _ => letter,
    }
}

/// The emoji that chat clients write by these names; others say nothing we listen for.
pub(super) fn emoji_named(name: &str) -> Option<char> {
    Some(match name {
        "rage" | "pout" | "enraged" => '😡',
        "angry" => '😠',
        "face_with_symbols_on_mouth" | "cursing_face" | "swearing" => '🤬',
        "triumph" => '😤',
        "rolling_eyes" | "face_with_rolling_eyes" | "eyeroll" => '🙄',
        "facepalm" | "face_palm" | "man_facepalming" | "woman_facepalming" => '🤦',
        "unamused" => '😒',
        "weary" => '😩',
        "tired_face" => '😫',
        "sob" => '😭',
        "cry" => '😢',
        "disappointed" => '😞',
        "expressionless" => '😑',
        "confounded" => '😖',
        "persevere" => '😣',
        "upside_down_face" | "upside_down" => '🙃',
        "middle_finger" => '🖕',
        "thumbsdown" | "-1" => '👎',
        "exploding_head" => '🤯',
        "sos" => '🆘',
        "rotating_light" => '🚨',
        "thumbsup" | "+1" => '👍',
        "pray" => '🙏',
        "tada" => '🎉',
        "heart" => '❤',
        "joy" => '😂',
        "smile" | "smiley" | "grinning" => '😄',
        "slightly_smiling_face" => '🙂',
        "blush" => '😊',
        "white_check_mark" => '✅',
        "wave" => '👋',
        _ => return None,
    })
}
