use crate::cues::Ear;
use crate::prompts::{Fault, Prompts};

const RULE: &str = r#"
[[rule]]
id = "test.rule"
family = "waiting"
patterns = ['\bzebra\b']
weight = 5
because = "speaks of zebras"
match = ["a zebra"]
ignore = ["a horse"]
"#;

/// The faults of the built-in cue file with `added` at its end, each with its line counted from the addition's first.
fn faults_of(added: &str) -> Vec<(usize, Fault)> {
    let built_in = Prompts::built_in();
    let text = &built_in.get("cues/en.toml").unwrap().text;
    let before = text.lines().count();
    let faults =
        Ear::compile(&Prompts::built_in().with("cues/en.toml", &format!("{text}{added}"))).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.line.saturating_sub(before), fault)).collect()
}

#[test]
fn a_sound_rule_is_taken() {
    assert_eq!(faults_of(RULE), Vec::new());
}

#[test]
fn every_slip_is_named_with_its_line_and_its_mend() {
    let slips = [
        (r"'\bzebra\b'", r"'(zebra'", 5, "bad pattern"),
        (r"'\bzebra\b'", r"'z*'", 5, "matches nothing at all"),
        (r"'\bzebra\b'", "", 3, "has no pattern"),
        ("\"waiting\"", "\"wating\"", 4, "`wating` is not known"),
        ("\"test.rule\"", "\"waiting.long\"", 3, "stands here twice"),
        ("[\"a zebra\"]", "[\"an ass\"]", 8, "does not hear its own example"),
        ("[\"a zebra\"]", "[]", 3, "has no example"),
        ("[\"a horse\"]", "[\"no zebra\"]", 9, "must ignore"),
        ("weight = 5", "weight = \"five\"", 6, "invalid type"),
        ("weight = 5", "weight = nan", 6, "no plain number"),
        ("weight = 5", "wieght = 5", 6, "wieght"),
        ("because = ", "# because = ", 2, "because"),
    ];
    for (from, to, line, what) in slips {
        assert!(RULE.contains(from));
        let faults = faults_of(&RULE.replace(from, to));
        let found = faults.iter().find(|(_, fault)| fault.what.contains(what));
        let (at, fault) = found.unwrap_or_else(|| panic!("{what}: {faults:?}"));
        assert_eq!(*at, line, "{fault}");
        assert_eq!(fault.file, "prompts/cues/en.toml");
        assert!(!fault.mend.is_empty());
    }
}

#[test]
fn one_slip_does_not_hide_the_next() {
    let two =
        format!("{}{}", RULE.replace("zebra\\b", "(zebra"), RULE.replace("test.rule", "other").replace("waiting", "x"));
    assert!(faults_of(&two).len() >= 2, "{:?}", faults_of(&two));
}

#[test]
fn broken_toml_and_missing_files_are_faults() {
    assert!(!faults_of("\n[[rule]\n").is_empty());
    assert!(!faults_of("\nzebra = 1\n").is_empty());
    let foreign = Prompts::built_in().with("cues/de.toml", "language = \"deu\"");
    let faults = Ear::compile(&foreign).unwrap_err();
    assert!(faults.iter().any(|fault| fault.what.contains("intake/de.toml")), "{faults:?}");
}
