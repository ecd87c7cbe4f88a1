//! What the store promises, kept by both engines: every test runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is taken from `HEARKEN_TEST_POSTGRES`, the address of a server on which databases may be made; each test
//! makes one of its own. Without it those tests are skipped, loudly, or fail where `HEARKEN_NO_SKIP=1`.

mod batches;
mod bench;
mod cases;
mod courier;
mod early;
mod faults;
mod fixtures;
mod forget;
mod inbox;
mod outbox;
mod random;
mod refusals;
mod situate;
mod speed;
mod together;
mod upgrade;
