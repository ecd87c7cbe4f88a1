//! A reader that says how far it has come.

use std::io::{self, Read};

use crate::replay::{Progress, Step};

/// Bytes read so far of a known whole, over however many files.
pub struct Meter<'a> {
    progress: Progress<'a>,
    done: u64,
    of: u64,
}

impl<'a> Meter<'a> {
    /// Starts at nothing of `of` bytes.
    pub fn new(of: u64, progress: Progress<'a>) -> Meter<'a> {
        Meter { progress, done: 0, of }
    }

    /// The same bytes as `inner`, counted as they pass.
    pub fn watch<R: Read>(&mut self, inner: R) -> Metered<'_, 'a, R> {
        Metered { inner, meter: self }
    }
}

/// See [`Meter::watch`].
pub struct Metered<'m, 'a, R> {
    inner: R,
    meter: &'m mut Meter<'a>,
}

impl<R: Read> Read for Metered<'_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.meter.done += count as u64;
        (self.meter.progress)(Step::Reading { done: self.meter.done, of: self.meter.of });
        Ok(count)
    }
}
