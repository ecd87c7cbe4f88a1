//! `hearken bench` measures and leaves nothing behind. How fast it is, is not a test's business.

use std::process::Command;

use serde_json::Value;

#[test]
fn it_measures_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_hearken"))
        .args(["bench", "--json", "--seconds", "1", "--rate", "50", "--senders", "8", "--pings", "12"])
        .args(["--tickets", "1500"])
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let figures: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert!(figures["tickets_before"].as_u64().unwrap() >= 1500, "{figures}");
    for stream in ["flat_out", "paced"] {
        assert!(figures[stream]["events"].as_u64().unwrap() > 0, "{figures}");
        assert!(figures[stream]["posts_per_s"].as_f64().unwrap() > 0.0, "{figures}");
    }
    assert!(figures["pings"]["count"].as_u64().unwrap() >= 12, "{figures}");
    assert!(figures["one_row_commits_per_s"].as_f64().unwrap() > 0.0, "{figures}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was left behind");
}

#[test]
fn a_database_that_cannot_be_used_is_refused_in_words() {
    let run =
        Command::new(env!("CARGO_BIN_EXE_hearken")).args(["bench", "--database", "mysql://nowhere"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("DATABASE_URL"), "{run:?}");
}
