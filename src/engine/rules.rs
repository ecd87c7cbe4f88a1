//! The texts that people edit, compiled, and picked up again when they change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use crate::chat::What;
use crate::cues::Ear;
use crate::prompts::{Fault, Prompts};
use crate::words::Words;

/// How often the folder is looked at: an edit is heard within about this long.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What hears and what writes, as compiled last.
#[derive(Debug, Clone)]
pub struct Rules {
    current: Arc<RwLock<Compiled>>,
    folder: Option<PathBuf>,
    /// How many faults the newest edit has; none when it is in use.
    faults: Arc<AtomicUsize>,
}

/// One compiled set of texts.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    pub ear: Arc<Ear>,
    pub words: Arc<Words>,
}

impl Compiled {
    /// Reads what somebody wrote before it is decided on, which only makes deciding quicker.
    pub fn read_ahead(&self, what: &What) {
        if let What::Said(said) | What::Edited(said) = what {
            self.ear.read_ahead(&said.text);
            self.words.understand(&said.text);
        }
    }

    /// Lets go of what people wrote: somebody is to be forgotten.
    pub fn forget_texts(&self) {
        self.ear.forget_texts();
        self.words.forget_texts();
    }
}

impl Rules {
    /// Compiles the built-in texts, overridden by a folder when there is one.
    ///
    /// # Errors
    /// Every fault in the files.
    pub fn load(folder: Option<&Path>) -> Result<Rules, Vec<Fault>> {
        let compiled = compile(folder)?;
        Ok(Rules {
            current: Arc::new(RwLock::new(compiled)),
            folder: folder.map(Path::to_owned),
            faults: Arc::default(),
        })
    }

    /// How many faults keep the newest edit from being used; none when what is in the folder is what holds.
    pub fn faults(&self) -> usize {
        self.faults.load(Ordering::Relaxed)
    }

    /// The set that holds now.
    pub(super) fn current(&self) -> Compiled {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Watches the folder for as long as it is polled: a good edit holds at once, a faulty one is told in the log, file
    /// and line, and leaves everything as it was.
    pub(super) async fn watch(self) {
        let Some(folder) = self.folder.clone() else { return std::future::pending().await };
        let mut seen = stamps(&folder);
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = stamps(&folder);
            if now == seen {
                continue;
            }
            seen = now;
            match compile(Some(&folder)) {
                Ok(compiled) => {
                    self.faults.store(0, Ordering::Relaxed);
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = compiled;
                    tracing::info!(folder = %folder.display(), "the edited prompts hold from now on");
                }
                Err(faults) => {
                    self.faults.store(faults.len(), Ordering::Relaxed);
                    for fault in faults {
                        tracing::error!("{fault}");
                    }
                    tracing::error!("the edited prompts have faults: the version before stays in use");
                }
            }
        }
    }
}

fn compile(folder: Option<&Path>) -> Result<Compiled, Vec<Fault>> {
    let prompts = match folder {
        Some(folder) => Prompts::overridden_by(folder)?,
        None => Prompts::built_in(),
    };
    match (Ear::compile(&prompts), Words::compile(&prompts)) {
        (Ok(ear), Ok(words)) => Ok(Compiled { ear: Arc::new(ear), words: Arc::new(words) }),
        (ear, words) => Err([ear.err(), words.err()].into_iter().flatten().flatten().collect()),
    }
}

/// When each file below the folder was last written.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let mut stamps = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let written = entry.metadata().and_then(|meta| meta.modified()).ok();
                stamps.insert(path, written);
            }
        }
    }
    stamps
}
