//! The built-in packs, heard through the public functions.

use super::{Circumstances, Ear, Hearing, Role, Turn};
use crate::prompts::Prompts;

fn ear() -> Ear {
    match Ear::compile(&Prompts::built_in()) {
        Ok(ear) => ear,
        Err(faults) => panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()),
    }
}

fn says(text: &str) -> Turn<'_> {
    Turn { role: Role::Requester, text, at: None }
}

fn hear(ear: &Ear, text: &str) -> Hearing {
    ear.hear(says(text), &[], &Circumstances::default())
}

#[test]
fn the_built_in_packs_have_no_fault() {
    let ear = ear();
    assert!(hear(&ear, "this is ridiculous").heat.score > 0);
}
