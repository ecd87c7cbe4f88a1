//! Which case an occasion is about and what is remembered around it, as `store::situate` documents it.

use std::cmp::Reverse;

use hearken::chat::*;
use hearken::desk::*;
use jiff::{SignedDuration, Timestamp};

use crate::world::{Sent, World, actor, rules};

impl World {
    pub fn find(&self, occasion: &Occasion) -> (Option<CaseId>, Option<Posted>) {
        let (case, post) = self.find_by_place(occasion);
        let others = self.others(occasion, case);
        let found = case.and_then(|case| self.cases.get(&case));
        (meant(&rules().0, occasion, found, &others).or(case), post)
    }

    /// The other tickets of whoever writes a line by itself, as `store::situate` gives them.
    pub fn others(&self, occasion: &Occasion, found: Option<CaseId>) -> Vec<Ticket> {
        let Occasion::Event(event) = occasion else { return Vec::new() };
        let said = match &event.what {
            What::Said(said) if said.thread.is_none() => said,
            What::Edited(said) if said.thread.is_none() && self.of_message(&said.message).is_none() => said,
            _ => return Vec::new(),
        };
        let theirs = |case: &&Case| case.requester == said.author && case.status != Status::Closed;
        let mut theirs: Vec<&Case> = self.cases.values().filter(theirs).collect();
        let at = occasion.happened_at(self.now);
        theirs.sort_by_key(|case| Reverse((case.channel == said.channel, last_written(case, at))));
        let others = theirs.into_iter().take(16).filter(|case| Some(case.id) != found);
        let ticket = |case: &Case| Ticket {
            id: case.id,
            channel: case.channel.clone(),
            topic: case.topic.clone(),
            status: case.status,
        };
        others.map(ticket).collect()
    }

    fn find_by_place(&self, occasion: &Occasion) -> (Option<CaseId>, Option<Posted>) {
        let event = match occasion {
            Occasion::Event(event) => event,
            other => return (other.case(), None),
        };
        let at = occasion.happened_at(self.now);
        match &event.what {
            What::Said(Said { thread: Some(thread), .. }) => self.of_thread(thread),
            What::Said(said) => (self.of_author(said, at), None),
            What::Edited(said) => {
                let by_itself = said.thread.is_none().then_some(said);
                (self.of_message(&said.message).or_else(|| self.of_author(by_itself?, at)), None)
            }
            What::Deleted { message, .. } => (self.of_message(message), None),
            What::Reacted { on, .. } => match self.of_message(&on.message) {
                Some(case) => (Some(case), None),
                None => self.of_thread(on.thread.as_ref().unwrap_or(&on.message)),
            },
            What::Pressed { message, .. } => {
                let post = self.post_at(message);
                (post.as_ref().and_then(|post| post.case), post)
            }
            What::Commanded { text, .. } => {
                (CaseId::asked_for(text).filter(|asked| self.cases.contains_key(asked)), None)
            }
        }
    }

    fn of_author(&self, said: &Said, at: Timestamp) -> Option<CaseId> {
        let here = |case: &&Case| case.requester == said.author && case.channel == said.channel;
        let here = self.cases.values().filter(here);
        let open = here.clone().filter(|case| case.status != Status::Closed);
        let last =
            || here.filter(|_| said.channel.directly_with().is_some()).max_by_key(|case| (case.opened_at, case.id));
        open.max_by_key(|case| last_written(case, at)).or_else(last).map(|case| case.id)
    }

    fn of_thread(&self, thread: &MessageId) -> (Option<CaseId>, Option<Posted>) {
        let post = self.post_at(thread);
        let case = self.cases.values().rev().find(|case| case.thread.as_ref() == Some(thread)).map(|case| case.id);
        (case.or(post.as_ref().and_then(|post| post.case)), post)
    }

    fn of_message(&self, message: &MessageId) -> Option<CaseId> {
        self.cases.values().rev().find(|case| case.messages.iter().any(|m| m.id == *message)).map(|case| case.id)
    }

    fn post_at(&self, message: &MessageId) -> Option<Posted> {
        let new = |sent: &&Sent| matches!(sent.delivery, Delivery::New(_)) && sent.message.as_ref() == Some(message);
        let sent = self.sent.iter().find(new)?;
        Some(Posted { key: sent.key.clone(), kind: sent.delivery.post().kind, case: sent.case })
    }

    pub fn background(&self, occasion: &Occasion, case: Option<&Case>, post: Option<Posted>) -> Background {
        let what = match occasion {
            Occasion::Event(event) => Some(&event.what),
            Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
        };
        let actor = what.map(actor);
        let asker = what.map(|what| match what {
            What::Reacted { on, .. } => &on.author,
            what => crate::world::actor(what),
        });
        let week_ago = self.now - SignedDuration::from_hours(7 * 24);
        let mut background = Background::default();
        if let Some(requester) = case.map(|case| &case.requester).or(asker) {
            let read = self.wordings.get(requester).into_iter().flatten();
            background.recent_wordings = read.filter(|(at, ..)| *at >= week_ago).map(|(.., w)| w.clone()).collect();
            background.wording_off = self.wording_off.contains(requester);
            let week = week_ago..=self.now;
            let theirs = self.cases.values().filter(|other| other.requester == *requester);
            for other in theirs.filter(|other| week.contains(&other.opened_at) && Some(other.id) != case.map(|c| c.id))
            {
                *background.repeats.entry(other.topic.clone()).or_default() += 1;
            }
        }
        if let (Some(what), Some(actor)) = (what, actor) {
            background.peace_until = self.peace.get(&(actor.clone(), channel(what).clone())).copied();
            background.nudged = post.as_ref().and_then(|post| self.nudges.get(&post.key).cloned());
            let own = self.cases.values().rev().filter(|case| case.requester == *actor);
            background.held_cases = u32::try_from(own.clone().count()).unwrap();
            background.own_cases = own.filter(|case| case.status != Status::Closed).map(brief).collect();
            background.verdict = self.verdict_asked_for(what, actor);
        }
        background.post = post;
        background
    }

    fn verdict_asked_for(&self, what: &What, actor: &PersonId) -> Option<Verdict> {
        let What::Commanded { text, .. } = what else { return None };
        let named = text.strip_prefix("why ").map(|named| match CaseId::asked_for(text) {
            Some(case) => self.cases.get(&case).map_or("", |case| case.messages[0].id.as_str()),
            None => named.trim(),
        });
        let asked = |verdict: &&Verdict| match named {
            Some(message) => verdict.message.as_str() == message,
            None => verdict.author == *actor,
        };
        self.verdicts.iter().rev().find(asked).cloned()
    }
}

/// How late a case was written on, counting what was written by then before what was written since.
fn last_written(case: &Case, by: Timestamp) -> (bool, Timestamp, CaseId) {
    let at = case.last_written_at();
    (at <= by, at, case.id)
}

fn channel(what: &What) -> &ChannelId {
    match what {
        What::Said(said) | What::Edited(said) | What::Reacted { on: said, .. } => &said.channel,
        What::Deleted { channel, .. } | What::Pressed { channel, .. } | What::Commanded { channel, .. } => channel,
    }
}

fn brief(case: &Case) -> CaseBrief {
    CaseBrief {
        id: case.id,
        title: case.title.clone(),
        status: case.status,
        assignee: case.assignee.clone(),
        next_update_at: case.next_update_at(),
        opened_at: case.opened_at,
    }
}
