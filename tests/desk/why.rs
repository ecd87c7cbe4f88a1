//! Why a message did or did not open a ticket can always be asked, and the answer is what happened.

use hearken::chat::*;
use hearken::cues::Act;
use hearken::desk::*;

use crate::world::{World, said};

const BADGE: &str = "My badge does not open the east door";
const VPN: &str = "My VPN keeps dropping since this morning, can someone help?";

fn why(world: &mut World, who: &str, named: &str) -> String {
    match world.command(who, format!("why {named}").trim()) {
        Answer::Note(note) => note,
        other => panic!("{other:?}"),
    }
}

#[test]
fn why_can_be_asked_of_ones_own_messages_and_by_the_desk() {
    let mut world = World::new();
    let message = world.say("it-help", "ana", "cake in the kitchen");
    assert_eq!(world.verdicts[0].act, Act::Chatter);
    let named = message.as_str();
    let told = why(&mut world, "ana", named);
    assert!(told.contains("does not ask for help"), "{told}");
    assert_eq!(why(&mut world, "sam", named), told);
    assert_ne!(why(&mut world, "ben", named), told, "Ana's messages are not Ben's business");
}

#[test]
fn why_the_desks_own_lines_open_nothing_can_be_asked() {
    let mut world = World::new();
    world.say("it-help", "sam", "My VPN keeps dropping since this morning");
    assert!(world.cases.is_empty());
    let told = why(&mut world, "sam", "");
    assert!(told.contains("written by somebody of the desk"), "{told}");
}

#[test]
fn each_way_to_a_ticket_gives_its_own_reason() {
    let mut world = World::new();
    world.command("ana", &format!("report {BADGE}"));
    assert!(why(&mut world, "ana", "").contains("HK-1 was opened by /hearken report"));

    world.say(ChannelId::direct(&"ben".into()).as_str(), "ben", BADGE);
    assert!(why(&mut world, "ben", "").contains("opened HK-2, because it was written to me directly"));

    let message = world.say("general", "dana", "cake in the kitchen");
    world.react("ben", "ticket", said("general", None, &message, "dana", "cake in the kitchen"));
    assert!(why(&mut world, "dana", "").contains("HK-3 was opened because somebody put the ticket emoji"));

    let mut world = World::new();
    world.say("general", "ana", VPN);
    assert!(why(&mut world, "ana", "").contains("so I asked in private whether one is wanted"));
    world.press(&world.sent[0].key.clone(), "open", "ana", None);
    let told = why(&mut world, "ana", "");
    assert!(told.contains("HK-1 was opened because") && told.contains("“Open a ticket”"), "{told}");
}

#[test]
fn a_line_that_joins_a_ticket_or_opens_one_again_says_so() {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.say("it-help", "ana", "and also my keyboard");
    let told = why(&mut world, "ana", "");
    assert!(told.contains("no ticket of its own") && told.contains("HK-1"), "{told}");

    let case = CaseId(1);
    let thread = world.cases[&case].thread.clone().unwrap();
    world.on_card(case, "resolve", "sam", Some(&[("summary", "renewed the certificate")]));
    world.reply("it-help", &thread, "ana", "it still drops");
    assert_eq!(world.cases[&case].status, Status::InProgress);
    let told = why(&mut world, "ana", "");
    assert!(told.contains("opened HK-1 again, because it "), "{told}");
}

#[test]
fn a_ticket_can_be_named_by_whoever_may_see_it() {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.say("it-help", "ana", "and also my keyboard");
    let told = why(&mut world, "ana", "HK-1");
    assert!(told.contains("That message opened HK-1, because it"), "{told}");
    assert_eq!(why(&mut world, "sam", "hk-1"), told);
    for (who, named) in [("ben", "HK-1"), ("ana", "HK-7")] {
        assert!(why(&mut world, who, named).contains(named), "it names what is not there");
        assert!(!why(&mut world, who, named).contains("opened"));
    }
    assert!(why(&mut world, "ben", "").contains("nothing by you"));
}

#[test]
fn what_opened_a_ticket_stays_its_reason_when_it_is_edited() {
    let mut world = World::new();
    let message = world.say("it-help", "ana", VPN);
    let before = why(&mut world, "ana", "HK-1");
    world.happen(What::Edited(said("it-help", None, &message, "ana", "My VPN drops, and my mouse is dead. Thanks!")));
    assert_eq!(why(&mut world, "ana", "HK-1"), before);
}
