//! "Does it work for you?" as people answer it, in a word or two and outside any button.

use hearken::desk::{CaseId, Status};

use crate::world::World;

const CASE: CaseId = CaseId(1);

/// Where the ticket stands once Ana has answered the check with these words.
fn after(answer: &str) -> Status {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "my VPN drops every few minutes");
    world.on_card(CASE, "resolve", "sam", Some(&[("summary", "a new certificate")]));
    world.reply("it-help", &thread, "ana", answer);
    world.cases[&CASE].status
}

#[test]
fn yes_closes_it() {
    let yes =
        ["It works", "it works!", "works", "Works!", "yes", "Yep", "It's working", "it works, thanks", "Yes it works"];
    let said = [
        "perfect, thank you",
        "all good",
        "it's fixed",
        "fixed, thanks",
        "solved!",
        "looks good",
        "👍",
        "my VPN works now",
    ];
    let more =
        ["It works again, thank you so much Sam", "Great, everything works fine now", "yes, all good now, thanks!"];
    for answer in yes.iter().chain(&said).chain(&more) {
        assert_eq!(after(answer), Status::Closed, "{answer}");
    }
}

#[test]
fn no_and_any_trouble_have_it_open_again() {
    let no = ["no", "not yet", "nope, same", "still broken", "it doesn't work", "that didn't help", "no change"];
    let but =
        ["it works, but only for a minute, then it drops again", "yes but now I can't open the drive", "nothing works"];
    for answer in no.iter().chain(&but) {
        assert_eq!(after(answer), Status::InProgress, "{answer}");
    }
}

#[test]
fn neither_is_neither() {
    for answer in ["thanks", "Thank you!", "ok", "I'll try it after lunch", "hello"] {
        assert_eq!(after(answer), Status::Resolved, "{answer}");
    }
}
