//! What can be said: one kind for each purpose, in one of two voices.

use serde::{Deserialize, Serialize};

use super::{Scene, State, WaitingOn};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// Suggested to an agent, sent by the agent or not at all: may carry empathy.
    Suggestion,
    /// Said by the bot on its own: facts only.
    Bot,
}

/// A kind of thing to say. Its name in snake case is the name of its table in `prompts/replies/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The first answer of a person to a report.
    Acknowledge,
    /// Where it stands, when the requester has waited or asked.
    Status,
    /// Owning a promise that was broken.
    MissedPromise,
    /// A way to keep working meanwhile; `Scene::text` holds the way when the agent gave one.
    Workaround,
    /// It waits for somebody else.
    Waiting,
    /// It is fixed as far as the desk can see: does it work?; `Scene::text` holds what was done.
    ResolutionCheck,
    /// A fix did not hold.
    Reopened,
    /// In the thread: the report arrived.
    Receipt,
    /// In a private conversation: the report arrived.
    ReceiptPrivate,
    /// What was written was added to an open ticket.
    Added,
    /// An agent has it now.
    Claimed,
    /// Progress: no person has answered yet.
    PingUnclaimed,
    /// Progress: an agent has it, nothing new.
    PingWorking,
    /// Progress: what the agent did since the last word.
    PingNews,
    /// Progress: it waits for somebody outside the desk.
    PingThirdParty,
    /// Progress: it waits for the requester.
    PingRequesterOwes,
    /// A promised time passed.
    PingMissed,
    /// The third progress message in a row: the lead was told, no more until there is something to say.
    PingLast,
    /// The process was not running for a while.
    PingAfterOutage,
    /// Answer to "any update?": nobody has it yet.
    ChaseUnclaimed,
    /// Answer to "any update?": an agent has it, nothing new.
    ChaseWorking,
    /// Answer to "any update?": what the agent did last.
    ChaseNews,
    /// Answer to "any update?": it waits for somebody outside the desk.
    ChaseThirdParty,
    /// Answer to "any update?": it waits for the requester.
    ChaseRequesterOwes,
    /// Answer to "any update?": an agent said that it is fixed.
    ChaseResolved,
    /// An agent set it to wait for somebody outside the desk.
    WaitingThirdParty,
    /// An agent set it to wait for the requester.
    WaitingRequester,
    /// An agent's own words, passed on; `Scene::text`.
    Update,
    /// When it is expected to be done; `Scene::eta`.
    Eta,
    /// A promised time moved; `Scene::text` holds the reason.
    PromiseMoved,
    /// Another agent has it now; `Scene::actor` gave it to `Scene::agent`.
    HandedOver,
    /// An agent says it is fixed: does it work?; `Scene::text` holds the summary.
    ResolveCheck,
    /// The one reminder of that question.
    CheckReminder,
    /// Closed, the requester said that it works.
    ClosedWorks,
    /// Closed after no answer: how to reopen.
    ClosedSilent,
    /// Open again, with the same agent.
    ReopenedNotice,
    /// The requester took the report back.
    Withdrawn,
    /// One personal question after closing.
    ClosingQuestion,
    /// Private, in a listened channel: shall this become a ticket?.
    Nudge,
    /// Private: no ticket then.
    NudgeDeclined,
    /// To the agents: the requester expects word soon.
    AskNews,
    /// To the lead: no person has answered.
    LeadTold,
    /// To the agents: the requester added something.
    TellAdded,
    /// To the agents: the requester asked for news.
    TellChased,
    /// To the agents: the requester edited the report.
    TellEdited,
    /// To the agents: the requester withdrew the report.
    TellWithdrew,
    /// To the agents: the fix did not hold.
    TellReopened,
    /// To the agents: a promise was missed.
    TellMissed,
    /// To the agents: the requester says that it works.
    TellClosed,
    /// Command: introduces the list of one's own tickets; `Scene::count`.
    StatusHead,
    /// Command: one ticket of that list.
    StatusLine,
    /// Command: no open tickets.
    StatusNone,
    /// Command: why a message opened a ticket; `Scene::reasons`.
    WhyOpened,
    /// Command: why a message opened none; `Scene::reasons`.
    WhyNot,
    /// Command: what can be asked.
    Help,
    /// Command: what is held on a person; `Scene::count` tickets.
    Privacy,
    /// Command: reading of wording is on.
    CuesOn,
    /// Command: reading of wording is off.
    CuesOff,
    /// Command: what was held is deleted.
    Forgotten,
    /// Command: unknown; `Scene::text` holds what was typed.
    NotUnderstood,
    /// Command: a report without words.
    ReportEmpty,
    /// Refused: `Scene::actor` sent this reply first.
    AlreadySent,
    /// Refused: `Scene::actor` has it already.
    AlreadyClaimed,
    /// Refused: `Scene::actor` did it first; `Scene::text` may hold what.
    AlreadyDone,
    /// Refused: the ticket is not in a state for this.
    NothingChanged,
    /// Refused: only agents can.
    AgentsOnly,
    /// Refused: only the requester can.
    RequesterOnly,
    /// Refused: a channel or ticket that is not theirs to see.
    NotYours,
    /// Refused: no such ticket or message.
    NotFound,
    /// Refused: a form field is empty; `Scene::text` holds its label.
    FieldMissing,
    /// Refused: a time or duration cannot be read; `Scene::text` holds what was typed.
    TimeUnclear,
    /// Refused: a time that has passed; `Scene::text` holds what was typed.
    TimePast,
    /// Refused: a text is too long; `Scene::count` characters are allowed.
    TooLong,
}

impl Kind {
    /// Every kind, suggestions first.
    pub const ALL: &[Kind] = &[
        Kind::Acknowledge,
        Kind::Status,
        Kind::MissedPromise,
        Kind::Workaround,
        Kind::Waiting,
        Kind::ResolutionCheck,
        Kind::Reopened,
        Kind::Receipt,
        Kind::ReceiptPrivate,
        Kind::Added,
        Kind::Claimed,
        Kind::PingUnclaimed,
        Kind::PingWorking,
        Kind::PingNews,
        Kind::PingThirdParty,
        Kind::PingRequesterOwes,
        Kind::PingMissed,
        Kind::PingLast,
        Kind::PingAfterOutage,
        Kind::ChaseUnclaimed,
        Kind::ChaseWorking,
        Kind::ChaseNews,
        Kind::ChaseThirdParty,
        Kind::ChaseRequesterOwes,
        Kind::ChaseResolved,
        Kind::WaitingThirdParty,
        Kind::WaitingRequester,
        Kind::Update,
        Kind::Eta,
        Kind::PromiseMoved,
        Kind::HandedOver,
        Kind::ResolveCheck,
        Kind::CheckReminder,
        Kind::ClosedWorks,
        Kind::ClosedSilent,
        Kind::ReopenedNotice,
        Kind::Withdrawn,
        Kind::ClosingQuestion,
        Kind::Nudge,
        Kind::NudgeDeclined,
        Kind::AskNews,
        Kind::LeadTold,
        Kind::TellAdded,
        Kind::TellChased,
        Kind::TellEdited,
        Kind::TellWithdrew,
        Kind::TellReopened,
        Kind::TellMissed,
        Kind::TellClosed,
        Kind::StatusHead,
        Kind::StatusLine,
        Kind::StatusNone,
        Kind::WhyOpened,
        Kind::WhyNot,
        Kind::Help,
        Kind::Privacy,
        Kind::CuesOn,
        Kind::CuesOff,
        Kind::Forgotten,
        Kind::NotUnderstood,
        Kind::ReportEmpty,
        Kind::AlreadySent,
        Kind::AlreadyClaimed,
        Kind::AlreadyDone,
        Kind::NothingChanged,
        Kind::AgentsOnly,
        Kind::RequesterOnly,
        Kind::NotYours,
        Kind::NotFound,
        Kind::FieldMissing,
        Kind::TimeUnclear,
        Kind::TimePast,
        Kind::TooLong,
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Acknowledge => "acknowledge",
            Kind::Status => "status",
            Kind::MissedPromise => "missed_promise",
            Kind::Workaround => "workaround",
            Kind::Waiting => "waiting",
            Kind::ResolutionCheck => "resolution_check",
            Kind::Reopened => "reopened",
            Kind::Receipt => "receipt",
            Kind::ReceiptPrivate => "receipt_private",
            Kind::Added => "added",
            Kind::Claimed => "claimed",
            Kind::PingUnclaimed => "ping_unclaimed",
            Kind::PingWorking => "ping_working",
            Kind::PingNews => "ping_news",
            Kind::PingThirdParty => "ping_third_party",
            Kind::PingRequesterOwes => "ping_requester_owes",
            Kind::PingMissed => "ping_missed",
            Kind::PingLast => "ping_last",
            Kind::PingAfterOutage => "ping_after_outage",
            Kind::ChaseUnclaimed => "chase_unclaimed",
            Kind::ChaseWorking => "chase_working",
            Kind::ChaseNews => "chase_news",
            Kind::ChaseThirdParty => "chase_third_party",
            Kind::ChaseRequesterOwes => "chase_requester_owes",
            Kind::ChaseResolved => "chase_resolved",
            Kind::WaitingThirdParty => "waiting_third_party",
            Kind::WaitingRequester => "waiting_requester",
            Kind::Update => "update",
            Kind::Eta => "eta",
            Kind::PromiseMoved => "promise_moved",
            Kind::HandedOver => "handed_over",
            Kind::ResolveCheck => "resolve_check",
            Kind::CheckReminder => "check_reminder",
            Kind::ClosedWorks => "closed_works",
            Kind::ClosedSilent => "closed_silent",
            Kind::ReopenedNotice => "reopened_notice",
            Kind::Withdrawn => "withdrawn",
            Kind::ClosingQuestion => "closing_question",
            Kind::Nudge => "nudge",
            Kind::NudgeDeclined => "nudge_declined",
            Kind::AskNews => "ask_news",
            Kind::LeadTold => "lead_told",
            Kind::TellAdded => "tell_added",
            Kind::TellChased => "tell_chased",
            Kind::TellEdited => "tell_edited",
            Kind::TellWithdrew => "tell_withdrew",
            Kind::TellReopened => "tell_reopened",
            Kind::TellMissed => "tell_missed",
            Kind::TellClosed => "tell_closed",
            Kind::StatusHead => "status_head",
            Kind::StatusLine => "status_line",
            Kind::StatusNone => "status_none",
            Kind::WhyOpened => "why_opened",
            Kind::WhyNot => "why_not",
            Kind::Help => "help",
            Kind::Privacy => "privacy",
            Kind::CuesOn => "cues_on",
            Kind::CuesOff => "cues_off",
            Kind::Forgotten => "forgotten",
            Kind::NotUnderstood => "not_understood",
            Kind::ReportEmpty => "report_empty",
            Kind::AlreadySent => "already_sent",
            Kind::AlreadyClaimed => "already_claimed",
            Kind::AlreadyDone => "already_done",
            Kind::NothingChanged => "nothing_changed",
            Kind::AgentsOnly => "agents_only",
            Kind::RequesterOnly => "requester_only",
            Kind::NotYours => "not_yours",
            Kind::NotFound => "not_found",
            Kind::FieldMissing => "field_missing",
            Kind::TimeUnclear => "time_unclear",
            Kind::TimePast => "time_past",
            Kind::TooLong => "too_long",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Who says it. Not data: what the bot may say on its own is a law of the house.
    pub fn voice(self) -> Voice {
        match self {
            Kind::Acknowledge
            | Kind::Status
            | Kind::MissedPromise
            | Kind::Workaround
            | Kind::Waiting
            | Kind::ResolutionCheck
            | Kind::Reopened => Voice::Suggestion,
            _ => Voice::Bot,
        }
    }

    /// The progress message that is true of a scene: after an outage, a missed promise, a wait, news, or nothing new.
    pub fn ping(scene: &Scene) -> Kind {
        if scene.down_since.is_some() {
            return Kind::PingAfterOutage;
        }
        if scene.missed.is_some() {
            return Kind::PingMissed;
        }
        match (scene.waiting.as_ref().map(|waiting| waiting.on), &scene.agent) {
            (Some(WaitingOn::ThirdParty), _) => Kind::PingThirdParty,
            (Some(WaitingOn::Requester), _) => Kind::PingRequesterOwes,
            (None, _) if scene.has_news() => Kind::PingNews,
            (None, Some(_)) => Kind::PingWorking,
            (None, None) => Kind::PingUnclaimed,
        }
    }

    /// The answer to "any update?" that is true of a scene.
    pub fn chase(scene: &Scene) -> Kind {
        if matches!(scene.state, State::Resolved | State::Closed) {
            return Kind::ChaseResolved;
        }
        match (scene.waiting.as_ref().map(|waiting| waiting.on), &scene.agent) {
            (Some(WaitingOn::ThirdParty), _) => Kind::ChaseThirdParty,
            (Some(WaitingOn::Requester), _) => Kind::ChaseRequesterOwes,
            (None, _) if scene.last_action.is_some() => Kind::ChaseNews,
            (None, Some(_)) => Kind::ChaseWorking,
            (None, None) => Kind::ChaseUnclaimed,
        }
    }
}
