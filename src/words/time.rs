//! Times and durations as people say them.
