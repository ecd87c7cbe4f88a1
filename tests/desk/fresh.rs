//! A card that waits to be read says nothing by then that is no longer true.

use hearken::desk::*;
use jiff::SignedDuration;

use crate::world::World;

fn offered(world: &World, case: CaseId) -> &Suggestion {
    world.cases[&case].offered().expect("a suggestion")
}

#[test]
fn a_suggestion_never_waits_on_the_card_with_a_time_that_is_over() {
    let mut world = World::new();
    world.say("it-help", "ana", "my VPN keeps dropping since this morning, client call at 10:20");
    let case = *world.cases.keys().next().expect("a ticket");
    let mut texts = std::collections::BTreeSet::new();
    for _ in 0..14 * 24 * 4 {
        world.pass(SignedDuration::from_mins(15));
        let offered = offered(&world, case);
        // A minute is given to whatever happens at the very time.
        let named = offered.promises.map(|at| at + SignedDuration::from_mins(1));
        assert!(named.is_none_or(|at| at > world.now), "{}: {}", world.now, offered.text);
        let today = offered.at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let days = world.now.to_zoned(jiff::tz::TimeZone::UTC).date().since(today).expect("days").get_days();
        assert!(days <= 1 || !hearken::words::names_a_day(&offered.text), "{}: {}", world.now, offered.text);
        texts.insert(offered.text.clone());
    }
    // Two weeks in which nobody looks make no flood of them.
    assert!(texts.len() <= 40, "{} suggestions", texts.len());
}

#[test]
fn what_was_written_anew_for_later_is_sent_as_it_stands() {
    let mut world = World::new();
    world.say("it-help", "ana", "my VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    world.pass(SignedDuration::from_hours(24 * 9));
    let text = offered(&world, case).text.clone();
    assert_eq!(world.on_card(case, "send", "sam", None), Answer::Done);
    let sent = &world.sent.iter().rev().find(|sent| sent.delivery.post().sent_by.is_some()).expect("a reply").delivery;
    assert_eq!(sent.post().text, text);
    assert!(world.cases[&case].next_update_at().is_some(), "by sending it a next word is promised, whatever it names");
}
