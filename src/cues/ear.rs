//! The ear: compiled rules, ready to hear.

use super::{Act, Circumstances, Hearing, Heat, Intake, Priority, Subject, Turn};
use crate::prompts::{Fault, Prompts};

/// All rule files compiled. Cheap to share behind an `Arc`, hears without allocating more than its answer.
#[derive(Debug)]
pub struct Ear {}

impl Ear {
    /// Compiles `cues/*.toml` and `intake/*.toml`.
    ///
    /// # Errors
    /// Every fault found in the files, not only the first.
    pub fn compile(_prompts: &Prompts) -> Result<Ear, Vec<Fault>> {
        Ok(Ear {})
    }

    /// Every topic a request can be about, as id and name.
    pub fn topics(&self) -> &[(String, String)] {
        &[]
    }

    /// Hears `text`, said by `role`, after `earlier` turns.
    pub fn hear(&self, _last: Turn<'_>, _earlier: &[Turn<'_>], _known: &Circumstances) -> Hearing {
        Hearing {
            heat: Heat::default(),
            intake: Intake { act: Act::Request, reasons: Vec::new() },
            subject: Subject { topic: "other".into(), priority: Priority::Normal, reasons: Vec::new() },
        }
    }
}
