//! Sentences for the person who acted: refusals and private answers.

use super::{Answer, Decision, Refusal, RefusalKind, Situation};
use crate::chat::PersonId;
use crate::words::{Kind, Memory, Scene};

/// Says something to one person, with facts put into the scene by `with`.
pub(super) fn say(sit: &Situation<'_>, reader: &PersonId, kind: Kind, with: impl FnOnce(&mut Scene)) -> String {
    let reader = sit.people.get(reader);
    let mut scene = Scene {
        now: sit.now.to_zoned(reader.zone.clone()),
        name: Some(reader.first_name().to_owned()),
        ..Scene::default()
    };
    with(&mut scene);
    sit.words.say(kind, &scene, &Memory::default()).text
}

/// Not done, and why.
pub(super) fn refused(kind: RefusalKind, sentence: String) -> Decision {
    Refusal { kind, sentence }.into()
}

impl From<Refusal> for Decision {
    fn from(refusal: Refusal) -> Decision {
        Decision::only(Answer::Refused(refusal))
    }
}
