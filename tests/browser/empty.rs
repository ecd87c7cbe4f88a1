//! An empty channel invites: three messages to try, each one click away.

use crate::chromium::browse;
use crate::floor;
use crate::window::{DESKTOP, Window};

#[tokio::test]
async fn an_empty_channel_offers_three_messages() {
    browse(async |desk, chromium| {
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        ana.until("three offers", "all('#conversation .offer').length === 3").await;
        floor::holds(&ana).await;
        ana.picture("empty-channel").await;
        let offer = ana.text("#conversation li:first-child .offer").await;
        ana.click("#conversation li:first-child", &offer).await;
        ana.sees("#conversation .kind-message .text", &offer).await;
        ana.sees("#conversation .kind-message .thread-line", "Ana").await;
        ana.until("no offers any more", "!one('.offer')").await;
        ana.sees("#case", "Next word").await;

        // Where only hearken writes there is nothing to offer, and the page says what will stand there.
        ana.click("#places", "status").await;
        ana.sees("#conversation .empty", "Nothing to report").await;
        ana.sees("#conversation .composer", "Only the desk writes here.").await;
        ana.until("no field to write in", "!one('#conversation textarea')").await;
        ana.is_sound().await;
    })
    .await;
}
