//! Starts the real binary on a database of its own and speaks to it as other programs would.
#![allow(dead_code)] // Each test file uses its own part.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A running hearken. Killed when dropped.
pub struct Desk {
    pub base: String,
    pub http: Client,
    child: Child,
    folder: TempDir,
    database: String,
    settings: Vec<(String, String)>,
}

impl Desk {
    /// On a fresh SQLite file.
    pub async fn start() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("hearken.db").display());
        Desk::launch(folder, database, Vec::new()).await
    }

    /// On a fresh SQLite file, with these settings in its environment; files are written into its folder first.
    pub async fn start_with(files: &[(&str, &str)], settings: impl Fn(&Path) -> Vec<(String, String)>) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let settings = settings(folder.path());
        let database = format!("sqlite:{}", folder.path().join("hearken.db").display());
        Desk::launch(folder, database, settings).await
    }

    /// On that database.
    pub async fn start_on(database: &str) -> Desk {
        Desk::launch(tempfile::tempdir().unwrap(), database.to_owned(), Vec::new()).await
    }

    async fn launch(folder: TempDir, database: String, settings: Vec<(String, String)>) -> Desk {
        let (child, base) = spawn(&database, folder.path(), &settings);
        let http = Client::builder().timeout(Duration::from_secs(60)).build().unwrap();
        Desk { base, http, child, folder, database, settings }
    }

    /// Kills the process as a power cut would, and starts it again on the same database.
    pub fn restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let (child, base) = spawn(&self.database, self.folder.path(), &self.settings);
        self.child = child;
        self.base = base;
    }

    /// On that database, with this said in a shell just before it begins.
    pub async fn start_after(shell: &str, database: &str) -> Desk {
        let settings = vec![("SAID_BEFORE".to_owned(), shell.to_owned())];
        Desk::launch(tempfile::tempdir().unwrap(), database.to_owned(), settings).await
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Tells it to end, and gives how long that took.
    pub fn terminate(&mut self) -> Duration {
        let told = std::time::Instant::now();
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        assert!(status.success(), "told to end, it ended with {status}");
        told.elapsed()
    }

    /// Begins again after it ended.
    pub fn begin_again(&mut self) {
        (self.child, self.base) = spawn(&self.database, self.folder.path(), &self.settings);
    }

    /// Its folder: the database and whatever was written there.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    pub async fn get(&self, path: &str) -> Value {
        let response = self.http.get(format!("{}{path}", self.base)).send().await.unwrap();
        assert!(response.status().is_success(), "GET {path}: {}", response.status());
        response.json().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.http.post(format!("{}{path}", self.base)).json(body).send().await.unwrap()
    }

    /// Posts and expects it to be fine.
    pub async fn done(&self, path: &str, body: &Value) -> Value {
        let response = self.post(path, body).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert!(status.is_success(), "POST {path} {body}: {status} {answer}");
        answer
    }

    /// Posts and expects it to be refused; gives the sentence.
    pub async fn refused(&self, path: &str, body: &Value, expected: StatusCode) -> String {
        let response = self.post(path, body).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(status, expected, "POST {path} {body}: {answer}");
        answer["error"]["message"].as_str().unwrap().to_owned()
    }

    /// Somebody writes in a channel; gives the message's id.
    pub async fn say(&self, channel: &str, author: &str, text: &str) -> String {
        let said = self.done("/api/local/messages", &json!({"channel": channel, "author": author, "text": text})).await;
        said["id"].as_str().unwrap().to_owned()
    }

    /// Somebody writes in a thread; gives the message's id.
    pub async fn reply(&self, channel: &str, thread: &str, author: &str, text: &str) -> String {
        let body = json!({"channel": channel, "author": author, "text": text, "thread": thread});
        self.done("/api/local/messages", &body).await["id"].as_str().unwrap().to_owned()
    }

    /// Somebody presses a button, or sends its form.
    pub async fn press(&self, message: &str, action: &str, actor: &str, form: Option<Value>) -> Value {
        self.done("/api/local/actions", &press(message, action, actor, form)).await
    }

    /// Somebody presses a button that is refused; gives the sentence.
    pub async fn press_refused(&self, message: &str, action: &str, actor: &str, status: StatusCode) -> String {
        self.refused("/api/local/actions", &press(message, action, actor, None), status).await
    }

    /// Somebody types a command; gives the private reply.
    pub async fn command(&self, channel: &str, actor: &str, text: &str) -> String {
        let body = json!({"channel": channel, "actor": actor, "text": text});
        self.done("/api/local/commands", &body).await["reply"].as_str().unwrap_or_default().to_owned()
    }

    /// Moves the clock on.
    pub async fn advance(&self, span: &str) -> Value {
        self.done("/api/local/clock", &json!({"advance": span})).await
    }

    /// Moves the clock to the next due moment.
    pub async fn to_next(&self) -> Value {
        self.done("/api/local/clock", &json!({"to": "next"})).await
    }

    /// Everything in a channel, once all that is under way has been delivered.
    pub async fn channel(&self, channel: &str) -> Vec<Value> {
        self.settle().await;
        self.get(&format!("/api/local/messages?channel={channel}")).await.as_array().unwrap().clone()
    }

    /// A thread with its first message, once all that is under way has been delivered.
    pub async fn thread(&self, channel: &str, thread: &str) -> Vec<Value> {
        self.settle().await;
        let path = format!("/api/local/messages?channel={channel}&thread={thread}");
        self.get(&path).await.as_array().unwrap().clone()
    }

    /// Waits until everything due by now is delivered, without moving the clock noticeably.
    pub async fn settle(&self) {
        self.advance("1s").await;
    }

    pub async fn ticket(&self, id: &str) -> Value {
        self.get(&format!("/api/tickets/{id}")).await
    }

    /// The card of a ticket as it is now.
    pub async fn card(&self, ticket: &str) -> Value {
        let cards = self.channel("it-agents").await;
        let card = cards.iter().find(|message| message["kind"] == "card" && message["ticket"] == ticket);
        card.unwrap_or_else(|| panic!("ticket {ticket} has no card")).clone()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
    }
}

/// The texts of the bot's messages of a kind, oldest first.
pub fn texts(messages: &[Value], kind: &str) -> Vec<String> {
    messages
        .iter()
        .filter(|message| message["kind"] == kind)
        .map(|message| message["text"].as_str().unwrap().to_owned())
        .collect()
}

/// A message's id.
pub fn id(message: &Value) -> String {
    message["id"].as_str().unwrap().to_owned()
}

fn press(message: &str, action: &str, actor: &str, form: Option<Value>) -> Value {
    let mut body = json!({"message": message, "action": action, "actor": actor});
    if let Some(form) = form {
        body["form"] = form;
    }
    body
}

fn spawn(database: &str, folder: &Path, settings: &[(String, String)]) -> (Child, String) {
    let log = std::fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let mut child = Command::new("sh")
        .args(["-c", "eval \"$SAID_BEFORE\"; exec \"$0\"", env!("CARGO_BIN_EXE_hearken")])
        .env("DATABASE_URL", database)
        .env("HEARKEN_LISTEN", "127.0.0.1:0")
        .env("HEARKEN_LOG", "info,hearken=debug")
        .envs(settings.iter().cloned())
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // Its output ends when it does, so that a start that fails is seen at once.
    let base = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("listens at ").map(|(_, base)| base.trim().to_owned()));
    if base.is_none() {
        let _ = child.kill();
    }
    let Some(base) = base else {
        let _ = child.wait();
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        panic!("hearken did not start: {log}");
    };
    (child, base)
}
