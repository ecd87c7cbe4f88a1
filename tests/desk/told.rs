//! Who is told what and when: whatever was held up is still owned, silence is noticed, a look is seen, leads sleep too,
//! and nothing is said that is not so.

use hearken::chat::*;
use hearken::config::read_desk;
use hearken::desk::*;
use jiff::SignedDuration;
use jiff::civil::time;
use jiff::tz::TimeZone;

use crate::look::place;
use crate::world::World;

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn reported(mut world: World) -> (World, CaseId, MessageId) {
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case, thread)
}

fn ticket() -> (World, CaseId, MessageId) {
    reported(World::new())
}

/// Everything delivered to this channel, cards aside.
fn read(world: &World, channel: &str) -> Vec<String> {
    let there = world.sent.iter().filter(|sent| sent.message.is_some()).map(|sent| sent.delivery.post());
    let there = there.filter(|post| place(&post.spot) == Some(channel.into()) && post.kind != PostKind::Card);
    there.map(|post| post.text.clone()).collect()
}

/// What Ana was told after the receipt.
fn told(world: &World) -> Vec<String> {
    read(world, "it-help").split_off(1)
}

#[test]
fn what_was_held_up_still_owns_the_missed_time() {
    let (mut world, case, _) = ticket();
    world.held = true;
    world.pass(hours(5));
    world.on_card(case, "claim", "sam", None);
    world.release();
    let told = told(&world);
    assert!(told.len() == 1 && told[0].contains("13:00"), "{told:?}");
}

#[test]
fn what_was_held_up_still_owns_the_outage() {
    let (mut world, case, thread) = ticket();
    world.reply("it-help", &thread, "sam", "I look into it");
    world.held = true;
    world.sleep(hours(5));
    world.on_card(case, "take", "priya", None);
    world.release();
    let told = told(&world);
    assert!(told.iter().any(|text| text.contains("13:00")), "{told:?}");
}

#[test]
fn when_no_reminder_is_answered_it_ends_and_both_sides_are_told_once() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office?")]));
    world.pass(hours(24 * 9));
    assert_eq!(world.cases[&case].status, Status::Waiting, "reminded on the first, third and seventh day");
    let before = told(&world).len();
    world.pass(hours(24 * 60));
    let over = Change::Closed { how: ClosedBy::NoAnswer };
    assert_eq!(world.cases[&case].timeline.iter().filter(|entry| entry.change == over).count(), 1);
    let ended = told(&world).split_off(before);
    assert!(ended.len() == 1 && ended[0].contains("“no answer”") && ended[0].contains("Sam"), "{ended:?}");
    let agents = read(&world, "it-agents");
    let silent: Vec<_> = agents.iter().filter(|text| text.contains("No answer from Ana")).collect();
    assert!(silent.len() == 1 && silent[0].contains("09:00"), "{agents:?}");

    world.reply("it-help", &thread, "ana", "thanks");
    assert_eq!(world.cases[&case].status, Status::Closed, "a thanks is only a thanks");
    world.reply("it-help", &thread, "ana", "the one in Lyon");
    assert_eq!((world.cases[&case].status, owes(&world.cases[&case])), (Status::InProgress, Owes::Agent));
    assert!(read(&world, "it-agents").last().is_some_and(|text| text.contains("Lyon")), "the agents read the answer");
}

#[test]
fn any_word_before_the_end_ends_the_wait_and_a_promise_that_stands_keeps_it_open() {
    let wait: &[(&str, &str)] = &[("on", "requester"), ("why", "which office?")];
    let (mut world, case, thread) = ticket();
    world.on_card(case, "wait", "sam", Some(wait));
    world.pass(hours(24 * 9));
    world.reply("it-help", &thread, "ana", "the one in Lyon");
    assert_eq!(owes(&world.cases[&case]), Owes::Agent);

    let (mut world, case, _) = ticket();
    world.on_card(case, "update", "sam", Some(&[("text", "a new laptop is on its way"), ("eta", "30d")]));
    world.on_card(case, "wait", "sam", Some(wait));
    world.pass(hours(24 * 29));
    assert_eq!(world.cases[&case].status, Status::Waiting, "what was promised still stands");
}

#[test]
fn a_look_without_news_is_seen_in_the_next_ping() {
    for waits in [false, true] {
        let (mut world, case, _) = ticket();
        world.on_card(case, "send", "sam", None);
        if waits {
            let why = "the network team must renew the certificate";
            world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", why)]));
        }
        world.pass(hours(3));
        world.on_card(case, "nothing_new", "priya", None);
        world.pass(hours(2));
        let told = read(&world, "it-help");
        let last = told.last().expect("a ping");
        assert!(last.contains("Priya") && last.contains("12:00"), "{told:?}");
        assert_eq!(last.contains("the network team"), waits, "{last}");
        world.on_card(case, "update", "sam", Some(&[("text", "found it")]));
        world.pass(hours(5));
        let last = read(&world, "it-help").pop().expect("a ping");
        assert!(!last.contains("Priya"), "an older look is no news: {last}");
    }
}

#[test]
fn leads_sleep_too_and_are_reminded_later_each_time() {
    let mut desk = read_desk(None).unwrap();
    desk.policy.quiet = hearken::desk::Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    // Lea's night, 20:00 to 07:00 in Auckland, is 07:00 to 18:00 in UTC.
    desk.people.0.get_mut(&"lea".into()).unwrap().zone = TimeZone::get("Pacific/Auckland").unwrap();
    let (mut world, case, _) = reported(World::of(desk));
    let mut told = Vec::new();
    for _ in 0..(24 * 120) {
        world.pass(hours(1));
        world.steps.drain(..).for_each(|step| {
            let to_lea = |effect: &Effect| {
                matches!(effect, Effect::Deliver { delivery, .. } if delivery.post().spot == Spot::Direct("lea".into()))
            };
            if step.decision.effects.iter().any(to_lea) {
                told.push(step.now);
            }
        });
    }
    for at in &told {
        let hour = at.to_zoned(TimeZone::get("Pacific/Auckland").unwrap()).hour();
        assert!((7..20).contains(&hour), "Lea was woken at {hour}");
    }
    let gaps: Vec<i64> = told.windows(2).map(|two| two[1].duration_since(two[0]).as_hours() / 24).collect();
    assert!(gaps[1..].starts_with(&[2, 4, 8, 16, 16]), "{gaps:?}");
    assert!(world.cases[&case].timers.contains_key(&TimerKind::RemindLead));
}

#[test]
fn where_there_is_no_lead_nobody_says_that_one_was_told() {
    let mut desk = read_desk(None).unwrap();
    desk.people.0.remove(&"lea".into());
    let (mut world, case, _) = reported(World::of(desk));
    world.pass(hours(24 * 10));
    let told = read(&world, "it-help");
    assert!(told.iter().all(|text| !text.contains("lead")), "{told:?}");
    assert!(told.last().is_some_and(|text| !text.contains("Next word")), "the last ping came: {told:?}");
    let noted = world.cases[&case].timeline.iter().any(|entry| entry.change == Change::LeadTold);
    assert!(!noted && world.cases[&case].timers.contains_key(&TimerKind::RemindLead));
    let agents = read(&world, "it-agents");
    assert!(agents.iter().any(|text| text.contains("HK-1") && text.contains("without")), "{agents:?}");
}

#[test]
fn of_two_presses_each_is_known_by_its_own_button() {
    let (mut world, case, _) = ticket();
    world.on_card(case, "another", "sam", None);
    world.on_card(case, "nothing_new", "sam", None);
    let offered = world.cases[&case].offered().cloned();
    let answer = world.on_card(case, "another", "priya", None);
    assert!(matches!(answer, Answer::Refused(refusal) if refusal.sentence.contains("Sam")), "Sam was first");
    assert_eq!(world.cases[&case].offered().cloned(), offered);

    world.on_card(case, "send", "sam", None);
    world.on_card(case, "details", "priya", Some(&[("title", "VPN"), ("topic", "vpn"), ("priority", "high")]));
    assert_eq!(world.on_card(case, "send", "sam", None), Answer::Done, "pressed twice, done once");
    let replies = world.sent.iter().filter(|sent| sent.delivery.post().kind == PostKind::Reply).count();
    assert_eq!(replies, 1);
}

fn learned(case: &Case) -> usize {
    case.timeline.iter().filter(|entry| matches!(entry.change, Change::Learned { .. })).count()
}

#[test]
fn only_the_answer_to_the_closing_question_is_learned_from() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    world.reply("it-help", &thread, "ana", "yes, works now");
    assert_eq!(world.cases[&case].status, Status::Closed);
    world.reply("it-help", &thread, "ana", "a word at noon would have been nice");
    world.reply("it-help", &thread, "ana", "the cake is in the kitchen");
    assert_eq!(learned(&world.cases[&case]), 1, "the first line after the question is its answer");

    let (mut world, case, thread) = ticket();
    world.happen(What::Deleted { channel: "it-help".into(), message: thread.clone(), author: "ana".into() });
    assert_eq!(world.cases[&case].status, Status::Closed);
    world.reply("it-help", &thread, "ana", "a word at noon would have been nice");
    assert_eq!(learned(&world.cases[&case]), 0, "nothing was asked");
}

#[test]
fn asked_for_news_after_the_fix_the_fix_is_told_and_asked_twice_it_is_open_again() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "resolve", "sam", Some(&[("summary", "the profile was set up anew")]));
    world.pass(hours(1));
    world.reply("it-help", &thread, "ana", "any update?");
    assert_eq!(world.cases[&case].status, Status::Resolved);
    let last = read(&world, "it-help").pop().expect("an answer");
    assert!(last.contains("the profile was set up anew"), "{last}");
    world.reply("it-help", &thread, "ana", "any update?");
    assert_eq!(world.cases[&case].status, Status::InProgress);
}

#[test]
fn the_reminder_says_when_it_closes_and_the_question_afterwards_asks_about_the_missed_time() {
    let (mut world, case, thread) = ticket();
    world.pass(hours(5));
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    world.pass(hours(25));
    let closes = world.cases[&case].timers[&TimerKind::CloseUnanswered].strftime("%H:%M").to_string();
    let reminder = read(&world, "it-help").pop().expect("a reminder");
    assert!(reminder.contains(&closes), "{closes}: {reminder}");
    world.reply("it-help", &thread, "ana", "yes, works now");
    let question = read(&world, "it-help").pop().expect("a question");
    let about = ["waited past", "left waiting", "missed time", "passed?"];
    assert!(about.iter().any(|words| question.contains(words)), "{question}");
}

#[test]
fn a_promise_made_anew_does_not_spare_the_lead_who_was_asleep() {
    let mut desk = read_desk(None).unwrap();
    desk.policy.quiet = hearken::desk::Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    desk.people.0.get_mut(&"lea".into()).unwrap().zone = TimeZone::get("Pacific/Auckland").unwrap();
    let (mut world, case, thread) = reported(World::of(desk));
    world.pass(hours(4) + SignedDuration::from_mins(5));
    assert!(world.cases[&case].timers.contains_key(&TimerKind::RemindLead), "13:05 is two in the night");
    world.reply("it-help", &thread, "ana", "any update? this is urgent, I cannot work at all");
    assert!(world.cases[&case].timers.contains_key(&TimerKind::RemindLead), "she is still to hear of it");
    world.on_card(case, "nothing_new", "sam", None);
    assert!(!world.cases[&case].timers.contains_key(&TimerKind::RemindLead), "somebody has looked");
}

#[test]
fn the_closing_question_names_no_lead_and_blames_no_repair_that_only_an_agent_doubted() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    world.on_card(case, "reopen", "sam", None);
    world.on_card(case, "resolve", "sam", Some(&[("summary", "set up anew")]));
    world.reply("it-help", &thread, "ana", "yes, works now");
    let question = read(&world, "it-help").pop().expect("a question");
    assert!(question.contains("Sam") && !question.contains("Lea"), "{question}");
    assert!(
        ["first repair", "came back", "first fix", "second round"].iter().all(|w| !question.contains(w)),
        "{question}"
    );
}

#[test]
fn the_last_of_five_is_called_the_fifth() {
    let mut desk = read_desk(None).unwrap();
    desk.policy.max_pings = 5;
    let (mut world, case, _) = reported(World::of(desk));
    world.on_card(case, "send", "sam", None);
    world.pass(hours(24 * 20));
    let told = read(&world, "it-help");
    assert!(
        told.iter().any(|text| text.contains("fifth")) && told.iter().all(|text| !text.contains("third")),
        "{told:?}"
    );
}

#[test]
fn another_shows_six_openings_and_says_when_they_begin_again() {
    let (mut world, case, _) = ticket();
    let opening = |world: &World| world.cases[&case].offered().expect("a suggestion").wordings[0].clone();
    let mut shown = std::collections::BTreeSet::from([opening(&world)]);
    for press in 1..40 {
        let answer = world.on_card(case, "another", "sam", None);
        if shown.insert(opening(&world)) {
            assert_eq!(answer, Answer::Done, "press {press}");
            continue;
        }
        assert!(shown.len() >= 6, "only {} openings", shown.len());
        let said = matches!(&answer, Answer::Note(said) if said.contains("begin again"));
        assert!(said, "press {press}: {answer:?}");
        return;
    }
    panic!("the openings never end");
}
