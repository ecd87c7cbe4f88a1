//! Many pings due in the same moment.

use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

use super::drive::Bench;
use super::figures::{Pings, ms};
use crate::engine::Clock;

/// Reports handed over at once while preparing.
const AT_ONCE: usize = 256;

/// Opens so many tickets, moves the clock to where all of them have waited long enough, and sees how late their pings are.
pub(super) async fn at_once(bench: &Bench, count: usize) -> anyhow::Result<Pings> {
    let company = bench.sink.company(&format!("due{}", Timestamp::now().as_microsecond()));
    let mut under_way = JoinSet::new();
    for _ in 0..count {
        if under_way.len() >= AT_ONCE {
            under_way.join_next().await;
        }
        let (event, intake) = (company.report(), bench.engine.intake());
        under_way.spawn(async move { intake.take(event).await });
    }
    under_way.join_all().await;
    bench.told().await;
    bench.sink.pings();

    // The agents are asked ten minutes before; only then come the pings.
    let now = bench.clock.now();
    bench.clock.move_to(now.checked_add(SignedDuration::from_mins(235)).context("no such time")?);
    bench.told().await;
    let early = bench.sink.pings().len();
    let due = Instant::now();
    bench.clock.move_to(now.checked_add(SignedDuration::from_mins(242)).context("no such time")?);
    bench.told().await;
    let mut late: Vec<Duration> = bench.sink.pings().into_iter().map(|at| at.duration_since(due)).collect();
    late.sort_unstable();
    anyhow::ensure!(early + late.len() >= count, "{count} pings were due, {} came", early + late.len());
    let last = late.last().copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    let per_s = late.len() as f64 / last.as_secs_f64().max(f64::EPSILON);
    Ok(Pings {
        count: late.len(),
        per_s,
        late_p50_ms: ms(late.get(late.len() / 2).copied().unwrap_or_default()),
        late_max_ms: ms(last),
    })
}
