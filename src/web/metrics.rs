//! `GET /metrics`: how much passes, how much waits, and whether anything is late.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::App;
use super::error::Failure;
use super::exposition::{Course, Family, text};
use crate::chat::Platform;
use crate::engine::Clock;
use crate::store::{Db, StoreError, on};

/// Prometheus' name for its text format.
const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

pub async fn figures(State(app): State<App>) -> Result<impl IntoResponse, Failure> {
    let families = app.figures().await?;
    Ok(([(header::CONTENT_TYPE, KIND)], text(&families)))
}

impl App {
    async fn figures(&self) -> Result<Vec<Family>, StoreError> {
        let [events, deliveries] = self.passed();
        let late = self.pulse.next_due().await.map_or(0.0, |due| self.clock.now().duration_since(due).as_secs_f64());
        Ok(vec![
            Family::new("hearken_build_info", "The version that runs.", Course::Gauge)
                .with([("version", env!("CARGO_PKG_VERSION"))], 1.0),
            events,
            deliveries,
            self.tickets().await?,
            self.suggestions().await?,
            Family::new("hearken_outbox_waiting", "Posts that have not been delivered yet.", Course::Gauge)
                .with([], as_figure(self.store.undelivered(self.chat.home()).await?)),
            Family::new("hearken_due_late_seconds", "How late the most urgent thing due is.", Course::Gauge)
                .with([], late.max(0.0)),
        ])
    }

    fn passed(&self) -> [Family; 2] {
        let platform = self.chat.home().platform.as_str();
        let mut events = Family::new("hearken_events_total", "Events handed over, by kind.", Course::Counter);
        for (what, count) in self.chat.tally().events() {
            events = events.with([("platform", platform), ("what", what)], as_figure(count));
        }
        let help = "Attempts to post, by kind of post and outcome.";
        let mut deliveries = Family::new("hearken_deliveries_total", help, Course::Counter);
        for ((kind, outcome), count) in self.chat.tally().deliveries() {
            let labels = [("platform", platform), ("kind", kind), ("outcome", outcome)];
            deliveries = deliveries.with(labels, as_figure(count));
        }
        [events, deliveries]
    }

    async fn tickets(&self) -> Result<Family, StoreError> {
        const SQL: &str = "SELECT status, COUNT(*) FROM cases GROUP BY status ORDER BY status";
        let mut tickets = Family::new("hearken_tickets", "Tickets, by status.", Course::Gauge);
        for (status, count) in self.counted(SQL).await? {
            tickets = tickets.with([("status", &status)], as_figure(count));
        }
        Ok(tickets)
    }

    async fn suggestions(&self) -> Result<Family, StoreError> {
        const SQL: &str = "SELECT state, COUNT(*) FROM suggestions GROUP BY state ORDER BY state";
        let help = "Suggested replies, by what became of them.";
        let mut suggestions = Family::new("hearken_suggestions", help, Course::Gauge);
        for (state, count) in self.counted(SQL).await? {
            suggestions = suggestions.with([("state", &state)], as_figure(count));
        }
        Ok(suggestions)
    }

    async fn counted(&self, sql: &'static str) -> Result<Vec<(String, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = on!(self.store.reading(), Db, |pool| sqlx::query_as(sql).fetch_all(pool).await)?;
        Ok(rows.into_iter().map(|(word, count)| (word, count.unsigned_abs())).collect())
    }
}

/// Counts far beyond any desk's are still exact.
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
fn as_figure(count: u64) -> f64 {
    count as f64
}
