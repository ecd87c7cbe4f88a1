//! `GET /api/local/events`: what changes, as it changes (server-sent events).

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde_json::json;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::App;
use crate::desk::CaseId;
use crate::platforms::local::Live;

/// How often a silent stream says that it is alive: well below what proxies and browsers give up after.
const ALIVE: Duration = Duration::from_secs(15);

struct Onlooker {
    live: Receiver<Live>,
    cases: Receiver<CaseId>,
    ending: watch::Receiver<bool>,
}

pub async fn stream(State(app): State<App>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let onlooker = Onlooker { live: app.chat.live(), cases: app.pulse.cases(), ending: app.ending.subscribe() };
    let events = unfold(onlooker, |mut onlooker| async move { Some((Ok(onlooker.next().await?), onlooker)) });
    Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE))
}

impl Onlooker {
    /// The next change; `None` at the end of the process.
    async fn next(&mut self) -> Option<Event> {
        tokio::select! {
            _ = self.ending.wait_for(|ending| *ending) => None,
            live = self.live.recv() => told(live, |live| match live {
                Live::Message { id, channel, thread } => {
                    Event::default().event("message").data(json!({ "id": id, "channel": channel, "thread": thread }).to_string())
                }
                Live::Clock { now, next_due } => {
                    Event::default().event("clock").data(json!({ "now": now, "next_due": next_due }).to_string())
                }
            }),
            case = self.cases.recv() => told(case, |case| {
                Event::default().event("ticket").data(json!({ "id": case.0.to_string() }).to_string())
            }),
        }
    }
}

/// A change as an event. Whoever fell too far behind is told to look at everything again.
fn told<T>(received: Result<T, RecvError>, event: impl FnOnce(T) -> Event) -> Option<Event> {
    match received {
        Ok(change) => Some(event(change)),
        Err(RecvError::Lagged(_)) => Some(Event::default().event("refresh").data("{}")),
        Err(RecvError::Closed) => None,
    }
}
