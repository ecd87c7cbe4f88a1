//! What arrived together is stored together; what stands in the way of the others goes by itself.

use std::time::{Duration, Instant};

use super::deciding::{Early, Stopped, together};
use super::intake::{Closed, Job};
use super::rules::Compiled;
use super::running::Shared;
use crate::crash::{self, Point};
use crate::desk::Answer;
use crate::store::StoreError;

/// How often an event is tried before its sender is told that it could not be stored.
const TRIES: u32 = 5;

/// No further try is begun after this long: whoever waits for an answer is better told.
const ENOUGH: Duration = Duration::from_secs(10);

/// How many stand in the way of a batch, one after the other, before each of it goes by itself.
const ASIDE: usize = 4;

/// Commits a batch in one transaction. What stands in the way is put aside and goes by itself afterwards, so that it
/// cannot hold up the others. When the database is what fails, all of them are told so at once: one after the other they
/// would wait for an hour.
pub(super) async fn commit(shared: &Shared, mut batch: Vec<Job>) {
    let rules = shared.rules.current();
    let mut aside = Vec::new();
    while !batch.is_empty() {
        match tried(shared, &rules, &batch).await {
            Ok(done) => answer(batch.drain(..).zip(done)),
            Err(Stopped { error, .. }) if error.is_outage() => {
                tracing::error!(%error, events = batch.len() + aside.len(), "what happened could not be stored");
                refuse(batch.drain(..).chain(aside.drain(..)));
            }
            Err(Stopped { error, by: Some(by) }) if batch.len() > 1 && aside.len() < ASIDE => {
                tracing::debug!(%error, events = batch.len(), "the batch was rolled back; again without what failed");
                aside.push(batch.remove(by));
            }
            Err(Stopped { error, .. }) => {
                tracing::debug!(%error, events = batch.len(), "the batch was rolled back; one by one now");
                aside.append(&mut batch);
            }
        }
    }
    let mut aside = aside.into_iter();
    while let Some(job) = aside.next() {
        match tried(shared, &rules, std::slice::from_ref(&job)).await {
            Ok(done) => answer([job].into_iter().zip(done)),
            Err(Stopped { error, .. }) => {
                tracing::error!(%error, "an event could not be stored");
                refuse([job]);
                if error.is_outage() {
                    refuse(aside.by_ref());
                }
            }
        }
    }
    shared.progress.send_modify(|count| *count += 1);
}

/// Tells those who wait that it is committed. Who asked may have gone away; what happened is stored all the same.
fn answer(done: impl IntoIterator<Item = (Job, Answer)>) {
    for (job, answer) in done {
        let _ = job.reply.send(Ok(answer));
        crash::at(Point::Answered);
    }
}

/// Tells those who wait that it was not taken.
fn refuse(jobs: impl IntoIterator<Item = Job>) {
    for job in jobs {
        let _ = job.reply.send(Err(Closed));
    }
}

/// Stores these in one transaction, in as many tries as may help. One event is tried again whatever failed, several only
/// while the database itself does.
async fn tried(shared: &Shared, rules: &Compiled, jobs: &[Job]) -> Result<Vec<Answer>, Stopped> {
    let began = Instant::now();
    let mut attempt = 0;
    loop {
        attempt += 1;
        let early = if attempt < TRIES { Early::Retry } else { Early::Decide };
        match together(shared, rules, jobs, early).await {
            Ok(answers) => return Ok(answers),
            Err(stopped)
                if attempt == TRIES
                    || began.elapsed() >= ENOUGH
                    || matches!(stopped.error, StoreError::Unreadable { .. })
                    || (jobs.len() > 1 && !stopped.error.is_outage()) =>
            {
                return Err(stopped);
            }
            Err(Stopped { error, .. }) => {
                tracing::warn!(%error, attempt, "storing what happened failed; trying again");
                tokio::time::sleep(Duration::from_millis(10 << attempt)).await;
            }
        }
    }
}
