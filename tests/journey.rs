//! The whole journey, from complaint to close, as three people live it: through the API of the real binary, with the
//! clock moved instead of waited for.

mod harness;

use harness::{Desk, id, texts};
use reqwest::StatusCode;
use serde_json::{Value, json};

const COMPLAINT: &str = "My VPN drops again, third time this week, and I have a client call in 20 minutes!";

fn minutes_from(start: &Value, end: &Value) -> i64 {
    let at = |value: &Value| value.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    at(end).duration_since(at(start)).as_mins()
}

#[tokio::test]
async fn from_complaint_to_close() {
    let desk = Desk::start().await;
    let thread = desk.say("it-help", "ana", COMPLAINT).await;

    // Heard at once, with facts and a time; the agents have a card.
    let said = desk.thread("it-help", &thread).await;
    let receipt = texts(&said, "receipt").pop().expect("a receipt");
    assert!(receipt.contains("Ana") && receipt.contains("VPN"), "{receipt}");
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["owes"], &ticket["topic"]), (&json!("new"), &json!("agent"), &json!("vpn")));
    assert_eq!(ticket["priority"], "urgent");
    let card = desk.card("1").await;
    assert_eq!(card["channel"], "it-agents");
    let suggested = card["card"]["suggestion"]["text"].as_str().unwrap().to_owned();
    assert!(suggested.contains("Ana"), "{suggested}");
    assert!(!card["card"]["suggestion"]["because"].as_array().unwrap().is_empty());

    // Another wording really is another; the one that is sent is the one that was read.
    desk.press(&id(&card), "another", "sam", None).await;
    let card = desk.card("1").await;
    let other = card["card"]["suggestion"]["text"].as_str().unwrap().to_owned();
    assert_ne!(suggested, other);
    desk.press(&id(&card), "send", "sam", None).await;
    let said = desk.thread("it-help", &thread).await;
    let reply = said.iter().find(|message| message["kind"] == "reply").expect("the reply");
    assert_eq!((reply["text"].as_str(), reply["sent_by"].as_str()), (Some(other.as_str()), Some("sam")));
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["assignee"]), (&json!("in_progress"), &json!("sam")));
    assert_eq!(ticket["promises"][0]["state"], "kept");

    // A second agent is told who was first.
    let sentence = desk.press_refused(&id(&card), "send", "priya", StatusCode::CONFLICT).await;
    assert!(sentence.contains("Sam"), "{sentence}");

    // At the promised time the requester hears, with nothing new said plainly; before the next one the agents are asked.
    let due = ticket["next_update_at"].clone();
    let pings = until(&desk, "it-help", &thread, "ping").await;
    assert_eq!(pings.len(), 1, "{pings:?}");
    let asked = until(&desk, "it-agents", "", "nudge").await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    let said = desk.thread("it-help", &thread).await;
    let ping = said.iter().find(|message| message["kind"] == "ping").unwrap();
    let early = ping["ts"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap()
        < due.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!(!early, "{ping} before {due}");

    // A chase is answered at once, and raises the heat.
    let before = desk.ticket("1").await["heat"]["score"].as_i64().unwrap();
    desk.reply("it-help", &thread, "ana", "any update?? still nothing").await;
    let said = desk.thread("it-help", &thread).await;
    let pings = texts(&said, "ping");
    assert_eq!(pings.len(), 2, "{pings:?}");
    assert_ne!(pings[0], pings[1]);
    let after = desk.ticket("1").await["heat"]["score"].as_i64().unwrap();
    assert!(after > before, "{before} → {after}");

    // Waiting for somebody else is said, with whom and why.
    let card = desk.card("1").await;
    let why = "the network team has to renew the gateway's certificate";
    desk.press(&id(&card), "wait", "sam", Some(json!({"on": "third_party", "why": why}))).await;
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["owes"]), (&json!("waiting"), &json!("third_party")));
    let said = desk.thread("it-help", &thread).await;
    assert!(texts(&said, "ping").last().unwrap().contains("network team"), "{said:?}");

    // An update with a time is a promise.
    let form = json!({"text": "The new certificate is in; I am testing it now.", "eta": "20m"});
    desk.press(&id(&card), "update", "sam", Some(form)).await;
    let ticket = desk.ticket("1").await;
    let eta = ticket["promises"].as_array().unwrap().iter().find(|promise| promise["kind"] == "eta").unwrap();
    assert_eq!(eta["state"], "open");

    // Resolved is asked, not declared; "not yet" reopens to the same agent.
    desk.press(&id(&card), "resolve", "sam", Some(json!({"summary": "renewed the certificate"}))).await;
    let said = desk.thread("it-help", &thread).await;
    let question = said.iter().rev().find(|message| message["kind"] == "question").expect("the question").clone();
    let sentence = desk.press_refused(&id(&question), "works", "ben", StatusCode::FORBIDDEN).await;
    assert!(sentence.contains("Ana"), "{sentence}");
    desk.press(&id(&question), "not_yet", "ana", None).await;
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["assignee"]), (&json!("in_progress"), &json!("sam")));

    // Thanks reopens nothing and clears no promise.
    let promised = desk.ticket("1").await["next_update_at"].clone();
    desk.reply("it-help", &thread, "ana", "thanks!").await;
    assert_eq!(desk.ticket("1").await["next_update_at"], promised);

    desk.press(&id(&card), "resolve", "sam", Some(json!({"summary": "moved you to the new gateway"}))).await;
    let said = desk.thread("it-help", &thread).await;
    let question = said.iter().rev().find(|message| message["kind"] == "question").unwrap().clone();
    desk.press(&id(&question), "works", "ana", None).await;
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["owes"]), (&json!("closed"), &json!("nobody")));
    assert!(ticket["next_update_at"].is_null());
    let open = ticket["promises"].as_array().unwrap().iter().filter(|promise| promise["state"] == "open").count();
    assert_eq!(open, 0);
    desk.reply("it-help", &thread, "ana", "thank you all!").await;
    assert_eq!(desk.ticket("1").await["status"], "closed");
    desk.reply("it-help", &thread, "ana", "The VPN just dropped again").await;
    assert_eq!(desk.ticket("1").await["status"], "in_progress");
}

/// Moves from one due moment to the next until there is a message of that kind in a thread, or in a channel when no
/// thread is given.
async fn until(desk: &Desk, channel: &str, thread: &str, kind: &str) -> Vec<String> {
    for _ in 0..6 {
        let said = if thread.is_empty() { desk.channel(channel).await } else { desk.thread(channel, thread).await };
        let found = texts(&said, kind);
        if !found.is_empty() {
            return found;
        }
        desk.to_next().await;
    }
    panic!("no {kind} came in {channel}");
}

#[tokio::test]
async fn three_pings_without_an_agents_word_and_then_the_lead() {
    let desk = Desk::start().await;
    let thread = desk.say("it-help", "ben", "The printer on the third floor is broken, it prints blank pages").await;
    let opened = desk.ticket("1").await["created_at"].clone();
    let mut waits = Vec::new();
    for _ in 0..40 {
        let clock = desk.to_next().await;
        if texts(&desk.thread("it-help", &thread).await, "ping").len() > waits.len() {
            waits.push(minutes_from(&opened, &clock["now"]));
        }
        if waits.len() == 3 {
            break;
        }
    }
    // Normal: four hours, then eight, then sixteen.
    let expected = [4 * 60, 12 * 60, 28 * 60];
    for (wait, expected) in waits.iter().zip(expected) {
        assert!((wait - expected).abs() <= 2, "{waits:?}");
    }
    let said = desk.thread("it-help", &thread).await;
    let pings = texts(&said, "ping");
    assert!(pings[2].contains("Lea"), "{}", pings[2]);
    assert_eq!(pings.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{pings:?}");
    // Once for the first answer that did not come, once for the silence.
    assert_eq!(texts(&desk.channel("dm:lea").await, "notice").len(), 2);
    desk.advance("3d").await;
    assert_eq!(texts(&desk.thread("it-help", &thread).await, "ping").len(), 3);
    assert!(desk.ticket("1").await["timeline"].as_array().unwrap().iter().any(|entry| entry["what"] == "lead_told"));
}

#[tokio::test]
async fn silence_after_a_fix_is_asked_once_and_closed_after_three_working_days() {
    let desk = Desk::start().await;
    let thread = desk.say("it-help", "chris", "I cannot open Outlook since this morning").await;
    let card = desk.card("1").await;
    desk.press(&id(&card), "resolve", "priya", Some(json!({"summary": "repaired your profile"}))).await;
    desk.advance("25h").await;
    assert_eq!(texts(&desk.thread("it-help", &thread).await, "question").len(), 2);
    assert_eq!(desk.ticket("1").await["status"], "resolved");
    desk.advance("49h").await;
    assert_eq!(desk.ticket("1").await["status"], "closed");
    assert_eq!(texts(&desk.thread("it-help", &thread).await, "question").len(), 2);
}

#[tokio::test]
async fn a_power_cut_in_mid_journey_loses_nothing() {
    let mut desk = Desk::start().await;
    let thread = desk.say("it-help", "ana", COMPLAINT).await;
    let card = desk.card("1").await;
    desk.press(&id(&card), "send", "sam", None).await;
    desk.settle().await;
    let before = desk.ticket("1").await;
    let next = desk.get("/api/local/clock").await["next_due"].clone();
    desk.restart();
    assert_eq!(desk.get("/api/local/clock").await["next_due"], next);
    let after = desk.ticket("1").await;
    for part in ["status", "assignee", "promises", "suggestions", "timeline", "next_update_at", "heat"] {
        assert_eq!(before[part], after[part], "{part}");
    }
    assert_eq!(desk.card("1").await["card"], card_now(&desk).await);
    desk.to_next().await;
    desk.to_next().await;
    assert_eq!(texts(&desk.thread("it-help", &thread).await, "ping").len(), 1);
    // Buttons on a card from before the restart still work.
    desk.press(&id(&card), "resolve", "sam", Some(json!({"summary": "reset the tunnel"}))).await;
    assert_eq!(desk.ticket("1").await["status"], "resolved");
}

async fn card_now(desk: &Desk) -> Value {
    desk.card("1").await["card"].clone()
}

#[tokio::test]
async fn private_reports_stay_private() {
    let desk = Desk::start().await;
    let answer = desk.command("general", "dana", "/hearken report I am locked out of payroll").await;
    assert!(!answer.is_empty());
    let talk = desk.channel("dm:dana").await;
    assert_eq!(texts(&talk, "receipt").len(), 1);
    assert!(desk.ticket("1").await["private"].as_bool().unwrap());
    let card = desk.card("1").await;
    desk.press(&id(&card), "send", "priya", None).await;
    assert_eq!(texts(&desk.channel("dm:dana").await, "reply").len(), 1);
    for open in ["it-help", "general"] {
        assert!(desk.channel(open).await.is_empty());
    }
    desk.say("dm:dana", "dana", "any news on this?").await;
    let talk = desk.channel("dm:dana").await;
    assert!(!texts(&talk, "ping").is_empty(), "{talk:?}");
}

#[tokio::test]
async fn a_likely_request_elsewhere_is_nudged_in_private_and_peace_is_kept() {
    let desk = Desk::start().await;
    desk.say("general", "ben", "my laptop won't start, does anyone know what to do?").await;
    let nudge = desk.channel("general").await.into_iter().find(|message| message["kind"] == "nudge").expect("a nudge");
    assert_eq!(nudge["visible_to"], "ben");
    let seen = desk.get("/api/local/messages?channel=general&viewer=ana").await;
    assert!(seen.as_array().unwrap().iter().all(|message| message["kind"] != "nudge"));
    desk.press(&id(&nudge), "no_thanks", "ben", None).await;
    desk.advance("10m").await;
    desk.say("general", "ben", "how do I reset my password?").await;
    assert_eq!(texts(&desk.channel("general").await, "nudge").len(), 1);
    desk.advance("3h").await;
    desk.say("general", "ben", "how do I get access to the shared drive?").await;
    let nudges: Vec<Value> =
        desk.channel("general").await.into_iter().filter(|message| message["kind"] == "nudge").collect();
    assert_eq!(nudges.len(), 2);
    desk.press(&id(&nudges[1]), "open", "ben", None).await;
    assert_eq!(desk.ticket("1").await["requester"], "ben");
    // Answered, a nudge has no buttons any more.
    let answered = desk.channel("general").await.into_iter().filter(|message| message["kind"] == "nudge");
    assert!(answered.clone().count() == 2 && answered.into_iter().all(|nudge| nudge["card"].is_null()));

    // A nudge about a message that became a ticket otherwise opens no second one.
    let message = desk.say("general", "dana", "my laptop won't start, can anyone help?").await;
    let nudge = desk.channel("general").await.into_iter().rfind(|message| message["kind"] == "nudge").unwrap();
    desk.done("/api/local/reactions", &json!({"message": message, "actor": "sam", "emoji": "ticket"})).await;
    desk.press(&id(&nudge), "open", "dana", None).await;
    assert_eq!(desk.get("/api/tickets").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_ticket_emoji_opens_one_whatever_the_rules_say() {
    let desk = Desk::start().await;
    let message = desk.say("it-help", "chris", "lunch was nice today").await;
    assert_eq!(desk.get("/api/tickets").await, json!([]));
    desk.done("/api/local/reactions", &json!({"message": message, "actor": "sam", "emoji": "ticket"})).await;
    assert_eq!(desk.ticket("1").await["requester"], "chris");
    desk.done("/api/local/reactions", &json!({"message": message, "actor": "priya", "emoji": "ticket"})).await;
    assert_eq!(desk.get("/api/tickets").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn lines_within_five_minutes_are_one_report_and_edits_update_it() {
    let desk = Desk::start().await;
    let first = desk.say("it-help", "ana", "My laptop is broken").await;
    desk.say("it-help", "ana", "the screen stays black and I have a board meeting today").await;
    assert_eq!(desk.get("/api/tickets").await.as_array().unwrap().len(), 1);
    assert_eq!(desk.ticket("1").await["priority"], "high");
    assert_eq!(texts(&desk.channel("it-help").await, "receipt").len(), 1);
    let url = format!("{}/api/local/messages/{first}", desk.base);
    let body = json!({"author": "ana", "text": "My monitor is broken, it stays black"});
    assert!(desk.http.patch(&url).json(&body).send().await.unwrap().status().is_success());
    desk.settle().await;
    let title = desk.ticket("1").await["title"].as_str().unwrap().to_lowercase();
    assert!(title.contains("monitor"), "{title}");
    desk.advance("6m").await;
    desk.say("it-help", "ana", "I also need access to the HR portal, how do I get it?").await;
    assert_eq!(desk.get("/api/tickets").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_report_taken_back_before_anybody_answered_is_withdrawn() {
    let desk = Desk::start().await;
    let message = desk.say("it-help", "ben", "My mouse does not work").await;
    let url = format!("{}/api/local/messages/{message}?author=ben", desk.base);
    assert!(desk.http.delete(&url).send().await.unwrap().status().is_success());
    desk.settle().await;
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["status"], &ticket["owes"]), (&json!("closed"), &json!("nobody")));
}

#[tokio::test]
async fn why_is_always_answered_and_reading_can_be_turned_off() {
    let desk = Desk::start().await;
    desk.say("it-help", "ana", "good morning everyone").await;
    assert_eq!(desk.get("/api/tickets").await, json!([]));
    let why = desk.command("it-help", "ana", "/hearken why").await;
    assert!(why.contains("greeting"), "{why}");
    desk.command("it-help", "ana", "/hearken cues off").await;
    desk.say("it-help", "ana", "this is ridiculous, my VPN is STILL broken, I am so fed up!!").await;
    let ticket = desk.ticket("1").await;
    assert_eq!((&ticket["heat"]["score"], &ticket["heat"]["cues"]), (&json!(0), &json!([])));
    let why = desk.command("it-help", "ana", "/hearken why").await;
    assert!(why.contains("opened HK-1") && !why.contains("upset"), "{why}");
    let forgotten = desk.command("it-help", "ana", "/hearken forget me").await;
    assert!(!forgotten.is_empty());
    assert_ne!(desk.ticket("1").await["requester"], "ana");
    // What hearken itself wrote about her is gone from the chat as well.
    let mut written: Vec<Value> = [desk.channel("it-agents").await, desk.channel("it-help").await].concat();
    // But for the word to the agents that a ticket has ended, which tells nothing of her.
    let told = written.iter().position(|message| message["kind"] == "notice" && message["thread"].is_null());
    let told = written.remove(told.expect("a word to the agents"))["text"].as_str().unwrap().to_owned();
    assert!(told.contains("HK-1") && !told.contains("Ana") && !told.contains("VPN"), "{told}");
    for message in written.iter().filter(|message| message["author"] == "hearken") {
        let (text, card) = (message["text"].as_str().unwrap(), &message["card"]);
        assert!(text == "Removed." && card.is_null(), "{message}");
    }
}

#[tokio::test]
async fn edited_prompts_hold_at_once_and_a_faulty_edit_changes_nothing() {
    let nudge = "prompts/intake/en.toml";
    let built_in = hearken::prompts::Prompts::built_in().get("intake/en.toml").unwrap().text.clone();
    let desk = Desk::start_with(&[(nudge, &built_in)], |folder| {
        vec![("HEARKEN_PROMPTS".to_owned(), folder.join("prompts").display().to_string())]
    })
    .await;
    let path = desk.folder().join(nudge);
    std::fs::write(&path, format!("{built_in}\n[[act]]\nid = \"broken\"\npatterns = ['(']\n")).unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !desk.log().contains("stays in use") {
        assert!(std::time::Instant::now() < until, "{}", desk.log());
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(desk.log().contains("intake/en.toml:"), "{}", desk.log());
    desk.say("it-help", "ana", "My VPN is down").await;
    assert_eq!(desk.ticket("1").await["topic"], "vpn");
}
