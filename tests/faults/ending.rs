//! Told to end while busy.

use std::time::Duration;

use crate::harness::Desk;
use crate::people::*;

#[tokio::test]
async fn told_to_end_while_busy_it_ends_in_time_and_loses_nothing() {
    let mut desk = Desk::start().await;
    let (http, base) = (desk.http.clone(), desk.base.clone());
    // Five minutes make one ticket of what one person says, so that most of this is more words on four tickets.
    let busy = tokio::spawn(async move {
        let mut heard = Vec::new();
        for n in 0..10_000 {
            let sent = http.post(format!("{base}/api/local/messages")).json(&report(n)).send().await;
            match sent {
                Ok(answer) if answer.status().is_success() => heard.push(n),
                _ => return heard,
            }
        }
        heard
    });
    tokio::time::sleep(Duration::from_millis(700)).await;
    let took = tokio::task::spawn_blocking(move || (desk.terminate(), desk)).await.unwrap();
    let (took, mut desk) = took;
    assert!(took < Duration::from_secs(10), "it took {took:?} to end");
    let heard = busy.await.unwrap();
    assert!(!heard.is_empty());
    desk.begin_again();
    // Whatever was on its way is told again by whoever was not answered.
    report_until_heard(&desk, heard.len()).await;
    reckon(&desk, heard.len() + 1).await;
    println!("ended within {:.0} ms, with {} reports heard", took.as_secs_f64() * 1e3, heard.len());
}
