//! Deciding on what arrived together: all of it in one transaction, or none of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::intake::Job;
use super::rules::Compiled;
use super::running::Shared;
use crate::chat::{Event, Platform, What};
use crate::crash::{self, Point};
use crate::desk::{Answer, CaseId, Effect, Occasion, Situation, decide, meant};
use crate::store::{Received, StoreError, Tx};

/// In how many rounds a batch is decided on at most: what goes on from something else in it waits for the next one, so
/// that the store is written and read once a round and not once an event.
const ROUNDS: u32 = 4;

/// How long one transaction may take: longer than the store waits for a lock. A server that vanished without a word is
/// given up then.
const PATIENCE: Duration = Duration::from_secs(15);

/// What to do with a press on a post that people see already, while we have not noted yet that it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Early {
    /// Roll back and come again in a moment.
    Retry,
    /// Decide on what is known.
    Decide,
}

/// Why a batch was not stored.
pub(super) struct Stopped {
    pub error: StoreError,
    /// Which of it was being decided on, if that was what failed.
    pub by: Option<usize>,
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Stopped {
        Stopped { error, by: None }
    }
}

/// Decides and saves all of these in one transaction, or none of them.
pub(super) async fn together(
    shared: &Shared,
    rules: &Compiled,
    jobs: &[Job],
    early: Early,
) -> Result<Vec<Answer>, Stopped> {
    let deciding = tokio::time::timeout(PATIENCE, in_one(shared, rules, jobs, early));
    deciding.await.unwrap_or_else(|_| Err(StoreError::Silent.into()))
}

async fn in_one(shared: &Shared, rules: &Compiled, jobs: &[Job], early: Early) -> Result<Vec<Answer>, Stopped> {
    let mut tx = shared.store.begin().await?;
    crash::at(Point::Begun);
    // What is not ours to decide on is done without us.
    let mut answers = vec![Answer::Done; jobs.len()];
    let mut followed = Followed::default();
    let held = tx.hold(due_cases(jobs)).await?;
    let now = shared.clock.now();
    tx.expect(jobs.iter().filter_map(event), now).await?;
    tx.look_for_early(jobs.iter().filter_map(event)).await?;
    // What another instance decides on right now is answered for: what is still due then is found due again.
    let mut waiting: Vec<(usize, &Job)> =
        jobs.iter().enumerate().filter(|(_, job)| is_ours(&job.occasion, &held)).collect();
    for round in 1.. {
        tx.look_ahead(waiting.iter().map(|(_, job)| &job.occasion), now).await?;
        let mut later = Vec::new();
        for (at, job) in waiting {
            if round < ROUNDS && tx.put_off(&job.occasion) {
                later.push((at, job));
                continue;
            }
            let decided = with_what_waited(shared, rules, &mut tx, job, early, &mut followed).await;
            let answer = decided.map_err(|error| Stopped { error, by: Some(at) })?;
            if let Some(place) = answers.get_mut(at) {
                *place = answer;
            }
        }
        if later.is_empty() {
            break;
        }
        waiting = later;
    }
    if followed.posts || !followed.changed.is_empty() {
        tx.wake_others(&shared.name).await?;
    }
    crash::at(Point::AllSaved);
    let committing = Instant::now();
    tx.commit().await?;
    shared.commits.note(committing.elapsed());
    crash::at(Point::Committed);
    shared.posts.notify_waiters();
    shared.timers.notify_one();
    for case in followed.changed {
        // Nobody may be watching.
        let _ = shared.cases.send(case);
    }
    Ok(answers)
}

/// What follows from a batch.
#[derive(Default)]
struct Followed {
    /// The cases that changed.
    changed: BTreeSet<CaseId>,
    /// Whether there is something to post.
    posts: bool,
}

impl Followed {
    fn note(&mut self, decided: &Decided) {
        self.changed.extend(decided.case);
        self.posts |= decided.posts;
    }
}

/// Decides on one, and, now that it is there, on what was told before it; and on what waited for that in turn.
async fn with_what_waited(
    shared: &Shared,
    rules: &Compiled,
    tx: &mut Tx,
    job: &Job,
    early: Early,
    followed: &mut Followed,
) -> Result<Answer, StoreError> {
    let now = shared.clock.now();
    let decided = one(shared, rules, tx, job, early).await?;
    followed.note(&decided);
    let mut waited = match event(job) {
        Some(told) if !decided.aside => tx.early(told, now).await?,
        _ => Vec::new(),
    };
    while let Some(event) = waited.pop() {
        let occasion = Occasion::Event(Box::new(event));
        let decided = decided_on(shared, rules, tx, &occasion, early).await?;
        followed.note(&decided);
        if let (Occasion::Event(told), false) = (&occasion, decided.aside) {
            waited.extend(tx.early(told, now).await?);
        }
    }
    Ok(decided.answer)
}

/// Whether this is ours to decide on: of what is due, that on the cases that are held.
fn is_ours(occasion: &Occasion, held: &BTreeSet<CaseId>) -> bool {
    match occasion {
        Occasion::Due { case, .. } => held.contains(case),
        Occasion::Event(_) | Occasion::Stale { .. } | Occasion::Undelivered { .. } => true,
    }
}

/// What happened in a chat, if that is what it is about.
fn event(job: &Job) -> Option<&Event> {
    match &job.occasion {
        Occasion::Event(event) => Some(event),
        Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => None,
    }
}

/// The cases on which something is due among these.
fn due_cases(jobs: &[Job]) -> BTreeSet<CaseId> {
    let due = jobs.iter().filter(|job| matches!(job.occasion, Occasion::Due { .. }));
    due.filter_map(|job| job.occasion.case()).collect()
}

/// What came of one occasion.
struct Decided {
    answer: Answer,
    /// The case that changed.
    case: Option<CaseId>,
    /// Whether there is something to post.
    posts: bool,
    /// Whether it waits for another message itself, or was taken before: nothing goes on from it.
    aside: bool,
}

impl From<Answer> for Decided {
    /// Nothing but an answer.
    fn from(answer: Answer) -> Decided {
        Decided { answer, case: None, posts: false, aside: true }
    }
}

async fn one(
    shared: &Shared,
    rules: &Compiled,
    tx: &mut Tx,
    Job { occasion, ends, .. }: &Job,
    early: Early,
) -> Result<Decided, StoreError> {
    let now = shared.clock.now();
    if let Some(ended) = ends
        && !tx.end_unread(occasion, ended, Timestamp::now()).await?
    {
        tracing::warn!(key = %ended.key, "this delivery was taken over; its outcome is not ours to note");
        return Ok(Answer::Done.into());
    }
    if let Occasion::Event(event) = occasion
        && let Received::Duplicate(answer) = tx.receive(event, now).await?
    {
        return Ok(answer.unwrap_or(Answer::Done).into());
    }
    crash::at(Point::Received);
    let decided = decided_on(shared, rules, tx, occasion, early).await?;
    if let Occasion::Event(event) = occasion {
        tx.answer(event, &decided.answer)?;
    }
    Ok(decided)
}

/// Decides on one occasion and keeps what follows.
async fn decided_on(
    shared: &Shared,
    rules: &Compiled,
    tx: &mut Tx,
    occasion: &Occasion,
    early: Early,
) -> Result<Decided, StoreError> {
    let now = shared.clock.now();
    let mut situated = tx.situate(occasion, now).await?;
    if let Some(other) = meant(&rules.ear, occasion, situated.case.as_ref(), &situated.others) {
        situated = tx.situate_on(occasion, Some(other), now).await?;
    }
    crash::at(Point::Situated);
    if situated.early && early == Early::Retry && is_press(occasion) {
        return Err(StoreError::Raced);
    }
    let Some(platform) = platform_of(shared, occasion, situated.case.as_ref()) else {
        return Ok(Answer::Done.into());
    };
    let (people, channels) = (platform.people(), platform.channels());
    let situation = Situation {
        case: situated.case.as_ref(),
        background: &situated.background,
        next_case: situated.next_case,
        people: &people,
        channels: &channels,
        policy: &shared.policy,
        ear: &rules.ear,
        words: &rules.words,
        now,
        happened_at: occasion.happened_at(now),
    };
    let decision = decide(&situation, occasion);
    tx.save(platform.home(), situated.case.as_ref(), &decision, now).await?;
    crash::at(Point::Saved);
    if decision.effects.iter().any(|effect| matches!(effect, Effect::Forget { .. })) {
        rules.forget_texts();
    }
    let posts = !decision.effects.is_empty();
    let aside = decision.effects.iter().any(|effect| matches!(effect, Effect::Early { .. }));
    Ok(Decided { answer: decision.answer, case: decision.case.map(|case| case.id), posts, aside })
}

fn platform_of<'a>(
    shared: &'a Shared,
    occasion: &Occasion,
    case: Option<&crate::desk::Case>,
) -> Option<&'a Arc<dyn Platform>> {
    let home = match occasion {
        Occasion::Event(event) => &event.home,
        Occasion::Due { .. } | Occasion::Stale { .. } | Occasion::Undelivered { .. } => &case?.home,
    };
    shared.platforms.get(home)
}

fn is_press(occasion: &Occasion) -> bool {
    matches!(occasion, Occasion::Event(event) if matches!(event.what, What::Pressed { .. }))
}
