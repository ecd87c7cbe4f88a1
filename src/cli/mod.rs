//! One file per subcommand.

pub mod replay;
pub mod score;
