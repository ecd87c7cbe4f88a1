//! A plain case to try rules on.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Case, CaseHeat, CaseId, Status};
use crate::chat::Home;
use crate::cues::Priority;

/// A Monday morning at nine, and so many minutes.
pub fn at(minutes: i64) -> Timestamp {
    let nine: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
    nine + jiff::SignedDuration::from_mins(minutes)
}

/// Ana's ticket, opened at nine, of normal priority, that nobody has touched.
pub fn case() -> Case {
    Case {
        id: CaseId(1),
        home: Home { platform: "local".into(), workspace: "local".into() },
        channel: "it-help".into(),
        thread: Some("m1".into()),
        root: None,
        private: false,
        requester: "ana".into(),
        assignee: None,
        status: Status::New,
        waiting: None,
        title: "VPN drops".into(),
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
        messages: Vec::new(),
        suggestions: Vec::new(),
        promises: Vec::new(),
        timers: BTreeMap::new(),
        timeline: Vec::new(),
    }
}
