//! Forms, and reading what was filled in.

use crate::chat::{Form, FormField, FormValues, Input, PersonId, SelectOption};
use crate::desk::{Answer, Decision, Refusal, RefusalKind, Situation, refuse};
use crate::words::Kind;

/// The longest text an agent may send in a form, in characters: what fits one message on every platform.
const LONGEST: usize = 1_500;

/// A form of these fields.
pub(super) fn form(id: &str, title: &str, fields: Vec<FormField>) -> Decision {
    Decision::only(Answer::Form(Form { id: id.to_owned(), title: title.to_owned(), fields }))
}

/// One field of a form.
pub(super) fn field(id: &str, label: &str, input: Input, value: &str) -> FormField {
    FormField { id: id.to_owned(), label: label.to_owned(), input, value: value.to_owned() }
}

/// A choice of values with their labels.
pub(super) fn choice(options: &[(&str, &str)]) -> Input {
    let options = options
        .iter()
        .map(|(value, label)| SelectOption { value: (*value).to_owned(), label: (*label).to_owned() })
        .collect();
    Input::Select { options }
}

/// A text that must be there.
pub(super) fn text(
    sit: &Situation<'_>,
    actor: &PersonId,
    form: &FormValues,
    id: &str,
    label: &str,
) -> Result<String, Refusal> {
    let value = form.get(id).map(|value| value.trim()).unwrap_or_default();
    if value.is_empty() {
        return Err(unusable(sit, actor, Kind::FieldMissing, label));
    }
    if value.chars().count() > LONGEST {
        let sentence = refuse::say(sit, actor, Kind::TooLong, |scene| {
            scene.text = Some(label.to_owned());
            scene.count = Some(LONGEST as u64);
        });
        return Err(Refusal { kind: RefusalKind::Invalid, sentence });
    }
    Ok(value.to_owned())
}

/// What was filled in cannot be used: which field, or what was typed.
pub(super) fn invalid(sit: &Situation<'_>, actor: &PersonId, kind: Kind, what: &str) -> Decision {
    unusable(sit, actor, kind, what).into()
}

fn unusable(sit: &Situation<'_>, actor: &PersonId, kind: Kind, what: &str) -> Refusal {
    let sentence = refuse::say(sit, actor, kind, |scene| scene.text = Some(what.to_owned()));
    Refusal { kind: RefusalKind::Invalid, sentence }
}
