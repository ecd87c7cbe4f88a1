//! A company at work: most write something new, some go on in their thread, some ask how it goes, and an agent answers.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use super::sink::Sink;
use crate::chat::{Event, Home, Platform, Said, What};

/// What people report.
const REPORTS: [&str; 8] = [
    "My VPN keeps dropping, third time this week, and I have a client call at 10:20. Can somebody help?",
    "The printer on the second floor prints nothing but blank pages, please help",
    "I can't log in to the payroll site since this morning!!",
    "Outlook says my mailbox is full and I cannot send anything, what can I do?",
    "Could I get access to the shared drive of the finance team? I start there on Monday.",
    "WiFi in room 4.12 is unusable again, we are five people who cannot work",
    "My laptop does not charge any more, the battery is at 6 % and I am on the road",
    "please reset my password, I changed it yesterday and it is not accepted anywhere",
];
/// What they add.
const MORE: [&str; 3] =
    ["It also says error 809 when I try again.", "Same on my phone, by the way.", "I restarted twice, no change."];
/// How they chase.
const CHASES: [&str; 3] =
    ["any update on this?", "Is anybody looking at it? I have been waiting for an hour.", "still the same, any news?"];
/// What asks for nothing.
const CHATTER: [&str; 3] = ["good morning all", "thanks, have a nice weekend", "lunch at noon, who is in?"];

/// Events, one after the other.
pub(super) struct Company {
    home: Home,
    next: AtomicU64,
    reports: AtomicU64,
    /// Tells this company's people from those of an earlier one in the same store.
    name: String,
}

impl Company {
    pub fn new(home: &Home, name: &str) -> Company {
        Company { home: home.clone(), next: AtomicU64::new(0), reports: AtomicU64::new(0), name: name.to_owned() }
    }

    /// What happens next: of ten things four are new reports, two more words on one, one a chase, one an answer by an
    /// agent, one a correction and one small talk.
    pub fn next(&self, sink: &Sink) -> Event {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        match n % 10 {
            1 | 6 => self.more(n, MORE),
            3 => self.more(n, CHASES),
            5 => match sink.card() {
                Some(card) => self.event(
                    n,
                    What::Pressed {
                        channel: "desk".into(),
                        message: card,
                        action: "send".to_owned(),
                        actor: "sam".into(),
                        form: None,
                    },
                ),
                None => self.report(),
            },
            7 => self.event(n, What::Said(self.said(format!("{}-s{n}", self.name), n, pick(&CHATTER, n)))),
            8 => match self.reports.load(Ordering::Relaxed).checked_sub(40) {
                Some(earlier) => {
                    let text = format!("{} It began at nine.", report(earlier));
                    self.event(n, What::Edited(self.said(self.message(earlier), earlier, &text)))
                }
                None => self.report(),
            },
            _ => self.report(),
        }
    }

    /// Somebody who never wrote before reports something.
    pub fn report(&self) -> Event {
        let n = self.reports.fetch_add(1, Ordering::Relaxed);
        self.event(u64::MAX - n, What::Said(self.said(self.message(n), n, &report(n))))
    }

    /// Somebody writes in the thread of what they reported a while ago.
    fn more(&self, n: u64, texts: [&str; 3]) -> Event {
        let Some(earlier) = self.reports.load(Ordering::Relaxed).checked_sub(20) else { return self.report() };
        let said = self.said(format!("{}-t{n}", self.name), earlier, pick(&texts, n));
        self.event(n, What::Said(Said { thread: Some(self.message(earlier).into()), ..said }))
    }

    fn said(&self, message: String, person: u64, text: &str) -> Said {
        Said {
            channel: "help".into(),
            thread: None,
            message: message.into(),
            author: format!("{}-p{person}", self.name).into(),
            text: text.to_owned(),
        }
    }

    fn message(&self, report: u64) -> String {
        format!("{}-m{report}", self.name)
    }

    fn event(&self, n: u64, what: What) -> Event {
        Event { key: format!("{}-{n}", self.name), home: self.home.clone(), at: Timestamp::now(), what }
    }
}

/// What the person with this number reports: no two write the same, so that nothing is known from another's words.
fn report(n: u64) -> String {
    format!("{} My machine is PC-{n}.", pick(&REPORTS, n))
}

fn pick<'a>(texts: &[&'a str], n: u64) -> &'a str {
    usize::try_from(n).ok().and_then(|n| texts.get(n % texts.len())).copied().unwrap_or_default()
}

impl Sink {
    /// A company on this platform.
    pub(super) fn company(&self, name: &str) -> Company {
        Company::new(self.home(), name)
    }
}
