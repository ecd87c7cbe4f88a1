//! What the process takes of the machine, as Linux tells it; elsewhere nothing is told.

use std::time::Duration;

/// Linux counts processor time in hundredths of a second, on every architecture it runs on.
const TICKS: u64 = 100;

/// Processor time used so far, in all threads.
pub(super) fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name before it is in brackets and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let (user, system): (u64, u64) = (fields.get(11)?.parse().ok()?, fields.get(12)?.parse().ok()?);
    Some(Duration::from_millis((user + system) * 1_000 / TICKS))
}

/// Memory in use now, in bytes.
pub(super) fn memory() -> Option<u64> {
    status("VmRSS:")
}

/// The most memory that was ever in use, in bytes.
pub(super) fn peak_memory() -> Option<u64> {
    status("VmHWM:")
}

fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024)
}
