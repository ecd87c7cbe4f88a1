//! `/api/local/clock`: the desk's time, and moving it forward.

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::App;
use super::ask::Sent;
use super::error::Failure;
use crate::desk::duration;
use crate::engine::Clock;
use crate::platforms::local::Live;

/// Where the clock stands.
#[derive(Serialize)]
pub struct Reading {
    now: Timestamp,
    next_due: Option<Timestamp>,
}

/// How far to move it: by a duration, to the next due moment, or to a moment.
#[derive(Deserialize)]
pub struct Moving {
    advance: Option<String>,
    to: Option<String>,
}

/// How far one call moves it at most.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Due moments that one call passes at most. A desk's timers decay, so that a year of them stays far below.
const STEPS: usize = 100_000;

/// The setting that keeps how far the clock was moved, in microseconds.
pub const OFFSET_SETTING: &str = "local.clock_offset_us";

pub async fn read(State(app): State<App>) -> Result<Json<Reading>, Failure> {
    Ok(Json(app.reading().await))
}

pub async fn advance(State(app): State<App>, Sent(moving): Sent<Moving>) -> Result<Json<Reading>, Failure> {
    // A caller who hangs up must not leave the clock half way: the move runs to its end by itself.
    let moved = tokio::spawn(async move {
        let _alone = app.mover.lock().await;
        if let Some(target) = app.target(&moving).await? {
            app.move_clock(target).await?;
        }
        Ok(Json(app.reading().await))
    });
    moved.await.map_err(Failure::ours)?
}

impl App {
    async fn reading(&self) -> Reading {
        Reading { now: self.clock.now(), next_due: self.pulse.next_moment().await }
    }

    /// Where to; `None` when nothing is due to move to.
    async fn target(&self, moving: &Moving) -> Result<Option<Timestamp>, Failure> {
        let now = self.clock.now();
        match (moving.advance.as_deref(), moving.to.as_deref()) {
            (Some(by), None) => {
                let target = duration(by).and_then(|by| now.checked_add(by).ok()).ok_or_else(unclear)?;
                Ok(Some(target))
            }
            (None, Some("next")) => Ok(self.pulse.next_moment().await),
            (None, Some(moment)) => {
                let target: Timestamp = moment.parse().map_err(|_| unclear())?;
                if target < now || target.duration_since(now) > LONGEST {
                    return Err(Failure::bad_request(
                        "out_of_reach",
                        format!("The clock moves forward, up to 400 days at once. It is {now} now."),
                    ));
                }
                Ok(Some(target))
            }
            _ => Err(unclear()),
        }
    }

    /// Moves from one due moment to the next, so that whatever falls due on the way sees the time it is due at.
    async fn move_clock(&self, target: Timestamp) -> Result<(), Failure> {
        self.settled().await?;
        let mut stuck_at = None;
        for _ in 0..STEPS {
            let Some(due) = self.pulse.next_moment().await.filter(|due| *due <= target && stuck_at != Some(*due))
            else {
                break;
            };
            self.step(due).await?;
            stuck_at = Some(due);
        }
        self.step(target).await
    }

    async fn settled(&self) -> Result<(), Failure> {
        self.pulse.settled().await.map_err(|unsettled| {
            Failure::unavailable(format!("{unsettled}. The clock stands at {}; move it again then.", self.clock.now()))
        })
    }

    async fn step(&self, moment: Timestamp) -> Result<(), Failure> {
        let ahead = moment.max(self.clock.now());
        // Kept before it is moved: after a crash the clock may be ahead of what happened, never behind it.
        let offset = ahead.duration_since(Timestamp::now()).as_micros();
        self.store.set_setting(OFFSET_SETTING, &offset.to_string()).await?;
        self.clock.move_to(ahead);
        self.settled().await?;
        let Reading { now, next_due } = self.reading().await;
        self.chat.announce(Live::Clock { now, next_due });
        Ok(())
    }
}

fn unclear() -> Failure {
    Failure::bad_request(
        "unclear_time",
        "Say {\"advance\": \"90m\"} (m, h, d; up to 400d), {\"to\": \"next\"} or {\"to\": \"2026-11-30T09:00:00Z\"}.",
    )
}
