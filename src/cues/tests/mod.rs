//! The built-in packs, heard through the public functions.

mod acts;
mod any_input;
mod faults;
mod heat;

use std::sync::OnceLock;

use super::{Circumstances, Ear, Hearing, Role, Turn};
use crate::prompts::Prompts;

/// The built-in ear, compiled once for all tests, every example tried: a start takes them as proven because of this.
fn ear() -> &'static Ear {
    static EAR: OnceLock<Ear> = OnceLock::new();
    EAR.get_or_init(|| match Ear::compile(&Prompts::built_in().doubted()) {
        Ok(ear) => ear,
        Err(faults) => panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()),
    })
}

fn turn(role: Role, text: &str) -> Turn<'_> {
    Turn { role, text, at: None }
}

fn hear(text: &str) -> Hearing {
    ear().hear(turn(Role::Requester, text), &[], &Circumstances::default())
}

fn score(text: &str) -> u8 {
    hear(text).heat.score
}
