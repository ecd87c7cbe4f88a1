//! Opening a case: receipt to the person, card to the agents, a first response promised and timed.

use jiff::Timestamp;

use super::draft::Draft;
use super::judge;
use super::scene::scene;
use super::{
    Answer, Case, CaseHeat, Change, Decision, Effect, Message, OpenedBy, PromiseKind, Situation, Status, Upshot,
    Verdict,
};
use crate::chat::{ChannelId, Home, MessageId, PersonId, PostKind, Said};
use crate::cues::{Act, Hearing, Reason, Role, Subject};
use crate::words::{Kind, inert};

/// How much of a report by command its receipt shows, in characters: a line.
const SHOWN: usize = 160;

/// What a case is opened from.
pub(super) struct Opening<'a> {
    /// The workspace.
    pub home: &'a Home,
    /// The message that reports it.
    pub said: &'a Said,
    /// Who had it opened; not always its author.
    pub opener: &'a PersonId,
    /// How it came here.
    pub how: OpenedBy,
    /// Whether the message begins the conversation or stands in it; else our first word does, alone with the requester.
    pub stands: bool,
    /// What was heard in the message.
    pub hearing: Hearing,
}

/// Opens a case from a message that stands in a channel.
pub(super) fn open(sit: &Situation<'_>, opening: &Opening<'_>, answer: Answer) -> Decision {
    let said = opening.said;
    let mut draft = Draft::opening(sit, blank(sit, opening));
    if !opening.stands {
        draft.case.thread = None;
    }
    draft.change(Some(opening.opener), Change::Opened { how: opening.how });
    take_in(&mut draft, said, &opening.hearing, true);
    let due = draft.first_response_due();
    draft.promise(PromiseKind::FirstResponse, None, due);
    draft.time_promises();
    receive(&mut draft, opening.opener);
    draft.suggest(Kind::Acknowledge);
    let upshot = Upshot::Opened(draft.case.id, opening.how);
    draft.effect(Effect::Judged(verdict(said, &opening.hearing, upshot, sit.now)));
    draft.finish(answer)
}

/// Takes a message of the requester into the case: kept, heard, and named anew while it is the report.
pub(super) fn take_in(draft: &mut Draft<'_>, said: &Said, hearing: &Hearing, report: bool) {
    let author = &said.author;
    let heat = judge::heat_after(&draft.sit, &draft.case, &said.message, hearing);
    let message = Message {
        id: said.message.clone(),
        author: author.clone(),
        role: Role::Requester,
        act: hearing.intake.act,
        report,
        text: said.text.clone(),
        at: draft.sit.happened_at,
        edited_at: None,
    };
    let late = draft.case.messages.iter().any(|known| known.at > message.at);
    draft.change(Some(author), Change::Said { id: message.id.clone(), message: Some(Box::new(message)) });
    // A line told after what was said after it is weighed where it was said.
    let heat = if late { judge::heat_anew(&draft.sit, &draft.case) } else { heat };
    if heat != draft.case.heat {
        draft.change(None, Change::Heard { heat });
    }
    if report {
        name(draft, hearing);
    }
}

/// Gives the case title, topic and priority from its report, unless an agent did; a later line never lowers the
/// priority, and never makes a known topic unknown.
pub(super) fn name(draft: &mut Draft<'_>, hearing: &Hearing) {
    if draft.case.named_by_agent {
        return;
    }
    let case = &draft.case;
    let first = case.messages.len() <= 1;
    let title = draft.sit.words.understand(&case.report_text()).title();
    let subject = &hearing.subject;
    let about = if first { about(&draft.sit, &case.requester, &title, subject) } else { subject.clone() };
    let keep_topic = !first && (about.topic == "other" || case.topic != "other");
    let topic = if keep_topic { case.topic.clone() } else { about.topic };
    // A line that says nothing of urgency changes none.
    let speaks_of_it = subject.reasons.iter().any(of("priority"));
    let priority = match (first, speaks_of_it) {
        (true, _) => subject.priority,
        (false, true) => subject.priority.max(case.priority),
        (false, false) => case.priority,
    };
    let mut reasons = if first { Vec::new() } else { case.reasons.clone() };
    let of_topic = about.reasons.iter().filter(|reason| !keep_topic && of("topic")(reason));
    let of_priority = subject.reasons.iter().filter(|reason| of("priority")(reason));
    for reason in hearing.intake.reasons.iter().chain(of_topic).chain(of_priority) {
        let group = reason.rule.split('.').next().unwrap_or_default();
        if !reasons.iter().any(|known| known.because == reason.because && of(group)(known)) {
            reasons.push(Reason { quote: String::new(), ..reason.clone() });
        }
    }
    let named = (&title, &topic, priority, &reasons) == (&case.title, &case.topic, case.priority, &case.reasons);
    if !named {
        draft.change(None, Change::Named { title, topic, priority, reasons });
    }
}

/// What a report is about: the trouble that is said back decides, not what is asked for along with it; but where somebody
/// may have got in, that comes first.
fn about(sit: &Situation<'_>, requester: &PersonId, title: &str, whole: &Subject) -> Subject {
    let trouble = judge::hear(sit, None, requester, title).subject;
    if whole.topic == "security" || trouble.topic == "other" { whole.clone() } else { trouble }
}

/// Whether a reason is of this group of rules.
fn of(group: &str) -> impl Fn(&Reason) -> bool + '_ {
    move |reason| reason.rule.split('.').next() == Some(group)
}

/// Gives the case the title of what is left of its report, unless an agent named it. What it is about and how soon it
/// matters stays: that was known once.
pub(super) fn title_anew(draft: &mut Draft<'_>) {
    let case = &draft.case;
    let title = draft.sit.words.understand(&case.report_text()).title();
    if case.named_by_agent || title == case.title {
        return;
    }
    let (topic, priority, reasons) = (case.topic.clone(), case.priority, case.reasons.clone());
    draft.change(None, Change::Named { title, topic, priority, reasons });
}

/// Keeps why a message of the requester went to the case it is with; once all that follows from it has followed.
pub(super) fn judged(draft: &mut Draft<'_>, reopened_before: u32, said: &Said, hearing: &Hearing) {
    let (case, reopened) = (draft.case.id, draft.case.reopened > reopened_before);
    let upshot = if reopened { Upshot::Reopened(case) } else { Upshot::Added(case) };
    draft.effect(Effect::Judged(verdict(said, hearing, upshot, draft.sit.now)));
}

/// Why a message was taken as it was, without its words.
pub(super) fn verdict(said: &Said, hearing: &Hearing, upshot: Upshot, at: Timestamp) -> Verdict {
    let mut reasons = hearing.intake.reasons.clone();
    for reason in &mut reasons {
        reason.quote.clear();
    }
    Verdict {
        channel: said.channel.clone(),
        message: said.message.clone(),
        author: said.author.clone(),
        act: hearing.intake.act,
        reasons,
        upshot,
        at,
    }
}

fn receive(draft: &mut Draft<'_>, opener: &PersonId) {
    let zone = draft.requester().zone;
    let mut scene = scene(&draft.sit, &draft.case, &zone);
    let other = Some(opener).filter(|opener| **opener != draft.case.requester);
    scene.actor = other.map(|opener| draft.sit.people.get(opener).first_name().to_owned());
    // What was typed as a command stands nowhere in the conversation: the receipt shows it.
    if draft.case.thread.is_none() {
        scene.text = Some(inert(&draft.case.report_text(), SHOWN));
    }
    let kind = if draft.case.private { Kind::ReceiptPrivate } else { Kind::Receipt };
    draft.tell(PostKind::Receipt, kind, &scene);
}

fn blank(sit: &Situation<'_>, opening: &Opening<'_>) -> Case {
    let said = opening.said;
    let channel = if opening.stands { said.channel.clone() } else { ChannelId::direct(&said.author) };
    let thread: MessageId = said.thread.clone().unwrap_or_else(|| said.message.clone());
    Case {
        id: sit.next_case,
        home: opening.home.clone(),
        private: channel.directly_with().is_some(),
        channel,
        thread: Some(thread),
        root: None,
        requester: said.author.clone(),
        assignee: None,
        status: Status::New,
        waiting: None,
        title: String::new(),
        topic: String::new(),
        priority: opening.hearing.subject.priority,
        reasons: Vec::new(),
        named_by_agent: false,
        heat: CaseHeat::default(),
        opened_at: sit.now,
        updated_at: sit.now,
        requester_spoke_at: sit.now,
        agent_spoke_at: None,
        last_word_at: sit.now,
        unheard_at: None,
        news: None,
        look: None,
        pings_in_row: 0,
        chases: 0,
        reopened: 0,
        repeats: sit.background.repeats.get(&opening.hearing.subject.topic).copied().unwrap_or(0),
        ended_at: None,
        summary: None,
        card: None,
        card_in: None,
        posts: 0,
        presses: std::collections::BTreeMap::new(),
        facts_version: 0,
        last_report: 0,
        messages: Vec::new(),
        suggestions: Vec::new(),
        promises: Vec::new(),
        timers: std::collections::BTreeMap::new(),
        timeline: Vec::new(),
    }
}

/// Whether an act asks the desk for something.
pub(super) fn asks(act: Act) -> bool {
    matches!(act, Act::Request)
}
