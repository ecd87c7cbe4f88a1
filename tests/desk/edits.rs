//! A message that its author changes or takes back counts as what it says now.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::look::place;
use crate::world::{World, said};

fn ticket() -> (World, CaseId, MessageId) {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "My VPN keeps dropping since this morning");
    let case = *world.cases.keys().next().expect("a ticket");
    world.pass(SignedDuration::from_mins(10));
    (world, case, thread)
}

fn edit(world: &mut World, thread: Option<&MessageId>, message: &MessageId, text: &str) {
    world.happen(What::Edited(said("it-help", thread, message, "ana", text)));
}

/// The kinds of what was posted since, by place, cards aside.
fn since(world: &World, first: usize) -> Vec<(Option<ChannelId>, PostKind)> {
    let posts = world.sent[first..].iter().map(|sent| sent.delivery.post()).filter(|post| post.kind != PostKind::Card);
    posts.map(|post| (place(&post.spot), post.kind)).collect()
}

/// What a line does when it is written, and what it does when another line is changed into it.
fn both_ways(before: impl Fn(&mut World, CaseId), old: &str, new: &str) -> [(World, CaseId, usize); 2] {
    [false, true].map(|by_edit| {
        let (mut world, case, thread) = ticket();
        before(&mut world, case);
        let line = if by_edit { world.reply("it-help", &thread, "ana", old) } else { "none".into() };
        world.pass(SignedDuration::from_mins(1));
        let first = world.sent.len();
        match by_edit {
            true => edit(&mut world, Some(&thread), &line, new),
            false => drop(world.reply("it-help", &thread, "ana", new)),
        }
        (world, case, first)
    })
}

#[test]
fn an_edit_has_the_effect_of_a_new_message() {
    let resolve = |world: &mut World, case| {
        world.on_card(case, "resolve", "sam", Some(&[("summary", "renewed the certificate")]));
    };
    let send = |world: &mut World, case| drop(world.on_card(case, "send", "sam", None));
    let ask = |world: &mut World, case| {
        world.on_card(case, "wait", "sam", Some(&[("on", "requester"), ("why", "which laptop is it?")]));
    };
    type Before = Box<dyn Fn(&mut World, CaseId)>;
    let table: [(Before, &str, &str); 5] = [
        (Box::new(resolve), "thanks!", "It still does not work, the monitor is black again."),
        (Box::new(resolve), "hm", "yes, it works now, thank you!"),
        (Box::new(send), "It is the laptop.", "This is urgent, any update?"),
        (Box::new(ask), "thanks!", "It is the laptop in room 12."),
        (Box::new(send), "thanks", "Now the phone does not work either, I am locked out completely."),
    ];
    for (before, old, new) in table {
        let [(said, one, first), (edited, other, from)] = both_ways(before, old, new);
        let (a, b) = (&said.cases[&one], &edited.cases[&other]);
        assert_eq!(since(&said, first), since(&edited, from), "{old:?} to {new:?}");
        assert_eq!((a.status, a.chases, a.reopened), (b.status, b.chases, b.reopened), "{old:?} to {new:?}");
        assert_eq!(a.next_update_at(), b.next_update_at(), "{old:?} to {new:?}");
        assert_eq!(a.heat.level, b.heat.level, "{old:?} to {new:?}");
        let (last, verdict) = (a.messages.last().unwrap(), edited.verdicts.last().unwrap());
        assert_eq!((b.messages.last().unwrap().act, verdict.act), (last.act, last.act), "{old:?} to {new:?}");
        assert_eq!(b.messages.len(), a.messages.len(), "an edit adds no message");
    }
}

#[test]
fn trouble_edited_into_thanks_keeps_the_ticket_from_closing() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "resolve", "sam", Some(&[("summary", "renewed the certificate")]));
    let line = world.reply("it-help", &thread, "ana", "thanks!");
    edit(&mut world, Some(&thread), &line, "It still does not work, the monitor is black again.");
    assert_eq!((world.cases[&case].status, world.cases[&case].reopened), (Status::InProgress, 1));
    let offered = world.cases[&case].offered().expect("a reply to send");
    assert_eq!(offered.kind, "reopened");
}

#[test]
fn a_mended_typo_is_not_answered_twice() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "send", "sam", None);
    let line = world.reply("it-help", &thread, "ana", "any updtae? any update?");
    let first = world.sent.len();
    edit(&mut world, Some(&thread), &line, "any update?");
    assert_eq!(world.cases[&case].chases, 1);
    let asked: Vec<_> = since(&world, first);
    assert_eq!(asked, [(Some("it-agents".into()), PostKind::Notice)], "the agents read the words that stand");
}

#[test]
fn a_report_deleted_after_the_desk_answered_is_told_to_the_agents() {
    let (mut world, case, thread) = ticket();
    world.on_card(case, "send", "sam", None);
    let first = world.sent.len();
    world.happen(What::Deleted { channel: "it-help".into(), message: thread, author: "ana".into() });
    assert!(world.cases[&case].is_open());
    assert_eq!(since(&world, first), [(Some("it-agents".into()), PostKind::Notice)]);
    let notice = world.sent[first..].iter().find(|sent| sent.delivery.post().kind == PostKind::Notice).unwrap();
    let text = &notice.delivery.post().text;
    assert!(text.contains("Ana deleted") && text.contains("stays open"), "{text}");
}
