//! The laws of DESIGN, one file each, as somebody sees them who watches from outside: step by step, whenever a post stands
//! before people, and at the end of a life. What a single step must look like is held in `tests/desk/laws/`, and here
//! as well.

mod debts;
mod delivery;
mod feelings;
mod inert;
mod promises;
mod quiet;
mod reasons;
mod roles;
mod truth;

use std::collections::BTreeSet;

use hearken::desk::Effect;

use crate::desk_laws;
use crate::life::Life;
use crate::world::{Sent, Step};

/// Holds the latest step against every law.
pub fn at_each_step(life: &Life) {
    let Some(step) = life.steps.last() else { return };
    desk_laws::hold(&life.world, step);
    promises::a_broken_promise_is_owned_in_the_next_word(life, step);
    promises::none_is_lost_by_a_hand_over_or_a_snooze(step);
    debts::the_requester_is_not_blamed_while_the_desk_owes(step);
    reasons::a_judgement_has_rules_and_reasons(step);
    quiet::pings_decay(life, step);
    quiet::lines_within_five_minutes_are_one_report(life, step);
    quiet::what_was_missed_comes_to_one_message(life, step);
    roles::whoever_may_not_changes_nothing(life, step);
}

/// Holds a post against the laws at the moment when people see it.
pub fn on_arrival(life: &Life, sent: &Sent) {
    feelings::only_an_agent_speaks_of_feelings(life, sent);
    truth::what_it_says_is_true_now(life, sent);
    quiet::reports_do_not_come_in_heaps(life, sent);
    inert::text_of_people_is_only_text(sent);
}

/// Holds a whole life against the laws.
pub fn at_the_end(life: &Life) {
    desk_laws::hold_over_all(&life.world, &life.steps);
    promises::each_ends_once(life);
    delivery::nothing_is_missing(life);
}

/// The kinds of everything that was worded in a step, by the names of their templates.
fn worded(step: &Step) -> BTreeSet<&str> {
    let used = step.decision.effects.iter().filter_map(|effect| match effect {
        Effect::Used { wordings, .. } => Some(wordings),
        _ => None,
    });
    used.flatten().filter_map(|wording| wording.split('.').next()).collect()
}
