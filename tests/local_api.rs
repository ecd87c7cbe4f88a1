//! The local chat's API by real HTTP against the real binary: its shapes, who may do what, and whatever people and
//! programs may send by mistake or on purpose.

mod harness;

use harness::{Desk, id};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const MESSAGES: &str = "/api/local/messages";
const ACTIONS: &str = "/api/local/actions";
const HELP: &str = "My VPN drops every few minutes and I cannot work. Can somebody help?";

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

async fn status(desk: &Desk, method: Method, path: &str, body: &Value) -> StatusCode {
    desk.http.request(method, format!("{}{path}", desk.base)).json(body).send().await.unwrap().status()
}

#[tokio::test]
async fn the_world_is_the_one_of_the_contract() {
    let desk = Desk::start().await;
    let people = desk.get("/api/local/people").await;
    let role = |id: &str| people.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["role"].clone();
    for (id, expected) in [
        ("ana", "requester"),
        ("ben", "requester"),
        ("chris", "requester"),
        ("dana", "requester"),
        ("sam", "agent"),
        ("priya", "agent"),
        ("lea", "lead"),
    ] {
        assert_eq!(role(id), expected);
    }
    assert_eq!(keys(&people[0]), ["id", "name", "role", "time_zone"]);
    let channels = desk.get("/api/local/channels").await;
    for (id, kind) in [("it-help", "intake"), ("it-agents", "agents"), ("general", "listened"), ("status", "broadcast")]
    {
        assert!(channels.as_array().unwrap().contains(&json!({"id": id, "kind": kind})), "{channels}");
    }
}

#[tokio::test]
async fn messages_cards_and_tickets_have_the_shapes_of_the_contract() {
    let desk = Desk::start().await;
    let first = desk.say("it-help", "ana", HELP).await;
    let messages = desk.channel("it-help").await;
    let said = &messages[0];
    assert_eq!(
        (&said["id"], &said["author"], &said["kind"], &said["thread"]),
        (&json!(first), &json!("ana"), &json!("message"), &Value::Null)
    );
    for name in ["channel", "text", "ts", "edited", "ticket", "visible_to", "card", "sent_by"] {
        assert!(said.get(name).is_some(), "{name} is missing in {said}");
    }
    let receipt = messages.iter().find(|message| message["kind"] == "receipt").expect("a receipt");
    assert_eq!((&receipt["author"], &receipt["thread"]), (&json!("hearken"), &json!(first)));
    assert_eq!((&said["ticket"], &receipt["ticket"]), (&json!("1"), &json!("1")));

    let card = desk.card("1").await;
    assert_eq!((&card["kind"], &card["channel"]), (&json!("card"), &json!("it-agents")));
    let actions: Vec<&str> =
        card["card"]["actions"].as_array().unwrap().iter().map(|action| action["id"].as_str().unwrap()).collect();
    for action in ["send", "edit", "another", "dismiss", "claim", "update", "wait", "resolve", "snooze"] {
        assert!(actions.contains(&action), "{action} is missing in {actions:?}");
    }
    assert_eq!(keys(&card["card"]["suggestion"]), ["because", "id", "text"]);

    let list = desk.get("/api/tickets?status=new,waiting").await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(desk.get("/api/tickets?status=closed").await, json!([]));
    let ticket = desk.ticket("HK-1").await;
    assert_eq!(ticket, list[0]);
    for (name, expected) in [
        ("id", json!("1")),
        ("ref", json!("HK-1")),
        ("requester", json!("ana")),
        ("assignee", Value::Null),
        ("channel", json!("it-help")),
        ("thread", json!(first)),
        ("status", json!("new")),
        ("owes", json!("agent")),
        ("private", json!(false)),
    ] {
        assert_eq!(ticket[name], expected, "{name}");
    }
    for name in ["title", "topic", "priority", "next_update_at", "promises", "suggestions", "timeline"] {
        assert!(ticket.get(name).is_some_and(|value| !value.is_null()), "{name} is missing in {ticket}");
    }
    for cue in ticket["heat"]["cues"].as_array().unwrap().iter().filter(|cue| cue["message"] == json!(first)) {
        let span = cue["start"].as_u64().unwrap() as usize..cue["end"].as_u64().unwrap() as usize;
        let quoted: String = HELP.chars().skip(span.start).take(span.len()).collect();
        assert_eq!(cue["quote"], json!(quoted));
    }
}

#[tokio::test]
async fn the_same_client_id_gives_the_first_answer_again() {
    let desk = Desk::start().await;
    let body = json!({"channel": "it-help", "author": "ana", "text": HELP, "client_id": "c-1"});
    let (one, two) = tokio::join!(desk.done(MESSAGES, &body), desk.done(MESSAGES, &body));
    let three = desk.done(MESSAGES, &body).await;
    assert_eq!((&one, &one), (&two, &three));
    assert_eq!(desk.channel("it-help").await.iter().filter(|message| message["author"] == "ana").count(), 1);
    assert_eq!(desk.get("/api/tickets").await.as_array().unwrap().len(), 1);
    let press = json!({"message": id(&desk.card("1").await), "action": "claim", "actor": "sam", "client_id": "p-1"});
    assert_eq!(desk.done(ACTIONS, &press).await, desk.done(ACTIONS, &press).await);
}

#[tokio::test]
async fn of_two_who_press_at_once_one_succeeds_and_the_other_reads_who_was_first() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", HELP).await;
    let card = id(&desk.card("1").await);
    let press = |actor: &str| json!({"message": card, "action": "send", "actor": actor});
    let (sams, priyas) = (press("sam"), press("priya"));
    let (sam, priya) = tokio::join!(desk.post(ACTIONS, &sams), desk.post(ACTIONS, &priyas));
    let (first, loser) = if sam.status() == StatusCode::OK { ("Sam", priya) } else { ("Priya", sam) };
    assert_eq!(loser.status(), StatusCode::CONFLICT);
    let sentence = loser.json::<Value>().await.unwrap()["error"]["message"].as_str().unwrap().to_owned();
    assert!(sentence.contains(first), "{sentence}");
    let replies = desk.channel("it-help").await.iter().filter(|message| message["kind"] == "reply").count();
    assert_eq!(replies, 1);
}

#[tokio::test]
async fn people_do_what_is_theirs_to_do() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", HELP).await;
    let card = id(&desk.card("1").await);
    let forbidden = StatusCode::FORBIDDEN;
    let say = |channel: &str, author: &str| json!({"channel": channel, "author": author, "text": "hello"});
    for (channel, author) in [("it-agents", "ana"), ("dm:ben", "ana"), ("dm:ana", "sam"), ("status", "ben")] {
        desk.refused(MESSAGES, &say(channel, author), forbidden).await;
    }
    desk.done(MESSAGES, &say("status", "sam")).await;
    desk.press_refused(&card, "claim", "ana", forbidden).await;
    desk.refused("/api/local/reactions", &json!({"message": card, "actor": "ana", "emoji": "eyes"}), forbidden).await;
    let command = json!({"channel": "it-agents", "actor": "ana", "text": "/hearken status"});
    desk.refused("/api/local/commands", &command, forbidden).await;
    for channel in ["it-agents", "dm:ben"] {
        let read = desk.http.get(format!("{}{MESSAGES}?channel={channel}&viewer=ana", desk.base)).send().await.unwrap();
        assert_eq!(read.status(), forbidden, "{channel}");
    }
    let thread = desk.channel("it-help").await[0]["id"].clone();
    let path = format!("{MESSAGES}/{}", thread.as_str().unwrap());
    let rewording = json!({"author": "ben", "text": "mine"});
    assert_eq!(status(&desk, Method::PATCH, &path, &rewording).await, forbidden);
    assert_eq!(status(&desk, Method::DELETE, &format!("{path}?author=ben"), &Value::Null).await, forbidden);
}

#[tokio::test]
async fn what_one_person_is_asked_in_private_nobody_else_sees() {
    let desk = Desk::start().await;
    desk.say("general", "ana", HELP).await;
    desk.settle().await;
    let seen_by = async |viewer: &str| {
        let messages = desk.get(&format!("{MESSAGES}?channel=general&viewer={viewer}")).await;
        messages.as_array().unwrap().iter().find(|message| message["kind"] == "nudge").cloned()
    };
    let nudge = seen_by("ana").await.expect("a nudge for ana");
    assert_eq!(nudge["visible_to"], "ana");
    assert_eq!(seen_by("ben").await, None);
    assert_eq!(seen_by("sam").await, None);
    desk.press_refused(&id(&nudge), "open", "ben", StatusCode::FORBIDDEN).await;
    desk.press(&id(&nudge), "open", "ana", Some(json!({"unknown": null}))).await;
    assert_eq!(desk.ticket("1").await["requester"], "ana");
}

#[tokio::test]
async fn messages_are_reworded_taken_back_and_read_from_where_one_was() {
    let desk = Desk::start().await;
    let first = desk.say("general", "ana", "lunch at noon?").await;
    let second = desk.say("general", "ben", "yes").await;
    let path = |id: &str| format!("{MESSAGES}/{id}");
    let rewording = json!({"author": "ana", "text": "lunch at one?"});
    assert_eq!(status(&desk, Method::PATCH, &path(&first), &rewording).await, StatusCode::OK);
    let listed = desk.get(&format!("{MESSAGES}?channel=general")).await;
    assert_eq!((&listed[0]["text"], &listed[0]["edited"]), (&json!("lunch at one?"), &json!(true)));
    assert_eq!(listed[1]["edited"], json!(false));
    assert_eq!(desk.get(&format!("{MESSAGES}?channel=general&thread=&viewer=&after=")).await, listed);
    for after in [first.as_str(), listed[0]["ts"].as_str().unwrap()] {
        let later = desk.get(&format!("{MESSAGES}?channel=general&after={after}")).await;
        let ids: Vec<String> = later.as_array().unwrap().iter().map(id).collect();
        assert_eq!(ids, std::slice::from_ref(&second));
    }
    let gone = format!("{}?author=ben", path(&second));
    assert_eq!(status(&desk, Method::DELETE, &gone, &Value::Null).await, StatusCode::OK);
    assert_eq!(status(&desk, Method::DELETE, &gone, &Value::Null).await, StatusCode::NOT_FOUND);
    assert_eq!(desk.get(&format!("{MESSAGES}?channel=general")).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_clock_moves_forward_alone_and_stays_moved_after_a_restart() {
    let mut desk = Desk::start().await;
    let at = |clock: &Value| clock["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let before = desk.get("/api/local/clock").await;
    assert_eq!(before["next_due"], Value::Null);
    let moved = desk.advance("1d2h30m").await;
    assert!(at(&moved).duration_since(at(&before)).as_mins() >= 1590);
    desk.say("it-help", "ana", HELP).await;
    let due = desk.get("/api/local/clock").await["next_due"].clone();
    let next = desk.to_next().await;
    assert!(at(&next) >= due.as_str().unwrap().parse().unwrap());
    let (a, b) = tokio::join!(desk.advance("1h"), desk.advance("1h"));
    assert!(at(&a).max(at(&b)).duration_since(at(&next)).as_mins() >= 120, "both moves count");
    desk.restart();
    assert!(at(&desk.get("/api/local/clock").await) >= at(&a).max(at(&b)));
}

#[tokio::test]
async fn changes_are_told_as_they_happen() {
    let desk = Desk::start().await;
    let mut events = desk.http.get(format!("{}/api/local/events", desk.base)).send().await.unwrap();
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    desk.say("it-help", "ana", HELP).await;
    desk.advance("1m").await;
    let mut told = String::new();
    while !["event: message", "event: ticket", "event: clock"].iter().all(|event| told.contains(event)) {
        let chunk = tokio::time::timeout(std::time::Duration::from_secs(20), events.chunk()).await;
        told.push_str(&String::from_utf8_lossy(&chunk.expect(&told).unwrap().expect("the stream goes on")));
    }
    assert!(told.contains(r#"data: {"channel":"it-help","id":"m1","thread":null}"#), "{told}");
    assert!(told.contains(r#"data: {"id":"1"}"#), "{told}");
}

#[tokio::test]
async fn the_description_and_the_routes_are_the_same() {
    let desk = Desk::start().await;
    let described = desk.get("/api/openapi.json").await;
    assert_eq!(described["openapi"], "3.1.0");
    let paths = described["paths"].as_object().unwrap();
    for (path, operations) in paths {
        for method in operations.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let method: Method = method.to_uppercase().parse().unwrap();
            if path.ends_with("/events") {
                continue;
            }
            let address = format!("{}{}", desk.base, path.replace("{id}", "m1"));
            let response = desk.http.request(method.clone(), address).send().await.unwrap();
            assert_ne!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(!response.text().await.unwrap().contains("unknown_path"), "{method} {path}");
        }
    }
    let routes = include_str!("../src/web/routes.rs");
    for route in routes.split(".route(\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let page = route == "/" || route.starts_with("/assets");
        assert!(page || paths.contains_key(route), "{route} is not described");
    }
    let referred = described.to_string();
    for name in referred.split("\"#/components/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let pointer = format!("/components/{name}");
        assert!(described.pointer(&pointer).is_some(), "{pointer} is referred to but not there");
    }
}

/// Every field that is sent is described, and every field described as certain is sent.
fn assert_described(described: &Value, schema: &str, sent: &Value) {
    let schema = described.pointer(&format!("/components/schemas/{schema}")).expect(schema);
    let schema = if schema["items"].is_object() { &schema["items"] } else { schema };
    for name in keys(sent) {
        assert!(schema["properties"].get(name).is_some(), "{name} of {sent} is not described");
    }
    for name in schema["required"].as_array().unwrap() {
        assert!(sent.get(name.as_str().unwrap()).is_some(), "{name} is described, and missing in {sent}");
    }
}

#[tokio::test]
async fn the_description_tells_the_fields_that_are_sent() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", "My VPN drops again, third time this week! Can somebody help before 3 pm?").await;
    let described = desk.get("/api/openapi.json").await;
    let card = desk.card("1").await;
    let ticket = desk.ticket("1").await;
    let form = desk.press(&id(&card), "wait", "sam", None).await;
    for (schema, sent) in [
        ("Person", &desk.get("/api/local/people").await[0]),
        ("Channel", &desk.get("/api/local/channels").await[0]),
        ("Clock", &desk.get("/api/local/clock").await),
        ("Message", &card),
        ("Card", &card["card"]),
        ("Card/properties/fields", &card["card"]["fields"][0]),
        ("Card/properties/actions", &card["card"]["actions"][0]),
        ("Card/properties/suggestion", &card["card"]["suggestion"]),
        ("FormAnswer", &form),
        ("Form", &form["form"]),
        ("Form/properties/fields", &form["form"]["fields"][0]),
        ("Ticket", &ticket),
        ("Heat", &ticket["heat"]),
        ("Heat/properties/cues", &ticket["heat"]["cues"][0]),
        ("Promise", &ticket["promises"][0]),
        ("Suggestion", &ticket["suggestions"][0]),
        ("Ticket/properties/timeline", &ticket["timeline"][0]),
        ("Ticket/properties/reasons", &ticket["reasons"][0]),
    ] {
        assert_described(&described, schema, sent);
    }
}

#[tokio::test]
async fn readiness_tells_of_faults_in_the_edited_texts_and_of_their_end() {
    let file = "texts/cues/en.toml";
    let texts = |folder: &std::path::Path| folder.join("texts").display().to_string();
    let readable = include_str!("../prompts/cues/en.toml");
    let desk = Desk::start_with(&[(file, readable)], |folder| vec![("HEARKEN_PROMPTS".into(), texts(folder))]).await;
    assert_eq!(desk.get("/readyz").await["checks"]["prompts"], "ready");
    for (text, says) in [("this is [no rulebook", "faults in the edited texts"), (readable, "ready")] {
        std::fs::write(desk.folder().join(file), text).unwrap();
        let mut told = String::new();
        for _ in 0..100 {
            let now = desk.get("/readyz").await;
            assert_eq!(now["status"], "ready", "the version before stays in use");
            told = now["checks"]["prompts"].as_str().unwrap().to_owned();
            if told.contains(says) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(told.contains(says), "{told}");
    }
}

#[tokio::test]
async fn an_operator_sees_how_it_is_doing() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", HELP).await;
    desk.settle().await;
    assert_eq!(desk.get("/readyz").await["status"], "ready");
    assert_eq!(desk.get("/healthz").await["status"], "alive");
    let figures = desk.http.get(format!("{}/metrics", desk.base)).send().await.unwrap();
    assert!(figures.headers()["content-type"].to_str().unwrap().starts_with("text/plain; version=0.0.4"));
    let figures = figures.text().await.unwrap();
    for line in [
        "hearken_events_total{platform=\"local\",what=\"said\"} 1",
        "hearken_deliveries_total{platform=\"local\",kind=\"receipt\",outcome=\"done\"} 1",
        "hearken_tickets{status=\"new\"} 1",
        "hearken_suggestions{state=\"offered\"} 1",
        "hearken_outbox_waiting 0",
    ] {
        assert!(figures.lines().any(|said| said == line), "{line} is missing in\n{figures}");
    }
}

#[tokio::test]
async fn long_lists_are_read_page_by_page_and_say_where_they_go_on() {
    let desk = Desk::start().await;
    for (author, trouble) in [("ana", "printer"), ("ben", "VPN"), ("chris", "laptop")] {
        desk.say("it-help", author, &format!("My {trouble} is broken again and I cannot work. Can somebody help?"))
            .await;
    }
    desk.settle().await;
    let page = async |path: &str| {
        let answer = desk.http.get(format!("{}{path}", desk.base)).send().await.unwrap();
        let before = answer.headers().get("more-before").map(|before| before.to_str().unwrap().to_owned());
        let list: Vec<Value> = answer.json().await.unwrap();
        (list.iter().map(id).collect::<Vec<_>>(), before)
    };
    assert_eq!(page("/api/tickets").await, (vec!["1".into(), "2".into(), "3".into()], None));
    assert_eq!(page("/api/tickets?limit=2").await, (vec!["2".into(), "3".into()], Some("2".into())));
    assert_eq!(page("/api/tickets?limit=2&before=2").await, (vec!["1".into()], None));
    assert_eq!(page("/api/tickets?requester=ben").await, (vec!["2".into()], None));
    assert_eq!(page("/api/tickets?ids=HK-3,1,77").await, (vec!["1".into(), "3".into()], None));
    let (all, none) = page("/api/local/messages?channel=it-help&viewer=ana").await;
    assert_eq!(none, None);
    let (newest, before) = page("/api/local/messages?channel=it-help&viewer=ana&limit=2").await;
    assert_eq!((newest.as_slice(), &before), (&all[all.len() - 2..], &Some(newest[0].clone())));
    let (rest, none) = page(&format!("/api/local/messages?channel=it-help&viewer=ana&before={}", newest[0])).await;
    assert_eq!((rest.as_slice(), none), (&all[..all.len() - 2], None));
    for wrong in ["/api/tickets?ids=x", "/api/tickets?before=x", "/api/tickets?limit=many"] {
        assert_eq!(status(&desk, Method::GET, wrong, &Value::Null).await, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn a_reply_sent_without_saying_which_is_the_one_that_stands_on_the_card() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", HELP).await;
    let card = desk.card("1").await;
    let read = &card["card"]["suggestion"];
    // Whoever names what they read is refused once it is another.
    desk.press(&id(&card), "another", "sam", None).await;
    let named = json!({"suggestion": read["id"]});
    let body = json!({"message": id(&card), "action": "send", "actor": "sam", "form": named});
    desk.refused(ACTIONS, &body, StatusCode::CONFLICT).await;
    desk.settle().await;
    let stands = desk.card("1").await["card"]["suggestion"]["text"].clone();
    assert_ne!(stands, read["text"]);
    desk.press(&id(&card), "send", "sam", None).await;
    desk.settle().await;
    let replies = harness::texts(&desk.channel("it-help").await, "reply");
    assert_eq!(replies, [stands.as_str().unwrap()]);
}
