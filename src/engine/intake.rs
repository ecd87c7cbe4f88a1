//! Intake: events and due times that arrive together are decided and committed together, then answered. Nothing is
//! acknowledged before it is committed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::batch::commit;
use super::rules::Rules;
use super::running::Shared;
use crate::chat::Event;
use crate::crash::{self, Point};
use crate::desk::{Answer, Occasion};
use crate::store::Ended;

/// How many events share one commit at most.
const BATCH: usize = 128;

/// How long a batch waits for those who are about to join it.
const GATHERING: Duration = Duration::from_millis(10);

/// The engine has stopped or cannot store: the event was not taken, and is to be told again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("hearken cannot take this now; nothing was lost, try again in a moment")]
pub struct Closed;

/// Where occasions are handed over.
#[derive(Debug, Clone)]
pub struct Intake {
    jobs: mpsc::Sender<Job>,
    rules: Rules,
    coming: Coming,
}

/// How many are about to hand something over.
#[derive(Debug, Clone, Default)]
pub(super) struct Coming(Arc<AtomicUsize>);

/// One of them, until it is dropped.
struct OneMore<'a>(&'a Coming);

impl Coming {
    fn one_more(&self) -> OneMore<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        OneMore(self)
    }

    fn anybody(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Drop for OneMore<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One occasion and whoever waits for its answer.
#[derive(Debug)]
pub(super) struct Job {
    pub occasion: Occasion,
    /// The delivery that ends with it.
    pub ends: Option<Ended>,
    pub reply: oneshot::Sender<Result<Answer, Closed>>,
}

impl Intake {
    pub(super) fn new(jobs: mpsc::Sender<Job>, rules: Rules, coming: Coming) -> Intake {
        Intake { jobs, rules, coming }
    }

    /// Takes what happened in a chat; returns once it is committed. The same event again gives the first answer again.
    ///
    /// # Errors
    /// [`Closed`] when it could not be committed: the event was not taken.
    pub async fn take(&self, event: Event) -> Result<Answer, Closed> {
        let coming = self.coming.one_more();
        // Reading is the costly part of deciding, and decisions wait for each other; readings need not.
        self.rules.current().read_ahead(&event.what);
        self.hand_over(Occasion::Event(Box::new(event)), None, Some(coming)).await
    }

    pub(super) async fn submit(&self, occasion: Occasion) -> Result<Answer, Closed> {
        self.hand_over(occasion, None, None).await
    }

    /// Ends a delivery that nobody reads, together with what follows from that: both happen, or neither, and once.
    pub(super) async fn end(&self, ended: Ended, occasion: Occasion) -> Result<Answer, Closed> {
        self.hand_over(occasion, Some(ended), None).await
    }

    async fn hand_over(
        &self,
        occasion: Occasion,
        ends: Option<Ended>,
        coming: Option<OneMore<'_>>,
    ) -> Result<Answer, Closed> {
        let (reply, answer) = oneshot::channel();
        let place = self.jobs.reserve().await.map_err(|_| Closed)?;
        // Before it is there, or the batch that has it would wait for it.
        drop(coming);
        place.send(Job { occasion, ends, reply });
        answer.await.map_err(|_| Closed)?
    }
}

/// Takes batches until the engine stops, and then those that are already waiting.
pub(super) async fn run(
    shared: Arc<Shared>,
    mut jobs: mpsc::Receiver<Job>,
    coming: Coming,
    mut stopped: watch::Receiver<bool>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            biased;
            taken = jobs.recv_many(&mut batch, BATCH) => if taken == 0 { return },
            _ = stopped.wait_for(|stopped| *stopped) => jobs.close(),
        }
        if !batch.is_empty() {
            gather(&mut jobs, &coming, &mut batch).await;
            crash::at(Point::Taken);
            commit(&shared, std::mem::take(&mut batch)).await;
        }
    }
}

/// Waits a moment for those who are about to join a batch: together they share its cost. Somebody alone waits for nobody.
async fn gather(jobs: &mut mpsc::Receiver<Job>, coming: &Coming, batch: &mut Vec<Job>) {
    let joining = async {
        while batch.len() < BATCH && coming.anybody() {
            let room = BATCH - batch.len();
            if jobs.recv_many(batch, room).await == 0 {
                return;
            }
        }
    };
    // When the time is up, the batch is what it is.
    let _ = tokio::time::timeout(GATHERING, joining).await;
}
