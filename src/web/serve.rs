//! Accepting connections, within bounds, until told to stop.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::routes::routes;
use super::{App, redeliver};

/// How many connections are served at once; further ones wait to be accepted.
const CONNECTIONS: usize = 1024;

/// How long a request's head may take to arrive, and an idle connection may stay.
const HEAD: Duration = Duration::from_secs(30);

/// How long requests under way may take to end once the desk shuts down.
const GRACE: Duration = Duration::from_secs(4);

/// How often what the engine could not take is told again.
const AGAIN: Duration = Duration::from_secs(20);

/// How long to wait after an accept that failed for want of file handles or memory.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `shutdown` resolves, then lets requests under way end.
pub async fn serve(listener: TcpListener, app: App, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let ending = app.ending.clone();
    let service = TowerToHyperService::new(routes(app.clone()));
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let again = tokio::spawn(keep_telling(app.clone()));
    tokio::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = accept(&listener, &open) => accepted,
        };
        match accepted {
            Ok((stream, place)) => {
                let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended badly");
                    }
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    again.abort();
    ending.send_replace(true);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    Ok(())
}

/// Tells the engine, from time to time, what it could not take when it happened.
async fn keep_telling(app: App) {
    loop {
        tokio::time::sleep(AGAIN).await;
        match redeliver(&app.chat, &app.intake).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "what had been kept was taken up"),
            Err(error) => tracing::warn!(%error, "what is kept cannot be read"),
        }
    }
}

/// The next connection, and its place among those served at once.
async fn accept(
    listener: &TcpListener,
    open: &Arc<Semaphore>,
) -> io::Result<(tokio::net::TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = open.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, place))
}
