//! The process is killed again and again, at every boundary between hearing of something and having told of it, against
//! platforms that apply requests late and lose their answers, on both databases. Nothing may be lost, doubled, early or
//! stuck.
//!
//! `HEARKEN_KILLS` sets how often each pair of platform and database is hit; `tests/soak kills` sets it high.

#[path = "../store/bench.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod bench;
mod company;
mod far;
mod life;
mod remote;
mod trial;
mod wire;

use far::Manners;
use trial::{Engine, trial};

macro_rules! trials {
    ($($name:ident: $manners:expr, $engine:expr;)*) => {$(
        #[test]
        fn $name() {
            trial($manners, $engine);
        }
    )*};
}

trials! {
    told_by_key_on_sqlite: Manners::ByKey, Engine::Sqlite;
    told_by_key_on_postgres: Manners::ByKey, Engine::Postgres;
    like_slack_on_sqlite: Manners::LikeSlack, Engine::Sqlite;
    like_slack_on_postgres: Manners::LikeSlack, Engine::Postgres;
    like_discord_on_sqlite: Manners::LikeDiscord, Engine::Sqlite;
    like_discord_on_postgres: Manners::LikeDiscord, Engine::Postgres;
}
