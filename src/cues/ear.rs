//! The ear: compiled rules, ready to hear.

use std::collections::BTreeMap;

use super::clean::Clean;
use super::heat::CueBook;
use super::intake::IntakeBook;
use super::language::is_another;
use super::sheet::Sheet;
use super::{Abstained, Circumstances, Hearing, Heat, Turn};
use crate::prompts::{Fault, Prompts};

/// All rule files compiled. Cheap to share behind an `Arc`, hears without allocating more than its answer.
#[derive(Debug)]
pub struct Ear {
    /// By ISO 639-3 code.
    packs: BTreeMap<String, Pack>,
    /// What a text is taken for unless it is surely in another language.
    first: String,
}

/// Everything known of one language.
#[derive(Debug)]
struct Pack {
    cues: CueBook,
    intake: IntakeBook,
}

/// The pack that is asked first.
const FIRST: &str = "en.toml";

impl Ear {
    /// Compiles `cues/*.toml` and `intake/*.toml`, a file of each with the same name for every language, and runs every
    /// rule's own examples.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn compile(prompts: &Prompts) -> Result<Ear, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut packs = BTreeMap::new();
        let mut first = None;
        for (path, source) in prompts.below("cues").filter(|(path, _)| path.ends_with(".toml")) {
            let mut sheet = Sheet::open(source);
            let cues = CueBook::read(&mut sheet);
            faults.extend(sheet.close());
            let name = path.strip_prefix("cues/").unwrap_or(path);
            let Some(intake) = prompts.get(&format!("intake/{name}")) else {
                faults.push(Fault {
                    file: source.file.clone(),
                    line: 1,
                    what: format!("there is no intake/{name} beside it"),
                    mend: "add one: a language needs both what is felt and what is asked".into(),
                });
                continue;
            };
            let mut sheet = Sheet::open(intake);
            let intake = IntakeBook::read(&mut sheet);
            faults.extend(sheet.close());
            if let (Some(cues), Some(intake)) = (cues, intake) {
                if name == FIRST || first.is_none() {
                    first = Some(cues.language.clone());
                }
                packs.insert(cues.language.clone(), Pack { cues, intake });
            }
        }
        match first {
            Some(first) if faults.is_empty() => Ok(Ear { packs, first }),
            _ if !faults.is_empty() => {
                faults.sort();
                Err(faults)
            }
            _ => Err(vec![Fault {
                file: "prompts/cues".into(),
                line: 1,
                what: "there is no cue file".into(),
                mend: format!("put back {FIRST}"),
            }]),
        }
    }

    /// Every topic a request can be about, the one for what no rule knows last.
    pub fn topics(&self) -> Vec<&str> {
        self.packs.get(&self.first).map(|pack| pack.intake.topics().collect()).unwrap_or_default()
    }

    /// Hears the `last` message after the `earlier` turns, with what the ticket knows.
    pub fn hear(&self, last: Turn<'_>, earlier: &[Turn<'_>], known: &Circumstances) -> Hearing {
        let clean = Clean::of(last.text);
        let (pack, foreign) = self.pack_for(&clean.text);
        let Some(pack) = pack else { return Hearing::nothing() };
        let (intake, subject) = pack.intake.judge(last, &clean, foreign, earlier);
        let heat = if foreign { Heat::default() } else { pack.cues.heat(&clean, earlier, known) };
        let abstained = match foreign {
            true => Some(Abstained::Language),
            false if !clean.has_words() && heat.cues.iter().all(|cue| cue.span.is_empty()) => {
                Some(Abstained::NothingToRead)
            }
            false => None,
        };
        let heat = match abstained {
            Some(_) => Heat { abstained, ..Heat::default() },
            None => heat,
        };
        Hearing { heat, intake, subject }
    }

    /// The pack for a text, and whether the text is in a language that no pack is for.
    fn pack_for(&self, text: &str) -> (Option<&Pack>, bool) {
        let first = self.packs.get(&self.first);
        let Some(usual) = first else { return (None, true) };
        match is_another(text, &usual.cues.language, &usual.cues.everyday) {
            None => (first, false),
            Some(code) => match self.packs.get(code) {
                Some(pack) => (Some(pack), false),
                None => (first, true),
            },
        }
    }
}
