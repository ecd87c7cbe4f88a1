//! The vocabulary between the bot and any chat platform: what happens there, what is posted there. Pure: no platform's
//! name appears here, and nothing here knows of tickets.

mod card;
mod event;
mod ids;
mod people;
mod platform;
mod post;

pub use card::{Action, ActionStyle, Card, Field, Form, FormField, FormValues, Input, OfferedText, SelectOption};
pub use event::{Event, Said, What};
pub use ids::{ChannelId, Home, MessageId, PersonId, PostKey};
pub use people::{ChannelKind, Channels, People, Person, Rank};
pub use platform::{Outcome, Platform};
pub use post::{Audience, Delivery, Post, PostKind, Spot};
