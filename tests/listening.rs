//! The page and its API have no login: they are there for this machine alone.

use std::process::Command;

/// Starts it with these settings and gives its exit code and what it said.
fn started_at(listen: &str) -> (Option<i32>, String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("hearken.db");
    let ended = Command::new(env!("CARGO_BIN_EXE_hearken"))
        .env("HEARKEN_LISTEN", listen)
        .env("DATABASE_URL", format!("sqlite:{}", database.display()))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned();
    (ended.status.code(), said, database.exists())
}

#[test]
fn it_refuses_to_listen_where_others_reach_it() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.168.1.1:7878", "10.0.0.1:0", "[fe80::1]:0", "[::ffff:127.0.0.1]:0"] {
        let (code, said, stored) = started_at(listen);
        assert_eq!(code, Some(2), "{listen}: {said}");
        assert!(said.contains("no login") && said.contains("use 127.0.0.1:"), "{listen}: {said}");
        assert!(!said.contains("listens at"), "{listen}: {said}");
        assert!(!stored, "{listen}: nothing is begun");
    }
}

#[test]
fn unless_told_otherwise_it_listens_on_this_machine() {
    let help = Command::new(env!("CARGO_BIN_EXE_hearken")).arg("--help").env_remove("HEARKEN_LISTEN").output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(help.contains("[default: 127.0.0.1:7878]"), "{help}");
}

/// What `hearken check` says with one setting as given.
fn checked(name: &str, value: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_hearken"))
        .arg("check")
        .env("DATABASE_URL", format!("sqlite:{}", folder.path().join("hearken.db").display()))
        .env(name, value)
        .current_dir(folder.path())
        .output()
        .unwrap();
    (ended.status.code(), String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned())
}

#[test]
fn a_check_finds_settings_that_a_start_would_refuse() {
    for (name, value, said) in [
        ("HEARKEN_LISTEN", "0.0.0.0:7878", "HEARKEN_LISTEN: 0.0.0.0:7878 can be reached by others"),
        ("HEARKEN_LISTEN", "here", "invalid value 'here'"),
        ("HEARKEN_LOG", "lots", "HEARKEN_LOG: “lots” is no level; use error, warn, info"),
        ("HEARKEN_LOG", "info,hearken=much", "HEARKEN_LOG: “hearken=much” is no level"),
    ] {
        let (code, found) = checked(name, value);
        assert!(code.is_some_and(|code| code != 0), "{name}={value}: {found}");
        assert!(found.contains(said), "{name}={value}: {found}");
    }
    for (name, value) in
        [("HEARKEN_LISTEN", "[::1]:7878"), ("HEARKEN_LOG", ""), ("HEARKEN_LOG", "warn,hearken::engine=debug")]
    {
        let (code, found) = checked(name, value);
        assert_eq!(code, Some(0), "{name}={value}: {found}");
    }
}
