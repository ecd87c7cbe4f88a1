//! People who write while something is broken, again and again until they are heard, and what must stand in the end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::Desk;

/// How long recovery may take.
const RECOVERY: Duration = Duration::from_secs(30);

/// What somebody reports; each is a ticket of its own.
pub fn report(n: usize) -> Value {
    let who = ["ana", "ben", "chris", "dana"][n % 4];
    json!({"channel": "it-help", "author": who, "text": format!("My VPN keeps dropping since {n} o'clock, please help"),
        "client_id": format!("report-{n}")})
}

/// Somebody reports, once; whether it was acknowledged.
pub async fn try_report(desk: &Desk, n: usize) -> bool {
    let sent = desk.http.post(format!("{}/api/local/messages", desk.base)).json(&report(n)).send().await;
    match sent {
        Ok(answer) => {
            let status = answer.status();
            assert!(status.is_success() || status.is_server_error(), "{status}");
            status.is_success()
        }
        Err(_) => false,
    }
}

/// Somebody reports until it is acknowledged.
pub async fn report_until_heard(desk: &Desk, n: usize) {
    let until = Instant::now() + RECOVERY;
    while !try_report(desk, n).await {
        assert!(Instant::now() < until, "report {n} is never heard");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Whether it says that it is ready, within a time in which whoever asks still waits.
pub async fn says_ready(desk: &Desk) -> bool {
    let asked = desk.http.get(format!("{}/readyz", desk.base)).timeout(Duration::from_secs(5)).send().await;
    asked.expect("/readyz answers in time").status().is_success()
}

/// Waits until it says that it is ready, or that it is not.
pub async fn until_ready_is(desk: &Desk, ready: bool) {
    let until = Instant::now() + RECOVERY;
    while says_ready(desk).await != ready {
        assert!(Instant::now() < until, "/readyz never says {ready}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Every one of these reports stands once and belongs to a ticket, and each ticket has one receipt and one card.
pub async fn reckon(desk: &Desk, reports: usize) {
    let until = Instant::now() + RECOVERY;
    let (mut said, mut receipts, mut cards);
    loop {
        said = BTreeMap::new();
        receipts = BTreeMap::new();
        cards = BTreeMap::new();
        for message in desk.get("/api/local/messages?limit=1000").await.as_array().unwrap() {
            let ticket = message["ticket"].as_str().unwrap_or_default().to_owned();
            match message["kind"].as_str().unwrap() {
                "message" if ticket.is_empty() => {}
                "message" => *said.entry(message["text"].as_str().unwrap().to_owned()).or_insert(0) += 1,
                "receipt" => *receipts.entry(ticket).or_insert(0) += 1,
                "card" => *cards.entry(ticket).or_insert(0) += 1,
                _ => {}
            }
        }
        let tickets = desk.get("/api/tickets").await.as_array().unwrap().len();
        if said.len() == reports && tickets > 0 && receipts.len() == tickets && cards.len() == tickets {
            break;
        }
        let seen = (said.len(), tickets, receipts.len(), cards.len());
        assert!(Instant::now() < until, "lost, of {reports}: (said, tickets, receipts, cards) are {seen:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for (what, counts) in [("said", &said), ("receipt", &receipts), ("card", &cards)] {
        let doubled: Vec<_> = counts.iter().filter(|(_, count)| **count != 1).collect();
        assert!(doubled.is_empty(), "{what} twice: {doubled:?}");
    }
    println!("{reports} reports, {} tickets", receipts.len());
}
