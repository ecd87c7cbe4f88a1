//! A progress report was held up until it was no longer true.

use jiff::Timestamp;

use crate::chat::PostKind;
use crate::desk::cadence::same_moment;
use crate::desk::debt::is_word_of_agent;
use crate::desk::draft::Draft;
use crate::desk::scene::{missed, scene};
use crate::desk::{
    Answer, Case, Change, Decision, Entry, Owes, Promise, PromiseKind, PromiseState, Situation, TimerKind, cadence,
    owes,
};
use crate::words::{Kind, Missed};

/// The requester is told what is true now, if the desk still is the one to speak; and whatever the report owned, a time
/// that was missed or an outage, is owned by what is told in its place. In their night it waits for their morning.
pub(in crate::desk) fn tell_anew(sit: &Situation<'_>, made_at: Timestamp, version: i64) -> Decision {
    let Some(case) = sit.case.filter(|case| case.has_a_requester()) else { return Decision::nothing() };
    let mut draft = Draft::of(sit, case);
    let since = first_told(case, made_at);
    // The last report was told in the place of this one, or of one that owned the same.
    if case.last_report > version && last_told_anew(case) == Some(since) {
        return Decision::nothing();
    }
    // A later report tells all that this one told, but not what is told once only.
    let once = draft.news_unread(made_at) || owned(case, since).next().is_some();
    let ours = case.is_open() && matches!(owes(case), Owes::Agent | Owes::ThirdParty);
    if ours && !told_better(&draft, made_at) && (once || case.last_report <= version) {
        draft.change(None, Change::ToldAnew { since });
        let awake = sit.policy.quiet.release(sit.now, &draft.requester().zone);
        if awake > sit.now {
            draft.set_timer(TimerKind::NextWord, awake);
        } else {
            tell(&mut draft, since);
        }
    }
    draft.finish(Answer::Done)
}

/// Tells what is true now in the place of a report that was first made at `since`.
pub(super) fn tell(draft: &mut Draft<'_>, since: Timestamp) {
    let mut scene = scene(&draft.sit, &draft.case, &draft.requester().zone);
    scene.missed = missed_since(&draft.case, since);
    let words = owned(&draft.case, since).filter(|promise| promise.kind == PromiseKind::NextWord);
    scene.down_since = words.map(|promise| promise.due_at).min();
    let last = draft.case.pings_in_row >= draft.sit.policy.max_pings && !draft.promises_a_word();
    let kind = match Kind::ping(&scene) {
        _ if scene.missed.is_some() => Kind::PingMissed,
        kind @ (Kind::PingNews | Kind::PingAfterOutage) => kind,
        _ if last => Kind::PingLast,
        kind => kind,
    };
    scene.count = Some(u64::from(draft.case.pings_in_row));
    // Nobody else is told with it; only of the last report the lead was.
    if kind != Kind::PingLast || draft.leads_told() == 0 {
        scene.lead = None;
    }
    draft.tell(PostKind::Ping, kind, &scene);
}

/// Since when a report waits for the end of the reader's night, if one does and nothing was said since.
pub(super) fn held_up(case: &Case) -> Option<Timestamp> {
    let last = case.timeline.iter().rev().take_while(|entry| entry.at > case.last_word_at);
    last.into_iter().find_map(|entry| match entry.change {
        Change::ToldAnew { since } => Some(since),
        _ => None,
    })
}

/// The time that such a report owned as missed.
pub(super) fn missed_since(case: &Case, since: Timestamp) -> Option<Missed> {
    owned(case, since)
        .filter(|promise| promise.kind != PromiseKind::NextWord)
        .last()
        .map(|promise| missed(case, promise))
}

/// Whether an agent has spoken since the report was made, and so lately that nothing is to follow. What came first is
/// told by the order of the timeline: a report and a reply may be of one moment.
fn told_better(draft: &Draft<'_>, made_at: Timestamp) -> bool {
    let (case, sit) = (&draft.case, &draft.sit);
    let made = |entry: &Entry| is_report(entry) && same_moment(entry.at, made_at);
    let since = case.timeline.iter().rev().take_while(|entry| !made(entry));
    let spoken = since.into_iter().any(|entry| is_word_of_agent(case, entry));
    spoken && cadence::hushed_until(case, sit.policy, sit.now).is_some()
}

fn is_report(entry: &Entry) -> bool {
    matches!(entry.change, Change::Told { kind: PostKind::Ping, .. })
}

/// Since when the last report was held up, if it was told in the place of another.
fn last_told_anew(case: &Case) -> Option<Timestamp> {
    let mut back = case.timeline.iter().rev().skip_while(|entry| !is_report(entry));
    let last = back.next()?;
    let with_it = back.take_while(|entry| !is_report(entry) && same_moment(entry.at, last.at));
    with_it.into_iter().find_map(|entry| match entry.change {
        Change::ToldAnew { since } => Some(since),
        _ => None,
    })
}

/// When the report was first made: it may have been told anew before, and held up again.
fn first_told(case: &Case, made_at: Timestamp) -> Timestamp {
    let anew = case.timeline.iter().rev().find_map(|entry| match entry.change {
        Change::ToldAnew { since } if same_moment(entry.at, made_at) => Some(since),
        _ => None,
    });
    anew.unwrap_or(made_at)
}

/// The promises that were broken when the report was made, if no agent has spoken since.
fn owned(case: &Case, since: Timestamp) -> impl Iterator<Item = &Promise> {
    let unspoken = move |at| case.agent_spoke_at.is_none_or(|spoke| spoke < at);
    let then = move |promise: &&Promise| promise.ended_at.is_some_and(|at| same_moment(at, since) && unspoken(at));
    case.promises.iter().filter(|promise| promise.state == PromiseState::Broken).filter(then)
}
