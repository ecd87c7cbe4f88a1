//! What opens a ticket and what does not, and what becomes of a report afterwards.

use hearken::chat::*;
use hearken::cues::Priority;
use hearken::desk::*;
use jiff::SignedDuration;

use crate::world::{World, said};

const VPN: &str = "My VPN keeps dropping since this morning, can someone help?";

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn only(world: &World) -> &Case {
    assert_eq!(world.cases.len(), 1, "{:?}", world.cases.values().map(Case::report_text).collect::<Vec<_>>());
    world.cases.values().next().unwrap()
}

fn kinds(world: &World) -> Vec<PostKind> {
    world.sent.iter().map(|sent| sent.delivery.post().kind).collect()
}

#[test]
fn in_an_intake_channel_what_asks_for_help_opens_a_ticket_and_nothing_else_does() {
    let table = [
        (VPN, true),
        ("Can someone reset my password please?", true),
        ("The printer on floor 2 doesn't print", true),
        ("How do I share my calendar with a colleague?", true),
        ("Mein Drucker funktioniert nicht mehr, können Sie mir bitte helfen?", true),
        ("thanks!", false),
        ("good morning all", false),
        ("have you tried a reboot?", false),
        ("FYI, maintenance tonight at 22:00", false),
        ("works now", false),
        ("nvm, found it", false),
        ("cake in the kitchen", false),
        ("😀", false),
        ("", false),
    ];
    for (text, opens) in table {
        let mut world = World::new();
        let message = world.say("it-help", "ana", text);
        assert_eq!(world.cases.len(), usize::from(opens), "{text:?}");
        // Either way, why can be asked.
        let verdict = world.verdicts.last().expect("a verdict");
        assert_eq!((&verdict.message, verdict.upshot.case().is_some()), (&message, opens), "{text:?}");
        assert!(verdict.reasons.iter().all(|reason| reason.quote.is_empty()), "a verdict keeps no words: {verdict:?}");
        let Answer::Note(why) = world.command("ana", "why") else { panic!("no answer to why") };
        let told = if opens { "opened HK-1" } else { "opened no ticket" };
        assert!(why.contains(told), "{text:?}: {why}");
    }
}

#[test]
fn a_new_ticket_is_received_promised_shown_and_timed() {
    let mut world = World::new();
    let message = world.say(
        "it-help",
        "ana",
        "My VPN drops again, third time this week, and I have a client call in 20 minutes!",
    );
    let case = only(&world);
    assert_eq!((case.status, owes(case), case.topic.as_str()), (Status::New, Owes::Agent, "vpn"));
    assert_eq!(case.priority, Priority::Urgent);
    assert_eq!(case.thread.as_ref(), Some(&message));
    assert_eq!(kinds(&world), [PostKind::Receipt, PostKind::Card]);
    let promise = &case.promises[0];
    assert_eq!((promise.kind, promise.state.clone()), (PromiseKind::FirstResponse, PromiseState::Open));
    assert_eq!(case.timers.get(&TimerKind::NextWord), Some(&promise.due_at));
    // In time for the call; too soon for the agents to be asked before it.
    assert!(promise.due_at <= world.now + minutes(10) && promise.due_at > world.now + minutes(4));
    assert_eq!(case.timers.get(&TimerKind::AskNews), None);
    let receipt = &world.sent[0].delivery.post();
    let due = promise.due_at.strftime("%H:%M").to_string();
    assert!(receipt.text.contains("Ana") && receipt.text.contains(&due), "{}", receipt.text);
}

#[test]
fn one_authors_messages_within_five_minutes_are_one_report() {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.pass(minutes(4));
    world.say("it-help", "ana", "Outlook also can't connect, is that the same?");
    world.say("it-help", "ben", "My laptop won't start, can you help?");
    assert_eq!(world.cases.len(), 2, "Ben's is his own");
    let case = &world.cases[&CaseId(1)];
    assert_eq!(case.messages.iter().filter(|message| message.report).count(), 2);
    assert!(case.report_text().contains("VPN") && case.report_text().contains("Outlook"));

    world.pass(minutes(6));
    world.say("it-help", "ana", "The printer on floor 2 doesn't print, can someone look?");
    assert_eq!(world.cases.len(), 3, "a matter of its own");
}

#[test]
fn a_reply_in_a_tickets_thread_belongs_to_it() {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", VPN);
    world.pass(minutes(90));
    world.reply("it-help", &thread, "ana", "Can you also look at my printer? It doesn't print");
    world.reply("it-help", &thread, "ben", "same here, can someone help me?");
    let case = only(&world);
    assert_eq!(case.messages.len(), 3);
}

#[test]
fn any_update_in_the_channel_is_about_the_open_ticket_however_late() {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.pass(minutes(60));
    world.say("it-help", "ana", "any update?");
    let case = only(&world);
    assert_eq!(case.chases, 1);
    assert_eq!(kinds(&world).iter().filter(|kind| **kind == PostKind::Ping).count(), 1, "answered at once");
}

#[test]
fn after_the_fix_what_is_said_in_the_channel_answers_the_question_too() {
    for (text, status) in [
        ("no", Status::InProgress),
        ("My VPN still drops, please look again", Status::InProgress),
        ("any update?", Status::Resolved),
        ("works now", Status::Closed),
        ("thanks!", Status::Resolved),
        ("good morning all", Status::Resolved),
    ] {
        let mut world = World::new();
        world.say("it-help", "ana", VPN);
        world.on_card(CaseId(1), "resolve", "sam", Some(&[("summary", "renewed the certificate")]));
        world.pass(minutes(30));
        world.say("it-help", "ana", text);
        assert_eq!(only(&world).status, status, "{text:?}");
    }
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.on_card(CaseId(1), "resolve", "sam", Some(&[("summary", "renewed the certificate")]));
    world.say("it-help", "ana", "The printer on floor 2 doesn't print");
    assert_eq!(world.cases.len(), 2, "another trouble is a ticket of its own");
    assert_eq!(world.cases[&CaseId(1)].status, Status::Resolved);
}

#[test]
fn a_direct_message_opens_a_private_ticket() {
    let mut world = World::new();
    world.say("dm:ana", "ana", "good morning");
    assert_eq!((world.cases.len(), kinds(&world)), (0, vec![PostKind::Notice]), "greeted, and told what it is for");
    world.say("dm:ana", "ana", "My salary account shows access denied, can you help?");
    let case = only(&world);
    assert!(case.private);
    assert_eq!(case.channel, "dm:ana".into());
    world.say("dm:ana", "ana", "it started yesterday");
    assert_eq!(only(&world).messages.len(), 2);
}

#[test]
fn a_command_opens_a_private_ticket_whatever_the_words() {
    let mut world = World::new();
    let answer = world.command("ana", "report the coffee machine needs an account");
    assert!(
        matches!(&answer, Answer::Note(note) if note.contains("HK-1") && note.contains("Next word by")),
        "{answer:?}"
    );
    let case = only(&world);
    assert_eq!((case.private, case.channel.clone()), (true, "dm:ana".into()));
    assert_eq!(world.sent[0].delivery.post().spot, Spot::Direct("ana".into()));
    let thread = case.thread.clone().expect("the receipt begins the thread");
    world.reply("dm:ana", &thread, "ana", "it is on floor 2");
    assert_eq!(only(&world).messages.len(), 2);

    let Answer::Note(status) = world.command("ana", "status") else { panic!("no answer to status") };
    assert!(status.contains("HK-1"), "{status}");
    assert!(matches!(world.command("ana", "report"), Answer::Refused(_)));
    assert!(matches!(world.command("ana", "REPORT   my phone is broken"), Answer::Note(_)));
}

#[test]
fn a_ticket_emoji_opens_one_whatever_the_rules_say_and_only_one() {
    let mut world = World::new();
    let message = world.say("general", "ana", "cake in the kitchen");
    let on = said("general", None, &message, "ana", "cake in the kitchen");
    world.react("ben", "heart", on.clone());
    assert_eq!(world.cases.len(), 0, "another emoji means nothing");
    world.react("ben", "ticket", on.clone());
    world.react("dana", "ticket", on);
    let case = only(&world);
    assert_eq!(case.requester, "ana".into(), "the ticket is the author's");
}

#[test]
fn in_a_listened_channel_a_request_gets_a_private_nudge() {
    let mut world = World::new();
    world.say("general", "ana", VPN);
    let nudge = world.sent[0].clone();
    assert_eq!(nudge.delivery.post().audience, Audience::Only("ana".into()));
    assert_eq!((world.cases.len(), kinds(&world)), (0, vec![PostKind::Nudge]));
    assert!(matches!(world.press(&nudge.key, "open", "ben", None), Answer::Refused(_)), "not Ben's");
    world.press(&nudge.key, "open", "ana", None);
    assert_eq!(only(&world).requester, "ana".into());
    world.press(&nudge.key, "open", "ana", None);
    only(&world);
}

#[test]
fn a_no_to_a_nudge_gives_three_hours_of_peace() {
    let mut world = World::new();
    world.say("general", "ana", VPN);
    let nudge = world.sent[0].key.clone();
    assert_eq!(world.press(&nudge, "no_thanks", "ana", None), Answer::Done);
    assert!(world.sent[1].delivery.post().card.is_none(), "answered, and its buttons gone");
    let again = world.press(&nudge, "open", "ana", None);
    let Answer::Refused(refusal) = &again else { panic!("{again:?}") };
    assert!(refusal.kind == RefusalKind::Conflict && refusal.sentence.contains("answered already"), "{refusal:?}");
    world.pass(minutes(179));
    world.say("general", "ana", "My VPN still drops, can someone help?");
    assert_eq!(world.sent.len(), 2, "in peace");
    world.say("general", "ben", VPN);
    assert_eq!(world.sent.len(), 3, "the peace is Ana's alone");
    world.pass(minutes(2));
    world.say("general", "ana", "My VPN still drops, can someone help?");
    assert_eq!(world.sent.len(), 4, "the peace is over");
    assert_eq!(world.cases.len(), 0);
}

#[test]
fn elsewhere_nothing_is_read() {
    let mut world = World::new();
    for channel in ["status", "it-agents", "lunch"] {
        world.say(channel, "ana", VPN);
    }
    assert_eq!(world.verdicts.len(), 0);
    world.say("it-help", "sam", "Can someone look at the printer on floor 2?");
    assert_eq!((world.cases.len(), world.sent.len()), (0, 0));
}

#[test]
fn an_edit_updates_the_report() {
    let mut world = World::new();
    let message = world.say("it-help", "ana", "Can someone look at my laptop please?");
    let promised = only(&world).next_update_at();
    let edited = said("it-help", None, &message, "ana", "URGENT: my VPN drops and nobody in accounting can work");
    world.happen(What::Edited(edited));
    let case = only(&world);
    assert_eq!((case.topic.as_str(), case.priority), ("vpn", Priority::Urgent));
    assert!(case.next_update_at() < promised, "what is urgent is answered sooner");
    assert!(case.report_text().starts_with("URGENT"));

    // Somebody else's hand changes nothing.
    let before = case.clone();
    world.happen(What::Edited(said("it-help", None, &message, "ben", "cake")));
    assert_eq!(*only(&world), before);
}

#[test]
fn an_edit_takes_back_the_heat_of_the_words_that_are_gone() {
    let mut world = World::new();
    let message =
        world.say("it-help", "ana", "My VPN drops AGAIN, this is ridiculous, you people are useless, fix it!");
    assert!(only(&world).heat.score > 0);
    world.happen(What::Edited(said("it-help", None, &message, "ana", "My VPN drops, can you have a look please?")));
    assert_eq!(only(&world).heat.level, hearken::cues::Level::Calm, "{:?}", only(&world).heat);
}

#[test]
fn small_talk_that_is_edited_into_a_request_opens_a_ticket() {
    let mut world = World::new();
    let message = world.say("it-help", "ana", "good morning all");
    world.happen(What::Edited(said("it-help", None, &message, "ana", VPN)));
    only(&world);
}

#[test]
fn a_report_is_withdrawn_by_its_author_until_somebody_answered() {
    for (answered, status) in [(false, Status::Closed), (true, Status::InProgress)] {
        let mut world = World::new();
        let message = world.say("it-help", "ana", VPN);
        if answered {
            world.on_card(CaseId(1), "send", "sam", None);
        }
        let take_back =
            |author: &str| What::Deleted { channel: "it-help".into(), message: message.clone(), author: author.into() };
        let open = only(&world).status;
        world.happen(take_back("ben"));
        assert_eq!(only(&world).status, open, "not Ben's to take back");
        world.happen(take_back("ana"));
        assert_eq!(only(&world).status, status);
        assert_eq!(only(&world).report_text(), "", "the words are gone either way");
    }
}

#[test]
fn status_of_a_named_ticket_is_for_its_requester_and_the_desk() {
    let mut world = World::new();
    world.say("it-help", "ana", VPN);
    world.say("it-help", "ben", "The printer on floor 2 is broken");
    for (asker, named, known) in [
        ("ana", "HK-1", true),
        ("ana", "HK-2", false),
        ("ana", "HK-9", false),
        ("ana", "x", false),
        ("sam", "hk-2", true),
    ] {
        let Answer::Note(status) = world.command(asker, &format!("status {named}")) else { panic!("no answer") };
        assert_eq!(status.contains("nobody has taken it yet"), known, "{asker} {named}: {status}");
        let others = if named == "HK-1" { "HK-2" } else { "HK-1" };
        assert!(!status.contains(others), "{asker} {named}: {status}");
        assert!(known || status.contains(named), "{status}");
    }
}

#[test]
fn whoever_marks_a_message_opens_the_ticket_and_an_agents_line_is_theirs_who_marked_it() {
    for (author, requester) in [("ana", "ana"), ("sam", "ben")] {
        let mut world = World::new();
        let line = world.say("general", author, "the projector in room 3 flickers");
        world.react("ben", "ticket", said("general", None, &line, author, "the projector in room 3 flickers"));
        let case = world.cases.values().next().expect("a ticket");
        assert_eq!(case.requester, requester.into(), "{author}");
        assert_eq!(case.timeline[0].who, Some("ben".into()), "{author}: who opened it");
    }
}

#[test]
fn a_line_that_goes_on_from_nothing_is_asked_about() {
    let mut world = World::new();
    world.say("it-help", "ben", "Also: the projector in meeting room 2 hums like an airplane");
    let nudge = world.sent.last().expect("a question for Ben").delivery.post();
    assert_eq!((world.cases.len(), nudge.kind), (0, PostKind::Nudge));
}

#[test]
fn the_topic_is_of_the_trouble_that_is_said_back() {
    for (text, topic) in [
        ("My monitor flickers. Also the dock does not charge. And I need access to Figma.", "hardware"),
        ("I lost my laptop on the train. Also my VPN is slow.", "security"),
    ] {
        let mut world = World::new();
        world.say("it-help", "ana", text);
        assert_eq!(only(&world).topic, topic, "{text}");
    }
}

#[test]
fn a_password_that_was_written_out_is_repeated_nowhere() {
    let mut world = World::new();
    let thread = world.say("it-help", "ana", "my password is Summer2024! and it still doesn't work in SAP");
    world.reply("it-help", &thread, "ana", "I also tried password: Winter2025");
    let cards = world.sent.iter().filter_map(|sent| sent.delivery.post().card.as_ref());
    let fields = cards.flat_map(|card| card.fields.iter().map(|field| field.value.as_str()));
    let said: String = world.sent.iter().map(|sent| sent.delivery.post().text.as_str()).chain(fields).collect();
    assert!(!said.contains("Summer2024") && !said.contains("Winter2025"), "{said}");
    let receipt = world.sent[0].delivery.post().text.to_lowercase();
    assert!(receipt.contains("delete") && receipt.contains("password"), "{receipt}");
}
