//! What the agent offers to do first follows from what the ticket is about.

use hearken::desk::CaseId;

use crate::world::World;

/// The reply that is offered for a report.
fn offered(report: &str) -> String {
    let mut world = World::new();
    world.say("it-help", "ana", report);
    world.cases[&CaseId(1)].suggestions.last().unwrap().text.clone()
}

#[test]
fn the_first_step_is_one_for_that_kind_of_trouble() {
    for (report, steps) in [
        ("my laptop was stolen on the train this morning", ["lock", "session", "account"]),
        ("the printer on the second floor jams", ["queue", "the way to it", "fails for others"]),
        ("my VPN drops every few minutes", ["connection", "gateway", "certificate"]),
    ] {
        let text = offered(report);
        assert!(steps.iter().any(|step| text.contains(step)), "{text}");
    }
}

#[test]
fn nobody_is_told_to_sit_still_while_somebody_else_has_their_password() {
    let text = offered("I think I clicked on a phishing link and typed my password. What should I do now?");
    assert!(!text.contains("nothing you need to do"), "{text}");
}
