//! A case of which only what makes its next word due matters.

use hearken::cues::{Level, Priority};
use hearken::desk::{Case, CaseHeat, CaseId, Status};
use jiff::Timestamp;

pub fn case(priority: Priority, level: Level, pings_in_row: u32) -> Case {
    let opened = Timestamp::UNIX_EPOCH;
    Case {
        id: CaseId(1),
        home: hearken::chat::Home { platform: "local".into(), workspace: "local".into() },
        channel: "it-help".into(),
        thread: Some("m1".into()),
        root: None,
        private: false,
        requester: "ana".into(),
        assignee: None,
        status: Status::New,
        waiting: None,
        title: String::new(),
        topic: String::new(),
        priority,
        reasons: Vec::new(),
        named_by_agent: false,
        heat: CaseHeat { level, ..CaseHeat::default() },
        opened_at: opened,
        updated_at: opened,
        requester_spoke_at: opened,
        agent_spoke_at: None,
        last_word_at: opened,
        unheard_at: None,
        news: None,
        look: None,
        pings_in_row,
        chases: 0,
        reopened: 0,
        repeats: 0,
        ended_at: None,
        summary: None,
        presses: Default::default(),
        card: None,
        card_in: None,
        posts: 0,
        facts_version: 0,
        last_report: 0,
        messages: Vec::new(),
        suggestions: Vec::new(),
        promises: Vec::new(),
        timers: Default::default(),
        timeline: Vec::new(),
    }
}
