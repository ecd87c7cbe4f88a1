//! Text that would like to be more than text stays text, everywhere it is shown.

use serde_json::json;

use crate::chromium::browse;
use crate::floor;
use crate::window::{DESKTOP, Look, Window};

/// Asks for help, so that each opens a ticket and stands on a card, in the case, in suggestions and receipts too.
const LINES: [&str; 6] = [
    "My VPN is down <img src=x onerror=\"window.ran=1;alert(1)\"><script>window.ran=1;alert(2)</script><svg onload=alert(3)>",
    "My printer is broken {{7*7}} {% for x in y %} ${7*7} #{7*7} </textarea></title></script><h1>big</h1>",
    "My e-mail is broken javascript:alert(4) http://127.0.0.1:9/\"onmouseover=\"alert(5) [x](javascript:alert(6)) &lt;b&gt;",
    "@everyone @channel <!here> <@U123> my laptop is broken, please help",
    "\u{202e}שלום, המחשב שלי לא עובד my laptop is broken مرحبا\u{202c} again \u{200f}",
    "My laptop is broken: PneumonoultramicroscopicsilicovolcanoconiosisWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

#[tokio::test]
async fn text_stays_text() {
    browse(async |desk, chromium| {
        let ana = Window::open(chromium, desk, "as=ana&in=it-help", DESKTOP).await;
        for line in LINES {
            ana.fill("#conversation textarea", line).await;
            ana.press(&["Enter"]).await;
            let shown = format!("all('#conversation .text').some((node) => node.textContent === {})", json!(line));
            ana.until("the line as it was typed", &shown).await;
            // Later than one report lasts, so that each is a ticket.
            desk.advance("6m").await;
        }
        ana.sees("#conversation", "My VPN is down").await;
        ana.picture("hostile-1-requester").await;
        is_harmless(&ana).await;

        let sam = Window::open(chromium, desk, "as=sam", DESKTOP).await;
        let tickets = desk.get("/api/tickets").await;
        let tickets = tickets.as_array().unwrap();
        assert!(tickets.len() >= 5, "{tickets:#?}");
        sam.until("all the cards", &format!("all('#conversation .card').length === {}", tickets.len())).await;
        for ticket in tickets {
            let address = format!("location.hash = 'as=sam&in=it-agents&case={}'", ticket["id"].as_str().unwrap());
            sam.run(&address).await;
            sam.until("the case", &format!("text('#case .eyebrow').includes({})", ticket["ref"])).await;
            is_harmless(&sam).await;
        }
        sam.picture("hostile-2-cards").await;
        sam.click("#case", "Open the conversation").await;
        sam.until("the thread", "one('#thread .text')").await;
        is_harmless(&sam).await;
        sam.picture("hostile-3-thread").await;

        sam.look(Look { width: 390, height: 844, scheme: "light" }).await;
        is_harmless(&sam).await;
        sam.picture("hostile-4-phone").await;
        floor::holds(&sam).await;
        for window in [&ana, &sam] {
            window.is_sound().await;
        }
    })
    .await;
}

/// Nothing ran, nothing became markup, nothing runs out of the window.
async fn is_harmless(window: &Window<'_>) {
    assert_eq!(window.run("window.ran ?? null").await, json!(null), "a script ran");
    let made = "all('#middle :is(img, script, iframe, object, style, h1 h1), #case :is(img, script, iframe)').length";
    assert_eq!(window.run(made).await, json!(0), "text became markup");
    let links = "[...document.querySelectorAll('a[href]')].filter((node) => !/^(https?:\\/\\/|.*#conversation$)/.test(node.href)).length";
    assert_eq!(window.run(links).await, json!(0), "a link that is not one");
    window.fits().await;
}
