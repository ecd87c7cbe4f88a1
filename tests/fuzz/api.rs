//! Bodies of the API: bytes at random, and JSON of the right shape with the wrong things in it. Never a 5xx, never a
//! wait without end, and the process goes on.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::harness::Desk;
use crate::try_all;

const PATHS: [(&str, &[&str]); 5] = [
    ("/api/local/messages", &["channel", "author", "text", "thread", "client_id"]),
    ("/api/local/actions", &["message", "action", "actor", "form"]),
    ("/api/local/reactions", &["message", "actor", "emoji"]),
    ("/api/local/commands", &["channel", "actor", "text"]),
    ("/api/local/messages/m1", &["author", "text"]),
];

/// What is right somewhere, so that wrong things also come far.
const WORDS: [&str; 36] = [
    "it-help",
    "it-agents",
    "general",
    "status",
    "dm:ana",
    "dm:",
    "ana",
    "ben",
    "sam",
    "lea",
    "hearken",
    "m1",
    "m2",
    "m3",
    "m99",
    "m-1",
    "ticket",
    "send",
    "edit",
    "claim",
    "update",
    "wait",
    "resolve",
    "reopen",
    "snooze",
    "works",
    "not_yet",
    "/hearken status",
    "/hearken report my VPN drops",
    "/hearken forget me",
    "/hearken",
    "My VPN drops, third time this week!!",
    "@everyone <!channel> {{ 7*7 }}",
    "a\u{0}b",
    "\u{202E}שלום 👩‍👩‍👧",
    "",
];

fn word() -> impl Strategy<Value = Value> {
    prop::sample::select(WORDS.to_vec()).prop_map(Value::from)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        8 => word(),
        1 => "(?s).{0,60}".prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => (1_usize..50_000).prop_map(|length| "é".repeat(length).into()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = prop::sample::select(vec!["text", "eta", "on", "why", "summary", "for", "reason", "x"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names.prop_map(str::to_owned), inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// One request: where, and what.
fn request() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let shaped = prop::sample::select(PATHS.to_vec()).prop_flat_map(|(path, fields)| {
        let fields = fields.iter().map(|field| {
            let content = prop_oneof![6 => word(), 1 => value()];
            prop_oneof![8 => content.prop_map(Some), 1 => Just(None)].prop_map(move |value| (field.to_string(), value))
        });
        fields.collect::<Vec<_>>().prop_map(move |fields| {
            let body: Map<_, _> = fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
            (path, Value::Object(body).to_string().into_bytes())
        })
    });
    let path = || prop::sample::select(PATHS.to_vec()).prop_map(|(path, _)| path);
    prop_oneof![
        6 => shaped,
        1 => (path(), value()).prop_map(|(path, value)| (path, value.to_string().into_bytes())),
        1 => (path(), prop::collection::vec(any::<u8>(), 0..200)),
    ]
}

#[test]
fn whatever_is_sent_is_answered() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let desk = runtime.block_on(Desk::start());
    let pid = desk.pid();
    runtime.block_on(desk.say("it-help", "ana", "My VPN drops again and again, please help!"));
    try_all(400, request(), |(path, body)| {
        let method = if path.ends_with("m1") { reqwest::Method::PATCH } else { reqwest::Method::POST };
        let (status, answer) = runtime.block_on(async {
            let request = desk.http.request(method, format!("{}{path}", desk.base)).body(body.clone());
            let request = request.header("content-type", "application/json").timeout(Duration::from_secs(15));
            let answer = request.send().await.map_err(|error| TestCaseError::fail(error.to_string()))?;
            Ok::<_, TestCaseError>((answer.status(), answer.text().await.unwrap_or_default()))
        })?;
        prop_assert!(
            !status.is_server_error(),
            "{} {} to {}: {}",
            path,
            String::from_utf8_lossy(&body),
            status,
            answer
        );
        prop_assert!(serde_json::from_str::<Value>(&answer).is_ok(), "{answer}");
        Ok(())
    });
    runtime.block_on(async {
        let large = json!({"channel": "it-help", "author": "ana", "text": "x".repeat(3_000_000)});
        desk.refused("/api/local/messages", &large, reqwest::StatusCode::PAYLOAD_TOO_LARGE).await;
        desk.settle().await;
        desk.get("/readyz").await;
    });
    assert_eq!(desk.pid(), pid);
    assert!(!desk.log().contains("panicked"), "{}", desk.log());
}
