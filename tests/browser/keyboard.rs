//! No pointer at all: everything by keys, and never lost where the focus is.

use serde_json::Value;

use crate::chromium::browse;
use crate::floor;
use crate::window::{DESKTOP, Window};

#[tokio::test]
async fn the_keyboard_alone_is_enough() {
    browse(async |desk, chromium| {
        let desk_window = Window::open(chromium, desk, "", DESKTOP).await;
        let page = &desk_window;

        // The first stop leads past everything to the conversation.
        page.press(&["Tab"]).await;
        on(page, "#skip").await;
        page.press(&["Enter"]).await;
        on(page, "#conversation").await;

        be(page, "Ben", "Ben Okafor").await;
        page.press(&["/"]).await;
        on(page, "#conversation textarea").await;
        page.type_in("My laptop keeps freezing, this is the second time I ask!").await;
        page.press(&["Enter"]).await;
        page.sees("#conversation .thread-line", "hearken").await;
        on(page, "#conversation textarea").await;
        page.press(&["Escape"]).await;
        on(page, "#conversation").await;

        be(page, "Sam", "Sam Keller").await;
        page.sees("#conversation .card", "laptop").await;
        page.press(&["Escape", "j"]).await;
        on(page, "#conversation .with-card").await;
        page.sees("#case .case-title", "freezing").await;

        // Every stop from the card on is one that can be seen, and leads on to Send.
        let mut stops = 0;
        while page.run("document.activeElement.dataset.name !== 'act send'").await == Value::Bool(true) {
            page.press(&["Tab"]).await;
            in_sight(page).await;
            stops += 1;
            assert!(stops < 12, "Send is a dozen stops away");
        }
        page.picture("keyboard-1-on-send").await;
        page.press(&["Enter"]).await;
        page.sees("#conversation .card .eyebrow", "Sam has it").await;
        in_sight(page).await;

        // Forms open on their first field, and give the focus back.
        page.press(&["Escape", "j", "r"]).await;
        on(page, "dialog [id=field-summary]").await;
        page.picture("keyboard-2-form").await;
        floor::holds(page).await;
        page.press(&["Escape"]).await;
        page.until("the form is gone", "!one('dialog')").await;
        on(page, "#conversation .with-card").await;
        page.press(&["?"]).await;
        page.sees("dialog", "Keyboard shortcuts").await;
        in_sight(page).await;
        page.picture("keyboard-3-help").await;
        page.press(&["Escape"]).await;
        on(page, "#conversation .with-card").await;

        // The case, and from it the thread; Escape leads back out.
        page.press(&["x"]).await;
        on(page, "#case").await;
        until_on(page, "document.activeElement.dataset.name === 'thread'").await;
        page.press(&["Enter"]).await;
        page.until("the thread is open", "one('#thread')").await;
        in_sight(page).await;
        page.press(&["Escape"]).await;
        page.until("the thread is closed", "!one('#thread')").await;
        in_sight(page).await;

        page.press(&["j", "r"]).await;
        on(page, "dialog [id=field-summary]").await;
        page.type_in("a new battery is in").await;
        page.press(&["Control+Enter"]).await;
        page.until("the form is gone", "!one('dialog')").await;
        page.sees("#case .status", "Resolved").await;
        in_sight(page).await;

        be(page, "Ben", "Ben Okafor").await;
        page.press(&["Escape", "j", "t"]).await;
        on(page, "#thread textarea").await;
        page.sees("#thread .kind-question", "a new battery is in").await;
        page.press(&["Escape"]).await;
        page.until("the thread is closed", "!one('#thread')").await;
        on(page, "#conversation .message").await;
        page.press(&["Escape", "j"]).await;
        on(page, "#conversation .message").await;
        page.press(&["t"]).await;
        on(page, "#thread textarea").await;
        back_to(page, "document.activeElement.dataset.name === 'act works'").await;
        page.picture("keyboard-4-works").await;
        page.press(&["Enter"]).await;
        page.sees("#case .status", "Closed").await;
        in_sight(page).await;
        page.is_sound().await;
    })
    .await;
}

/// Picks a person by the list behind `p`, as by typing the first letters of a name.
async fn be(page: &Window<'_>, letters: &str, name: &str) {
    page.press(&["p"]).await;
    on(page, "#places select").await;
    page.type_in(letters).await;
    page.sees("#places .who", name).await;
    page.until("their messages are there", "all('#conversation :is(.message, .empty)').length").await;
    on(page, "#places select").await;
    page.press(&["Escape"]).await;
    on(page, "#conversation").await;
}

/// Tabs on until the focus is where it should be.
async fn until_on(page: &Window<'_>, there: &str) {
    walk(page, "Tab", there).await;
}

/// Tabs backwards until the focus is where it should be.
async fn back_to(page: &Window<'_>, there: &str) {
    walk(page, "Shift+Tab", there).await;
}

async fn walk(page: &Window<'_>, key: &str, there: &str) {
    for _ in 0..40 {
        if page.run(there).await == Value::Bool(true) {
            return;
        }
        page.press(&[key]).await;
        in_sight(page).await;
    }
    panic!("{key} never led to {there}");
}

/// The focus comes to what `selector` names.
async fn on(page: &Window<'_>, selector: &str) {
    page.until(&format!("the focus on {selector}"), &format!("document.activeElement.matches('{selector}')")).await;
}

/// The focus is on something, and that is in view.
async fn in_sight(page: &Window<'_>) {
    let seen = "(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return false;
        const box = at.getBoundingClientRect();
        return shown(at) && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    })()";
    page.until("the focus in sight", seen).await;
}
