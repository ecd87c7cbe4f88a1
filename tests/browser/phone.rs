//! A phone's width, in the dark: one pane at a time, nothing cut off, everything within reach.

use serde_json::json;

use crate::chromium::browse;
use crate::floor;
use crate::window::{Look, Window};

const PHONE: Look = Look { width: 390, height: 844, scheme: "dark" };
const COMPLAINT: &str = "My VPN drops again, third time this week, and I have a client call in 20 minutes!";

#[tokio::test]
async fn a_phone_in_the_dark_has_everything() {
    browse(async |desk, chromium| {
        desk.say("it-help", "ana", COMPLAINT).await;
        let sam = Window::open(chromium, desk, "as=sam", PHONE).await;
        sam.sees("#conversation .card .suggestion-text", "Ana").await;
        assert_eq!(sam.run("matchMedia('(prefers-color-scheme: dark)').matches").await, json!(true));
        looks_right(&sam, "phone-1-card").await;

        sam.click("#switch", "Places").await;
        sam.sees("#places", "it-help").await;
        sam.sees("#clock", "Move to the next due moment").await;
        looks_right(&sam, "phone-2-places").await;

        sam.click("#switch", "Conversation").await;
        sam.click("#conversation .card", "Resolve").await;
        sam.until("the form is there", "one('dialog textarea, dialog input')").await;
        looks_right(&sam, "phone-3-form").await;
        sam.click("dialog", "Cancel").await;

        sam.click("#conversation .card", "Send").await;
        sam.sees("#conversation .card .eyebrow", "Sam has it").await;
        sam.click("#switch", "Case").await;
        sam.sees("#case", "Timeline").await;
        looks_right(&sam, "phone-4-case").await;
        sam.click("#case", "Open the conversation").await;
        sam.sees("#thread .kind-reply", "Sam Keller").await;
        looks_right(&sam, "phone-5-thread").await;

        let ana = Window::open(chromium, desk, "as=ana&in=it-help", PHONE).await;
        ana.click("#conversation .kind-message", "2 replies").await;
        ana.sees("#thread .kind-reply", "Sam Keller").await;
        looks_right(&ana, "phone-6-requester").await;
        ana.click("#switch", "Request").await;
        ana.sees("#case", "Next word by").await;
        looks_right(&ana, "phone-7-request").await;

        ana.look(Look { scheme: "light", ..PHONE }).await;
        looks_right(&ana, "phone-8-request-light").await;
        for window in [&ana, &sam] {
            window.is_sound().await;
        }
    })
    .await;
}

async fn looks_right(window: &Window<'_>, name: &str) {
    window.picture(name).await;
    window.fits().await;
    floor::holds(window).await;
    // Big enough for a thumb: WCAG 2.2 asks for 24 pixels, and the page for somewhat more.
    let small = window
        .run(
            "all('button, select, textarea, summary').filter((node) => !node.closest('.tools'))
             .filter((node) => { const box = node.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
             .map((node) => node.outerHTML.slice(0, 120))",
        )
        .await;
    assert_eq!(small, json!([]), "too small for a thumb");
}
