//! One window, as one person: what they do with keys and pointer, and what they wait to see.

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::harness::Desk;

/// How long anything may take to show: far more than it needs, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a window is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(40);

/// Words for scripts: one or all elements that are shown, and the text in sight.
const WORDS: &str = "
    const shown = (node) => node.checkVisibility({ visibilityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
    const one = (selector) => all(selector)[0];
    const text = (selector) => all(selector).map((node) => node.innerText).join('\\n');
";

/// What a window looks like.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub scheme: &'static str,
}

pub const DESKTOP: Look = Look { width: 1440, height: 900, scheme: "light" };

pub struct Window<'a> {
    chromium: &'a Chromium,
    handle: WindowHandle,
}

impl<'a> Window<'a> {
    /// Opens the page in a window of its own; `address` is the part after the `#`.
    pub async fn open(chromium: &'a Chromium, desk: &Desk, address: &str, look: Look) -> Window<'a> {
        let handle = chromium.client.new_window(false).await.unwrap().handle;
        let window = Window { chromium, handle };
        window.front().await;
        window.look(look).await;
        chromium.client.goto(&format!("{}/#{address}", desk.base)).await.unwrap();
        window
            .until("the page is there", "document.querySelector('#places .who') && all('.composer textarea').length")
            .await;
        // Would be gone after a reload: what changes, changes by itself.
        window.run("window.since = 'the start'").await;
        window
    }

    /// Takes on another size or colour scheme.
    pub async fn look(&self, look: Look) {
        let phone = look.width < 600;
        let size = json!({"width": look.width, "height": look.height, "deviceScaleFactor": if phone { 2 } else { 1 }, "mobile": phone});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = json!({"features": [
            {"name": "prefers-color-scheme", "value": look.scheme}, {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.devtools("Emulation.setEmulatedMedia", scheme).await;
        // Every window believes it is the one in use, as on three desks.
        self.devtools("Emulation.setFocusEmulationEnabled", json!({"enabled": true})).await;
    }

    /// Closes the window.
    pub async fn close(self) {
        self.front().await;
        self.chromium.client.close_window().await.unwrap();
    }

    /// A command of the DevTools protocol to this window.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.front().await;
        self.chromium.devtools(command, parameters).await
    }

    async fn front(&self) {
        self.chromium.client.switch_to_window(self.handle.clone()).await.unwrap();
    }

    /// The value of a script's last expression.
    pub async fn run(&self, expression: &str) -> Value {
        self.front().await;
        let script = format!("{WORDS} return ({expression});");
        self.chromium.client.execute(&script, Vec::new()).await.unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Waits until an expression is true of this window; gives its value.
    pub async fn until(&self, what: &str, expression: &str) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let value = self.run(expression).await;
            if !matches!(value, Value::Null | Value::Bool(false)) && value != json!(0) && value != json!("") {
                return value;
            }
            if Instant::now() > end {
                let text = self.run("`The focus is on ${document.activeElement.outerHTML.slice(0, 200)}.\n${document.body.innerText}`").await;
                let test = std::thread::current().name().unwrap_or_default().replace("::", "-");
                self.picture(&format!("failed-{test}")).await;
                panic!("not in time: {what}\n{expression}\n{}", text.as_str().unwrap_or_default());
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until what `selector` shows contains `words`.
    pub async fn sees(&self, selector: &str, words: &str) {
        let expression = format!("text({}).includes({})", json!(selector), json!(words));
        self.until(&format!("“{words}” in {selector}"), &expression).await;
    }

    /// The text that `selector` shows.
    pub async fn text(&self, selector: &str) -> String {
        self.run(&format!("text({})", json!(selector))).await.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the button within `selector` that says `label`, as soon as it can be clicked.
    pub async fn click(&self, selector: &str, label: &str) {
        let buttons = format!("[...document.querySelectorAll({} + ' :is(button, summary)')]", json!(selector));
        let named = format!(
            "shown(node) && node.ariaDisabled !== 'true' && !node.disabled && \
             ((node.ariaLabel ?? node.innerText).trim()).startsWith({})",
            json!(label)
        );
        self.until(&format!("a button “{label}” in {selector}"), &format!("{buttons}.some((node) => {named})")).await;
        let script = format!("{WORDS} return {buttons}.findLast((node) => {named})");
        self.attempt(&script, async |element| element.click().await).await;
    }

    /// Types into the field that `selector` names, in place of what stood there.
    pub async fn fill(&self, selector: &str, words: &str) {
        let script = format!("{WORDS} return one({})", json!(selector));
        self.attempt(&script, async |element| {
            element.clear().await?;
            element.send_keys(words).await
        })
        .await;
    }

    /// Finds an element by script and does something with it; once more if the page drew it anew meanwhile.
    async fn attempt(&self, script: &str, act: impl AsyncFn(Element) -> Result<(), CmdError>) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.front().await;
            let found = self.chromium.client.execute(script, Vec::new()).await.unwrap();
            let tried = match reference(&found) {
                Some(id) => act(Element::from_element_id(self.chromium.client.clone(), id.into())).await,
                None => Err(CmdError::WaitTimeout),
            };
            match tried {
                Ok(()) => return,
                Err(error) if Instant::now() > end => panic!("{script}: {error}"),
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }

    /// Presses keys one after the other; `Control+Enter` and the like hold the first while the second is pressed.
    pub async fn press(&self, keys: &[&str]) {
        let mut actions = KeyActions::new("keys".to_owned());
        for key in keys {
            let held: Vec<char> = key.split('+').filter(|part| !part.is_empty()).map(code).collect();
            let held = if held.is_empty() { vec!['+'] } else { held };
            for value in &held {
                actions = actions.then(KeyAction::Down { value: *value });
            }
            for value in held.iter().rev() {
                actions = actions.then(KeyAction::Up { value: *value });
            }
        }
        self.front().await;
        self.chromium.client.perform_actions(actions).await.unwrap();
    }

    /// Types a line wherever the cursor is.
    pub async fn type_in(&self, words: &str) {
        let letters: Vec<String> = words.chars().map(String::from).collect();
        self.press(&letters.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }

    /// Keeps a picture of the window in `target/screenshots`.
    pub async fn picture(&self, name: &str) {
        self.front().await;
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.chromium.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// The texts that stand out too little from what lies behind them.
    pub async fn contrast(&self) -> Value {
        self.front().await;
        self.chromium.client.execute(include_str!("contrast.js"), Vec::new()).await.unwrap()
    }

    /// Everything shown fits: neither the page nor any element that people read runs out to the side.
    pub async fn fits(&self) {
        let wide = self.run("document.documentElement.scrollWidth > innerWidth || scrollX !== 0").await;
        assert_eq!(wide, json!(false), "the page is wider than its window");
        let out = self
            .run(
                "all('body *').filter((node) => !node.closest('.unseen, .skip, svg, select') && node.innerText?.trim())
                 .filter((node) => { const box = node.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1; })
                 .map((node) => node.outerHTML.slice(0, 120))",
            )
            .await;
        assert_eq!(out, json!([]), "cut off at the side");
    }

    /// The page is still the one that was opened, nothing in it complained, and nothing came from elsewhere.
    pub async fn is_sound(&self) {
        assert_eq!(self.run("window.since").await, json!("the start"), "the page was loaded again");
        let elsewhere = self
            .run("performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))")
            .await;
        assert_eq!(elsewhere, json!([]), "asked for from elsewhere");
        assert_eq!(self.chromium.complaints().await, Vec::<String>::new());
    }
}

/// How the driver names an element that a script gave.
fn reference(found: &Value) -> Option<String> {
    Some(found.as_object()?.values().next()?.as_str()?.to_owned())
}

fn code(part: &str) -> char {
    match part {
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Escape" => '\u{e00c}',
        "Up" => '\u{e013}',
        "Down" => '\u{e015}',
        letter => letter.chars().next().unwrap(),
    }
}
