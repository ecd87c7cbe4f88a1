//! Clients that take their time hold a connection for a while, and nobody up.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::Desk;

/// Longer than a head may take.
const BOUND: Duration = Duration::from_secs(40);

/// Sends this, then a byte a second for as long as anybody listens; gives what came back, and after how long it ended.
async fn drip(address: String, begin: &'static str) -> (String, Duration) {
    let began = Instant::now();
    let (mut answers, mut stream) = TcpStream::connect(address).await.unwrap().into_split();
    let reading = tokio::spawn(async move {
        let mut answer = Vec::new();
        let _ = answers.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    });
    stream.write_all(begin.as_bytes()).await.unwrap();
    while !reading.is_finished() && began.elapsed() < BOUND {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let _ = stream.write_all(b"x").await;
    }
    let took = began.elapsed();
    (tokio::time::timeout(Duration::from_secs(1), reading).await.expect("it was let go").unwrap(), took)
}

#[tokio::test]
async fn whoever_drips_is_let_go() {
    let desk = Desk::start().await;
    let address = desk.base.trim_start_matches("http://").to_owned();
    let body = "POST /api/local/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                Content-Length: 1000\r\nConnection: close\r\n\r\n{";
    let (heads, bodies) = (drip(address.clone(), "GET / HTTP/1.1\r\nX: "), drip(address.clone(), body));
    let crowd: Vec<_> = (0..200).map(|_| tokio::spawn(drip(address.clone(), "GET /healthz HTTP/1.1\r\nX: "))).collect();
    let meanwhile = async {
        for _ in 0..20 {
            let asked = Instant::now();
            desk.get("/healthz").await;
            assert!(asked.elapsed() < Duration::from_secs(2), "others wait for those who drip");
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    let ((_, head), (answer, body), ()) = tokio::join!(heads, bodies, meanwhile);
    assert!(head < BOUND && body < BOUND, "head {head:?}, body {body:?}");
    assert!(answer.contains(" 408 "), "{answer}");
    for one in crowd {
        assert!(one.await.unwrap().1 < BOUND);
    }
    println!("a head was given up after {:.0} s, a body after {:.0} s", head.as_secs_f64(), body.as_secs_f64());
}
