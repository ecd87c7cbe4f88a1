use super::*;
use crate::cues::{Heat, Intake, Level, Priority, Subject};
use crate::replay::{Author, Wait, weave};

/// Minute, author, what it is for, thread (`-` for none), text.
type Line = (i64, &'static str, Act, &'static str, &'static str);

fn tickets(lines: &[Line]) -> Vec<Ticket> {
    let messages: Vec<Message> = lines
        .iter()
        .map(|(minute, user, _, thread, text)| Message {
            channel: "help".into(),
            key: minute.to_string(),
            thread: (*thread != "-").then(|| (*thread).to_owned()),
            user: (*user).into(),
            name: (*user).into(),
            author: Author::Person,
            at: minute * MINUTE,
            text: (*text).into(),
        })
        .collect();
    let heard: Vec<Hearing> = lines.iter().map(|(_, _, act, _, text)| hearing(*act, text)).collect();
    let strands = weave(&messages).remove(0).1;
    walk(&messages, &strands, &heard)
}

/// What an ear might hear: `!` heats, a first word in capitals presses.
fn hearing(act: Act, text: &str) -> Hearing {
    Hearing {
        heat: Heat { level: if text.contains('!') { Level::Frustrated } else { Level::Calm }, ..Heat::default() },
        intake: Intake { act, reasons: Vec::new() },
        subject: Subject {
            topic: if text.contains("vpn") { "vpn" } else { "other" }.into(),
            priority: if text.contains("NOW") { Priority::Urgent } else { Priority::Normal },
            reasons: Vec::new(),
        },
    }
}

fn minutes(waits: &[Ticket]) -> Vec<String> {
    waits
        .iter()
        .map(|ticket| match ticket.wait {
            Wait::Answered(seconds) => format!("{}", seconds / 60),
            Wait::Unanswered(seconds) => format!("never in {}", seconds / 60),
            Wait::Unknown => "?".to_owned(),
        })
        .collect()
}

use Act::{Answer, Chase, Chatter, Followup, Request, Thanks};

#[test]
fn a_thread_is_one_ticket_from_question_to_thanks() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "it drops"),
        (30, "ana", Chase, "0", "anyone? NOW please!"),
        (40, "sam", Answer, "0", "looking"),
        (50, "ana", Request, "0", "can you also see why vpn is slow?"),
        (60, "ana", Thanks, "0", "works"),
    ]);
    assert_eq!(minutes(&seen), ["40"]);
    let ticket = &seen[0];
    assert_eq!((ticket.chases, ticket.thanked, ticket.topic.as_str()), (1, true, "vpn"));
    assert_eq!((ticket.priority, ticket.level), (Priority::Urgent, Level::Frustrated));
}

#[test]
fn five_minutes_make_one_report_and_six_make_two() {
    let reports = |gap| tickets(&[(0, "ana", Request, "-", "one"), (gap, "ana", Request, "-", "two")]).len();
    assert_eq!((reports(5), reports(6)), (1, 2));
}

#[test]
fn an_answer_by_name_reaches_its_asker_past_others() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "printer is dead"),
        (1, "ben", Request, "-", "vpn drops"),
        (2, "sam", Answer, "-", "ben: since when?"),
        (9, "sam", Answer, "-", "ana: which one?"),
        (500, "ana", Chatter, "-", "done"),
    ]);
    assert_eq!(minutes(&seen), ["9", "1"]);
}

#[test]
fn a_loose_answer_goes_to_the_newest_recent_question_of_somebody_else() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "printer is dead"),
        (5, "ben", Request, "-", "vpn drops"),
        (7, "sam", Answer, "-", "restart the client"),
        (8, "sam", Chatter, "-", "lunch?"),
        (16, "lea", Answer, "-", "too late to be sure"),
        (200, "dan", Chatter, "-", "evening all"),
    ]);
    assert_eq!(minutes(&seen), ["never in 200", "2"]);
}

#[test]
fn words_that_directly_follow_a_question_and_ask_nothing_answer_it() {
    let after = |act| {
        minutes(&tickets(&[
            (0, "ana", Request, "-", "is it down?"),
            (3, "sam", act, "-", "yep"),
            (90, "lea", Chatter, "-", "hm"),
        ]))
    };
    assert_eq!(after(Chatter), ["3"]);
    assert_eq!(after(Act::Greeting), ["never in 90"]);
    assert_eq!(after(Request), ["never in 90", "never in 87"]);
}

#[test]
fn who_waits_for_an_answer_gives_none() {
    let seen = tickets(&[
        (0, "ben", Request, "-", "vpn drops"),
        (1, "ana", Request, "-", "printer is dead"),
        (2, "ben", Answer, "-", "you have to wait"),
        (90, "lea", Chatter, "-", "hm"),
    ]);
    assert_eq!(minutes(&seen), ["never in 90", "never in 89"]);
}

#[test]
fn speaking_to_somebody_by_name_shows_who_answered() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "is it down?"),
        (1, "lea", Act::Greeting, "-", "morning"),
        (4, "sam", Request, "-", "which one?"),
        (5, "ana", Followup, "-", "sam: the one on floor 3"),
        (90, "lea", Chatter, "-", "hm"),
    ]);
    assert_eq!(minutes(&seen)[0], "4");
}

#[test]
fn a_chase_out_of_the_blue_is_about_the_last_ticket() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "printer is dead"),
        (1, "sam", Answer, "-", "ana: will look"),
        (300, "ana", Request, "-", "vpn drops"),
        (2000, "ana", Chase, "-", "any news?"),
        (2005, "sam", Answer, "-", "ana: on it"),
        (2006, "ben", Chase, "-", "never asked for anything"),
    ]);
    assert_eq!(minutes(&seen), ["1", "1705"]);
    assert_eq!(seen.iter().map(|ticket| ticket.chases).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn the_asker_does_not_answer_themselves() {
    let seen = tickets(&[
        (0, "ana", Request, "-", "printer is dead"),
        (2, "ana", Answer, "-", "you have to turn it on"),
        (3, "ana", Followup, "-", "found it"),
        (90, "sam", Chatter, "-", "hi"),
    ]);
    assert_eq!(minutes(&seen), ["never in 90"]);
}

#[test]
fn where_the_record_stops_nothing_is_claimed() {
    const WEEK: i64 = 7 * 24 * 60;
    let seen = tickets(&[
        (0, "ana", Request, "-", "early"),
        (70, "ben", Request, "-", "just before the hole"),
        (71, "ben", Chatter, "-", "hm"),
        (71 + WEEK, "sam", Answer, "70", "weeks later"),
    ]);
    assert_eq!(minutes(&seen), ["never in 71", "?"]);
}

#[test]
fn no_request_no_ticket() {
    assert_eq!(tickets(&[(0, "ana", Chatter, "-", "hi"), (1, "sam", Answer, "0", "hello")]), []);
}
