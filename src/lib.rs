//! hearken listens in a company's chat, opens tickets from what people say, and keeps the person who asked informed
//! until the thing works. This is the map of the house, from the top floor down: a room imports only what stands below it.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod cli;
pub mod config;
pub mod web;
pub mod bench;
pub mod engine;
pub mod platforms;
pub mod replay;
pub mod store;
pub mod desk;
pub mod words;
pub mod cues;
pub mod chat;
pub mod prompts;
mod recent;
pub mod crash;
