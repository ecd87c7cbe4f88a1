//! Faults in the reply files are named with their place.

use super::*;

/// What the compiler says of the receipt file with one text put for another.
fn faults(from: &str, to: &str) -> Vec<String> {
    let prompts = Prompts::built_in();
    let text = &prompts.get("replies/en/receipts.toml").unwrap().text;
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    Words::compile(&prompts.with("replies/en/receipts.toml", &changed))
        .map(|_| Vec::new())
        .unwrap_or_else(|faults| faults.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn names(from: &str, to: &str, line: usize, what: &str) {
    let faults = faults(from, to);
    let place = format!("receipts.toml:{line}:");
    assert!(faults.iter().any(|fault| fault.contains(&place) && fault.contains(what)), "{faults:#?}");
}

#[test]
fn each_fault_is_named_with_its_line() {
    let stray = "# a new file\n\n\n[reciept]\nabout = \"x\"\nslot = []\n";
    let found = Words::compile(&Prompts::built_in().with("replies/en/zz.toml", stray)).unwrap_err();
    assert!(found.iter().any(|fault| fault.line == 4 && fault.what.contains("no kind `reciept`")), "{found:?}");
    let mistyped = faults("{{ a_deadline }} coming", "{{ a_daedline }} coming");
    assert!(mistyped.len() == 1 && mistyped[0].ends_with("did you mean `a_deadline`?"), "{mistyped:?}");
    let mistyped = faults("given = [\"agent\", \"next\"]", "given = [\"agnet\", \"next\"]");
    assert!(mistyped.len() == 1 && mistyped[0].ends_with("did you mean `agent`?"), "{mistyped:?}");
    names("{{ a_deadline }}", "{{ dead_line }}", 24, "there is no fact `dead_line`");
    names("{{ a_deadline }}", "{{ a_deadline", 24, "template");
    names(
        "given = [\"problem\", \"a_deadline\"",
        "given = [\"problm\", \"a_deadline\"",
        22,
        "there is no fact `problm`",
    );
    names("  \"Noted{{ name_after }}: {{ problem }}, with {{ a_deadline }} coming up.\",\n", "", 21, "3 wordings");
    names("required = true", "requierd = true", 10, "requierd");
    names("name = \"got\"", "name = \"who\"", 99, "two slots");
    names("Add anything", "Sorry, add anything", 5, "apologises");
    names("Add anything", "Kindly add anything", 5, "office language");
    let gone = faults("example = \"Got it, Ana", "example2 = \"Got it, Ana");
    assert!(gone[0].contains("example2"), "{gone:?}");
}

#[test]
fn a_missing_example_and_a_missing_kind_are_faults() {
    let prompts = Prompts::built_in();
    let text = prompts.get("replies/en/workaround.toml").unwrap().text.clone();
    let without: String =
        text.lines().filter(|line| !line.starts_with("example")).map(|line| format!("{line}\n")).collect();
    let faults = Words::compile(&prompts.clone().with("replies/en/workaround.toml", &without)).unwrap_err();
    assert!(faults[0].what.contains("no example"), "{faults:?}");
    let faults = Words::compile(&prompts.with("replies/en/workaround.toml", "")).unwrap_err();
    assert!(faults[0].what.contains("`workaround`"), "{faults:?}");
}
