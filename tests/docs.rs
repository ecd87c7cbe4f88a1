//! What is written for operators agrees with what the binary does.

use hearken::config::{env_example, read_desk};

/// Write the files anew with `UPDATE=1 cargo test --test docs`.
#[test]
fn the_example_environment_is_the_settings() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, env_example()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written, env_example(), ".env.example is out of date: UPDATE=1 cargo test --test docs");
}

#[test]
fn the_example_desk_has_no_faults_and_says_the_defaults() {
    let desk = read_desk(None).unwrap();
    let defaults = hearken::desk::Policy::default();
    assert_eq!(desk.policy.cadence, defaults.cadence);
    assert_eq!(desk.policy.max_pings, defaults.max_pings);
    assert_eq!(desk.policy.ask_before, defaults.ask_before);
    assert_eq!(desk.policy.snooze_days, defaults.snooze_days);
    assert_eq!(desk.policy.hush, defaults.hush);
    assert_eq!(desk.policy.grouping, defaults.grouping);
    assert_eq!(desk.policy.nudge_peace, defaults.nudge_peace);
    assert_eq!(desk.policy.ticket_emoji, defaults.ticket_emoji);
    assert_eq!((desk.policy.check_again_days, desk.policy.close_days, desk.policy.no_answer_days), (1, 3, 3));
}

#[test]
fn the_readme_names_the_two_commands_and_the_picture() {
    let readme = include_str!("../README.md");
    for needed in ["cargo run", "tests/run", "docs/"] {
        assert!(readme.contains(needed), "README says nothing of {needed}");
    }
}

#[test]
fn the_architecture_fits_on_a_page() {
    assert!(include_str!("../ARCHITECTURE.md").lines().count() <= 120);
}
