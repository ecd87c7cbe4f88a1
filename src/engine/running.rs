//! The engine: what its loops share, how they start and how they stop.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Notify, broadcast, mpsc, watch};
use tokio::task::JoinSet;

use super::{Clock, Intake, Meter, Patience, Pulse, Rules, courier, intake, others, timers};
use crate::chat::{Home, Platform};
use crate::desk::{CaseId, Policy};
use crate::store::Store;

/// How many events may wait for the next commit before their senders do.
const WAITING_EVENTS: usize = 1_024;

/// How often old rows that only serve recognising repeats are dropped.
const TIDY_EVERY: Duration = Duration::from_secs(3_600);

/// Every platform that is configured, by its workspace.
pub type Platforms = BTreeMap<Home, Arc<dyn Platform>>;

/// What every loop works with.
pub(super) struct Shared {
    /// Tells this instance from others on the same database.
    pub name: String,
    pub store: Store,
    pub platforms: Platforms,
    pub policy: Policy,
    pub rules: Rules,
    pub clock: Arc<dyn Clock>,
    pub patience: Patience,
    /// Something is in the outbox.
    pub posts: Notify,
    /// A timer was set, moved or taken away.
    pub timers: Notify,
    /// A delivery or a batch of events has ended.
    pub progress: watch::Sender<u64>,
    /// How long commits of events took.
    pub commits: Meter,
    /// Cases that changed.
    pub cases: broadcast::Sender<CaseId>,
}

impl Shared {
    /// When something is due next on any platform that is configured.
    pub async fn next_due(&self) -> Option<Timestamp> {
        let mut next = None;
        for home in self.platforms.keys() {
            let due = self.store.next_due(home).await.ok().flatten();
            next = next.into_iter().chain(due).min();
        }
        next
    }

    /// The next moment worth moving a clock to, on any platform that is configured.
    pub async fn next_moment(&self) -> Option<Timestamp> {
        let mut next = None;
        for home in self.platforms.keys() {
            let due = self.store.next_moment(home).await.ok().flatten();
            next = next.into_iter().chain(due).min();
        }
        next
    }
}

/// The running loops.
pub struct Engine {
    intake: Intake,
    pulse: Pulse,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Engine {
    /// Starts every loop.
    pub fn start(
        store: Store,
        platforms: Platforms,
        policy: Policy,
        rules: Rules,
        clock: Arc<dyn Clock>,
        patience: Patience,
    ) -> Engine {
        let (jobs, waiting) = mpsc::channel(WAITING_EVENTS);
        let coming = intake::Coming::default();
        let intake = Intake::new(jobs, rules.clone(), coming.clone());
        let shared = Arc::new(Shared {
            name: others::name(),
            store,
            platforms,
            policy,
            rules: rules.clone(),
            clock,
            patience,
            posts: Notify::new(),
            timers: Notify::new(),
            progress: watch::channel(0).0,
            commits: Meter::default(),
            cases: broadcast::channel(1_024).0,
        });
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(intake::run(shared.clone(), waiting, coming, stopped.clone()));
        tasks.spawn(timers::run(shared.clone(), intake.clone(), stopped.clone()));
        for platform in shared.platforms.values() {
            tasks.spawn(courier::run(shared.clone(), intake.clone(), platform.clone(), stopped.clone()));
        }
        tasks.spawn(until(stopped.clone(), tidy(shared.clone())));
        tasks.spawn(until(stopped.clone(), others::listen(shared.clone())));
        tasks.spawn(until(stopped, rules.watch()));
        Engine { intake, pulse: Pulse::new(shared), stop, tasks }
    }

    /// Where platforms hand over what happened.
    pub fn intake(&self) -> Intake {
        self.intake.clone()
    }

    /// How the engine is doing.
    pub fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// Resolves when a loop has ended without being told to: a fault of ours, after which the process had better start
    /// anew than look alive.
    pub async fn broken(&mut self) {
        if self.tasks.join_next().await.is_none() {
            std::future::pending().await
        }
    }

    /// Finishes what is in flight, within `patience`, and stops. What did not finish is in the store and goes on at the
    /// next start.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let finished = tokio::time::timeout(patience, async { while self.tasks.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!("stopped with work in flight; it goes on at the next start");
            self.tasks.abort_all();
        }
    }
}

/// Drops what nobody can ask for any more, now and then.
async fn tidy(shared: Arc<Shared>) {
    loop {
        if let Err(error) = shared.store.tidy(shared.clock.now()).await {
            tracing::warn!(%error, "tidying up failed; it is tried again later");
        }
        tokio::time::sleep(TIDY_EVERY).await;
    }
}

/// Polls `work` until the engine stops.
async fn until(mut stopped: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
}
