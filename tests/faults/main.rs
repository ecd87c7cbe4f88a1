//! Databases that fail under the running binary, and processes that are told to end or fall asleep: it recovers without
//! a restart, loses nothing, says nothing twice, and `/readyz` tells the truth meanwhile.

#[path = "../store/bench.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod bench;
mod disorder;
mod ending;
mod file;
#[path = "../harness/mod.rs"]
mod harness;
mod people;
mod proxy;
mod server;
mod started;
