//! Many lives of one process on one database, and the reckoning at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Child;
use std::time::{Duration, Instant};

use hearken::chat::PostKind;
use hearken::crash::Point;
use hearken::store::{Db, Store};
use sqlx::Row;

use crate::far::{Far, Manners};
use crate::life;
use crate::wire::{LEASE, SETTLE};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// How long a life may be: some are ended by the watch and not by their point.
const LIFE: Duration = Duration::from_millis(1_500);

/// How long a process may take to say its first word.
const UNBORN: Duration = Duration::from_secs(20);

/// Nothing rests longer than this beyond its lease and its time to settle.
const STUCK: Duration = Duration::from_secs(5);

/// So many kills that every point is met among them.
const MANY: usize = 150;

/// How long a process may take to begin, on a machine that is busy with other tests.
const START: Duration = Duration::from_secs(30);

/// New reports a life.
const REPORTS: usize = 5;

/// Longer than the pace of a normal ticket.
pub const HALF_A_DAY_US: i64 = 5 * 3_600 * 1_000_000;

pub fn trial(manners: Manners, engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                lives(manners, &format!("sqlite:{}", folder.path().join("hearken.db").display())).await;
            }
            Engine::Postgres => {
                let Some(server) = crate::bench::server() else { return };
                let name = crate::bench::make_database(&server).await;
                let database = crate::bench::address(&server, &name);
                let done = tokio::spawn(async move { lives(manners, &database).await }).await;
                crate::bench::drop_database(&server, &name).await;
                if let Err(failed) = done {
                    std::panic::resume_unwind(failed.into_panic());
                }
            }
        }
    });
}

async fn lives(manners: Manners, database: &str) {
    let kills: usize = std::env::var("HEARKEN_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12);
    let seed = std::env::var("HEARKEN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let far = Far::start(manners, seed).await;
    let began = Instant::now();
    let mut met = BTreeMap::new();

    // While nothing is due, then when much is: the points of timers come first then, as long as anything is.
    let (due, other): (Vec<Point>, Vec<Point>) = Point::ALL.into_iter().partition(|point| is_timers(*point));
    for point in other.iter().cycle().take(kills * 3 / 4) {
        kill_one(&far, database, *point, REPORTS, &mut met).await;
    }
    live_on(&far, database).await;
    assert_eq!(count(&far, PostKind::Ping), 0, "told before it was due");

    far.world().ahead_us += HALF_A_DAY_US;
    for point in due.iter().chain(&other).cycle().take(kills - kills * 3 / 4) {
        kill_one(&far, database, *point, 0, &mut met).await;
    }
    let settled = live_on(&far, database).await;

    if kills >= MANY {
        let missed: Vec<String> =
            Point::ALL.iter().map(|point| format!("{point:?}")).filter(|point| !met.contains_key(point)).collect();
        assert!(missed.is_empty(), "no life ended at {missed:?}");
    }
    let tickets = reckon(&far, database).await;
    println!(
        "{manners:?}: {kills} kills in {:.0} s, {tickets} tickets, {} messages; settled {:.1} s after the last; {met:?}",
        began.elapsed().as_secs_f64(),
        far.world().made.len(),
        settled.as_secs_f64(),
    );
}

/// One life, ended at a point or by the watch.
async fn kill_one(far: &Far, database: &str, point: Point, reports: usize, met: &mut BTreeMap<String, usize>) {
    let (times, watched) = {
        let mut world = far.world();
        world.begin(reports);
        world.joined.clear();
        (u32::try_from(1 + world.dice(often(point))).unwrap(), world.dice(5) == 0 && !is_timers(point))
    };
    let mut child = life::begin(&far.address, database, (!watched).then_some((point, times)));
    let long = if watched { Duration::from_millis(far.world().dice(900) + 100) } else { LIFE };
    let ended = ends_within(far, &mut child, long).await;
    let how = if ended { format!("{point:?}") } else { "watch".to_owned() };
    *met.entry(how).or_default() += 1;
}

fn is_timers(point: Point) -> bool {
    matches!(point, Point::DueRead | Point::DueHandled)
}

/// How often a life comes by here, about.
fn often(point: Point) -> u64 {
    match point {
        Point::Asking | Point::Asked | Point::DueRead | Point::DueHandled => 1,
        Point::Taken | Point::Begun | Point::AllSaved | Point::Committed => 3,
        _ => 6,
    }
}

/// Whether it ended by itself; it has ended in any case. Its time begins with its first word: a busy machine may take long
/// to start it.
async fn ends_within(far: &Far, child: &mut Child, long: Duration) -> bool {
    let begun = Instant::now();
    loop {
        let hello = far.world().joined.get(&child.id()).map(|(at, _)| *at);
        if hello.is_some_and(|at| at.elapsed() >= long) || begun.elapsed() >= UNBORN + long {
            break;
        }
        if let Some(status) = child.try_wait().unwrap() {
            assert!(!status.success() && status.code().is_none(), "it ended by a fault, not by its point: {status}");
            return true;
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

/// A life that is left alone until everything is told. Returns how long that took from its start.
pub async fn live_on(far: &Far, database: &str) -> Duration {
    far.world().begin(0);
    let began = Instant::now();
    let mut child = life::begin(&far.address, database, None);
    let stuck = loop {
        tokio::time::sleep(Duration::from_millis(10)).await;
        // Settled once before the agent saw the last card is not settled.
        let world = far.world();
        if world.settled.is_some() && world.is_quiet() {
            break None;
        }
        let at_work = world.joined.contains_key(&child.id()) || began.elapsed() > START;
        if at_work && world.moved.elapsed() > LEASE + SETTLE + STUCK {
            break Some((world.moved.elapsed(), world.settled.is_some(), world.is_quiet(), world.joined.len()));
        }
    };
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(stuck, None, "nothing was told any more, and not everything was told");
    began.elapsed()
}

pub fn count(far: &Far, kind: PostKind) -> usize {
    far.world().made.iter().filter(|made| made.kind == kind).count()
}

/// What stands in the database is what people saw, once.
pub async fn reckon(far: &Far, database: &str) -> usize {
    let store = Store::open(&database.parse().unwrap()).await.unwrap();
    let sql = "SELECT key, state, needs, replaces FROM outbox ORDER BY created_at, seq";
    let rows: Vec<(String, String, Option<String>, bool)> = match store.db() {
        Db::Sqlite(pool) => read(&sqlx::query(sql).fetch_all(pool).await.unwrap()),
        Db::Postgres(pool) => read(&sqlx::query(sql).fetch_all(pool).await.unwrap()),
    };
    store.close().await;
    let world = far.world();
    let tickets = world.company.reports();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for made in &world.made {
        *seen.entry(made.key.as_str()).or_default() += 1;
    }
    let doubled: Vec<_> = seen.iter().filter(|(_, times)| **times > 1).collect();
    assert!(doubled.is_empty(), "told twice: {doubled:?}");
    let mut last_shown: BTreeMap<&str, &str> = BTreeMap::new();
    for (key, state, needs, replaces) in &rows {
        match (state.as_str(), replaces) {
            ("done", false) => assert!(seen.contains_key(key.as_str()), "lost: {key}"),
            ("done", true) => {
                let shown = last_shown.entry(needs.as_deref().unwrap()).or_insert(key);
                // In the order of the case, which is not that of clocks that were moved one after the other.
                if number(key) > number(shown) {
                    *shown = key;
                }
            }
            ("stale", _) => {}
            _ => panic!("{key} is {state}"),
        }
    }
    let done: BTreeSet<&str> =
        rows.iter().filter(|(_, state, ..)| state == "done").map(|(key, ..)| key.as_str()).collect();
    for made in &world.made {
        assert_eq!(made.shown.as_ref().map(|key| key.as_str()), last_shown.get(made.key.as_str()).copied(), "{made:?}");
        assert!(done.contains(made.key.as_str()), "unheard of: {made:?}");
    }
    drop(world);
    assert_eq!(count(far, PostKind::Receipt), tickets, "a receipt for every report");
    assert_eq!(count(far, PostKind::Card), tickets, "a card for every report");
    assert_eq!(count(far, PostKind::Reply), far.world().accepted, "a reply for every approval");
    assert_eq!(count(far, PostKind::Ping), tickets, "one ping for every ticket");
    assert!(tickets > 0 && LEASE > SETTLE);
    tickets
}

/// Which post of its case this key is.
fn number(key: &str) -> u64 {
    key.rsplit_once('/').and_then(|(_, number)| number.parse().ok()).unwrap_or(0)
}

fn read<R: Row>(rows: &[R]) -> Vec<(String, String, Option<String>, bool)>
where
    for<'a> &'a str: sqlx::ColumnIndex<R>,
    String: for<'a> sqlx::Decode<'a, R::Database> + sqlx::Type<R::Database>,
    bool: for<'a> sqlx::Decode<'a, R::Database> + sqlx::Type<R::Database>,
{
    rows.iter().map(|row| (row.get("key"), row.get("state"), row.get("needs"), row.get("replaces"))).collect()
}
