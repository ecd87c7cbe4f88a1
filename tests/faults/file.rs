//! A database file that cannot be written to for a while.

use std::process::Command;
use std::time::{Duration, Instant};

use hearken::store::{DatabaseUrl, Store};

use crate::harness::Desk;
use crate::people::*;

/// Longer than the store waits for a lock, however often it tries.
const LOCKED: Duration = Duration::from_secs(30);

/// Longer than anybody waits for an answer while it is locked.
const BOUND: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_file_that_another_program_locks() {
    let desk = Desk::start().await;
    report_until_heard(&desk, 0).await;
    reckon(&desk, 1).await;
    let other = Store::open(&DatabaseUrl::file(desk.folder().join("hearken.db"))).await.unwrap();
    let held = other.begin().await.unwrap();
    let locked = Instant::now();
    // Twelve people write at once, and nobody is told that it is heard before it can be.
    let writing = (1..=12).map(|n| {
        let sent = desk.http.post(format!("{}/api/local/messages", desk.base)).json(&report(n)).send();
        tokio::spawn(async move {
            let asked = Instant::now();
            let answer = sent.await.expect("an answer, whatever it is");
            let (status, ended, body) = (answer.status(), Instant::now(), answer.text().await.unwrap());
            (status, ended - asked, ended, body)
        })
    });
    let writing: Vec<_> = writing.collect();
    while locked.elapsed() < LOCKED {
        assert!(!says_ready(&desk).await, "ready, and locked");
        desk.get("/healthz").await;
        assert_eq!(desk.get("/api/local/messages?channel=it-help&limit=1000").await.as_array().unwrap().len(), 2);
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let freed = Instant::now();
    held.rollback().await.unwrap();
    until_ready_is(&desk, true).await;
    println!("ready {:.1} s after a lock of {:.0} s", freed.elapsed().as_secs_f64(), LOCKED.as_secs_f64());
    let mut refused = 0;
    for answer in writing {
        let (status, took, ended, body) = answer.await.unwrap();
        println!("{status} after {:.1} s: {body}", took.as_secs_f64());
        assert!(took < BOUND, "left waiting for {took:?}");
        match status.as_u16() {
            201 => assert!(ended >= freed, "acknowledged while nothing could be stored"),
            503 => refused += 1,
            other => panic!("{other}: {body}"),
        }
    }
    println!("{refused} of 12 were told to try again");
    for n in 1..15 {
        report_until_heard(&desk, n).await;
    }
    reckon(&desk, 15).await;
    other.close().await;
}

/// The largest file a process may write, as the shell and as `prlimit` set it: more than a young database, less than what
/// is reported to it here.
const LIMIT_KIB: u64 = 2_048;

#[tokio::test]
async fn a_disk_that_is_full_until_somebody_makes_room() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("hearken.db").display());
    let shell = format!("trap '' XFSZ; ulimit -S -f {}", LIMIT_KIB * 1024 / 512);
    let desk = Desk::start_after(&shell, &database).await;
    let mut heard = 0;
    while heard < 400 && try_report(&desk, heard).await {
        heard += 1;
    }
    assert!((4..400).contains(&heard), "the disk is full after {heard} reports");
    until_ready_is(&desk, false).await;
    assert!(!try_report(&desk, heard).await, "acknowledged and not stored");

    let room = Command::new("prlimit").args(["--pid", &desk.pid().to_string(), "--fsize=unlimited"]).status();
    assert!(room.unwrap().success());
    until_ready_is(&desk, true).await;
    for n in heard..heard + 3 {
        report_until_heard(&desk, n).await;
    }
    reckon(&desk, heard + 3).await;
}

#[tokio::test]
async fn a_file_that_became_read_only_while_it_was_open() {
    let desk = Desk::start().await;
    report_until_heard(&desk, 0).await;
    let mode = |mode: &str| {
        for file in ["hearken.db", "hearken.db-wal", "hearken.db-shm", "."] {
            assert!(Command::new("chmod").args([mode, file]).current_dir(desk.folder()).status().unwrap().success());
        }
    };
    mode("a-w");
    // A process that has it open may go on writing, or not; what it says must fit what it does.
    let acknowledged = try_report(&desk, 1).await;
    assert_eq!(says_ready(&desk).await, acknowledged);
    mode("u+w");
    until_ready_is(&desk, true).await;
    for n in 1..3 {
        report_until_heard(&desk, n).await;
    }
    reckon(&desk, 3).await;
}
