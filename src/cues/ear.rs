//! The ear: compiled rules, ready to hear.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::clean::Clean;
use super::heat::CueBook;
use super::intake::IntakeBook;
use super::language::is_another;
use super::reading::Reading;
use super::setting::Standing;
use super::sheet::Sheet;
use super::{Abstained, Circumstances, Hearing, Heat, Level, Turn};
use crate::prompts::{Fault, Prompts, Source};
use crate::recent::Recent;

/// The pack that a text is judged by unless it is surely in another language.
const FIRST: &str = "en.toml";

/// All rule files compiled. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Ear {
    first: Pack,
    /// The other packs by ISO 639-3 code.
    others: BTreeMap<String, Pack>,
    recent: Recent<Reading>,
}

/// Everything known of one language.
#[derive(Debug)]
struct Pack {
    cues: CueBook,
    intake: IntakeBook,
}

impl Ear {
    /// Compiles `cues/*.toml` and `intake/*.toml`, a file of each with the same name for every language, and runs every
    /// rule's own examples, but for those of [proven](Source::proven) files.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first, by file and line.
    pub fn compile(prompts: &Prompts) -> Result<Ear, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut first = None;
        let mut others = BTreeMap::new();
        for (path, source) in prompts.below("cues") {
            let name = path.strip_prefix("cues/").unwrap_or(path);
            match (Pack::read(source, prompts.get(&format!("intake/{name}")), name, &mut faults), name) {
                (Some(pack), FIRST) => first = Some(pack),
                (Some(pack), _) => drop(others.insert(pack.cues.language.clone(), pack)),
                (None, _) => {}
            }
        }
        faults.sort();
        match first {
            Some(first) if faults.is_empty() => Ok(Ear { first, others, recent: Recent::default() }),
            None if faults.is_empty() => Err(vec![Fault {
                file: format!("prompts/cues/{FIRST}"),
                line: 1,
                what: "this file is missing".into(),
                mend: "put it back".into(),
            }]),
            _ => Err(faults),
        }
    }

    /// Every topic a request can be about, the one for what no rule knows last.
    pub fn topics(&self) -> Vec<&str> {
        self.first.intake.topics().collect()
    }

    /// The step a score falls in.
    pub fn level(&self, score: u8) -> Level {
        self.first.cues.level(score)
    }

    /// Hears the `last` message after the `earlier` turns, oldest first, with what the ticket knows.
    pub fn hear(&self, last: Turn<'_>, earlier: &[Turn<'_>], known: &Circumstances) -> Hearing {
        let reading = self.reading(last.text);
        let pack = self.pack(reading.another);
        let heat = match pack {
            _ if known.unread => Heat::default(),
            None => abstain(Abstained::Language),
            Some(pack) => {
                let heat = pack.cues.heat(&reading, earlier, known, |text| self.reading(text));
                // A lone emoji has no words and may still say enough.
                let silent = !reading.clean.has_words() && heat.cues.iter().all(|cue| cue.span.is_empty());
                if silent { abstain(Abstained::NothingToRead) } else { heat }
            }
        };
        let heated = heat.level >= Level::Frustrated;
        let standing = Standing { last, reading: &reading, earlier, foreign: pack.is_none(), heated };
        let (intake, subject) = pack.unwrap_or(&self.first).intake.judge(&standing);
        Hearing { heat, intake, subject }
    }

    /// Reads a text that will be heard in a moment, so that hearing it costs next to nothing. Changes no judgement.
    pub fn read_ahead(&self, text: &str) {
        self.reading(text);
    }

    /// Lets go of what people wrote: somebody is to be forgotten.
    pub fn forget_texts(&self) {
        self.recent.forget();
    }

    fn reading(&self, text: &str) -> Arc<Reading> {
        self.recent.get(text, |text| {
            let clean = Clean::of(text);
            let usual = &self.first.cues;
            let another = is_another(&clean.text, &usual.language, &usual.everyday);
            let pack = self.pack(another);
            let cues = pack.map(|pack| pack.cues.words(&clean)).unwrap_or_default();
            let sightings = pack.unwrap_or(&self.first).intake.words(&clean);
            Reading { clean, another, cues, sightings }
        })
    }

    /// The pack for a language, if there is one.
    fn pack(&self, another: Option<&str>) -> Option<&Pack> {
        another.map_or(Some(&self.first), |code| self.others.get(code))
    }
}

fn abstain(why: Abstained) -> Heat {
    Heat { abstained: Some(why), ..Heat::default() }
}

impl Pack {
    fn read(cues: &Source, intake: Option<&Source>, name: &str, faults: &mut Vec<Fault>) -> Option<Pack> {
        let mut sheet = Sheet::open(cues);
        let book = CueBook::read(&mut sheet);
        if intake.is_none() {
            let mend = "add one: a language needs both what is felt and what is asked".into();
            sheet.fault(0..0, format!("there is no intake/{name} beside it"), mend);
        }
        faults.extend(sheet.close());
        let mut sheet = Sheet::open(intake?);
        let intake = IntakeBook::read(&mut sheet);
        faults.extend(sheet.close());
        Some(Pack { cues: book?, intake: intake? })
    }
}
