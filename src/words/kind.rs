//! What can be said: one kind for each purpose, in one of two voices.

use serde::{Deserialize, Serialize};

use super::{Scene, State, WaitingOn};

/// How an agent's own words stand in what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Passing {
    /// Told for the first time: whole, with their lines and links.
    Whole,
    /// Told before: a line of them as a reminder.
    InALine,
    /// `Scene::text` holds something else than an agent's words: what a requester wrote, what was typed, a label.
    Quoted,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// Suggested to an agent, sent by the agent or not at all: may carry empathy.
    Suggestion,
    /// Said by the bot on its own: facts only.
    Bot,
}

/// One list for the enum, its names and its voices, so that none can forget a kind.
macro_rules! kinds {
    ($($(#[$meaning:meta])* $kind:ident $name:literal $voice:ident,)+) => {
        /// A kind of thing to say. Its name in snake case is the name of its table in `prompts/replies/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$meaning])* $kind,)+
        }

        impl Kind {
            /// Every kind, suggestions first.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)+];

            /// The name in files and JSON.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)+
                }
            }

            /// Who says it. Not data: what the bot may say on its own is a law of the house.
            pub fn voice(self) -> Voice {
                match self {
                    $(Kind::$kind => Voice::$voice,)+
                }
            }
        }
    };
}

kinds! {
    /// The first answer of a person to a report.
    Acknowledge "acknowledge" Suggestion,
    /// Where it stands, when the requester has waited or asked.
    Status "status" Suggestion,
    /// Owning a promise that was broken.
    MissedPromise "missed_promise" Suggestion,
    /// A way to keep working meanwhile; `Scene::text` holds the way when the agent gave one.
    Workaround "workaround" Suggestion,
    /// It waits for somebody else.
    Waiting "waiting" Suggestion,
    /// It is fixed as far as the desk can see: does it work?; `Scene::text` holds what was done.
    ResolutionCheck "resolution_check" Suggestion,
    /// A fix did not hold.
    Reopened "reopened" Suggestion,
    /// In the thread: the report arrived.
    Receipt "receipt" Bot,
    /// In a private conversation: the report arrived.
    ReceiptPrivate "receipt_private" Bot,
    /// Progress: no person has answered yet.
    PingUnclaimed "ping_unclaimed" Bot,
    /// Progress: an agent has it, nothing new.
    PingWorking "ping_working" Bot,
    /// Progress: a word of `Scene::actor` is due by the time of `Scene::missed`, and only the bot has one.
    PingPromised "ping_promised" Bot,
    /// Progress: what the agent did since the last word.
    PingNews "ping_news" Bot,
    /// Progress: an agent looked, and there is nothing new.
    PingLooked "ping_looked" Bot,
    /// Progress: it waits for somebody outside the desk.
    PingThirdParty "ping_third_party" Bot,
    /// Progress: it waits for the requester.
    PingRequesterOwes "ping_requester_owes" Bot,
    /// A promised time passed.
    PingMissed "ping_missed" Bot,
    /// The third progress message in a row: the lead was told, no more until there is something to say.
    PingLast "ping_last" Bot,
    /// The process was not running for a while.
    PingAfterOutage "ping_after_outage" Bot,
    /// Answer to "any update?": nobody has it yet.
    ChaseUnclaimed "chase_unclaimed" Bot,
    /// Answer to "any update?": an agent has it, nothing new.
    ChaseWorking "chase_working" Bot,
    /// Answer to "any update?": what the agent did last.
    ChaseNews "chase_news" Bot,
    /// Answer to "any update?": it waits for somebody outside the desk.
    ChaseThirdParty "chase_third_party" Bot,
    /// Answer to "any update?": it waits for the requester.
    ChaseRequesterOwes "chase_requester_owes" Bot,
    /// Answer to "any update?": an agent said that it is fixed.
    ChaseResolved "chase_resolved" Bot,
    /// An agent set it to wait for somebody outside the desk.
    WaitingThirdParty "waiting_third_party" Bot,
    /// An agent set it to wait for the requester.
    WaitingRequester "waiting_requester" Bot,
    /// An agent's own words, passed on; `Scene::text`.
    Update "update" Bot,
    /// A promised time moved; `Scene::text` holds the reason.
    PromiseMoved "promise_moved" Bot,
    /// A promised time was brought forward, since the ticket became more urgent.
    BroughtForward "brought_forward" Bot,
    /// Another agent has it now; `Scene::actor` gave it to `Scene::agent`.
    HandedOver "handed_over" Bot,
    /// An agent says it is fixed: does it work?; `Scene::text` holds the summary.
    ResolveCheck "resolve_check" Bot,
    /// The requester wrote that it works before anybody called it fixed: is it done?
    WorksHeard "works_heard" Bot,
    /// The one reminder of that question.
    CheckReminder "check_reminder" Bot,
    /// Closed, the requester said that it works.
    ClosedWorks "closed_works" Bot,
    /// Closed after no answer: how to reopen.
    ClosedSilent "closed_silent" Bot,
    /// Closed, the desk having waited for the requester and reminded them in vain; a line of theirs reopens it.
    ClosedNoAnswer "closed_no_answer" Bot,
    /// Open again, with the same agent.
    ReopenedNotice "reopened_notice" Bot,
    /// Open again: the requester says that it does not work yet, and is asked what they see.
    ReopenedNotYet "reopened_not_yet" Bot,
    /// Open again, for the trouble that the requester told just now.
    ReopenedTrouble "reopened_trouble" Bot,
    /// The requester took the report back.
    Withdrawn "withdrawn" Bot,
    /// One personal question after closing.
    ClosingQuestion "closing_question" Bot,
    /// Private, in a listened channel: shall this become a ticket?.
    Nudge "nudge" Bot,
    /// Private: they ask for news, and no ticket of theirs is known.
    NudgeChase "nudge_chase" Bot,
    /// Private: no ticket then.
    NudgeDeclined "nudge_declined" Bot,
    /// To the agents: the requester expects word soon.
    AskNews "ask_news" Bot,
    /// To the agents: what the report says will not wait is near, and nothing new was said.
    AskAhead "ask_ahead" Bot,
    /// To the agents: `Scene::actor` answered a question for news; `Scene::text` holds the update, if it was one.
    NewsAnswered "news_answered" Bot,
    /// To the agent who had it: `Scene::actor` took it over.
    TellTaken "tell_taken" Bot,
    /// To the leads: `Scene::actor` moved what was promised to the requester; `Scene::text` holds the reason.
    TellMoved "tell_moved" Bot,
    /// To the lead: no person has answered.
    LeadTold "lead_told" Bot,
    /// To the agents: the requester added something.
    TellAdded "tell_added" Bot,
    /// To the agents: the requester asked for news.
    TellChased "tell_chased" Bot,
    /// To the agents: the requester edited the report; another message where `Scene::text` holds it.
    TellEdited "tell_edited" Bot,
    /// To the agents: the requester deleted words of the report, and the ticket stays open.
    TellDeleted "tell_deleted" Bot,
    /// To the agents: the requester withdrew the report.
    TellWithdrew "tell_withdrew" Bot,
    /// To the agents: the fix did not hold.
    TellReopened "tell_reopened" Bot,
    /// To the agents: a promise was missed.
    TellMissed "tell_missed" Bot,
    /// To the agents: the requester answered none of the reminders, and it is over; `Scene::at` is when they last wrote.
    TellSilent "tell_silent" Bot,
    /// To the agents: open tickets ended because whoever asked was forgotten at their own wish; `Scene::text` names them.
    TellForgotten "tell_forgotten" Bot,
    /// To the agents: what was meant for the requester cannot be delivered; `Scene::text` holds the platform's reason.
    TellUndelivered "tell_undelivered" Bot,
    /// To the leads: the card cannot be put before the agents; `Scene::text` holds the platform's reason.
    TellUnseen "tell_unseen" Bot,
    /// To the agents: the requester says that it works.
    TellClosed "tell_closed" Bot,
    /// Command: introduces the list of one's own tickets; `Scene::count`.
    StatusHead "status_head" Bot,
    /// Command: one ticket of that list.
    StatusLine "status_line" Bot,
    /// Command: no open tickets.
    StatusNone "status_none" Bot,
    /// Command: why a message opened a ticket; `Scene::reasons`, `Scene::reference`.
    WhyOpened "why_opened" Bot,
    /// Command: a ticket was opened because it was written to the bot directly.
    WhyDirect "why_direct" Bot,
    /// Command: a ticket was opened by command.
    WhyCommand "why_command" Bot,
    /// Command: a ticket was opened by an emoji.
    WhyReaction "why_reaction" Bot,
    /// Command: a ticket was opened because its author said yes to the question.
    WhyNudge "why_nudge" Bot,
    /// Command: a message went to a ticket that was there before.
    WhyAdded "why_added" Bot,
    /// Command: a message opened a ticket again.
    WhyReopened "why_reopened" Bot,
    /// Command: the author of a message was asked whether a ticket is wanted; `Scene::reasons`.
    WhyAsked "why_asked" Bot,
    /// Command: why a message opened none; `Scene::reasons`.
    WhyNot "why_not" Bot,
    /// Command: nothing of theirs was judged yet.
    WhyNothing "why_nothing" Bot,
    /// Command: what can be asked.
    Help "help" Bot,
    /// Command: what is held on a person; `Scene::count` tickets.
    Privacy "privacy" Bot,
    /// Command: reading of wording is on.
    CuesOn "cues_on" Bot,
    /// Command: reading of wording is off.
    CuesOff "cues_off" Bot,
    /// Command: what was held is deleted.
    Forgotten "forgotten" Bot,
    /// Command: unknown; `Scene::text` holds what was typed.
    NotUnderstood "not_understood" Bot,
    /// Command: a report without words.
    ReportEmpty "report_empty" Bot,
    /// Refused: `Scene::actor` sent this reply first.
    AlreadySent "already_sent" Bot,
    /// Refused: a press on a question that was answered already, or offered so long ago that it is forgotten.
    NudgeOver "nudge_over" Bot,
    /// To whoever asked for other words: every really different one was shown.
    AllShown "all_shown" Bot,
    /// Refused: `Scene::actor` has it already.
    AlreadyClaimed "already_claimed" Bot,
    /// Refused: `Scene::actor` has it and answered `Scene::at`.
    TakeOverFirst "take_over_first" Bot,
    /// Refused: `Scene::actor` did it first; `Scene::text` may hold what.
    AlreadyDone "already_done" Bot,
    /// Refused: another reply is suggested by now than the one that was read.
    SuggestionChanged "suggestion_changed" Bot,
    /// Refused: the ticket is not in a state for this.
    NothingChanged "nothing_changed" Bot,
    /// Refused: only agents can.
    AgentsOnly "agents_only" Bot,
    /// Refused: only the requester can.
    RequesterOnly "requester_only" Bot,
    /// Refused: a channel or ticket that is not theirs to see.
    NotYours "not_yours" Bot,
    /// Refused: no such ticket or message.
    NotFound "not_found" Bot,
    /// Refused: a form field is empty; `Scene::text` holds its label.
    FieldMissing "field_missing" Bot,
    /// Refused: a time or duration cannot be read; `Scene::text` holds what was typed.
    TimeUnclear "time_unclear" Bot,
    /// Refused: a time that has passed; `Scene::text` holds what was typed.
    TimePast "time_past" Bot,
    /// Refused: a snooze beyond what the desk allows; `Scene::next_word` is the latest time, if one is left.
    SnoozeTooLong "snooze_too_long" Bot,
    /// Refused: a text is too long; `Scene::count` characters are allowed.
    TooLong "too_long" Bot,
}

impl Kind {
    /// The kind of this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// How the words in `Scene::text` are passed on.
    pub(super) fn passing(self) -> Passing {
        match self {
            Kind::Update
            | Kind::ResolveCheck
            | Kind::PromiseMoved
            | Kind::WaitingThirdParty
            | Kind::WaitingRequester
            | Kind::Workaround
            | Kind::ResolutionCheck => Passing::Whole,
            Kind::ChaseResolved | Kind::CheckReminder | Kind::Reopened | Kind::Status => Passing::InALine,
            _ => Passing::Quoted,
        }
    }

    /// The progress message that is true of a scene: after an outage, a missed promise, news, a look without
    /// news, a wait, or nothing new.
    pub fn ping(scene: &Scene) -> Kind {
        if scene.down_since.is_some() {
            return Kind::PingAfterOutage;
        }
        if scene.missed.is_some() {
            return Kind::PingMissed;
        }
        match (scene.waiting.as_ref().map(|waiting| waiting.on), &scene.agent) {
            (Some(WaitingOn::Requester), _) => Kind::PingRequesterOwes,
            (None, _) if scene.has_news() => Kind::PingNews,
            _ if scene.looked.is_some() => Kind::PingLooked,
            (Some(WaitingOn::ThirdParty), _) => Kind::PingThirdParty,
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
