//! A server that is restarted, cut off, slow, silent, or busy with something else.

use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};

use crate::bench;
use crate::harness::Desk;
use crate::people::*;
use crate::proxy::{Line, Proxy};
use crate::started::Server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_restarted() {
    let Some(server) = Server::start() else { return };
    let desk = Desk::start_on(&server.address()).await;
    report_until_heard(&desk, 0).await;
    server.cut();
    assert!(!says_ready(&desk).await);
    assert!(!try_report(&desk, 1).await);
    server.begin();
    let again = Instant::now();
    until_ready_is(&desk, true).await;
    println!("ready {:.0} ms after the server was", again.elapsed().as_secs_f64() * 1e3);
    for n in 1..4 {
        report_until_heard(&desk, n).await;
    }
    reckon(&desk, 4).await;
}

/// A desk that reaches its database through a line that fails.
async fn on_a_line<F: Future<Output = ()>>(body: impl FnOnce(Desk, Proxy) -> F) {
    let Some(server) = bench::server() else { return };
    let name = bench::make_database(&server).await;
    let port = server.rsplit_once(':').and_then(|(_, rest)| rest.split('/').next()?.parse().ok()).unwrap();
    let proxy = Proxy::start(port).await;
    let address = bench::address(&server.replacen(&format!(":{port}"), &format!(":{}", proxy.port), 1), &name);
    let desk = Desk::start_on(&address).await;
    body(desk, proxy).await;
    bench::drop_database(&server, &name).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_is_cut_now_and_then_and_in_the_middle_of_commits() {
    on_a_line(|desk, proxy| async move {
        for n in 0..12 {
            proxy.set(if n % 3 == 2 { Line::Cut } else { Line::CutAtCommit });
            try_report(&desk, n).await;
            proxy.set(Line::Open);
            report_until_heard(&desk, n).await;
        }
        reckon(&desk, 12).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_falls_silent() {
    on_a_line(|desk, proxy| async move {
        report_until_heard(&desk, 0).await;
        proxy.set(Line::Silent);
        assert!(!says_ready(&desk).await);
        proxy.set(Line::Open);
        let mended = Instant::now();
        until_ready_is(&desk, true).await;
        println!("ready {:.1} s after the line was mended", mended.elapsed().as_secs_f64());
        for n in 1..4 {
            report_until_heard(&desk, n).await;
        }
        reckon(&desk, 4).await;
        proxy.set(Line::Slow(Duration::from_millis(5)));
        report_until_heard(&desk, 4).await;
        proxy.set(Line::Open);
        reckon(&desk, 5).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_connection_taken_by_readers_that_wait() {
    let Some(server) = bench::server() else { return };
    let name = bench::make_database(&server).await;
    let address = bench::address(&server, &name);
    let desk = Desk::start_on(&address).await;
    report_until_heard(&desk, 0).await;
    let mut other = PgConnection::connect(&address).await.unwrap();
    other.execute("BEGIN; LOCK TABLE local_messages IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let readers: Vec<_> = (0..30)
        .map(|_| tokio::spawn(desk.http.get(format!("{}/api/local/messages?channel=it-help", desk.base)).send()))
        .collect();
    until_ready_is(&desk, false).await;
    other.execute("ROLLBACK").await.unwrap();
    for reader in readers {
        assert!(reader.await.unwrap().is_ok(), "everybody is answered");
    }
    until_ready_is(&desk, true).await;
    report_until_heard(&desk, 1).await;
    reckon(&desk, 2).await;
    bench::drop_database(&server, &name).await;
}
