//! People at work on the far platform: they report, and an agent answers some of them.

use hearken::chat::{Delivery, Event, MessageId, PostKind, Said, Spot, What};
use jiff::Timestamp;

use crate::remote::home;

/// Every third case is answered by an agent.
const ANSWERED: usize = 3;

/// What people complain of, and how.
const REPORTS: [&str; 4] = [
    "My VPN keeps dropping, third time this week. Can somebody help?",
    "The printer on the second floor prints nothing but blank pages, please help",
    "I can't log in to the payroll site since this morning!!",
    "Outlook says my mailbox is full and I cannot send anything, what can I do?",
];

#[derive(Debug, Default)]
pub struct Company {
    reports: usize,
    cards: usize,
}

impl Company {
    /// Somebody who never wrote before reports something.
    pub fn report(&mut self) -> Event {
        self.reports += 1;
        let n = self.reports;
        let author = format!("person{n}");
        // Some write to the bot alone.
        let channel = if n.is_multiple_of(5) { format!("dm:{author}") } else { "help".to_owned() };
        event(
            format!("said-{n}"),
            What::Said(Said {
                channel: channel.into(),
                thread: None,
                message: format!("m{n}").into(),
                author: author.into(),
                text: REPORTS[n % REPORTS.len()].to_owned(),
            }),
        )
    }

    /// How many reports there are.
    pub fn reports(&self) -> usize {
        self.reports
    }

    /// What the agent does when this appears.
    pub fn sees(&mut self, message: &MessageId, delivery: &Delivery) -> Option<Event> {
        let Delivery::New(post) = delivery else { return None };
        if post.kind != PostKind::Card || post.spot != Spot::Channel("desk".into()) {
            return None;
        }
        self.cards += 1;
        self.cards.is_multiple_of(ANSWERED).then(|| {
            event(
                format!("send-{message}"),
                What::Pressed {
                    channel: "desk".into(),
                    message: message.clone(),
                    action: "send".to_owned(),
                    actor: "sam".into(),
                    form: None,
                },
            )
        })
    }
}

fn event(key: String, what: What) -> Event {
    Event { key, home: home(), at: Timestamp::now(), what }
}
