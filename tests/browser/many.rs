//! Many windows, and a channel with a long past.

use crate::chromium::browse;
use crate::window::{DESKTOP, Window};

/// More than the connections that a browser opens to one place.
const WINDOWS: usize = 8;

/// More messages than the page loads at once.
const MESSAGES: usize = 330;

#[tokio::test]
async fn an_eighth_window_loads_and_hears_what_is_new() {
    browse(async |desk, chromium| {
        let mut windows = Vec::new();
        for _ in 0..WINDOWS {
            windows.push(Window::open(chromium, desk, "as=ben&in=general", DESKTOP).await);
        }
        desk.say("general", "ana", "lunch at noon, who is in").await;
        for window in &windows {
            window.sees("#conversation .kind-message .text", "lunch at noon").await;
        }
        // The one that holds the stream goes; another takes it up.
        windows.remove(0).close().await;
        desk.say("general", "ana", "or at one").await;
        for window in &windows {
            window.sees("#conversation .kind-message .text", "or at one").await;
            window.is_sound().await;
        }
    })
    .await;
}

#[tokio::test]
async fn earlier_messages_come_as_one_scrolls() {
    browse(async |desk, chromium| {
        for n in 0..MESSAGES {
            desk.say("general", "ana", &format!("note number {n}.")).await;
        }
        let ben = Window::open(chromium, desk, "as=ben&in=general", DESKTOP).await;
        ben.sees("#conversation .kind-message .text", &format!("note number {}.", MESSAGES - 1)).await;
        assert!(!ben.text("#conversation .kind-message .text").await.contains("note number 0."));
        ben.until("the button for more", "text('#conversation').includes('Show earlier messages')").await;
        // Whoever scrolls up gets more before they reach the end.
        let up = "(one('#conversation .scroll').scrollTop = 0, \
            text('#conversation .kind-message .text').includes('note number 0.'))";
        ben.until("the first message of all", up).await;
        let shown =
            "all('#conversation .kind-message .text').filter((node) => /^note number/.test(node.innerText)).length";
        ben.until("every message, once", &format!("{shown} === {MESSAGES}")).await;
        ben.picture("many-earlier").await;
        ben.is_sound().await;
    })
    .await;
}
