//! What people write never reaches a log, however much is logged.

mod harness;

use harness::{Desk, id};
use hearken::store::{DatabaseUrl, Store};
use reqwest::StatusCode;
use serde_json::json;

/// A word of its own in everything that is written, so that it cannot be in a log by chance.
const WORDS: [&str; 9] = [
    "quagmirevpn",
    "zephyrline",
    "obelixedit",
    "marmaladereply",
    "tangerinenews",
    "cobaltreason",
    "saffronsummary",
    "periwinklecommand",
    "vermilliondraft",
];

#[tokio::test]
async fn a_whole_journey_leaves_no_words_in_the_log() {
    let desk = Desk::start_with(&[], |_| vec![("HEARKEN_LOG".into(), "trace".into())]).await;
    let thread = desk.say("it-help", "ana", "My VPN quagmirevpn drops again and again, please help!").await;
    desk.reply("it-help", &thread, "ana", "it says zephyrline now").await;
    let edited = json!({"author": "ana", "text": "My VPN obelixedit drops again and again, please help!"});
    let path = format!("{}/api/local/messages/{thread}", desk.base);
    assert!(desk.http.patch(path).json(&edited).send().await.unwrap().status().is_success());
    let card = id(&desk.card("1").await);
    desk.press(&card, "edit", "sam", Some(json!({"text": "Ana, marmaladereply is what I am trying now."}))).await;
    desk.press(&card, "update", "sam", Some(json!({"text": "tangerinenews from the network team"}))).await;
    desk.press(&card, "wait", "sam", Some(json!({"on": "third_party", "why": "cobaltreason"}))).await;
    desk.press(&card, "resolve", "sam", Some(json!({"summary": "saffronsummary renewed"}))).await;
    desk.command("it-help", "ana", "/hearken report periwinklecommand is broken, please help").await;
    // What is refused is no less private.
    let draft = json!({"channel": "nowhere", "author": "ana", "text": "vermilliondraft"});
    desk.refused("/api/local/messages", &draft, StatusCode::NOT_FOUND).await;
    let broken = desk.http.post(format!("{}/api/local/messages", desk.base)).body("{\"text\": \"vermilliondraft");
    assert!(broken.send().await.unwrap().status().is_client_error());
    desk.advance("1d").await;
    desk.settle().await;

    let log = desk.log();
    assert!(log.len() > 10_000, "hardly anything was logged: {} bytes", log.len());
    for word in WORDS {
        assert!(!log.contains(word), "the log holds {word}");
    }
}

#[tokio::test]
async fn what_goes_wrong_leaves_no_words_in_the_log_either() {
    let whole = include_str!("../desk.example.toml");
    let mut desk = Desk::start_with(&[("desk.toml", whole)], |folder| {
        let file = folder.join("desk.toml").display().to_string();
        vec![("HEARKEN_LOG".into(), "trace".into()), ("HEARKEN_DESK".into(), file)]
    })
    .await;
    let thread = desk.say("it-help", "ana", "My VPN quagmirevpn drops again and again, please help!").await;
    let card = id(&desk.card("1").await);

    // A store that takes nothing.
    let other = Store::open(&DatabaseUrl::file(desk.folder().join("hearken.db"))).await.unwrap();
    let held = other.begin().await.unwrap();
    let said = json!({"channel": "it-help", "author": "ben", "text": "zephyrline does not print, please help"});
    let pressed = json!({"message": card, "action": "edit", "actor": "sam", "form": {"text": "marmaladereply, Ana."}});
    let edited = json!({"author": "ana", "text": "My VPN obelixedit drops again, please help!"});
    let path = format!("{}/api/local/messages/{thread}", desk.base);
    let (said, pressed, edited) = tokio::join!(
        desk.post("/api/local/messages", &said),
        desk.post("/api/local/actions", &pressed),
        desk.http.patch(path).json(&edited).send()
    );
    for status in [said.status(), pressed.status(), edited.unwrap().status()] {
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
    held.rollback().await.unwrap();
    other.close().await;

    // A channel that is gone: what was to stand in it never will.
    desk.press(&card, "claim", "sam", None).await;
    let moved = whole.replace("id = \"it-help\"", "id = \"help-desk\"");
    std::fs::write(desk.folder().join("desk.toml"), moved).unwrap();
    desk.terminate();
    desk.begin_again();
    desk.press(&card, "update", "sam", Some(json!({"text": "tangerinenews from the network team"}))).await;
    desk.settle().await;
    let log = desk.log();
    assert!(log.contains("a post will never be delivered"), "nothing was lost");
    assert!(log.contains("could not be stored") || log.contains("could not be done"), "nothing failed");
    for word in WORDS {
        assert!(!log.contains(word), "the log holds {word}");
    }
}
