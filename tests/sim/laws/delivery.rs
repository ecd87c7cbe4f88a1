//! Law 4: never lost, never doubled, never early. (That nothing stands twice is held by `platform.rs`.)

use hearken::desk::Status;

use crate::courier::Fate;
use crate::life::Life;
use crate::look::deliveries;

/// At the end every post has come to an end, every timer lies ahead, and what is open is timed.
pub fn nothing_is_missing(life: &Life) {
    let world = &life.world;
    assert!(life.courier.is_idle(), "law 4: posts are still waiting");
    for (index, sent) in world.sent.iter().enumerate() {
        let fate = life.courier.fates.get(&index);
        assert!(fate.is_some(), "law 4: {} was made and forgotten", sent.key);
        assert!(
            *fate.unwrap() != Fate::Stands || life.platform.stands(&sent.key),
            "law 4: {} is taken to stand",
            sent.key
        );
    }
    let decided = life.steps.iter().flat_map(deliveries);
    for (key, _) in decided {
        assert!(life.courier.fate(key).is_some(), "law 4: {key} was decided on and never made");
    }
    for case in world.cases.values() {
        for (timer, at) in &case.timers {
            let due = *at <= world.now && life.up_at <= life.time;
            assert!(!due, "law 4: {timer:?} of {} was due at {at}, and it is {}", case.id, world.now);
        }
        let timed = case.status == Status::Closed || !case.timers.is_empty();
        assert!(timed, "law 4: {} is open and nothing is due on it", case.id);
    }
}
