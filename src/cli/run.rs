//! `hearken run`: everything that is configured, until told to stop.

use std::io::IsTerminal;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::chat::Platform;
use crate::config::{Desk, Settings, read_desk};
use crate::engine::{Clock, Engine, MovableClock, Patience, Platforms, Rules};
use crate::platforms::local::{LocalChat, World};
use crate::store::{DatabaseUrl, Sole, Store};
use crate::web;

/// How long what is in flight may take when the process is told to stop, after requests under way had their time: all
/// in all within ten seconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long connections may take to say goodbye; nothing hangs on it.
const GOODBYE: Duration = Duration::from_secs(1);

/// How long to wait for a process that is ending and still has the database: longer than it takes to end.
const HAND_OVER: Duration = Duration::from_secs(15);

/// Checks everything that can be checked, starts, and runs until interrupted.
///
/// # Errors
/// What nobody but us can mend.
pub fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let filter = match settings.loopback().and_then(|_| settings.filter()) {
        Ok(filter) => filter,
        Err(fault) => {
            eprintln!("{fault}");
            return Ok(ExitCode::from(super::USAGE));
        }
    };
    log(filter);
    let desk = match read_desk(settings.desk.as_deref()) {
        Ok(desk) => desk,
        Err(faults) => return Ok(super::told(&faults)),
    };
    let rules = match Rules::load(settings.prompts.as_deref()) {
        Ok(rules) => rules,
        Err(faults) => return Ok(super::told(&faults)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
    runtime.block_on(serve(settings, desk, rules))
}

async fn serve(settings: &Settings, desk: Desk, rules: Rules) -> anyhow::Result<ExitCode> {
    let (_sole, store, kept) = match open(settings).await {
        Ok(opened) => opened,
        Err(sentence) => {
            eprintln!("{sentence}");
            return Ok(ExitCode::FAILURE);
        }
    };
    let listener = match TcpListener::bind(settings.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!(
                "{} cannot be listened on ({error}); stop whatever uses it, or choose another with HEARKEN_LISTEN",
                settings.listen
            );
            return Ok(ExitCode::FAILURE);
        }
    };
    println!("{kept}");
    let offset = store.setting(web::OFFSET_SETTING).await?.and_then(|offset| offset.parse().ok()).unwrap_or(0);
    let clock = Arc::new(MovableClock::new(SignedDuration::from_micros(offset)));
    let time: Arc<dyn Clock> = clock.clone();
    let world = World { people: desk.people, channels: desk.channels };
    let chat = Arc::new(LocalChat::new(&store, world, {
        let time = time.clone();
        Arc::new(move || time.now())
    }));
    let platform: Arc<dyn Platform> = chat.clone();
    let platforms = Platforms::from([(platform.home().clone(), platform)]);
    let mut engine = Engine::start(store.clone(), platforms, desk.policy, rules.clone(), time, Patience::default());
    let app = web::App::new(chat.clone(), store.clone(), clock, engine.intake(), engine.pulse(), rules);
    web::redeliver(&chat, &engine.intake()).await.map_err(|problem| anyhow::anyhow!(problem.to_string()))?;

    println!("hearken listens at http://{}", listener.local_addr()?);
    let mut broken = false;
    let until = async {
        tokio::select! {
            () = interrupted() => {}
            () = engine.broken() => broken = true,
        }
    };
    let served = web::serve(listener, app, until).await;
    engine.stop(PATIENCE).await;
    let _ = tokio::time::timeout(GOODBYE, store.close()).await;
    served.context("the web listener failed")?;
    if broken {
        tracing::error!("a part of hearken ended by a fault of ours; what was committed is safe, start it again");
        return Ok(ExitCode::FAILURE);
    }
    tracing::info!("stopped; whatever was in flight is in the database and goes on at the next start");
    Ok(ExitCode::SUCCESS)
}

/// Takes the database and opens it; with where it is, to be said: who mistyped its path would think every ticket gone.
async fn open(settings: &Settings) -> Result<(Sole, Store, String), String> {
    let url = settings.database()?;
    let new = matches!(&url, DatabaseUrl::Sqlite(path) if !path.exists());
    let sole = url.take_over(HAND_OVER).await.map_err(|error| error.to_string())?;
    let store = Store::open(&url).await.map_err(|error| error.to_string())?;
    let kept = format!("{} {url}", if new { "A new, empty desk is kept in" } else { "The desk is kept in" });
    Ok((sole, store, kept))
}

/// Logs to standard error; what people wrote is never logged.
fn log(filter: EnvFilter) {
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

/// Resolves when the process is interrupted or told to end.
async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
