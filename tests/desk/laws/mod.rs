//! The laws of the desk, each a check on one step: the case before, what was decided, the case after. They hold whatever
//! people do and however late anything is; `random.rs` tries to break them.

mod debts;
mod inside;
mod kept;
mod once;
mod promises;
mod quiet;
pub mod truth;

use jiff::SignedDuration;

use debts::{
    every_judgement_is_explained, nothing_is_closed_while_the_desk_owes, thanks_is_only_thanks, what_is_over_is_quiet,
};
use inside::{only_the_requester_and_the_desk_see_what_is_private, the_inside_stays_inside};
use kept::{the_card_shows_what_send_would_post, the_timeline_only_grows, what_is_refused_changes_nothing};
use once::{a_ping_is_never_early_and_one_at_a_time, one_receipt_and_one_card, post_keys_are_unique};
use promises::{
    a_promise_ends_once_and_truthfully, a_word_is_kept_by_a_word, nothing_promised_is_forgotten,
    sending_keeps_the_time_that_was_read,
};
use quiet::{pings_in_a_row_are_capped, the_bot_is_quiet_when_it_should_be};
use truth::{
    a_chase_is_answered, a_human_sends_empathy, no_ping_twice_in_the_same_words, the_times_it_names_are_promised,
};

use crate::look::posts;
use crate::world::{Step, World};

/// A word given within this long of its time is given in time.
const GRACE: SignedDuration = SignedDuration::from_mins(2);

/// Holds one step against every law.
pub fn hold(world: &World, step: &Step) {
    for post in posts(step) {
        a_human_sends_empathy(step, post);
        the_times_it_names_are_promised(world, step, post);
        the_inside_stays_inside(world, post);
        only_the_requester_and_the_desk_see_what_is_private(world, step, post);
    }
    what_is_refused_changes_nothing(step);
    a_ping_is_never_early_and_one_at_a_time(step);
    the_bot_is_quiet_when_it_should_be(world, step);
    let Some(after) = step.decision.case.as_ref() else { return };
    let before = step.before.as_ref().filter(|before| before.id == after.id);
    nothing_promised_is_forgotten(world, after);
    a_promise_ends_once_and_truthfully(step, before, after);
    nothing_is_closed_while_the_desk_owes(step, before, after);
    thanks_is_only_thanks(step, before, after);
    a_word_is_kept_by_a_word(world, step, after);
    a_chase_is_answered(step, before, after);
    what_is_over_is_quiet(after);
    the_timeline_only_grows(step, before, after);
    the_card_shows_what_send_would_post(world, step, before, after);
    sending_keeps_the_time_that_was_read(step, before, after);
    every_judgement_is_explained(after);
}

/// What must hold over everything that was ever posted.
pub fn hold_over_all(world: &World, steps: &[Step]) {
    post_keys_are_unique(world, steps);
    no_ping_twice_in_the_same_words(world);
    one_receipt_and_one_card(world);
    pings_in_a_row_are_capped(world, steps);
}
