//! The requester says that it is settled, that it is back, or asks on: what they say decides, not where they say it.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::look::place;
use crate::world::World;

fn ticket(text: &str) -> (World, CaseId, MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", text);
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

/// The texts sent to a place since there were so many posts.
fn since(world: &World, sent: usize, channel: &str) -> Vec<String> {
    let posts = world.sent.iter().skip(sent).map(|sent| sent.delivery.post());
    let posts = posts.filter(|post| place(&post.spot) == Some(channel.into()) && post.kind != PostKind::Card);
    posts.map(|post| post.text.clone()).collect()
}

fn question(world: &World) -> PostKey {
    let question = world.sent.iter().rev().find(|sent| sent.delivery.post().kind == PostKind::Question);
    question.expect("a question").key.clone()
}

#[test]
fn it_works_before_anybody_fixed_it_is_asked_about_and_never_called_unfixed() {
    for line in ["it works now, thanks!", "never mind, found my other one"] {
        let (mut world, case, thread) = ticket("the projector in room 5 shows no picture");
        world.on_card(case, "send", "sam", None);
        let sent = world.sent.len();
        world.reply("it-help", &thread, "ana", line);
        assert_eq!(since(&world, sent, "it-help").len(), 1, "{line}");
        assert_eq!(since(&world, sent, "it-agents").len(), 1, "the agents read it");
        assert_eq!(world.cases[&case].open_promises().count(), 0, "{line}");
        let asked = world.sent.len();
        world.pass(SignedDuration::from_hours(8));
        assert!(since(&world, asked, "it-help").is_empty(), "{:?}", since(&world, asked, "it-help"));
        let question = question(&world);
        world.press(&question, "works", "ana", None);
        assert_eq!(world.cases[&case].status, Status::Closed, "{line}");
    }
}

#[test]
fn it_works_now_is_heard_wherever_it_is_written_and_whenever() {
    let (mut world, case, _) = ticket("my VPN keeps dropping since this morning");
    world.pass(SignedDuration::from_mins(25));
    world.say("it-help", "ana", "it works now, thanks");
    assert_eq!((world.cases.len(), world.cases[&case].status), (1, Status::Resolved));
    // A mere thank-you is none of it.
    let (mut world, case, _) = ticket("my VPN keeps dropping since this morning");
    world.pass(SignedDuration::from_mins(25));
    world.say("it-help", "ana", "thanks everybody");
    assert!(world.cases[&case].is_open());
}

#[test]
fn a_question_mark_and_no_word_asks_after_the_open_ticket() {
    let (mut world, case, _) = ticket("my VPN keeps dropping since this morning");
    world.pass(SignedDuration::from_mins(25));
    let sent = world.sent.len();
    world.say("it-help", "ana", "???");
    assert_eq!((world.cases.len(), world.cases[&case].chases), (1, 1));
    assert_eq!(since(&world, sent, "it-help").len(), 1, "answered at once");
    // From somebody without a ticket it opens none: they are asked.
    let mut world = World::new();
    world.say("it-help", "ana", "???");
    assert!(world.cases.is_empty());
    assert_eq!(world.sent.last().map(|sent| sent.delivery.post().kind), Some(PostKind::Nudge));
}

#[test]
fn one_trouble_of_several_that_is_over_does_not_settle_the_others() {
    for first in ["I clicked a link in an email and typed my password", "Outlook keeps crashing on me"] {
        let (mut world, case, _) = ticket(first);
        world.say("it-help", "ana", "also my second monitor flickers");
        let sent = world.sent.len();
        world.say("it-help", "ana", "never mind, the monitor works now");
        assert_eq!(world.cases.len(), 1, "{first}");
        assert!(world.cases[&case].is_open() && world.cases[&case].open_promises().count() > 0, "{first}");
        let read = since(&world, sent, "it-agents");
        assert!(read.iter().any(|text| text.contains("the monitor works now")), "the agents read it: {read:?}");
    }
}

#[test]
fn what_only_sounds_like_it_settles_nothing() {
    for line in [
        "it worked again for five minutes and then died",
        "never mind the typo, I meant floor 3",
        "perfect, thank you",
        "it is",
    ] {
        let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
        world.on_card(case, "claim", "sam", None);
        world.reply("it-help", &thread, "ana", line);
        let case = &world.cases[&case];
        assert!(case.is_open() && case.open_promises().next().is_some(), "{line}");
    }
}

#[test]
fn a_yes_to_what_an_agent_asked_ends_the_wait_and_not_the_ticket() {
    let (mut world, case, thread) = ticket("my screen stays black since this morning");
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "Is it the new docking station?")]));
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "it is");
    assert_eq!(world.cases[&case].status, Status::InProgress);
    assert!(world.cases[&case].open_promises().next().is_some());
    assert_eq!(since(&world, sent, "it-agents").len(), 1, "the agents read it");
}

#[test]
fn what_was_called_settled_too_soon_goes_on() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    world.reply("it-help", &thread, "ana", "ok, it works now");
    world.reply("it-help", &thread, "ana", "no wait, it just dropped again");
    let case = &world.cases[&case];
    assert!(case.is_open() && case.open_promises().next().is_some(), "{:?}", case.status);
}

#[test]
fn trouble_in_answer_to_the_closing_question_reopens() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    world.on_card(case, "claim", "priya", None);
    world.on_card(case, "resolve", "priya", Some(&[("summary", "renewed your certificate")]));
    world.reply("it-help", &thread, "ana", "works now, thank you so much!");
    assert_eq!(world.cases[&case].status, Status::Closed);
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "sorry, it just dropped again");
    let case = &world.cases[&case];
    assert!(case.is_open() && case.assignee == Some("priya".into()), "{:?}", case.status);
    assert!(!since(&world, sent, "it-help").is_empty() && !since(&world, sent, "it-agents").is_empty());
}

#[test]
fn who_asks_on_after_something_changed_is_answered_however_often_they_asked() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    for line in ["any update?", "hello? anybody?", "any news?"] {
        world.reply("it-help", &thread, "ana", line);
    }
    world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", "the vendor ships a new token")]));
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "how much longer?");
    let answer = since(&world, sent, "it-help");
    assert!(answer.len() == 1 && answer[0].contains("vendor"), "{answer:?}");
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "how much longer?");
    assert!(since(&world, sent, "it-help").is_empty(), "told a moment ago");
    let read = since(&world, sent, "it-agents");
    assert!(read.len() == 1 && read[0].contains("how much longer?") && !read[0].contains("answered"), "{read:?}");
}

#[test]
fn a_chase_without_a_ticket_opens_one_or_asks_whether_to() {
    let (world, case, _) =
        ticket("This is the second time I'm asking: the printer on floor 2 still eats every page. Is anybody looking?");
    assert_eq!(world.cases[&case].topic, "printer");
    let mut world = World::new();
    world.say("it-help", "ana", "any update?");
    assert!(world.cases.is_empty());
    let nudge = world.sent.last().expect("a question for Ana").delivery.post();
    assert_eq!((nudge.kind, &nudge.audience), (PostKind::Nudge, &Audience::Only("ana".into())));
    assert!(nudge.text.contains("open ticket") && !nudge.text.contains("update"), "{}", nudge.text);
}

#[test]
fn a_reply_that_speaks_of_tomorrow_is_written_anew_the_day_after() {
    let (mut world, case, _) = ticket("my VPN keeps dropping since this morning");
    let names_a_day =
        |world: &World| hearken::words::names_a_day(&world.cases[&case].offered().expect("a suggestion").text);
    // Whatever the wording, one that names a day is found within a few.
    for _ in 0..20 {
        if names_a_day(&world) {
            break;
        }
        world.on_card(case, "another", "sam", None);
    }
    assert!(names_a_day(&world), "no wording names a day");
    let before = world.cases[&case].offered().expect("a suggestion").text.clone();
    world.now += SignedDuration::from_hours(24);
    let answer = world.on_card(case, "send", "sam", None);
    assert!(matches!(answer, Answer::Refused(Refusal { kind: RefusalKind::Conflict, .. })), "{answer:?}");
    assert_ne!(world.cases[&case].offered().expect("a suggestion").text, before);
}

#[test]
fn thanks_into_a_silence_leaves_the_heat_and_thanks_for_an_answer_ends_it() {
    let (mut world, case, thread) = ticket("This is ridiculous, my VPN is down for the third time this week!!");
    let level = |world: &World| world.cases[&case].heat.level;
    let hot = level(&world);
    assert!(hot > hearken::cues::Level::Calm);
    world.reply("it-help", &thread, "ana", "thanks");
    assert_eq!(level(&world), hot);
    world.pass(SignedDuration::from_mins(6));
    world.on_card(case, "claim", "sam", None);
    world.reply("it-help", &thread, "sam", "I'm looking at your VPN now");
    world.reply("it-help", &thread, "ana", "thanks");
    assert_eq!(level(&world), hearken::cues::Level::Calm);
}

#[test]
fn who_wrote_that_it_works_and_asks_on_has_it_open_again_and_nobody_is_said_to_have_fixed_it() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    world.on_card(case, "claim", "sam", None);
    world.reply("it-help", &thread, "ana", "it works now, thanks");
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "any update?");
    assert!(world.cases[&case].is_open() && world.cases[&case].open_promises().count() > 0);
    let told = since(&world, sent, "it-help");
    assert!(told.len() == 1 && !told[0].contains("fixed") && !told[0].contains("done"), "{told:?}");
    let offered = world.cases[&case].offered().expect("a suggestion");
    assert!(
        !["fixed", "done", "repair", "last step"].iter().any(|claim| offered.text.contains(claim)),
        "{}",
        offered.text
    );
}

#[test]
fn who_says_that_they_will_test_it_later_is_not_called_silent() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    world.on_card(case, "resolve", "sam", Some(&[("summary", "the gateway has a new certificate")]));
    let closes = |world: &World| world.cases[&case].timers[&TimerKind::CloseUnanswered];
    let first = closes(&world);
    world.pass(SignedDuration::from_hours(20));
    let sent = world.sent.len();
    world.reply("it-help", &thread, "ana", "I'm out of the office until Monday, I'll test it then");
    assert_eq!(world.cases[&case].status, Status::Resolved);
    assert!(closes(&world) > first, "as much time as if she had been asked now");
    assert_eq!(since(&world, sent, "it-agents").len(), 1, "the agents read it");
}

#[test]
fn a_new_trouble_in_the_thread_of_a_withdrawn_report_is_a_ticket() {
    let (mut world, case, thread) = ticket("my VPN keeps dropping since this morning");
    let (message, author) = (thread.clone(), "ana".into());
    world.happen(What::Deleted { channel: "it-help".into(), message, author });
    assert_eq!(world.cases[&case].status, Status::Closed);
    world.reply("it-help", &thread, "ana", "ok");
    assert_eq!(world.cases.len(), 1);
    world.reply("it-help", &thread, "ana", "now the printer on floor 2 is jammed");
    assert_eq!(world.cases.len(), 2, "what the withdrawal told her is true");
}
