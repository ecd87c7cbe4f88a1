//! Changing what the wording got wrong: title, topic, priority.

use super::{ask, work};
use crate::chat::{FormValues, Input, PersonId};
use crate::cues::{Priority, Reason};
use crate::desk::draft::Draft;
use crate::desk::{Answer, Change, Decision};
use crate::words::Kind;

/// Sets title, topic and priority by an agent's word.
pub(super) fn details(mut draft: Draft<'_>, actor: &PersonId, form: Option<&FormValues>) -> Decision {
    if !draft.case.is_open() {
        return work::not_open(&draft, actor);
    }
    let Some(form) = form else {
        let topics: Vec<(&str, &str)> = draft.sit.ear.topics().into_iter().map(|topic| (topic, topic)).collect();
        let priorities = [("urgent", "Urgent"), ("high", "High"), ("normal", "Normal"), ("low", "Low")];
        return ask::form(
            "details",
            "Change details",
            vec![
                ask::field("title", "Title", Input::Text, &draft.case.title),
                ask::field("topic", "Topic", ask::choice(&topics), &draft.case.topic),
                ask::field("priority", "Priority", ask::choice(&priorities), draft.case.priority_word()),
            ],
        );
    };
    let title = match ask::text(&draft.sit, actor, form, "title", "Title") {
        Ok(title) => title,
        Err(refused) => return refused.into(),
    };
    let topic = form.get("topic").map_or(draft.case.topic.as_str(), |topic| topic.trim()).to_owned();
    if !draft.sit.ear.topics().contains(&topic.as_str()) {
        return ask::invalid(&draft.sit, actor, Kind::FieldMissing, "Topic");
    }
    let priority = match form.get("priority").map(|priority| priority.trim()) {
        None => draft.case.priority,
        Some("urgent") => Priority::Urgent,
        Some("high") => Priority::High,
        Some("normal") => Priority::Normal,
        Some("low") => Priority::Low,
        Some(_) => return ask::invalid(&draft.sit, actor, Kind::FieldMissing, "Priority"),
    };
    let name = draft.sit.people.get(actor).first_name().to_owned();
    let because =
        |rule: &str| Reason { rule: rule.to_owned(), quote: String::new(), because: format!("set by {name}") };
    let reasons = vec![because("topic.set"), because("priority.set")];
    draft.change(Some(actor), Change::Named { title, topic, priority, reasons });
    draft.bring_forward_and_say_so();
    draft.finish(Answer::Done)
}
