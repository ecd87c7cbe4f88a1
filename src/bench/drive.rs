//! Driving the engine: flat out, at a steady rate, and with much due at once.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::SignedDuration;
use tokio::task::JoinSet;

use super::baseline::one_row_commits;
use super::company::Company;
use super::figures::{Figures, Latency, Load, ms};
use super::sink::Sink;
use super::{fill, machine, pings};
use crate::chat::Platform;
use crate::desk::Policy;
use crate::engine::{Engine, Meter, MovableClock, Patience, Platforms, Rules};
use crate::store::{DatabaseUrl, Store};

/// What to measure.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where; tables are made when missing.
    pub database: DatabaseUrl,
    /// How long each stream of events goes on.
    pub how_long: Duration,
    /// Events under way at once when flat out.
    pub senders: usize,
    /// Events a second when steady.
    pub rate: u32,
    /// How many tickets have a ping due in the same moment.
    pub pings: usize,
    /// Fill the store up to this many tickets, with ten messages each, before measuring.
    pub tickets: u64,
}

/// The engine under load.
pub(super) struct Bench {
    pub store: Store,
    pub sink: Arc<Sink>,
    pub engine: Engine,
    pub clock: Arc<MovableClock>,
}

/// Measures; `say` hears what is going on.
///
/// # Errors
/// When the database fails.
pub async fn run(plan: &Plan, say: impl Fn(&str)) -> anyhow::Result<Figures> {
    let _sole = plan.database.take_over(Duration::ZERO).await?;
    let mut store = Store::open(&plan.database).await?;
    let others = fill::of_others(&store, Sink::new().home()).await?;
    anyhow::ensure!(others == 0, "this database holds {others} tickets of a real desk; give the bench one of its own");
    let one_row_commits_per_s = match &plan.database {
        DatabaseUrl::Sqlite(path) => {
            say("one-row commits on this disk");
            Some(one_row_commits(path, Duration::from_secs(3)).await.context("the disk cannot be measured")?)
        }
        DatabaseUrl::Postgres(_) => None,
    };
    if plan.tickets > 0 {
        let bench = Bench::start(store.clone())?;
        fill::up_to(&bench, plan.tickets, &say).await?;
        bench.engine.stop(Duration::from_secs(10)).await;
        store.close().await;
        store = Store::open(&plan.database).await?;
    }
    let tickets_before = fill::tickets(&store).await?;
    store.close().await;

    let starting = Instant::now();
    let store = Store::open(&plan.database).await?;
    let bench = Bench::start(store.clone())?;
    bench.told().await;
    let start_ms = ms(starting.elapsed());
    let resting_memory = machine::memory();

    say("flat out");
    let flat_out = bench.flat_out(plan).await;
    say("steady");
    let paced = bench.paced(plan).await;
    let due = match plan.pings {
        0 => None,
        count => {
            say("much due at once");
            Some(pings::at_once(&bench, count).await?)
        }
    };
    bench.engine.stop(Duration::from_secs(10)).await;
    store.close().await;
    Ok(Figures {
        tickets_before,
        start_ms,
        one_row_commits_per_s,
        flat_out,
        paced,
        pings: due,
        resting_memory,
        peak_memory: machine::peak_memory(),
    })
}

impl Bench {
    fn start(store: Store) -> anyhow::Result<Bench> {
        let sink = Arc::new(Sink::new());
        let clock = Arc::new(MovableClock::new(SignedDuration::ZERO));
        let platform: Arc<dyn Platform> = sink.clone();
        let platforms = Platforms::from([(sink.home().clone(), platform)]);
        let rules = Rules::load(None).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
        let engine =
            Engine::start(store.clone(), platforms, Policy::default(), rules, clock.clone(), Patience::default());
        Ok(Bench { store, sink, engine, clock })
    }

    /// Waits until everything is told, however long that takes.
    pub async fn told(&self) {
        while self.engine.pulse().settled().await.is_err() {}
    }

    async fn flat_out(&self, plan: &Plan) -> Load {
        let company = Arc::new(self.sink.company(&name("flat")));
        let measured = Measured::begin(self);
        let until = Instant::now() + plan.how_long;
        let mut senders = JoinSet::new();
        for _ in 0..plan.senders {
            let (company, sink, intake) = (company.clone(), self.sink.clone(), self.engine.intake());
            let acknowledged = measured.acknowledged.clone();
            senders.spawn(async move {
                while Instant::now() < until {
                    let event = company.next(&sink);
                    let handed = Instant::now();
                    if intake.take(event).await.is_ok() {
                        acknowledged.note(handed.elapsed());
                    }
                }
            });
        }
        senders.join_all().await;
        measured.end(self).await
    }

    async fn paced(&self, plan: &Plan) -> Load {
        let company: Company = self.sink.company(&name("steady"));
        let measured = Measured::begin(self);
        let (began, mut sent) = (Instant::now(), 0_u32);
        let mut under_way = JoinSet::new();
        while began.elapsed() < plan.how_long {
            let wanted = began.elapsed().as_secs_f64() * f64::from(plan.rate);
            while f64::from(sent) < wanted {
                // From when it was to be sent, not from when we came round to it.
                let due = began + Duration::from_secs_f64(f64::from(sent) / f64::from(plan.rate));
                let (event, intake) = (company.next(&self.sink), self.engine.intake());
                let acknowledged = measured.acknowledged.clone();
                under_way.spawn(async move {
                    if intake.take(event).await.is_ok() {
                        acknowledged.note(due.elapsed());
                    }
                });
                sent += 1;
            }
            while under_way.try_join_next().is_some() {}
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        under_way.join_all().await;
        measured.end(self).await
    }
}

/// A name that no earlier run in the same store had.
fn name(what: &str) -> String {
    format!("{what}{}", jiff::Timestamp::now().as_microsecond())
}

/// What stood at the beginning.
struct Measured {
    began: Instant,
    processor: Option<Duration>,
    posts: u64,
    commits_before: Meter,
    acknowledged: Arc<Meter>,
}

impl Measured {
    fn begin(bench: &Bench) -> Measured {
        Measured {
            began: Instant::now(),
            processor: machine::processor_time(),
            posts: bench.sink.posts(),
            commits_before: bench.engine.pulse().commits().clone(),
            acknowledged: Arc::default(),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of one run")]
    async fn end(self, bench: &Bench) -> Load {
        let taken_in = self.began.elapsed();
        let taken = Instant::now();
        let commits = bench.engine.pulse().commits().since(&self.commits_before);
        bench.told().await;
        let told_in = self.began.elapsed();
        let processor = machine::processor_time().zip(self.processor).map(|(now, before)| now.saturating_sub(before));
        let events = self.acknowledged.count();
        Load {
            events,
            events_per_s: events as f64 / taken_in.as_secs_f64(),
            posts_per_s: (bench.sink.posts() - self.posts) as f64 / told_in.as_secs_f64(),
            told_after_ms: ms(taken.elapsed()),
            acknowledged: Latency::of(&self.acknowledged),
            commit: Latency::of(&commits),
            events_per_commit: events as f64 / commits.count().max(1) as f64,
            processor_us_per_event: processor.map(|used| used.as_secs_f64() * 1e6 / events.max(1) as f64),
        }
    }
}
