//! The local chat's process killed while people talk: whatever it had answered stays, whatever it had not is sent
//! again, and nothing is there twice.

mod harness;

use std::collections::BTreeSet;
use std::time::Duration;

use harness::Desk;
use serde_json::{Value, json};

const PEOPLE: [&str; 4] = ["ana", "ben", "chris", "dana"];
const EACH: usize = 12;

fn message(author: &str, n: usize) -> Value {
    let text = format!("My VPN drops again and again, please help: attempt {n}");
    json!({"channel": "it-help", "author": author, "text": text, "client_id": format!("c-{n}")})
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_when_it_is_killed_in_the_middle() {
    let mut desk = Desk::start().await;
    let mut answered = BTreeSet::new();
    for round in 0..3 {
        let talking = PEOPLE.map(|author| {
            let (http, address) = (desk.http.clone(), format!("{}/api/local/messages", desk.base));
            tokio::spawn(async move {
                let mut heard = Vec::new();
                for n in round * EACH..(round + 1) * EACH {
                    match http.post(&address).json(&message(author, n)).send().await {
                        Ok(answer) if answer.status().is_success() => {
                            heard.push(answer.json::<Value>().await.map(|said| said["id"].clone()));
                        }
                        _ => break,
                    }
                }
                heard
            })
        });
        tokio::time::sleep(Duration::from_millis(120 + 90 * round as u64)).await;
        desk.restart();
        for heard in talking {
            answered.extend(heard.await.unwrap().into_iter().flatten().map(|id| id.as_str().unwrap().to_owned()));
        }
    }
    let before_again = desk.get("/api/local/messages?channel=it-help").await.as_array().unwrap().clone();
    let kept = |id: &str, messages: &[Value]| messages.iter().any(|message| message["id"] == id);
    assert!(!answered.is_empty());
    for id in &answered {
        assert!(kept(id, &before_again), "{id} was answered and is lost");
    }
    for author in PEOPLE {
        for n in 0..3 * EACH {
            desk.done("/api/local/messages", &message(author, n)).await;
        }
    }
    let messages = desk.channel("it-help").await;
    let said: Vec<&Value> = messages.iter().filter(|message| message["kind"] == "message").collect();
    assert_eq!(said.len(), PEOPLE.len() * 3 * EACH);
    let texts: BTreeSet<String> = said.iter().map(|one| format!("{}: {}", one["author"], one["text"])).collect();
    assert_eq!(texts.len(), said.len(), "something was said twice");
    for one in said {
        assert!(one["ticket"].is_string(), "no ticket for {one}");
    }
    let receipts: Vec<&Value> = messages.iter().filter(|message| message["kind"] == "receipt").collect();
    let threads: BTreeSet<&str> = receipts.iter().filter_map(|receipt| receipt["thread"].as_str()).collect();
    assert_eq!(threads.len(), receipts.len(), "a receipt was posted twice");
}
