//! A Chromium of a test's own, driven by a chromedriver of its own; both are gone when the test is.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Once, mpsc};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::harness::Desk;

/// How many browsers run at once: more would only make each other slow.
static ROOM: Semaphore = Semaphore::const_new(2);

/// A browser in which windows can be opened.
pub struct Chromium {
    pub client: Client,
    http: reqwest::Client,
    session: String,
    _driver: Driver,
    _profile: TempDir,
}

/// Runs `scenario` on a fresh desk with a fresh browser; skips it, loudly, where there is no browser.
pub async fn browse(scenario: impl AsyncFnOnce(&Desk, &Chromium)) {
    let Some((driver, browser)) = programs() else {
        return skip();
    };
    let _room = ROOM.acquire().await.unwrap();
    let (desk, chromium) = tokio::join!(Desk::start(), Chromium::start(&driver, &browser));
    let outcome = AssertUnwindSafe(scenario(&desk, &chromium)).catch_unwind().await;
    let _ = tokio::time::timeout(Duration::from_secs(5), chromium.client.clone().close()).await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

fn programs() -> Option<(PathBuf, PathBuf)> {
    Some((on_path("chromedriver")?, on_path("chromium").or_else(|| on_path("google-chrome"))?))
}

fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Says what is missed where the test runner does not swallow it.
fn skip() {
    assert!(std::env::var("HEARKEN_NO_SKIP").as_deref() != Ok("1"), "chromium and chromedriver must be on the PATH");
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let what = "\nSKIPPED: the page in a real browser, since chromium or chromedriver is not on the PATH \
                    (tests/run installs them)\n";
        std::io::stderr().write_all(what.as_bytes()).unwrap();
    });
}

impl Chromium {
    async fn start(driver: &Path, browser: &Path) -> Chromium {
        let driver = Driver::start(driver);
        let profile = tempfile::tempdir().unwrap();
        let wishes = json!({
            "goog:chromeOptions": { "binary": browser, "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1440,900",
                format!("--user-data-dir={}", profile.path().display()),
            ]},
            "goog:loggingPrefs": { "browser": "ALL" },
            // A dialog of the page would be a script that ran: it must show, not be waved away.
            "unhandledPromptBehavior": "ignore",
        });
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        builder.capabilities(wishes.as_object().unwrap().clone());
        let client = tokio::time::timeout(Duration::from_secs(60), builder.connect(&driver.base)).await;
        let client = client.expect("Chromium starts in time").expect("Chromium starts");
        let id = client.session_id().await.unwrap().unwrap();
        let session = format!("{}/session/{id}", driver.base);
        let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).build().unwrap();
        Chromium { client, http, session, _driver: driver, _profile: profile }
    }

    /// A command of the DevTools protocol, to the window in front.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.extra("goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    /// What the windows' consoles said since it was last asked: `level: message`, without mere chatter.
    pub async fn complaints(&self) -> Vec<String> {
        let said = self.extra("se/log", json!({"type": "browser"})).await;
        let grave = |entry: &&Value| entry["level"] == "SEVERE" || entry["level"] == "WARNING";
        said.as_array().unwrap().iter().filter(grave).map(|entry| entry["message"].to_string()).collect()
    }

    async fn extra(&self, path: &str, body: Value) -> Value {
        let answer = self.http.post(format!("{}/{path}", self.session)).json(&body).send().await.unwrap();
        let status = answer.status();
        let mut answer: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path} {body}: {answer}");
        answer["value"].take()
    }
}

/// A chromedriver, leader of a process group in which its browser runs.
struct Driver {
    base: String,
    child: Child,
}

impl Driver {
    fn start(program: &Path) -> Driver {
        let mut child = Command::new(program)
            .args(["--port=0", "--allowed-ips=127.0.0.1"])
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (tell, told) = mpsc::channel();
        // Reads on to the end, so that chromedriver never blocks on a full pipe.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let port =
                    line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned());
                if let Some(port) = port {
                    let _ = tell.send(port);
                }
            }
        });
        let mut driver = Driver { base: String::new(), child };
        let port = told.recv_timeout(Duration::from_secs(30)).expect("chromedriver says its port in time");
        driver.base = format!("http://127.0.0.1:{port}");
        driver
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its whole group: a browser whose test failed half-way must not outlive it.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}
