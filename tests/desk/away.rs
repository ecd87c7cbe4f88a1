//! The process was away, or the clock on the computer was put forward or back: what was missed comes to one honest
//! message, and nothing comes early.

use hearken::chat::{Post, PostKind};
use hearken::desk::{CaseId, Quiet, TimerKind};
use jiff::civil::time;
use jiff::{SignedDuration, Timestamp};

use crate::laws;
use crate::world::World;

const VPN: &str = "My VPN keeps dropping since this morning";

/// From a minute to ninety days.
const AWAY: [i64; 14] =
    [1, 2, 5, 15, 29, 31, 59, 61, 4 * 60 + 3, 23 * 60, 3 * 1_440, 8 * 1_440, 30 * 1_440, 90 * 1_440];

/// What was done for Ana before the process went away.
const STATES: [&str; 6] = ["new", "claimed", "promised", "third party", "requester", "resolved"];

fn world(state: &str) -> (World, CaseId) {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    let case = *world.cases.keys().next().expect("a ticket");
    world.pass(SignedDuration::from_mins(3));
    match state {
        "new" => return (world, case),
        "claimed" => world.on_card(case, "claim", "sam", None),
        "promised" => {
            world.on_card(case, "update", "sam", Some(&[("text", "a new gateway is being set up"), ("eta", "3h")]))
        }
        "third party" => {
            world.on_card(case, "wait", "sam", Some(&[("on", "third_party"), ("why", "the network team")]))
        }
        "requester" => world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which office?")])),
        _ => world.on_card(case, "resolve", "sam", Some(&[("summary", "renewed the certificate")])),
    };
    (world, case)
}

/// What Ana was told in her thread since so many posts ago.
fn told(world: &World, case: CaseId, since: usize) -> Vec<&Post> {
    let posts = world.sent[since..].iter().map(|sent| sent.delivery.post());
    posts.filter(|post| post.spot == world.cases[&case].spot() && post.kind != PostKind::Card).collect()
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

#[test]
fn whatever_was_missed_comes_to_one_message() {
    for state in STATES {
        for away in AWAY {
            let (mut world, case) = world(state);
            let (before, due) = (world.sent.len(), world.cases[&case].timers.clone());
            world.sleep(minutes(away));
            let told = told(&world, case, before);
            let missed = due.iter().any(|(timer, at)| *timer != TimerKind::AskNews && *at <= world.now);
            assert_eq!(told.len(), usize::from(missed), "{state}, away for {away} minutes: {told:#?}");
            let timers = &world.cases[&case].timers;
            assert!(timers.values().all(|at| *at > world.now), "{state}, away for {away} minutes: {timers:?}");
            world.steps.iter().for_each(|step| laws::hold(&world, step));
        }
    }
}

#[test]
fn nobody_is_asked_for_news_of_a_word_that_is_already_due() {
    let (mut world, case) = world("third party");
    let ask = world.cases[&case].timers[&TimerKind::AskNews];
    let asked = |world: &World| world.sent.iter().filter(|sent| sent.delivery.post().kind == PostKind::Nudge).count();
    world.sleep(ask.duration_since(world.now) + minutes(30));
    assert_eq!(asked(&world), 0, "the word is given, not coming up");
    let ask = world.cases[&case].timers[&TimerKind::AskNews];
    world.sleep(ask.duration_since(world.now) + minutes(5));
    assert_eq!(asked(&world), 1, "late, but there are five minutes left");
}

#[test]
fn what_was_missed_waits_for_the_end_of_the_readers_night() {
    for state in STATES {
        let (mut world, case) = world(state);
        world.desk.policy.quiet = Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
        let before = world.sent.len();
        // From Monday morning until Friday at two in the night.
        world.sleep("2026-11-27T02:00:00Z".parse::<Timestamp>().unwrap().duration_since(world.now));
        assert!(told(&world, case, before).is_empty(), "{state}: told in the night");
        world.pass(minutes(5 * 60));
        assert_eq!(told(&world, case, before).len(), 1, "{state}: told at seven");
    }
}

#[test]
fn a_word_that_missed_the_morning_too_says_since_when_it_is_due() {
    let (mut world, case) = world("third party");
    world.desk.policy.quiet = Quiet::between(time(20, 0, 0, 0), time(7, 0, 0, 0));
    let due = world.cases[&case].next_update_at().expect("a word is promised");
    world.sleep("2026-11-24T02:00:00Z".parse::<Timestamp>().unwrap().duration_since(world.now));
    // Put off until seven, and away again at seven.
    let before = world.sent.len();
    world.sleep(minutes(9 * 60));
    let posts = told(&world, case, before);
    let promised = due.to_zoned(jiff::tz::TimeZone::UTC).strftime("%H:%M").to_string();
    assert_eq!(posts.len(), 1, "{posts:?}");
    assert!(posts[0].text.contains(&promised) && !posts[0].text.contains("07:00"), "{promised}: {}", posts[0].text);
}

#[test]
fn a_clock_put_back_brings_nothing_early_and_loses_nothing() {
    for state in STATES {
        for back in [1, 59, 60, 3_600, 86_400, 30 * 86_400, 400 * 86_400] {
            let (mut world, case) = world(state);
            let (before, timers) = (world.sent.len(), world.cases[&case].timers.clone());
            world.now -= SignedDuration::from_secs(back);
            world.pass(minutes(0));
            assert_eq!((world.sent.len(), &world.cases[&case].timers), (before, &timers), "{state}, back {back} s");
            let due =
                *timers.iter().filter(|(timer, _)| **timer != TimerKind::AskNews).map(|(_, at)| at).min().unwrap();
            world.pass(due.duration_since(world.now) - SignedDuration::from_secs(1));
            assert!(told(&world, case, before).is_empty(), "{state}, back {back} s: early");
            world.pass(SignedDuration::from_secs(1));
            assert_eq!(told(&world, case, before).len(), 1, "{state}, back {back} s: lost");
        }
    }
}

#[test]
fn words_spoken_by_a_clock_that_was_ahead_hush_nobody_for_days() {
    let (mut world, case) = world("new");
    let thread = world.cases[&case].thread.clone().unwrap();
    let right = world.now;
    world.now += SignedDuration::from_hours(24 * 400);
    world.reply("it-help", &thread, "sam", "I have a look at it");
    world.now = right + minutes(5);
    let before = world.sent.len();
    world.reply("it-help", &thread, "ana", "any update? this is really urgent, I cannot work at all");
    let next = world.cases[&case].next_update_at().expect("a word is promised");
    assert!(next < right + minutes(24 * 60), "the next word comes by {next}");
    assert_eq!(told(&world, case, before).len(), 1, "she is answered");
}
