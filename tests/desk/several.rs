//! Somebody has several tickets: what they write by itself goes to the one they mean, wherever they write it.

use hearken::chat::*;
use hearken::cues::Priority;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::look::place;
use crate::world::World;

const VPN: CaseId = CaseId(1);
const MONITOR: CaseId = CaseId(2);

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// Ana reported her VPN, and two hours later her monitor.
fn two() -> World {
    let mut world = World::new();
    world.say("it-help", "ana", "my VPN keeps dropping since this morning");
    world.pass(hours(2));
    world.say("it-help", "ana", "my second monitor stays black");
    assert_eq!(world.cases.len(), 2);
    world.pass(hours(1));
    world
}

/// Where the last posts to Ana since then were put.
fn threads(world: &World, sent: usize) -> Vec<Option<CaseId>> {
    let posts = world.sent[sent..].iter().filter(|sent| {
        let post = sent.delivery.post();
        place(&post.spot) == Some("it-help".into()) && post.kind != PostKind::Card
    });
    posts.map(|sent| sent.case).collect()
}

#[test]
fn news_is_given_of_the_ticket_that_is_asked_about() {
    for (line, case) in [
        ("any news on the VPN?", VPN),
        ("any news on my monitor?", MONITOR),
        // Naming none, it is the one last written on.
        ("any update?", MONITOR),
    ] {
        let mut world = two();
        let sent = world.sent.len();
        world.say("it-help", "ana", line);
        assert_eq!(threads(&world, sent), [Some(case)], "{line}");
        assert_eq!(world.cases[&case].chases, 1, "{line}");
    }
}

#[test]
fn an_open_ticket_is_asked_about_before_one_that_was_called_fixed() {
    let mut world = two();
    world.on_card(MONITOR, "resolve", "sam", Some(&[("summary", "a new cable")]));
    world.say("it-help", "ana", "any update?");
    assert_eq!((world.cases[&VPN].chases, world.cases[&MONITOR].chases), (1, 0));
    world.say("it-help", "ana", "it works now, thanks");
    assert_eq!(world.cases[&MONITOR].status, Status::Closed, "and what works is what was called fixed");
    assert!(world.cases[&VPN].is_open());
}

#[test]
fn what_works_settles_what_it_names_and_nothing_else() {
    let mut world = two();
    world.say("it-help", "ana", "the VPN works now, thanks");
    assert_eq!(world.cases[&VPN].status, Status::Resolved);
    assert!(world.cases[&MONITOR].is_open());
    world.say("it-help", "ana", "the printer works again, thanks");
    assert!(world.cases[&MONITOR].is_open() && world.cases[&MONITOR].open_promises().count() > 0);
    assert_eq!(world.cases.len(), 2);
}

#[test]
fn a_chase_alone_with_the_bot_is_about_the_ticket_wherever_it_was_reported() {
    let mut world = two();
    world.say("dm:ana", "ana", "any update on the VPN?");
    assert_eq!((world.cases.len(), world.cases[&VPN].chases), (2, 1));
    // Of somebody who has none it opens none: they are asked.
    world.say("dm:ben", "ben", "any update?");
    assert_eq!(world.cases.len(), 2);
    assert_eq!(world.sent.last().map(|sent| sent.delivery.post().kind), Some(PostKind::Nudge));
    // A new trouble alone with the bot is a ticket of its own.
    world.say("dm:ana", "ana", "my keyboard types every letter twice");
    assert_eq!(world.cases.len(), 3);
}

#[test]
fn the_answer_to_the_closing_question_opens_no_ticket() {
    let mut world = World::new();
    world.say("dm:ana", "ana", "my VPN keeps dropping since this morning");
    world.on_card(VPN, "resolve", "sam", Some(&[("summary", "the gateway has a new certificate")]));
    world.say("dm:ana", "ana", "it works now, thanks");
    assert_eq!(world.cases[&VPN].status, Status::Closed);
    world.say("dm:ana", "ana", "quick and friendly, nothing to add");
    assert_eq!(world.cases.len(), 1);
    let learned = |entry: &Entry| matches!(entry.change, Change::Learned { .. });
    assert!(world.cases[&VPN].timeline.iter().any(learned));
}

#[test]
fn a_line_that_asks_for_help_only_after_an_edit_joins_the_report_of_that_moment() {
    let mut world = World::new();
    let first = world.say("it-help", "ana", "hi");
    world.say("it-help", "ana", "my VPN keeps dropping");
    world.pass(SignedDuration::from_mins(1));
    let said = crate::world::said("it-help", None, &first, "ana", "hi, my VPN keeps dropping");
    world.happen(What::Edited(said));
    assert_eq!(world.cases.len(), 1);
}

#[test]
fn news_of_what_no_ticket_is_about_is_a_report_of_its_own() {
    let mut world = two();
    world.say("it-help", "ana", "I've been waiting for my new phone for three weeks now.");
    assert_eq!((world.cases.len(), world.cases[&MONITOR].chases), (3, 0));
    // What only says why it matters, and what a ticket speaks of, are no matter of their own.
    let mut world = two();
    world.say("it-help", "ana", "any update? I need it for the printer in the hall");
    assert_eq!((world.cases.len(), world.cases[&MONITOR].chases), (2, 1));
}

#[test]
fn what_is_taken_back_ends_the_ticket_it_is_about_and_is_never_met_with_silence() {
    let mut world = two();
    world.say("it-help", "ana", "please cancel my request for the monitor");
    assert_eq!(world.cases[&MONITOR].status, Status::Resolved, "they are asked whether that is the end of it");
    assert!(world.cases[&VPN].is_open());
    // Of a request that nobody here knows, a person hears.
    world.say("it-help", "ben", "please cancel my order for a new mouse");
    assert_eq!(world.cases.len(), 3);
}

#[test]
fn an_alarm_is_never_one_more_line_about_a_printer() {
    let mut world = World::new();
    world.say("it-help", "ana", "the printer on the second floor jams");
    world.say("it-help", "ana", "I think I clicked on a phishing link and typed my password");
    assert_eq!(world.cases.len(), 2);
    let alarm = &world.cases[&CaseId(2)];
    assert_eq!((alarm.topic.as_str(), alarm.priority), ("security", Priority::Urgent));
}
