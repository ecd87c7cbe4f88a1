//! From complaint to close, as Ana, Sam and Priya live it in three windows, by pointer and one key.

use serde_json::json;

use crate::chromium::browse;
use crate::floor;
use crate::window::{DESKTOP, Look, Window};

const COMPLAINT: &str = "My VPN drops again, third time this week, and I have a client call in 20 minutes!";

/// Three panes at their narrowest, in the dark.
const NARROW: Look = Look { width: 1024, height: 768, scheme: "dark" };

#[tokio::test]
async fn from_complaint_to_close_in_three_windows() {
    browse(async |desk, chromium| {
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        let sam = Window::open(chromium, desk, "as=sam", DESKTOP).await;
        let priya = Window::open(chromium, desk, "as=priya", DESKTOP).await;

        // Heard at once.
        ana.fill("#conversation textarea", COMPLAINT).await;
        ana.press(&["Enter"]).await;
        ana.sees("#conversation .kind-message .text", COMPLAINT).await;
        ana.click("#conversation .kind-message", "1 reply").await;
        ana.sees("#thread .kind-receipt .text", "three times this week").await;
        ana.sees("#case", "Next word by").await;
        ana.picture("journey-1-receipt").await;

        // The card came by itself: the reply that is ready, and why these words.
        sam.sees("#conversation .card .suggestion-text", "Ana").await;
        sam.sees("#conversation .card .because li", "third time").await;
        priya.sees("#conversation .card .suggestion-text", "Ana").await;
        sam.press(&["j"]).await;
        sam.sees("#case .reasons", "third time").await;
        floor::holds(&sam).await;
        sam.picture("journey-2-card").await;

        // What was heard is underlined where it was said, and says why when the focus comes to it.
        sam.click("#case", "Open the conversation").await;
        sam.sees("#thread .heard", "third time").await;
        sam.run("one('#thread .heard').focus()").await;
        sam.sees("#tip", "Heard: ").await;
        sam.picture("journey-3-heard").await;
        sam.press(&["Escape", "Escape"]).await;
        sam.until("the thread is closed", "!one('#thread')").await;

        // One key sends it, in Sam's name.
        let suggested = sam.text("#conversation .card .suggestion-text").await;
        sam.press(&["j", "s"]).await;
        ana.sees("#thread .kind-reply .head", "Sam Keller").await;
        ana.sees("#thread .kind-reply .text", &suggested).await;
        priya.sees("#conversation .card", "Sam has it").await;
        ana.picture("journey-4-reply").await;

        // The desk keeps its word: the clock moves on until a ping is due.
        while ana.run("all('#thread .kind-ping').length").await == json!(0) {
            to_next(&ana).await;
        }
        ana.picture("journey-5-ping").await;

        // A chase is answered at once, and the card shows that she had to ask.
        let pings = ana.run("all('#thread .kind-ping').length").await;
        ana.fill("#thread textarea", "any update?? still nothing").await;
        ana.press(&["Enter"]).await;
        ana.until("an answer to the chase", &format!("all('#thread .kind-ping').length > {pings}")).await;
        sam.sees("#conversation .card .fields", "Asked for news").await;

        sam.click("#conversation .card", "Update").await;
        sam.fill("dialog [id=field-text]", "The gateway's new certificate is in; I am testing it now.").await;
        floor::holds(&sam).await;
        sam.picture("journey-6-update-form").await;
        sam.click("dialog", "Send").await;
        ana.sees("#thread", "I am testing it now").await;

        resolve(&sam, "renewed the gateway's certificate").await;
        ana.sees("#thread .kind-question", "renewed the gateway's certificate").await;
        ana.picture("journey-7-question").await;
        ana.click("#thread .kind-question", "Not yet").await;
        sam.sees("#conversation .card", "Sam has it").await;
        sam.sees("#case .status", "In progress").await;

        resolve(&sam, "moved you to the new gateway").await;
        ana.sees("#thread .kind-question:last-of-type", "moved you to the new gateway").await;
        ana.click("#thread .kind-question:last-of-type", "It works").await;
        sam.sees("#case .status", "Closed").await;
        sam.sees("#case .actions", "Reopen").await;
        priya.sees("#conversation .card .eyebrow", "Closed").await;
        sam.picture("journey-8-closed-desk").await;
        ana.picture("journey-9-closed-requester").await;
        let ticket = desk.ticket("1").await;
        assert_eq!((&ticket["status"], &ticket["owes"]), (&json!("closed"), &json!("nobody")));

        for window in [&ana, &sam, &priya] {
            window.fits().await;
            window.is_sound().await;
        }
        for look in [DESKTOP, NARROW] {
            for window in [&ana, &sam] {
                window.look(look).await;
                floor::holds(window).await;
                window.fits().await;
            }
        }
        sam.picture("journey-10-narrow-dark").await;
    })
    .await;
}

/// Moves the desk's clock by its button, and waits until it stands again.
async fn to_next(window: &Window<'_>) {
    let before = window.text("#clock").await;
    window.click("#clock", "Move to the next due moment").await;
    let moved = format!("text('#clock') !== {} && !text('#clock').includes('Moving')", json!(before));
    window.until("the clock moved", &moved).await;
}

async fn resolve(agent: &Window<'_>, summary: &str) {
    agent.click("#conversation .card", "Resolve").await;
    agent.fill("dialog [id=field-summary]", summary).await;
    agent.click("dialog", "Resolve").await;
    agent.until("the form is gone", "!one('dialog')").await;
}
