//! Four processes, one killed each second, or each three in a debug build.

use std::collections::VecDeque;
use std::process::Child;
use std::time::{Duration, Instant};

use hearken::chat::PostKind;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use crate::far::{Far, Manners, Share};
use crate::trial::{HALF_A_DAY_US, count, live_on, reckon};
use crate::wire::LEASE;
use crate::{bench, life};

/// How many at once.
const FOUR: usize = 4;

/// New reports between two kills.
const REPORTS: usize = 40;

/// How long a lease that has ended may wait for somebody to take it over.
const TAKEN_OVER: Duration = Duration::from_secs(4);

/// How long between two kills: a debug build takes seconds to come to itself.
const PACE: u64 = if cfg!(debug_assertions) { 3 } else { 1 };

/// How long four may take over what was reported last, while posts still go out and are answered.
const ALL_TAKEN: Duration = Duration::from_secs(30);

/// Who lived at least so long is to have done its share.
const GROWN_UP: Duration = Duration::from_millis(1_500);

/// Less work than this in a life says nothing about how it was shared.
const MUCH: usize = 60;

/// The least part of a fair share that counts as one.
const FAIR: f64 = 0.2;

struct Four {
    far: Far,
    database: String,
    alive: VecDeque<Child>,
    /// The parts of their fair share that the grown-up did, of events and of posts: 1 is exactly fair.
    parts: Vec<(f64, f64)>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_share_the_work_and_take_over_from_each_other() {
    let Some(server) = bench::server() else { return };
    let _alone = crate::ALONE.lock().await;
    let seconds = std::env::var("HEARKEN_INSTANCES_SECONDS").ok().and_then(|n| n.parse().ok()).unwrap_or(15);
    let name = bench::make_database(&server).await;
    let database = bench::address(&server, &name);
    let done = tokio::spawn(async move { four(database, seconds).await }).await;
    bench::drop_database(&server, &name).await;
    if let Err(failed) = done {
        std::panic::resume_unwind(failed.into_panic());
    }
}

async fn four(database: String, seconds: u64) {
    let far = Far::start(Manners::LikeSlack, 20_261_122).await;
    let mut four = Four { far: far.clone(), database: database.clone(), alive: VecDeque::new(), parts: Vec::new() };
    for _ in 0..FOUR {
        four.join(REPORTS);
    }
    let mut watch = PgConnection::connect(&database).await.unwrap();
    let mut longest = Duration::ZERO;
    let kills = seconds / PACE;
    let dusk = kills * 2 / 3;
    for kill in 0..kills {
        if kill == dusk {
            taken(&far).await;
            assert_eq!(count(&far, PostKind::Ping), 0, "told before it was due");
            far.world().ahead_us += HALF_A_DAY_US;
        }
        let until = Instant::now() + Duration::from_secs(PACE);
        while Instant::now() < until {
            longest = longest.max(waited(&mut watch).await);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        four.leave();
        four.join(if kill + 1 < dusk { REPORTS } else { 0 });
    }
    while let Some(last) = four.alive.pop_front() {
        end(last);
    }
    live_on(&far, &database).await;
    let tickets = reckon(&far, &database).await;
    let least = four.parts.iter().fold((1.0_f64, 1.0_f64), |least, part| (least.0.min(part.0), least.1.min(part.1)));
    println!(
        "four instances, {kills} kills: {tickets} tickets, {} messages; the least of a fair share: {:.2} of events, \
         {:.2} of posts, among {}; a lease that ended waited {:.0} ms at most",
        far.world().made.len(),
        least.0,
        least.1,
        four.parts.len(),
        longest.as_secs_f64() * 1e3,
    );
    assert!(longest < TAKEN_OVER, "a lease of {LEASE:?} ended and nobody took over for {longest:?}");
    assert!(!four.parts.is_empty() && least.0 > FAIR && least.1 > FAIR, "{:?}", four.parts);
}

/// Waits until every report is taken: what is taken after the clock was moved on is not due yet.
async fn taken(far: &Far) {
    let until = Instant::now() + ALL_TAKEN;
    while !far.world().is_quiet() {
        assert!(Instant::now() < until, "what was reported is not taken");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How long a post under way has waited since its lease or its time to settle ended.
async fn waited(watch: &mut PgConnection) -> Duration {
    const SQL: &str = "SELECT COALESCE(MAX((extract(epoch FROM clock_timestamp()) * 1000000)::bigint - ready_at), 0)
        FROM outbox WHERE ended_at IS NULL AND state IN ('sending', 'unknown')";
    // Their tables may not be there yet.
    let waited: i64 = sqlx::query_scalar(SQL).fetch_one(watch).await.unwrap_or(0);
    Duration::from_micros(u64::try_from(waited).unwrap_or(0))
}

impl Four {
    /// One more begins; it hears again whatever was told to one that is gone.
    fn join(&mut self, reports: usize) {
        self.far.world().begin(reports);
        self.alive.push_back(life::begin(&self.far.address, &self.database, None));
    }

    /// The oldest is killed; gives what it did of its fair share, if it was at work for long and there was work.
    fn leave(&mut self) {
        let Some(child) = self.alive.pop_front() else { return };
        let world = self.far.world();
        let joined = world.joined.get(&child.id()).copied();
        let own = world.shares.get(&child.id()).copied().unwrap_or_default();
        let all = world.shares.values().fold(Share::default(), |all, one| all + *one);
        drop(world);
        end(child);
        if let Some((began, before)) = joined
            && began.elapsed() > GROWN_UP
        {
            #[allow(clippy::cast_precision_loss)]
            let part = |own: usize, all: usize| if all < MUCH { 1.0 } else { FOUR as f64 * own as f64 / all as f64 };
            self.parts.push((part(own.events, all.events - before.events), part(own.posts, all.posts - before.posts)));
        }
    }
}

/// Kills it as a power cut would; it must not have ended by itself.
fn end(mut child: Child) {
    assert_eq!(child.try_wait().unwrap(), None, "an instance ended by a fault");
    child.kill().unwrap();
    child.wait().unwrap();
}
