//! What people and programs may send by mistake or on purpose: a clear answer, and nothing lost or changed by it.

mod harness;

use harness::Desk;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const MESSAGES: &str = "/api/local/messages";
const ACTIONS: &str = "/api/local/actions";

/// Sends anything at all; every answer is JSON.
async fn raw(desk: &Desk, method: Method, path: &str, kind: &str, body: Vec<u8>) -> (StatusCode, Value) {
    let request = desk.http.request(method, format!("{}{path}", desk.base)).header("content-type", kind).body(body);
    let response = request.send().await.unwrap();
    let status = response.status();
    (status, response.json().await.expect("every answer is JSON"))
}

#[tokio::test]
async fn too_much_is_heard_out_and_answered_and_the_next_request_goes_through() {
    let desk = Desk::start().await;
    for bytes in [2_200_000, 3_000_000, 9_000_000] {
        let body = json!({"channel": "it-help", "author": "ana", "text": "x".repeat(bytes)});
        for _ in 0..10 {
            let answer = desk.post(MESSAGES, &body).await;
            assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE, "{bytes}");
            assert_eq!(answer.headers()["connection"], "close", "a client must not reuse the connection");
            desk.get("/healthz").await;
        }
    }
}

#[tokio::test]
async fn whatever_is_malformed_is_answered_clearly_and_changes_nothing() {
    let desk = Desk::start().await;
    let fine = json!({"channel": "it-help", "author": "ana", "text": "hello"});
    let with = |name: &str, value: Value| {
        let mut body = fine.clone();
        body[name] = value;
        body
    };
    let (bad, missing, large) = (StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND, StatusCode::PAYLOAD_TOO_LARGE);
    for (body, status) in [
        (with("text", json!("")), bad),
        (with("text", json!(" \n ")), bad),
        (with("text", json!("a\u{0}b")), bad),
        (with("text", json!(7)), bad),
        (with("client_id", json!("")), bad),
        (with("client_id", json!("a\u{0}")), bad),
        (with("text", json!("x".repeat(40_001))), large),
        (with("text", json!("x".repeat(1_000_000))), large),
        (with("text", json!("x".repeat(2_200_000))), large),
        (with("channel", json!("nowhere")), missing),
        (with("channel", json!("dm:nobody")), missing),
        (with("channel", json!("it-help\u{0}")), missing),
        (with("author", json!("nobody")), missing),
        (with("author", json!("hearken")), missing),
        (with("thread", json!("m99")), missing),
        (with("thread", json!("m1\u{0}")), missing),
    ] {
        let sentence = desk.refused(MESSAGES, &body, status).await;
        assert!(sentence.len() < 300 && sentence.ends_with('.'), "{sentence}");
    }
    for body in ["", "{", "[]", "null", "\"\"", "{\"channel\":", "\u{0}", &"[".repeat(100_000)] {
        let (status, answer) = raw(&desk, Method::POST, MESSAGES, "application/json", body.into()).await;
        assert_eq!(status, bad, "{answer}");
        assert!(answer["error"]["code"].is_string() && answer["error"]["message"].is_string(), "{answer}");
    }
    let (status, _) = raw(&desk, Method::POST, MESSAGES, "application/json", vec![0xff, 0xfe]).await;
    assert_eq!(status, bad);
    let (status, _) = raw(&desk, Method::POST, MESSAGES, "text/plain", fine.to_string().into_bytes()).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for (method, path, expected) in [
        (Method::PUT, MESSAGES, StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/api/tickets", StatusCode::METHOD_NOT_ALLOWED),
        (Method::GET, "/api/nothing", missing),
        (Method::GET, "/assets/../Cargo.toml", missing),
        (Method::GET, "/assets/%2e%2e/routes.rs", missing),
        (Method::GET, "/api/tickets/99", missing),
        (Method::GET, "/api/tickets/one", missing),
        (Method::GET, "/api/tickets/%00", missing),
        (Method::GET, "/api/tickets/%ff", bad),
        (Method::GET, "/api/tickets?status=open", bad),
        (Method::GET, "/api/local/messages?channel=nowhere", missing),
        (Method::GET, "/api/local/messages?viewer=nobody", missing),
        (Method::GET, "/api/local/messages?thread=m99", missing),
        (Method::GET, "/api/local/messages?after=yesterday", bad),
        (Method::DELETE, "/api/local/messages/m1", bad),
        (Method::DELETE, "/api/local/messages/m1?author=ana", missing),
    ] {
        let (status, answer) = raw(&desk, method.clone(), path, "", Vec::new()).await;
        assert_eq!(status, expected, "{method} {path}: {answer}");
    }
    for (path, body, status) in [
        (ACTIONS, json!({"message": "m99", "action": "send", "actor": "sam"}), missing),
        (ACTIONS, json!({"message": "m1", "action": "send"}), bad),
        ("/api/local/reactions", json!({"message": "m99", "actor": "ana", "emoji": "ticket"}), missing),
        ("/api/local/reactions", json!({"message": "m99", "actor": "ana", "emoji": "<b>"}), bad),
        ("/api/local/commands", json!({"channel": "it-help", "actor": "ana", "text": "status"}), bad),
        ("/api/local/commands", json!({"channel": "it-help", "actor": "nobody", "text": "/hearken"}), missing),
        ("/api/local/clock", json!({}), bad),
        ("/api/local/clock", json!({"advance": "-5m"}), bad),
        ("/api/local/clock", json!({"advance": "soon"}), bad),
        ("/api/local/clock", json!({"advance": "401d"}), bad),
        ("/api/local/clock", json!({"to": "2001-01-01T00:00:00Z"}), bad),
        ("/api/local/clock", json!({"to": "9999-01-01T00:00:00Z"}), bad),
        ("/api/local/clock", json!({"advance": "5m", "to": "next"}), bad),
    ] {
        desk.refused(path, &body, status).await;
    }
    assert_eq!(desk.channel("it-help").await, Vec::<Value>::new());
    assert_eq!(desk.get("/api/tickets").await, json!([]));
}

#[tokio::test]
async fn whatever_people_write_is_kept_as_they_wrote_it() {
    let desk = Desk::start().await;
    let texts = [
        "🔥🔥🔥",
        "👩🏽‍💻🏳️‍🌈",
        "ה-VPN שלי לא עובד, אפשר עזרה?",
        "\u{202e}reversed\u{202c} and \u{200b}hidden",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {% for x in y %} ${PATH} %s",
        "@everyone <!channel> <!here> @channel please help, my laptop is broken",
        "'; DROP TABLE local_messages; --",
        "**bold** `code` [link](javascript:alert(1)) ```\nunclosed",
        "a\r\nb\tc",
    ];
    for text in texts {
        desk.say("it-help", "ana", text).await;
    }
    let longest = format!("My VPN is broken, please help. {}", "é ".repeat(19_984));
    assert_eq!(longest.chars().count(), 39_999);
    desk.say("it-help", "ben", &longest).await;
    let messages = desk.channel("it-help").await;
    let kept: Vec<&str> = messages
        .iter()
        .filter(|message| message["kind"] == "message")
        .map(|message| message["text"].as_str().unwrap())
        .collect();
    assert_eq!(kept[..texts.len()], texts);
    assert_eq!(kept[texts.len()], longest);
    for post in messages.iter().chain(&desk.channel("it-agents").await).filter(|message| message["author"] == "hearken")
    {
        let shown = post.to_string();
        assert!(!shown.contains("@everyone") && !shown.contains("<!channel>"), "{shown}");
        assert!(!shown.contains("49 "), "a template was run: {shown}");
    }
}

#[tokio::test]
async fn other_sites_cannot_reach_in_through_a_browser() {
    let desk = Desk::start().await;
    let body = json!({"channel": "general", "author": "ana", "text": "hello"});
    let sent = |name: &'static str, value: &'static str| {
        desk.http.post(format!("{}{MESSAGES}", desk.base)).header(name, value).json(&body).send()
    };
    assert_eq!(sent("host", "desk.example.org").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(sent("origin", "https://example.org").await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(sent("origin", "null").await.unwrap().status(), StatusCode::FORBIDDEN);
    let page = desk.http.get(&desk.base).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'self'"));
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    assert!(page.text().await.unwrap().contains("<!doctype html>"));
}
