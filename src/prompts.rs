//! The texts that people edit: what the bot listens for and what it says. They are compiled into the binary and
//! overridden, file by file, by a folder, so that the binary alone works and an operator can change every word.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/prompts");

/// Every prompt file by its path below `prompts/`, for example `cues/en.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompts(BTreeMap<String, Source>);

/// One file's text, and the name that a fault in it is reported under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What an operator would open: the path on disk, or `prompts/…` for a built-in text.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// The built-in text, whose examples held when this binary was tested: a start need not try them again.
    pub proven: bool,
}

/// Something wrong in a file that people edit, said so that they can mend it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Fault {
    /// The file as [`Source::file`] names it.
    pub file: String,
    /// Counted from 1; 1 when the fault is of the whole file.
    pub line: usize,
    /// What is wrong, in one sentence without a full stop.
    pub what: String,
    /// What to do about it, in one sentence without a full stop.
    pub mend: String,
}

impl Fault {
    /// What is wrong with a setting: it has a name, and no line.
    pub fn of_setting(name: &str, what: String, mend: &str) -> Fault {
        Fault { file: name.to_owned(), line: 0, what, mend: mend.to_owned() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}; {}", self.file, self.what, self.mend),
            line => write!(f, "{}:{line}: {}; {}", self.file, self.what, self.mend),
        }
    }
}

impl Prompts {
    /// The texts this binary was built with.
    pub fn built_in() -> Prompts {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        Prompts(files)
    }

    /// The same texts with nothing taken as proven: how the examples of the built-in ones are tried too.
    #[must_use]
    pub fn doubted(mut self) -> Prompts {
        self.0.values_mut().for_each(|source| source.proven = false);
        self
    }

    /// The built-in texts with each file of `folder` put over the one of the same path, and new paths added.
    ///
    /// # Errors
    /// Names the folder or file that cannot be read as UTF-8 text.
    pub fn overridden_by(folder: &Path) -> Result<Prompts, Vec<Fault>> {
        let mut prompts = Prompts::built_in();
        let mut faults = Vec::new();
        for path in files_below(folder, &mut faults) {
            let Ok(relative) = path.strip_prefix(folder) else {
                continue;
            };
            let name =
                relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let file = path.display().to_string();
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    let proven = prompts.get(&name).is_some_and(|built_in| built_in.text == text);
                    prompts.0.insert(name, Source { file, text, proven });
                }
                Err(error) => faults.push(Fault {
                    file,
                    line: 0,
                    what: format!("cannot be read ({error})"),
                    mend: "make it UTF-8 text that this process may read".into(),
                }),
            }
        }
        if faults.is_empty() { Ok(prompts) } else { Err(faults) }
    }

    /// The file at exactly this path below `prompts/`.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.0.get(path)
    }

    /// Every file below a folder of `prompts/`, as (path, source), in the order of their paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Source)> {
        self.0
            .iter()
            .filter(move |(path, _)| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
            .map(|(path, source)| (path.as_str(), source))
    }

    /// The same texts with one file replaced or added: how tests and tools try a change.
    #[must_use]
    pub fn with(mut self, path: &str, text: &str) -> Prompts {
        let source = Source { file: format!("prompts/{path}"), text: text.to_owned(), proven: false };
        self.0.insert(path.to_owned(), source);
        self
    }
}

fn collect(dir: &Dir<'static>, into: &mut BTreeMap<String, Source>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let path = path.replace('\\', "/");
            let source = Source { file: format!("prompts/{path}"), text: text.to_owned(), proven: true };
            into.insert(path, source);
        }
    }
    for inner in dir.dirs() {
        collect(inner, into);
    }
}

/// Text files below a folder, hidden ones left out, in a stable order.
fn files_below(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            faults.push(Fault {
                file: folder.display().to_string(),
                line: 0,
                what: format!("this folder cannot be read ({error})"),
                mend: "point HEARKEN_PROMPTS at a folder laid out like prompts/, or leave it unset".into(),
            });
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path, faults));
        } else if path.extension().is_some_and(|kind| kind == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}
