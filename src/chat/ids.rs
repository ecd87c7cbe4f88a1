//! Names that platforms give to things. They are opaque: only the platform that made one can read it.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! name {
    ($(#[$doc:meta])* $Name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Name(pub String);

        impl $Name {
            /// The name as the platform wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $Name {
            fn from(name: &str) -> Self {
                $Name(name.to_owned())
            }
        }

        impl From<String> for $Name {
            fn from(name: String) -> Self {
                $Name(name)
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A channel or a direct conversation.
    ChannelId
);
name!(
    /// A message, unique within its workspace.
    MessageId
);
name!(
    /// A person's account in one workspace.
    PersonId
);
name!(
    /// Our own key for a post, made before it is sent: the idempotency key of its delivery.
    PostKey
);

/// Which chat of which organisation: nothing from one home ever acts on another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Home {
    /// `local`, `slack`, `discord`.
    pub platform: String,
    /// The platform's own name for the organisation: a team, a guild.
    pub workspace: String,
}

impl ChannelId {
    /// The conversation of one person with the bot: `dm:PERSON` on every platform.
    pub fn direct(person: &PersonId) -> ChannelId {
        ChannelId(format!("dm:{person}"))
    }

    /// Whose conversation with the bot this is, if it is one.
    pub fn directly_with(&self) -> Option<PersonId> {
        self.0.strip_prefix("dm:").map(PersonId::from)
    }
}
