//! The page as people meet it: the real binary, a real Chromium, real keys and clicks.
//!
//! Needs `chromedriver` and `chromium` (or `google-chrome`) on the PATH, which `tests/run` sees to. Without them these
//! tests are skipped, loudly, or fail where `HEARKEN_NO_SKIP=1`. What was seen lies in `target/screenshots` afterwards.

#[path = "../harness/mod.rs"]
mod harness;

mod chromium;
mod empty;
mod floor;
mod hostile;
mod journey;
mod keyboard;
mod many;
mod pane;
mod phone;
mod window;
