//! Other instances at the same work: what they commit wakes the loops here, without waiting for the next look.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use super::running::Shared;

/// How long until a server that could not be reached is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// A name that no other instance has.
pub(super) fn name() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}

/// Listens for as long as it is polled. On a file there is nobody to listen to.
pub(super) async fn listen(shared: Arc<Shared>) {
    loop {
        match shared.store.listen(&shared.name).await {
            Ok(None) => return std::future::pending().await,
            Ok(Some(mut listening)) => loop {
                // At once also after a connection was made: whatever was committed before it was not heard.
                shared.posts.notify_waiters();
                shared.timers.notify_one();
                if let Err(error) = listening.heard().await {
                    tracing::warn!(%error, "other instances cannot be heard; looking now and then until they can");
                    break;
                }
            },
            Err(error) => {
                tracing::warn!(%error, "other instances cannot be heard; looking now and then until they can")
            }
        }
        tokio::time::sleep(AGAIN).await;
    }
}
