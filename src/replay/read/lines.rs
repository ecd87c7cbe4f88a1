//! Lines of bounded length, whatever the file holds: one endless line costs no more memory than any other.

use std::io::{self, BufRead};

/// Longest line that is read, in bytes; a longer one is skipped and reported.
pub const LONGEST: usize = 1024 * 1024;

/// What stood on a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// The line without its end.
    Whole(&'a [u8]),
    /// More than [`LONGEST`] bytes.
    TooLong,
}

/// Reads line after line into one buffer.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`, from where it stands.
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, buffer: Vec::new() }
    }

    /// The next line, or nothing at the end.
    ///
    /// # Errors
    /// What the reader says.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let mut too_long = false;
        let mut read_any = false;
        loop {
            let available = match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() {
                break;
            }
            read_any = true;
            let end = available.iter().position(|byte| *byte == b'\n');
            let piece = available.get(..end.unwrap_or(available.len())).unwrap_or_default();
            too_long |= self.buffer.len() + piece.len() > LONGEST;
            if !too_long {
                self.buffer.extend_from_slice(piece);
            }
            let used = piece.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(match (read_any, too_long) {
            (false, _) => None,
            (true, true) => Some(Line::TooLong),
            (true, false) => Some(Line::Whole(self.buffer.strip_suffix(b"\r").unwrap_or(&self.buffer))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(io::BufReader::with_capacity(7, bytes));
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            seen.push(match line {
                Line::Whole(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                Line::TooLong => "too long".to_owned(),
            });
        }
        seen
    }

    #[test]
    fn splits_with_any_line_end_and_without_a_last_one() {
        assert_eq!(all(b"one two three\r\n\nfour"), ["one two three", "", "four"]);
        assert_eq!(all(b""), Vec::<String>::new());
    }

    #[test]
    fn a_line_too_long_is_skipped_and_the_next_is_whole() {
        let mut bytes = vec![b'x'; LONGEST + 1];
        bytes.extend_from_slice(b"\nnext\n");
        assert_eq!(all(&bytes), ["too long", "next"]);
    }
}
