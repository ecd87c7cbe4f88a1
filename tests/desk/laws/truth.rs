//! Laws 1 and 2: a human sends empathy, and what the bot says is so.

use hearken::chat::*;
use hearken::desk::*;
use hearken::words::facts_only;

use crate::look::{outward, posts};
use crate::world::{Sent, Step, World, actor};

pub fn a_human_sends_empathy(step: &Step, post: &Post) {
    match post.kind {
        PostKind::Reply => {
            let Occasion::Event(event) = &step.occasion else { panic!("a reply without anybody's press: {post:?}") };
            assert!(matches!(event.what, What::Pressed { .. }), "a reply without a press: {event:?}");
            assert_eq!(post.sent_by.as_ref(), Some(actor(&event.what)), "a reply carries who sent it");
        }
        _ => assert_eq!(post.sent_by, None, "only a reply speaks for an agent: {post:?}"),
    }
    if !matches!(post.kind, PostKind::Reply | PostKind::Card) {
        // A title is made of the requester's own words.
        let title = step.decision.case.as_ref().map(|case| case.title.as_str()).filter(|title| !title.is_empty());
        let ours = title.map_or_else(|| post.text.clone(), |title| post.text.replace(title, "it"));
        assert_eq!(facts_only(&unquoted(&ours)), vec![], "the bot claims a feeling: {}", post.text);
    }
}

/// "By 15:00" in what the bot writes to a requester is the time that is promised, in their zone.
pub fn the_times_it_names_are_promised(world: &World, step: &Step, post: &Post) {
    let Some(case) = step.decision.case.as_ref().filter(|case| post.spot == case.spot()) else { return };
    if !matches!(post.kind, PostKind::Ping | PostKind::Receipt) {
        return;
    }
    let zone = world.desk.people.get(&case.requester).zone;
    let told = |promise: &Promise| promise.due_at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
    let promised: Vec<String> = case.promises.iter().map(told).collect();
    for (at, _) in post.text.match_indices("by ") {
        let named = post.text.get(at + 3..at + 8).filter(|text| text.as_bytes()[2] == b':' && text.len() == 5);
        let named = named.filter(|text| text.chars().all(|c| c.is_ascii_digit() || c == ':'));
        let known = named.is_none_or(|time| promised.iter().any(|promise| promise == time));
        assert!(known, "{} names a time nobody promised ({promised:?}): {}", case.id, post.text);
    }
}

/// "Any update?" on an open ticket is answered at once, and the agents are told that somebody had to ask.
pub fn a_chase_is_answered(step: &Step, before: Option<&Case>, after: &Case) {
    let Some(before) = before.filter(|before| before.is_open() && before.chases < after.chases) else { return };
    let answers = posts(step).filter(|post| post.kind == PostKind::Ping && outward(step, post)).count();
    assert!(answers == 1 || (answers == 0 && before.chases >= 3), "{}: asked, and {answers} answers", after.id);
    let unseen = after.timers.contains_key(&TimerKind::ShowCard);
    assert!(unseen || posts(step).any(|post| post.kind == PostKind::Notice), "{}: the agents do not know", after.id);
}

pub fn no_ping_twice_in_the_same_words(world: &World) {
    for case in world.cases.keys() {
        // What was overtaken on its way lies between two that are read, and counts.
        let made: Vec<&Sent> = world.sent.iter().filter(|sent| sent.case == Some(*case)).collect();
        let made: Vec<&&Sent> = made.iter().filter(|sent| sent.delivery.post().kind == PostKind::Ping).collect();
        for two in made.windows(2) {
            let [one, other] = [0, 1].map(|at| &two[at].delivery.post().text);
            assert_ne!(one, other, "{case} was told the same twice in a row");
        }
    }
}

/// A text without what it quotes: people's own words may say what they feel.
pub fn unquoted(text: &str) -> String {
    let mut depth = 0_i32;
    text.chars()
        .filter(|letter| {
            depth += i32::from(*letter == '“');
            let outside = depth <= 0;
            depth -= i32::from(*letter == '”');
            outside
        })
        .collect()
}
