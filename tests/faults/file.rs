//! A database file that cannot be written to for a while.

use std::process::Command;

use hearken::store::{DatabaseUrl, Store};

use crate::harness::Desk;
use crate::people::*;

#[tokio::test]
async fn a_file_that_another_program_locks() {
    let desk = Desk::start().await;
    report_until_heard(&desk, 0).await;
    let other = Store::open(&DatabaseUrl::file(desk.folder().join("hearken.db"))).await.unwrap();
    let held = other.begin().await.unwrap();
    until_ready_is(&desk, false).await;
    let kept = try_report(&desk, 1);
    let (acknowledged, ()) = tokio::join!(kept, async {
        tokio::time::sleep(lasting()).await;
        held.rollback().await.unwrap();
    });
    println!("acknowledged after the lock ended: {acknowledged}");
    until_ready_is(&desk, true).await;
    for n in 1..4 {
        report_until_heard(&desk, n).await;
    }
    reckon(&desk, 4).await;
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
