//! What goes wrong with machines: the process is away, the platform is, a channel is archived for a while, the clock on
//! the wall jumps and is put right.

use hearken::chat::ChannelId;
use jiff::SignedDuration;

use crate::chance::Chance;
use crate::journal::Note;
use crate::life::{Life, Next};

#[derive(Debug, Clone)]
pub enum Trouble {
    /// The process is not running for so long.
    Away(SignedDuration),
    /// The platform takes nothing for so long.
    Silent(SignedDuration),
    /// The clock on the wall is put forward, or back.
    Jump(SignedDuration),
    Barred(ChannelId),
    Unbarred,
}

/// Puts the troubles of a life on its agenda.
pub fn plan(life: &mut Life, days: i64) {
    let mut chance = life.chance.fork();
    let start = life.time;
    let mut at = |chance: &mut Chance| start + chance.hours(1, 24 * (days - 5));
    for _ in 0..chance.below(4) {
        let away = long(&mut chance);
        life.put(at(&mut chance), Next::Trouble(Trouble::Away(away)));
    }
    for _ in 0..chance.below(3) {
        let silent = chance.minutes(5, 900);
        life.put(at(&mut chance), Next::Trouble(Trouble::Silent(silent)));
    }
    if chance.one_in(3) {
        for _ in 0..=chance.below(2) {
            jump(life, &mut chance, &mut at);
        }
    }
    if chance.one_in(12) {
        let place = chance.pick(&["it-help", "it-agents", "dm:ana", "dm:lea", "general"]);
        let begins = at(&mut chance);
        life.put(begins, Next::Trouble(Trouble::Barred(place.into())));
        life.put(begins + chance.hours(1, 100), Next::Trouble(Trouble::Unbarred));
    }
}

fn jump(life: &mut Life, chance: &mut Chance, at: &mut impl FnMut(&mut Chance) -> jiff::Timestamp) {
    let far = match chance.below(5) {
        0 => chance.seconds(1, 90),
        1 => SignedDuration::from_hours(1),
        4 => chance.hours(24, 24 * 20),
        _ => long(chance),
    };
    let by = if chance.one_in(2) { far } else { -far };
    let jumps = at(chance);
    life.put(jumps, Next::Trouble(Trouble::Jump(by)));
    if !chance.one_in(3) {
        life.put(jumps + chance.minutes(1, 3_000), Next::Trouble(Trouble::Jump(-by)));
    }
}

/// From a minute to four days, short ones as often as long ones.
fn long(chance: &mut Chance) -> SignedDuration {
    match chance.below(3) {
        0 => chance.minutes(1, 30),
        1 => chance.minutes(30, 600),
        _ => chance.hours(10, 96),
    }
}

impl Trouble {
    pub fn begin(self, life: &mut Life) {
        life.notes.push(Note::World { at: life.world.now, what: format!("{self:?}") });
        match self {
            Trouble::Away(span) => life.up_at = life.up_at.max(life.time + span),
            Trouble::Silent(span) => life.platform.fall_silent(life.time + span),
            Trouble::Jump(by) => {
                life.ahead += by;
                life.world.now = life.time + life.ahead;
            }
            Trouble::Barred(place) => drop(life.world.barred.insert(place)),
            Trouble::Unbarred => life.world.barred.clear(),
        }
    }
}
