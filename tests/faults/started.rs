//! A PostgreSQL of a test's own, to be stopped and started.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub struct Server {
    bin: PathBuf,
    folder: TempDir,
    port: u16,
}

impl Server {
    /// `None` after saying loudly that there is none to start.
    pub fn start() -> Option<Server> {
        let Some(bin) = binaries() else {
            crate::bench::skip("PostgreSQL restarted, since its programs are not found");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("hearken-faults").tempdir_in("/tmp").unwrap();
        run(Command::new("chmod").arg("755").arg(folder.path()));
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Server { bin, folder, port };
        let data = server.data();
        run(server.command("initdb").args([
            "-D",
            &data,
            "-U",
            "hearken",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ]));
        server.begin();
        Some(server)
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("postgres://hearken@127.0.0.1:{}/postgres", self.port)
    }

    pub fn begin(&self) {
        let folder = self.folder.path().display();
        let options = format!("-p {} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=60", self.port);
        let log = format!("{folder}/log");
        run(self.command("pg_ctl").args(["-D", &self.data(), "-w", "-l", &log, "-o", &options, "start"]));
    }

    /// As a power cut would.
    pub fn cut(&self) {
        run(self.command("pg_ctl").args(["-D", &self.data(), "-m", "immediate", "-w", "stop"]));
    }

    fn data(&self) -> String {
        self.folder.path().join("db").display().to_string()
    }

    /// It refuses to run as root, so root lends it another account.
    fn command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.command("pg_ctl").args(["-D", &self.data(), "-m", "immediate", "stop"]).output();
    }
}

fn is_root() -> bool {
    let who = Command::new("id").arg("-u").output().unwrap();
    who.stdout.trim_ascii() == b"0"
}

fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    places.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    places.into_iter().find(|place| is_there(place))
}

fn is_there(place: &Path) -> bool {
    place.join("initdb").exists() && place.join("pg_ctl").exists()
}

fn run(command: &mut Command) {
    // What the server inherits of ours it would keep open.
    let done = command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    assert!(done.status().unwrap().success(), "{command:?}");
}
