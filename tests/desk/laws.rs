//! The laws of the desk, each a check on one step: the case before, what was decided, the case after. They hold whatever
//! people do and however late anything is; `random.rs` tries to break them.

use std::collections::BTreeMap;

use hearken::chat::*;
use hearken::desk::*;
use hearken::words::facts_only;
use jiff::{SignedDuration, Timestamp};

use crate::look::{by_whom, closed_how, deliveries, is_desk, outward, place, posts, pressed};
use crate::world::{Sent, Step, World, actor};

/// A word given within this long of its time is given in time.
const GRACE: SignedDuration = SignedDuration::from_mins(2);

/// Holds one step against every law.
pub fn hold(world: &World, step: &Step) {
    for post in posts(step) {
        a_human_sends_empathy(step, post);
        the_times_it_names_are_promised(world, step, post);
        the_inside_stays_inside(world, post);
        only_the_requester_and_the_desk_see_what_is_private(world, step, post);
    }
    what_is_refused_changes_nothing(step);
    a_ping_is_never_early_and_one_at_a_time(step);
    the_bot_is_quiet_when_it_should_be(world, step);
    let Some(after) = step.decision.case.as_ref() else { return };
    let before = step.before.as_ref().filter(|before| before.id == after.id);
    nothing_promised_is_forgotten(world, after);
    a_promise_ends_once_and_truthfully(step, before, after);
    nothing_is_closed_while_the_desk_owes(step, before, after);
    thanks_is_only_thanks(step, before, after);
    a_word_is_kept_by_a_word(world, step, after);
    a_chase_is_answered(step, before, after);
    what_is_over_is_quiet(after);
    the_timeline_only_grows(step, before, after);
    the_card_shows_what_send_would_post(world, step, before, after);
    sending_keeps_the_time_that_was_read(step, before, after);
    every_judgement_is_explained(after);
}

/// What must hold over everything that was ever posted.
pub fn hold_over_all(world: &World, steps: &[Step]) {
    post_keys_are_unique(world, steps);
    no_ping_twice_in_the_same_words(world);
    one_receipt_and_one_card(world);
    pings_in_a_row_are_capped(world, steps);
}

// ── law 1: a human sends empathy ──────────────────────────────────────────────────────────────────────────────────

fn a_human_sends_empathy(step: &Step, post: &Post) {
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

// ── law 2: truth by construction ──────────────────────────────────────────────────────────────────────────────────

/// "By 15:00" in what the bot writes to a requester is the time that is promised, in their zone.
fn the_times_it_names_are_promised(world: &World, step: &Step, post: &Post) {
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
fn a_chase_is_answered(step: &Step, before: Option<&Case>, after: &Case) {
    let Some(before) = before.filter(|before| before.is_open() && before.chases < after.chases) else { return };
    let answers = posts(step).filter(|post| post.kind == PostKind::Ping && outward(step, post)).count();
    assert!(answers == 1 || (answers == 0 && before.chases >= 3), "{}: asked, and {answers} answers", after.id);
    let unseen = after.timers.contains_key(&TimerKind::ShowCard);
    assert!(unseen || posts(step).any(|post| post.kind == PostKind::Notice), "{}: the agents do not know", after.id);
}

fn no_ping_twice_in_the_same_words(world: &World) {
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

// ── law 3: a promise is a row ─────────────────────────────────────────────────────────────────────────────────────

/// Whoever is owed a word by the desk has one promised and timed; when the requester has been told often enough that
/// nothing is new, the lead is reminded instead; when the requester is the one to speak, they are reminded.
fn nothing_promised_is_forgotten(world: &World, case: &Case) {
    let timer = |kind| case.timers.get(&kind).copied();
    if let Some(due) = case.next_update_at() {
        let reader = world.desk.people.get(&case.requester).zone;
        let latest = world.desk.policy.quiet.release(due.max(world.now), &reader);
        let next = timer(TimerKind::NextWord).unwrap_or_else(|| panic!("{}: promised and not timed", case.id));
        assert!(next <= latest, "{}: promised by {due}, timed for {next}", case.id);
    }
    match owes(case) {
        Owes::Nobody => {}
        _ if !case.is_open() => {
            assert!(timer(TimerKind::CloseUnanswered).is_some(), "{}: resolved, and asked for ever", case.id);
        }
        Owes::Requester => {
            assert!(timer(TimerKind::NextWord).is_some(), "{}: waits for a requester whom nobody reminds", case.id);
        }
        Owes::Agent | Owes::ThirdParty => {
            let promised = case.open_promises().any(|promise| promise.kind != PromiseKind::Eta);
            assert!(
                promised || timer(TimerKind::RemindLead).is_some(),
                "{}: the desk owes a word and nobody knows when",
                case.id
            );
        }
    }
}

fn a_promise_ends_once_and_truthfully(step: &Step, before: Option<&Case>, after: &Case) {
    for (index, promise) in after.promises.iter().enumerate() {
        let was = before.and_then(|case| case.promises.get(index));
        if let Some(was) = was.filter(|was| !was.is_open()) {
            // What a post kept that nobody saw was not kept.
            let lost = matches!(step.occasion, Occasion::Undelivered { .. }) && was.state == PromiseState::Kept;
            assert!(lost || was == promise, "an ended promise was changed: {was:?}, {promise:?}");
        }
        assert_eq!(promise.is_open(), promise.ended_at.is_none(), "{promise:?}");
        match (&promise.state, promise.ended_at) {
            (PromiseState::Kept, Some(at)) => assert!(at <= promise.due_at + GRACE, "not kept at all: {promise:?}"),
            (PromiseState::Moved { reason }, Some(at)) => {
                assert!(!reason.is_empty() && at <= promise.due_at + GRACE, "moved when it was over: {promise:?}");
            }
            (PromiseState::Broken, Some(at)) => assert!(at >= promise.due_at, "broken before its time: {promise:?}"),
            _ => {}
        }
    }
    let was = before.map_or(0, |case| case.promises.len());
    assert!(after.promises.len() >= was, "a promise is gone");
    assert!(after.is_open() || after.open_promises().next().is_none(), "{} ended and still promises", after.id);
}

/// A next word is kept by a word; and after the last ping in a row it is the lead who hears.
fn a_word_is_kept_by_a_word(world: &World, step: &Step, after: &Case) {
    let Occasion::Due { timer: TimerKind::NextWord, .. } = &step.occasion else { return };
    let changes = &step.decision.changes;
    let kept =
        changes.iter().any(|entry| matches!(entry.change, Change::PromiseEnded { state: PromiseState::Kept, .. }));
    assert!(!kept || posts(step).any(|post| outward(step, post)), "{}: a word was kept in silence", after.id);
    let pinged = changes.iter().any(|entry| matches!(entry.change, Change::Pinged));
    let last = pinged && after.pings_in_row >= world.desk.policy.max_pings && owes(after) != Owes::Requester;
    let lead = changes.iter().any(|entry| matches!(entry.change, Change::LeadTold));
    let tried = lead || after.timers.contains_key(&TimerKind::RemindLead);
    assert!(!last || tried, "{}: the lead is told with the last ping", after.id);
}

/// The time an agent read in the suggestion is the time that is promised by sending it.
fn sending_keeps_the_time_that_was_read(step: &Step, before: Option<&Case>, after: &Case) {
    let sent = pressed(step) == Some("send") && posts(step).any(|post| post.kind == PostKind::Reply);
    let Some(read) = before.filter(|_| sent).and_then(Case::offered).and_then(|offered| offered.promises) else {
        return;
    };
    if read > step.now && matches!(owes(after), Owes::Agent | Owes::ThirdParty) {
        let kept = after.open_promises().any(|p| p.kind == PromiseKind::NextWord && p.due_at == read);
        assert!(kept, "{} was sent a time, {read}, that nobody promised", after.id);
    }
}

// ── law 4: never lost, never doubled, never early ─────────────────────────────────────────────────────────────────

fn a_ping_is_never_early_and_one_at_a_time(step: &Step) {
    let Occasion::Due { due_at, .. } = &step.occasion else { return };
    let told = posts(step).filter(|post| outward(step, post)).count();
    assert!(told <= 1, "one thing that is due tells {told} things at once");
    assert!(told == 0 || *due_at <= step.now, "told at {} what is due at {due_at}", step.now);
}

fn post_keys_are_unique(world: &World, steps: &[Step]) {
    let mut keys: Vec<&PostKey> = world.sent.iter().map(|sent| &sent.key).collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "two posts share a key");
    for step in steps {
        let again = deliveries(step).filter(|(key, _)| key.as_str().starts_with("HK-"));
        for (key, delivery) in again {
            let first = world.sent.iter().find(|sent| sent.key == *key);
            assert!(first.is_some_and(|sent| sent.delivery == *delivery), "the key {key} was used for something else");
        }
    }
}

/// Another card only in the place of one that was lost.
fn one_receipt_and_one_card(world: &World) {
    for case in world.cases.keys() {
        let new = |kind| {
            let of = |sent: &&Sent| sent.case == Some(*case) && matches!(sent.delivery, Delivery::New(_));
            world.sent.iter().filter(of).filter(|sent| sent.delivery.post().kind == kind).count()
        };
        assert_eq!(new(PostKind::Receipt), 1, "{case}: receipts");
        let lost = |entry: &&Entry| matches!(entry.change, Change::Undelivered { kind: PostKind::Card, .. });
        let (timeline, cards) = (&world.cases[case].timeline, new(PostKind::Card));
        let forgotten = timeline.is_empty();
        assert!(forgotten || (1..=1 + timeline.iter().filter(lost).count()).contains(&cards), "{case}: {cards} cards");
    }
}

// ── law 5: who owes whom ──────────────────────────────────────────────────────────────────────────────────────────

fn nothing_is_closed_while_the_desk_owes(step: &Step, before: Option<&Case>, after: &Case) {
    let (by_whom, closed) = (by_whom(step), closed_how(step));
    let (Some(before), Some(how)) = (before, closed) else { return };
    match how {
        ClosedBy::Silence => {
            assert_eq!(
                (before.status, owes(before)),
                (Status::Resolved, Owes::Requester),
                "closed while the desk owes"
            );
            let asked = before.timeline.iter().rposition(|entry| matches!(entry.change, Change::Resolved { .. }));
            let asked_again = before.timeline.iter().rposition(|entry| matches!(entry.change, Change::AskedAgain));
            assert!(asked < asked_again, "closed without having asked once more");
            let since = asked_again.and_then(|index| before.timeline.get(index)).map(|entry| entry.at);
            assert!(since.is_some_and(|at| step.now.duration_since(at).as_hours() >= 12), "asked, and closed at once");
        }
        ClosedBy::NoAnswer => {
            assert_eq!(
                (before.status, owes(before), before.open_promises().count()),
                (Status::Waiting, Owes::Requester, 0),
                "the wait ended while the desk owes"
            );
            assert_eq!(by_whom, None, "somebody spoke, and their silence ended it");
        }
        ClosedBy::Works => {
            assert_eq!((before.status, by_whom), (Status::Resolved, Some(&after.requester)));
        }
        ClosedBy::Withdrawn => {
            assert_eq!((before.agent_spoke_at, by_whom), (None, Some(&after.requester)), "withdrawn over an answer");
        }
    }
}

fn thanks_is_only_thanks(step: &Step, before: Option<&Case>, after: &Case) {
    let Some(before) = before else { return };
    let Some(Effect::Judged(verdict)) = step.decision.effects.iter().find(|e| matches!(e, Effect::Judged(_))) else {
        return;
    };
    if verdict.act != hearken::cues::Act::Thanks || verdict.author != after.requester {
        return;
    }
    assert_eq!(before.reopened, after.reopened, "thanks reopened {}", after.id);
    if after.is_open() {
        assert_eq!(before.promises, after.promises, "thanks touched a promise of {}", after.id);
        assert_eq!(before.timers, after.timers, "thanks touched a timer of {}", after.id);
        let closed = posts(step).find(|post| post.text.contains("Closed"));
        assert_eq!(closed, None, "{} is open and somebody was told that it is closed", after.id);
    }
}

fn what_is_over_is_quiet(after: &Case) {
    if after.status == Status::Closed {
        assert!(after.timers.is_empty(), "{} is closed and something is due: {:?}", after.id, after.timers);
        assert!(after.offered().is_none(), "{} is over and a reply is offered", after.id);
    }
    if !after.is_open() {
        assert!(after.waiting.is_none(), "{} is over and waits", after.id);
        assert!(after.ended_at.is_some(), "{} is over, since when?", after.id);
    }
    assert_eq!(after.status == Status::Waiting, after.waiting.is_some(), "{}: waiting, but for whom?", after.id);
    assert!(after.suggestions.iter().filter(|s| s.is_offered()).count() <= 1, "{}: two replies offered", after.id);
}

// ── law 6: every judgement is explained ───────────────────────────────────────────────────────────────────────────

fn every_judgement_is_explained(after: &Case) {
    let calm = after.heat.level == hearken::cues::Level::Calm;
    assert!(calm || !after.heat.cues.is_empty(), "{} reads {:?} and nobody knows why", after.id, after.heat);
}

// ── law 8: quiet ──────────────────────────────────────────────────────────────────────────────────────────────────

fn the_bot_is_quiet_when_it_should_be(world: &World, step: &Step) {
    let (Occasion::Due { .. }, Some(before)) = (&step.occasion, &step.before) else { return };
    let reader = world.desk.people.get(&before.requester).zone;
    for post in posts(step).filter(|post| outward(step, post)) {
        let allowed = world.desk.policy.quiet.release(step.now, &reader);
        assert_eq!(allowed, step.now, "{} was woken up: {}", before.requester, post.text);
        // Within the hush only a time that an agent named is kept.
        let hush = before.agent_spoke_at.map(|at| at + world.desk.policy.hush);
        let hushed = post.kind == PostKind::Ping && hush.is_some_and(|hush| step.now < hush);
        let named = before.promises.iter().any(|p| p.due_at <= step.now && p.ended_at.is_none_or(|at| at == step.now));
        assert!(!hushed || named, "{} was talked over: {}", before.id, post.text);
    }
}

/// Between two words of an agent the requester is pinged so often at most, counted here from what was posted. Answers to
/// their own questions do not count; having answered what the desk waited for, they are not in a row any more. A report
/// that was told anew in the place of another is one with it.
fn pings_in_a_row_are_capped(world: &World, steps: &[Step]) {
    let mut in_row: BTreeMap<CaseId, Vec<Timestamp>> = BTreeMap::new();
    for step in steps {
        let Some(case) = &step.decision.case else { continue };
        let row = in_row.entry(case.id).or_default();
        let by_agent =
            |entry: &Entry| entry.who.as_ref().is_some_and(|who| *who != case.requester && is_desk(world, who));
        let changes = &step.decision.changes;
        if changes.iter().any(|entry| by_agent(entry) || matches!(entry.change, Change::Resumed | Change::Reopened)) {
            row.clear();
        }
        if matches!(step.occasion, Occasion::Due { .. }) && !step.before.as_ref().is_some_and(is_held_up) {
            let pings = posts(step).filter(|post| post.kind == PostKind::Ping && outward(step, post));
            row.extend(pings.map(|_| step.now));
        }
        assert!(row.len() <= world.desk.policy.max_pings as usize, "{}: pinged in a row at {row:?}", case.id);
    }
}

/// Whether a report is to be told anew, in the place of one that was counted already or answered a question.
fn is_held_up(case: &Case) -> bool {
    let since = case.timeline.iter().rev().take_while(|entry| !matches!(entry.change, Change::Told { .. }));
    since.into_iter().any(|entry| matches!(entry.change, Change::ToldAnew { .. }))
}

// ── laws 9 and 10, and what is private ────────────────────────────────────────────────────────────────────────────

/// Cards, nudges and notices to agents are for the agents' channel; a requester reads no button but "works" and "not yet".
fn the_inside_stays_inside(world: &World, post: &Post) {
    let agents = world.desk.channels.agents().cloned();
    let channel = place(&post.spot);
    let inside = channel == agents || matches!(&post.spot, Spot::Direct(person) if is_desk(world, person));
    if inside {
        return;
    }
    assert_ne!(post.kind, PostKind::Card, "a card outside the agents' channel");
    if post.kind == PostKind::Nudge {
        assert!(matches!(post.audience, Audience::Only(_)), "a nudge for everybody to see");
    }
    for action in post.card.iter().flat_map(|card| &card.actions) {
        let theirs = ["works", "not_yet", "open", "no_thanks"];
        assert!(theirs.contains(&action.id.as_str()), "a requester can press {}", action.id);
    }
    for mark in ["@everyone", "<b>", "\u{0}"] {
        assert!(!post.text.contains(mark), "{mark:?} went out alive: {}", post.text);
    }
    // Nothing reads a template in what was posted: between quotation marks it is what they saw on their screen.
    assert!(!unquoted(&post.text).contains("{{"), "a template went out alive: {}", post.text);
}

fn only_the_requester_and_the_desk_see_what_is_private(world: &World, step: &Step, post: &Post) {
    let Some(case) = step.decision.case.as_ref().filter(|case| case.private) else { return };
    let allowed = [Some(ChannelId::direct(&case.requester)), world.desk.channels.agents().cloned()];
    let to_lead = matches!(&post.spot, Spot::Direct(person) if is_desk(world, person));
    assert!(to_lead || allowed.contains(&place(&post.spot)), "{} is private, and went to {:?}", case.id, post.spot);
}

// ── what is kept ──────────────────────────────────────────────────────────────────────────────────────────────────

fn what_is_refused_changes_nothing(step: &Step) {
    let decision = &step.decision;
    match &decision.answer {
        Answer::Done => {}
        Answer::Note(sentence) => assert!(!sentence.trim().is_empty()),
        Answer::Form(form) => {
            assert!(!form.fields.is_empty());
            assert_eq!((decision.case.is_none(), decision.effects.len()), (true, 0), "a form opened and did something");
        }
        Answer::Refused(refusal) => {
            assert!(refusal.sentence.ends_with('.'), "{refusal:?}");
            // A suggestion whose time had passed may be offered anew, and a timer that a wrong clock had put off set right;
            // nothing else comes of a refusal.
            let offered_anew = |entry: &Entry| {
                matches!(
                    entry.change,
                    Change::Suggested { .. }
                        | Change::Decided { state: SuggestionState::Overtaken, .. }
                        | Change::TimerSet { timer: TimerKind::NextWord, .. }
                )
            };
            assert!(
                decision.changes.iter().all(offered_anew),
                "refused, and done all the same: {:?}",
                decision.changes
            );
            let posts = decision
                .effects
                .iter()
                .filter(|effect| matches!(effect, Effect::Deliver { delivery: Delivery::New(_), .. }));
            assert_eq!(posts.count(), 0, "refused, and posted all the same");
        }
    }
}

fn the_timeline_only_grows(step: &Step, before: Option<&Case>, after: &Case) {
    let told = before.map_or(&[][..], |case| &case.timeline);
    assert!(after.timeline.starts_with(told), "the timeline of {} was rewritten", after.id);
    for entry in &after.timeline[told.len()..] {
        assert_eq!(entry.at, step.now, "an entry of another time: {entry:?}");
    }
    let spoken = before.map_or(&[][..], |case| &case.messages);
    assert!(after.messages.len() >= spoken.len(), "a message of {} is gone", after.id);
    assert!(after.posts >= before.map_or(0, |case| case.posts));
    assert!(after.facts_version >= before.map_or(0, |case| case.facts_version));
}

/// What an agent reads on the card is what `send` posts, word for word, and the card never shows another one.
fn the_card_shows_what_send_would_post(world: &World, step: &Step, before: Option<&Case>, after: &Case) {
    if pressed(step) == Some("send")
        && let Some(reply) = posts(step).find(|post| post.kind == PostKind::Reply)
    {
        let offered = before.and_then(Case::offered).map(|offered| offered.text.as_str());
        assert_eq!(Some(reply.text.as_str()), offered, "something else was sent than was read");
    }
    let mine = |sent: &&Sent| sent.case == Some(after.id) && sent.delivery.post().kind == PostKind::Card;
    let now = world.cases.get(&after.id) == Some(after) && after.card.is_some();
    let at_step = world.sent.iter().rfind(mine).filter(|_| now);
    if let Some(card) = at_step.and_then(|sent| sent.delivery.post().card.as_ref()) {
        let shown = card.suggestion.as_ref().map(|suggestion| suggestion.text.as_str());
        assert_eq!(
            shown,
            after.offered().map(|offered| offered.text.as_str()),
            "{}: the card is out of date",
            after.id
        );
        let can_send = card.actions.iter().any(|action| action.id == "send");
        assert_eq!(can_send, shown.is_some(), "{}: a button for nothing", after.id);
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
