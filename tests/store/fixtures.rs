//! Things that happen at a desk.

use std::collections::BTreeMap;
use std::time::Duration;

use hearken::chat::*;
use hearken::cues::*;
use hearken::desk::*;
use hearken::store::{Claimed, Ended, Ending, Received, Situated, Store, StoreError};
use jiff::{Timestamp, ToSpan};

pub fn home() -> Home {
    Home { platform: "local".into(), workspace: "acme".into() }
}

/// The same platform, another company, the same names for things.
pub fn other_home() -> Home {
    Home { platform: "local".into(), workspace: "umbra".into() }
}

/// So many minutes after nine on a Monday.
pub fn at(minutes: i64) -> Timestamp {
    "2026-11-23T09:00:00.123456Z".parse::<Timestamp>().unwrap() + minutes.minutes()
}

pub fn said(thread: Option<&str>, message: &str, author: &str, text: &str) -> Said {
    Said {
        channel: "it-help".into(),
        thread: thread.map(Into::into),
        message: message.into(),
        author: author.into(),
        text: text.into(),
    }
}

pub fn event(home: &Home, key: &str, what: What) -> Event {
    Event { key: key.into(), home: home.clone(), at: at(0), what }
}

pub fn happened(what: What) -> Occasion {
    Occasion::Event(Box::new(event(&home(), "occasion", what)))
}

pub fn case(id: i64, home: &Home, requester: &str) -> Case {
    Case {
        id: CaseId(id),
        home: home.clone(),
        channel: "it-help".into(),
        thread: Some(format!("m{id}").as_str().into()),
        root: None,
        private: false,
        requester: requester.into(),
        assignee: None,
        status: Status::New,
        waiting: None,
        title: "VPN keeps dropping".into(),
        topic: "vpn".into(),
        priority: Priority::Normal,
        reasons: Vec::new(),
        named_by_agent: false,
        heat: CaseHeat::default(),
        opened_at: at(0),
        updated_at: at(0),
        requester_spoke_at: at(0),
        agent_spoke_at: None,
        last_word_at: at(0),
        unheard_at: None,
        news: None,
        look: None,
        pings_in_row: 0,
        chases: 0,
        reopened: 0,
        repeats: 0,
        ended_at: None,
        summary: None,
        card: None,
        card_in: None,
        posts: 0,
        presses: BTreeMap::new(),
        facts_version: 0,
        last_report: 0,
        messages: vec![message(&format!("m{id}"), requester, "The VPN has dropped three times since this morning.")],
        suggestions: Vec::new(),
        promises: Vec::new(),
        timers: BTreeMap::new(),
        timeline: vec![Entry { at: at(0), who: None, change: Change::Opened { how: OpenedBy::Message } }],
    }
}

pub fn message(id: &str, author: &str, text: &str) -> Message {
    Message {
        id: id.into(),
        author: author.into(),
        role: Role::Requester,
        act: Act::Request,
        report: true,
        text: text.into(),
        at: at(0),
        edited_at: None,
    }
}

/// A case with something in every place.
pub fn rich_case(id: i64) -> Case {
    let reason = Reason { rule: "fails".into(), quote: "dropped".into(), because: "says that something fails".into() };
    let cue = Cue {
        rule: "third-time".into(),
        family: "persistence".into(),
        span: 19..30,
        weight: 12.5,
        because: "it keeps coming back".into(),
    };
    let promise = |id, kind, state: PromiseState| Promise {
        id,
        kind,
        by: Some("sam".into()),
        made_at: at(1),
        due_at: at(60),
        ended_at: (state != PromiseState::Open).then(|| at(50)),
        state,
    };
    let suggestion = |id, state: SuggestionState| Suggestion {
        id,
        kind: "acknowledge".into(),
        text: "Ana, a third drop in one week \u{0}is rotten timing. 😀 مرحبا".into(),
        because: vec!["third-time: it keeps coming back".into()],
        wordings: vec!["acknowledge/own/2".into(), "acknowledge/next/1".into()],
        at: at(1),
        decided_by: (state != SuggestionState::Offered).then(|| "sam".into()),
        decided_at: (state != SuggestionState::Offered).then(|| at(2)),
        state,
        promises: Some(at(60)),
    };
    let entry = |change| Entry { at: at(3), who: Some("sam".into()), change };
    let base = case(id, &home(), "ana");
    Case {
        thread: None,
        root: Some("HK-1-1".into()),
        private: true,
        assignee: Some("sam".into()),
        status: Status::Waiting,
        waiting: Some(Waiting { on: WaitingOn::ThirdParty, why: "the network team".into(), since: at(3) }),
        title: "nul \0, quote ', \"json\", <b>🎫</b>".into(),
        priority: Priority::Urgent,
        reasons: vec![reason.clone()],
        named_by_agent: true,
        heat: CaseHeat {
            score: 61,
            level: Level::Frustrated,
            cues: vec![
                HeardCue { message: Some("m1".into()), cue: cue.clone() },
                HeardCue { message: None, cue: Cue { span: 0..0, ..cue } },
            ],
            abstained: Some(Abstained::NothingToRead),
        },
        agent_spoke_at: Some(at(3)),
        news: Some(News { by: "sam".into(), text: Some("found it".into()), at: at(3), told: false, told_at: None }),
        look: None,
        pings_in_row: 2,
        chases: 3,
        reopened: 1,
        repeats: 2,
        ended_at: Some(at(9)),
        summary: Some("renewed the certificate".into()),
        card: Some("HK-1-2".into()),
        posts: 5,
        presses: BTreeMap::from([(
            "send".to_owned(),
            LastPress { actor: "sam".into(), action: "send".into(), at: at(3) },
        )]),
        facts_version: 7,
        last_report: 0,
        messages: vec![message("m1", "ana", "My VPN dropped\u{0} again 🤬"), message("m2", "ana", "")],
        suggestions: vec![
            suggestion(1, SuggestionState::Dismissed { reason: "too warm".into() }),
            suggestion(2, SuggestionState::Offered),
        ],
        promises: vec![
            promise(1, PromiseKind::FirstResponse, PromiseState::Kept),
            promise(2, PromiseKind::Eta, PromiseState::Moved { reason: "the part is late".into() }),
            promise(3, PromiseKind::NextWord, PromiseState::Open),
        ],
        timers: BTreeMap::from([(TimerKind::NextWord, at(60)), (TimerKind::AskNews, at(50))]),
        timeline: vec![
            Entry { at: at(0), who: None, change: Change::Opened { how: OpenedBy::Command } },
            entry(Change::Said { message: None, id: "m1".into() }),
            entry(Change::Suggested { suggestion: None, id: 1 }),
            entry(Change::Decided { id: 1, state: SuggestionState::Dismissed { reason: "too warm".into() } }),
            entry(Change::Named {
                title: "VPN".into(),
                topic: "vpn".into(),
                priority: Priority::High,
                reasons: vec![reason],
            }),
            entry(Change::Promised(promise(3, PromiseKind::NextWord, PromiseState::Open))),
            entry(Change::PromiseEnded { id: 2, state: PromiseState::Moved { reason: "late".into() } }),
            entry(Change::Waited(Waiting { on: WaitingOn::Requester, why: "a log".into(), since: at(3) })),
            entry(Change::Told {
                kind: PostKind::Ping,
                saying: Some(hearken::words::Kind::PingNews),
                wordings: vec!["ping_working.news.1".into()],
            }),
            entry(Change::Closed { how: ClosedBy::Silence }),
        ],
        ..base
    }
}

pub fn post(spot: Spot, text: &str) -> Post {
    Post { spot, kind: PostKind::Notice, audience: Audience::Everybody, sent_by: None, text: text.into(), card: None }
}

pub fn in_channel(text: &str) -> Delivery {
    Delivery::New(post(Spot::Channel("it-agents".into()), text))
}

pub fn in_thread(thread: &str, text: &str) -> Delivery {
    Delivery::New(post(Spot::Thread("it-help".into(), thread.into()), text))
}

pub fn under(key: &str, text: &str) -> Delivery {
    Delivery::New(post(Spot::Under("it-help".into(), key.into()), text))
}

pub fn replace(key: &str, text: &str) -> Delivery {
    Delivery::Replace(key.into(), post(Spot::Channel("it-agents".into()), text))
}

pub fn deliver(key: &str, delivery: Delivery) -> Effect {
    Effect::Deliver { key: key.into(), delivery, true_for: None }
}

pub fn decision(case: Option<Case>, effects: Vec<Effect>) -> Decision {
    Decision { case, changes: Vec::new(), effects, answer: Answer::Done }
}

/// Saves a decision made on nothing.
pub async fn save_new(store: &Store, home: &Home, decision: Decision) {
    let mut tx = store.begin().await.unwrap();
    tx.save(home, None, &decision, at(0)).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn save_effects(store: &Store, effects: Vec<Effect>) {
    save_new(store, &home(), decision(None, effects)).await;
}

/// What is known about an occasion, with nothing kept of having asked.
pub async fn situate(store: &Store, occasion: &Occasion, now: Timestamp) -> Situated {
    let mut tx = store.begin().await.unwrap();
    let situated = tx.situate(occasion, now).await.unwrap();
    tx.rollback().await.unwrap();
    situated
}

/// One visit: takes the event if it is new, decides and keeps the decision.
pub async fn visit(
    store: &Store,
    event: &Event,
    now: Timestamp,
    decide: impl Fn(&Situated) -> Decision,
) -> Result<Received, StoreError> {
    let mut tx = store.begin().await?;
    let received = tx.receive(event, now).await?;
    if received == Received::New {
        let situated = tx.situate(&Occasion::Event(Box::new(event.clone())), now).await?;
        let decision = decide(&situated);
        // Long enough for every other instance to come as far, if nothing holds it.
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        tx.save(&event.home, situated.case.as_ref(), &decision, now).await?;
        tx.answer(event, &decision.answer)?;
    }
    tx.commit().await?;
    Ok(received)
}

/// A courier that takes and notes each by itself.
pub trait Courier {
    fn claim(
        &self,
        home: &Home,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Claimed>, StoreError>> + Send;

    /// Whether the claim was still the caller's.
    fn complete(
        &self,
        key: &PostKey,
        fence: i64,
        ending: Ending,
        now: Timestamp,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

impl Courier for Store {
    async fn claim(
        &self,
        home: &Home,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<Vec<Claimed>, StoreError> {
        let mut tx = self.begin().await?;
        let claimed = tx.claim(home, now, lease, limit).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn complete(&self, key: &PostKey, fence: i64, ending: Ending, now: Timestamp) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let ended = [Ended { key: key.clone(), fence, ending }];
        let ours = tx.complete(&ended, now).await?.is_empty();
        tx.commit().await?;
        Ok(ours)
    }
}
