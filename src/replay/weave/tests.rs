use super::*;

fn said(minute: i64, user: &str, text: &str) -> Message {
    Message {
        channel: "help".into(),
        key: format!("{minute}-{user}"),
        thread: None,
        user: user.into(),
        name: user.into(),
        author: Author::Person,
        at: minute * 60_000_000,
        text: text.into(),
    }
}

fn within(thread: &str, message: Message) -> Message {
    Message { thread: Some(thread.into()), ..message }
}

/// The conversation of each message, as letters in the order of appearance.
fn shape(messages: &[Message]) -> String {
    let strands = weave(messages).remove(0).1;
    strands.iter().map(|strand| char::from(b'a' + u8::try_from(strand.conversation).unwrap())).collect()
}

#[test]
fn threads_keep_together_and_apart() {
    let talk = [
        said(0, "ana", "printer is dead"),
        said(1, "ben", "vpn drops"),
        within("0-ana", said(2, "sam", "which one?")),
        within("1-ben", said(3, "sam", "since when?")),
        within("0-ana", said(300, "ana", "the one on floor 3")),
        said(301, "ana", "also, can somebody unlock my account?"),
    ];
    assert_eq!(shape(&talk), "ababac");
}

#[test]
fn replies_to_a_message_outside_the_export_still_keep_together() {
    let talk = [within("gone", said(0, "sam", "try now")), within("gone", said(1, "ana", "works"))];
    assert_eq!(shape(&talk), "aa");
}

#[test]
fn a_name_in_front_ties_a_message_to_that_person() {
    let talk = [
        said(0, "ana", "printer is dead"),
        said(1, "ben", "vpn drops"),
        said(2, "sam", "ana: which one?"),
        said(3, "sam", "@ben since when?"),
        said(4, "ana", "sam: the one on floor 3"),
        said(5, "ben", "Sam, since noon"),
        said(6, "sam", "nobody: is known by that name"),
        said(300, "ana", "sam: works now"),
        said(400, "ben", "and now the printer"),
        said(401, "sam", "ben: again?"),
    ];
    assert_eq!(shape(&talk), "abababbacc");
}

#[test]
fn silence_ends_a_conversation_without_threads() {
    let talk = [said(0, "ana", "one"), said(1, "sam", "ana: yes?"), said(15, "ana", "two"), said(31, "ana", "three")];
    assert_eq!(shape(&talk), "aaab");
}

#[test]
fn who_waits_for_an_answer_is_still_in_the_same_conversation() {
    let talk = [said(0, "ana", "one"), said(300, "ana", "anyone?"), said(300 + 24 * 60 + 1, "ana", "three")];
    assert_eq!(shape(&talk), "aab");
}

#[test]
fn a_bare_name_is_one_only_when_written_exactly_and_spoken_lately() {
    let talk = [
        said(0, "May", "vpn drops"),
        said(1, "sam", "May since when?"),
        said(2, "ben", "may I ask something?"),
        said(2000, "lea", "May is a fine month"),
    ];
    assert_eq!(shape(&talk), "aabc");
}

#[test]
fn what_a_thread_hangs_from_begins_a_conversation() {
    let talk = [
        said(0, "ana", "one"),
        said(4, "ana", "and one more thing about it"),
        said(10, "ana", "two"),
        within("4-ana", said(11, "sam", "about one")),
        within("10-ana", said(12, "sam", "about two")),
    ];
    assert_eq!(shape(&talk), "aabab");
}

#[test]
fn a_name_of_two_words_is_found_after_an_at_sign() {
    let mut ana = said(0, "U1", "vpn drops");
    ana.name = "Ana Ruiz".into();
    assert_eq!(shape(&[ana, said(20, "U2", "@Ana Ruiz, since when?"), said(21, "U2", "@")]), "aaa");
}

#[test]
fn bots_have_no_part_in_it() {
    let mut bot = said(0, "relay", "build failed");
    bot.author = Author::Bot;
    assert_eq!(weave(&[bot]), []);
}
