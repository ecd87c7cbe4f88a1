//! The buttons: who may press them, what happens when two press at once, and what cannot be used.

use hearken::chat::*;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::world::World;

/// One character more than fits a message on every platform.
const LONG: &str = {
    const BYTES: [u8; 1_501] = [b'x'; 1_501];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

type Form = &'static [(&'static str, &'static str)];

/// Every button on an agent's card, with a form that can be used.
const BUTTONS: [(&str, Option<Form>); 13] = [
    ("send", None),
    ("edit", Some(&[("text", "I'm on it, Ana.")])),
    ("another", None),
    ("dismiss", Some(&[("reason", "too long")])),
    ("claim", None),
    ("take", None),
    ("update", Some(&[("text", "the certificate is renewed"), ("eta", "2h")])),
    ("nothing_new", None),
    ("wait", Some(&[("on", "third_party"), ("why", "the network team looks into it")])),
    ("snooze", Some(&[("for", "1d"), ("reason", "the part arrives tomorrow")])),
    ("details", Some(&[("title", "VPN drops"), ("topic", "vpn"), ("priority", "high")])),
    ("resolve", Some(&[("summary", "renewed the certificate")])),
    ("reopen", None),
];

/// A desk with one ticket of Ana's.
fn ticket() -> (World, CaseId) {
    let mut world = World::new();
    world.say("it-help", "ana", "My VPN drops again, third time this week, and I have a client call in 20 minutes!");
    let case = *world.cases.keys().next().expect("a ticket");
    (world, case)
}

/// A ticket on which this button can be pressed.
fn ready_for(action: &str) -> (World, CaseId) {
    let (mut world, case) = ticket();
    match action {
        "take" => drop(world.on_card(case, "claim", "lea", None)),
        "reopen" => drop(world.on_card(case, "resolve", "lea", Some(&[("summary", "set up anew")]))),
        _ => {}
    }
    world.pass(SignedDuration::from_mins(1));
    (world, case)
}

fn refusal(answer: &Answer) -> &Refusal {
    match answer {
        Answer::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn of_two_who_press_the_same_at_once_one_succeeds_and_the_other_learns_who_and_what() {
    for (action, form) in BUTTONS {
        let (mut world, case) = ready_for(action);
        let before = world.cases[&case].clone();
        assert_eq!(world.on_card(case, action, "sam", form), Answer::Done, "{action}");
        let first = world.cases[&case].clone();
        assert_ne!(before, first, "{action} did nothing");

        let second = world.on_card(case, action, "priya", form);
        let refused = refusal(&second);
        assert_eq!(refused.kind, RefusalKind::Conflict, "{action}: {refused:?}");
        assert!(refused.sentence.contains("Sam"), "{action}: {}", refused.sentence);
        let deed = match action {
            "send" | "edit" => "sent this reply",
            "another" => "asked for another wording",
            "dismiss" => "dismissed this reply",
            "claim" => "took this",
            "take" => "took it over",
            "update" => "posted an update",
            "nothing_new" => "said there was nothing new",
            "wait" => "set it to wait",
            "snooze" => "snoozed it",
            "details" => "changed the details",
            "resolve" => "resolved it",
            _ => "reopened it",
        };
        assert!(refused.sentence.contains(deed), "{action}: {}", refused.sentence);
        assert_eq!(world.cases[&case], first, "{action}: the second press did something");
    }
}

#[test]
fn the_same_agent_twice_does_it_once() {
    for (action, form) in BUTTONS {
        // These may be wanted twice in a row.
        if ["another", "update", "nothing_new", "wait", "snooze", "details"].contains(&action) {
            continue;
        }
        let (mut world, case) = ready_for(action);
        world.on_card(case, action, "sam", form);
        let (once, posts) = (world.cases[&case].clone(), world.sent.len());
        assert_eq!(world.on_card(case, action, "sam", form), Answer::Done, "{action}");
        assert_eq!((&world.cases[&case], world.sent.len()), (&once, posts), "{action} was done twice");
    }
}

#[test]
fn what_was_typed_is_never_dropped_in_silence() {
    let (mut world, case) = ticket();
    world.on_card(case, "send", "sam", None);
    let thread = world.cases[&case].thread.clone().unwrap();
    world.reply("it-help", &thread, "ana", "any update?");
    world.pass(SignedDuration::from_mins(1));
    // Sam opens the new suggestion to edit it; meanwhile Priya answers in the thread, and it is out of date.
    assert!(matches!(world.on_card(case, "edit", "sam", None), Answer::Form(_)));
    world.reply("it-help", &thread, "priya", "The gateway is back, please try again.");
    let answer = world.on_card(case, "edit", "sam", Some(&[("text", "I'm on it, Ana.")]));
    assert_eq!(refusal(&answer).kind, RefusalKind::Conflict);

    world.on_card(case, "resolve", "sam", Some(&[("summary", "restarted the gateway")]));
    world.pass(SignedDuration::from_mins(1));
    let answer = world.on_card(case, "update", "sam", Some(&[("text", "one thing more")]));
    assert!(refusal(&answer).sentence.contains("Reopen it first"), "{answer:?}");
}

#[test]
fn only_the_desk_presses_what_is_the_desks() {
    for (action, form) in BUTTONS {
        for outsider in ["ana", "ben", "nobody-known"] {
            let (mut world, case) = ready_for(action);
            let before = world.cases[&case].clone();
            let answer = world.on_card(case, action, outsider, form);
            assert_eq!(refusal(&answer).kind, RefusalKind::Forbidden, "{action} by {outsider}");
            assert_eq!(world.cases[&case], before, "{action} by {outsider}");
        }
    }
}

#[test]
fn only_the_requester_says_whether_it_works() {
    for action in ["works", "not_yet"] {
        let (mut world, case) = ready_for("reopen");
        let check =
            world.sent.iter().rfind(|sent| sent.delivery.post().kind == PostKind::Question).unwrap().key.clone();
        for somebody in ["ben", "sam", "lea"] {
            let answer = world.press(&check, action, somebody, None);
            assert_eq!(refusal(&answer).kind, RefusalKind::Forbidden, "{action} by {somebody}");
            assert!(refusal(&answer).sentence.contains("Ana"), "{answer:?}");
        }
        assert_eq!(world.press(&check, action, "ana", None), Answer::Done);
        let once = world.cases[&case].clone();
        assert_eq!(once.status == Status::Closed, action == "works");
        assert_eq!(world.press(&check, action, "ana", None), Answer::Done);
        assert_eq!(world.cases[&case], once, "{action} twice");
    }
}

#[test]
fn a_button_that_needs_more_opens_its_form_and_does_nothing_yet() {
    for (action, form) in BUTTONS {
        let Some(filled) = form else { continue };
        let (mut world, case) = ready_for(action);
        let before = world.cases[&case].clone();
        let Answer::Form(form) = world.on_card(case, action, "sam", None) else { panic!("{action} opened no form") };
        assert_eq!(form.id, action);
        let fields: Vec<&str> = form.fields.iter().map(|field| field.id.as_str()).collect();
        let expected: Vec<&str> = filled.iter().map(|(id, _)| *id).collect();
        assert_eq!(fields, expected, "{action}");
        assert_eq!(world.cases[&case], before, "{action}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_in_a_sentence_that_says_what() {
    let table: [(&str, Form, &str); 21] = [
        ("edit", &[], "Reply"),
        ("edit", &[("text", " \n ")], "Reply"),
        ("edit", &[("text", LONG)], "1500"),
        ("dismiss", &[("reason", "")], "Reason"),
        ("update", &[("text", "")], "What is new?"),
        ("update", &[("text", LONG)], "1500"),
        ("update", &[("text", "found it"), ("eta", "soon")], "soon"),
        ("update", &[("text", "found it"), ("eta", "-2h")], "-2h"),
        ("update", &[("text", "found it"), ("eta", "2026-11-23T08:00:00Z")], "passed"),
        ("update", &[("text", "found it"), ("eta", "99999999999999999999d")], "99999"),
        ("wait", &[("on", "requester"), ("why", "")], "Why"),
        ("wait", &[("on", "the moon"), ("why", "it is far")], "Waiting for"),
        ("wait", &[("why", "somebody else")], "Waiting for"),
        ("snooze", &[("for", ""), ("reason", "later")], "can't be read as a time"),
        ("snooze", &[("for", "0m"), ("reason", "later")], "0m"),
        ("snooze", &[("for", "2h"), ("reason", "")], "Reason"),
        ("snooze", &[("for", "9999d"), ("reason", "much later")], "9999d"),
        ("resolve", &[("summary", "\t")], "What was done"),
        ("details", &[("title", ""), ("topic", "vpn"), ("priority", "low")], "Title"),
        ("details", &[("title", "VPN"), ("topic", "weather"), ("priority", "low")], "Topic"),
        ("details", &[("title", "VPN"), ("topic", "vpn"), ("priority", "most")], "Priority"),
    ];
    for (action, form, names) in table {
        let (mut world, case) = ready_for(action);
        let before = world.cases[&case].clone();
        let answer = world.on_card(case, action, "sam", Some(form));
        let refused = refusal(&answer);
        assert_eq!(refused.kind, RefusalKind::Invalid, "{action} {form:?}");
        assert!(refused.sentence.contains(names), "{action}: {}", refused.sentence);
        assert_eq!(world.cases[&case], before, "{action}");
    }
}

#[test]
fn what_does_not_exist_is_not_found() {
    let (mut world, case) = ticket();
    let card = world.cases[&case].card.clone().unwrap();
    assert_eq!(refusal(&world.press(&card, "explode", "sam", None)).kind, RefusalKind::NotFound);
    assert_eq!(refusal(&world.press(&card, "open", "sam", None)).kind, RefusalKind::NotFound);
    // A receipt has no buttons: what is pressed there was never offered.
    let receipt = world.sent.iter().find(|sent| sent.delivery.post().kind == PostKind::Receipt).unwrap().key.clone();
    assert_eq!(refusal(&world.press(&receipt, "resolve", "sam", None)).kind, RefusalKind::NotFound);
    let unknown = What::Pressed {
        channel: "it-agents".into(),
        message: "never-posted".into(),
        action: "send".into(),
        actor: "sam".into(),
        form: None,
    };
    assert_eq!(refusal(&world.happen(unknown)).kind, RefusalKind::NotFound);
}

#[test]
fn a_forgotten_requesters_ticket_stays_over() {
    let (mut world, case) = ticket();
    let card = world.cases[&case].card.clone().unwrap();
    world.command("ana", "forget me");
    let told = world.sent.last().expect("a word to the agents").delivery.post();
    assert_eq!((told.kind, &told.spot), (PostKind::Notice, &Spot::Channel("it-agents".into())));
    assert!(told.text.contains(&case.to_string()) && !told.text.contains("Ana"), "{}", told.text);
    let posts = world.sent.len();
    let answer = world.press(&card, "reopen", "sam", None);
    assert_eq!(refusal(&answer).kind, RefusalKind::NotFound);
    assert_eq!((world.cases[&case].status, world.sent.len()), (Status::Closed, posts));
}
