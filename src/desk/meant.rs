//! Which of its author's tickets a line is about that stands by itself, when they have several.

use super::{Case, CaseId, Occasion, Status, judge};
use crate::chat::{ChannelId, Said, What};
use crate::cues::{Act, Circumstances, Ear, Hearing, Role, Turn};

/// A ticket of the person who writes, as much of it as tells whether they mean it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its number.
    pub id: CaseId,
    /// Where it was reported.
    pub channel: ChannelId,
    /// What it is about.
    pub topic: String,
    /// Where it stands.
    pub status: Status,
}

/// The ticket that a line means, where that is another than the one its author last wrote on in that channel.
///
/// Only "any update?" and "it works now" look further than that one, since either may come at any time and from anywhere:
/// they mean the ticket on the topic they name, else one that is open to be asked about, or called fixed and not confirmed,
/// else one of the same channel. `others` are told the last written on first.
pub fn meant(ear: &Ear, occasion: &Occasion, found: Option<&Case>, others: &[Ticket]) -> Option<CaseId> {
    let said = by_itself(occasion).filter(|_| !others.is_empty())?;
    let last = Turn { role: Role::Requester, text: &said.text, at: None };
    let heard = ear.hear(last, &[], &Circumstances { unread: true, ..Circumstances::default() });
    let settles = judge::says_it_is_settled(&heard.intake);
    if heard.intake.act != Act::Chase && !settles {
        return None;
    }
    let fits = |topic: &str, status: Status, channel: &ChannelId| {
        let named = heard.subject.topic != "other" && heard.subject.topic == topic;
        (status != Status::Closed, named, (status == Status::Resolved) == settles, *channel == said.channel)
    };
    let fit = found.map(|case| fits(&case.topic, case.status, &case.channel));
    let better = others.iter().rev().map(|other| (fits(&other.topic, other.status, &other.channel), other.id));
    better.filter(|(other, _)| fit.is_none_or(|fit| *other > fit)).max_by_key(|(fit, _)| *fit).map(|(_, id)| id)
}

/// Whether a chase is about something that the ticket does not know: "three weeks that I wait for my laptop", from somebody
/// whose ticket is about a printer. What is named in another sentence may only say why it matters.
pub(super) fn is_about_another(case: &Case, text: &str, heard: &Hearing) -> bool {
    let of_case = case.topic == "other" || case.topic == heard.subject.topic;
    if of_case || heard.subject.topic == "other" {
        return false;
    }
    let known = |named: &str| case.messages.iter().any(|line| line.text.to_lowercase().contains(&named.to_lowercase()));
    let named = heard.subject.reasons.iter().filter(|why| why.rule.starts_with("topic.") && !why.quote.is_empty());
    let asked = heard
        .intake
        .reasons
        .iter()
        .map(|why| why.quote.trim_end_matches(['?', '!', '.']))
        .filter(|why| !why.is_empty());
    let of_one_sentence = |named: &str| {
        text.split(['.', '!', '?', '\n'])
            .any(|sentence| sentence.contains(named) && asked.clone().any(|asked| sentence.contains(asked)))
    };
    named.clone().any(|why| of_one_sentence(&why.quote)) && !named.clone().any(|why| known(&why.quote))
}

/// What is written or changed outside any thread.
fn by_itself(occasion: &Occasion) -> Option<&Said> {
    let Occasion::Event(event) = occasion else { return None };
    match &event.what {
        What::Said(said) | What::Edited(said) if said.thread.is_none() => Some(said),
        _ => None,
    }
}
