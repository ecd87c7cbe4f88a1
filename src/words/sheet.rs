//! The shape of a reply file: kinds, each with slots in order, each with cases in order, each with wordings.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::State;
use crate::cues::Level;

/// A file: its kinds by name.
pub type Sheet = BTreeMap<Spanned<String>, KindSheet>;

/// One kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindSheet {
    /// What it is for, for people who edit it.
    #[serde(rename = "about")]
    pub _about: String,
    /// How it may sound, for people who edit it.
    pub example: Option<Spanned<String>>,
    /// What it is made of, in order.
    pub slot: Vec<Spanned<SlotSheet>>,
}

/// One sentence or two of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotSheet {
    /// Unique in its kind.
    pub name: Spanned<String>,
    /// Carries the message: each case needs at least four wordings, and another wording must be really different.
    #[serde(default)]
    pub main: bool,
    /// Is always said: its last case needs nothing.
    #[serde(default)]
    pub required: bool,
    /// The first that fits the scene is used.
    pub case: Vec<Spanned<CaseSheet>>,
}

/// Wordings for one situation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSheet {
    /// Facts that must be known; the wordings may name them.
    #[serde(default)]
    pub given: Vec<Spanned<String>>,
    /// Facts that must not be known.
    #[serde(default)]
    pub without: Vec<Spanned<String>>,
    /// Topics it fits; all when left out.
    #[serde(default)]
    pub topic: Vec<String>,
    /// Levels of heat it fits; all when left out.
    #[serde(default)]
    pub level: Vec<Level>,
    /// Families of cues, or single rules, of which one must have been heard; any when left out.
    #[serde(default)]
    pub heard: Vec<String>,
    /// States it fits; all when left out.
    #[serde(default)]
    pub state: Vec<State>,
    /// Only for readers who want it short (`true`) or who do not (`false`).
    pub brief: Option<bool>,
    /// The wordings.
    pub say: Vec<Spanned<String>>,
}
