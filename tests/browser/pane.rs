//! What the panes beside the conversation tell: promises, whose a case is, and that what is forgotten is gone.

use crate::chromium::browse;
use crate::floor;
use crate::window::{DESKTOP, Window};

#[tokio::test]
async fn the_list_of_cases_tells_whose_they_are_and_forms_name_theirs() {
    browse(async |desk, chromium| {
        desk.say("it-help", "ana", "My VPN drops every few minutes and I cannot work. Can somebody help?").await;
        desk.say("it-help", "ben", "The printer on floor 2 eats every page, can somebody help?").await;
        let sam = Window::open(chromium, desk, "as=sam&in=it-agents", DESKTOP).await;
        sam.sees("#case .index", "Nobody has it").await;
        sam.press(&["j", "c"]).await;
        sam.press(&["x"]).await;
        sam.click("#case .pane-head", "").await;
        sam.sees("#case .index", "You have it").await;
        sam.click("#case .filters", "Mine 1").await;
        sam.until("one case is Sam's", "all('#case .index li').length === 1").await;
        floor::holds(&sam).await;
        sam.picture("cases-mine").await;

        sam.click("#conversation .card", "Resolve").await;
        sam.sees("dialog .about", "HK-").await;
        sam.picture("form-about").await;
        sam.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn who_is_forgotten_is_asked_first_and_sees_their_requests_go() {
    browse(async |desk, chromium| {
        desk.say("it-help", "ana", "My VPN drops every few minutes and I cannot work. Can somebody help?").await;
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        ana.sees("#case .index", "VPN").await;
        ana.fill("#conversation textarea", "/hearken forget me").await;
        ana.press(&["Enter"]).await;
        ana.sees("dialog", "This cannot be undone").await;
        ana.picture("forget-asked").await;
        ana.sees("#case .index", "VPN").await;
        ana.click("dialog .actions", "Forget me").await;
        ana.until("the request is gone", "!one('#case .index')").await;
        ana.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn what_goes_into_an_open_case_says_so() {
    browse(async |desk, chromium| {
        desk.say("it-help", "ana", "My mouse is not working, can somebody help?").await;
        desk.say("it-help", "ana", "and also my keyboard").await;
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        ana.until("both bear the case's name", "all('#conversation .kind-message .ref').length === 2").await;
        ana.picture("joined").await;
        ana.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn fenced_text_is_shown_as_code_and_stays_text() {
    browse(async |desk, chromium| {
        let said =
            "My build fails, can somebody help?\n```\nerror: <b>no</b> space\n  at line 3\n```\nIt is the third time!";
        desk.say("it-help", "ana", said).await;
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        ana.sees("#conversation code.block", "error: <b>no</b> space").await;
        ana.until("no fence is left", "!text('#conversation .text').includes('```')").await;
        ana.picture("code").await;
        ana.is_sound().await;
    })
    .await;
}
