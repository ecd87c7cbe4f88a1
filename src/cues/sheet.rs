//! Reading a file that people edit: table by table, so that one slip does not hide the next, and every fault has a line.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::prompts::{Fault, Source};

/// One TOML file, of which parts are taken until nothing is left.
pub(super) struct Sheet<'a> {
    source: &'a Source,
    table: DeTable<'a>,
    /// Lines that are no TOML.
    unreadable: BTreeSet<usize>,
    /// What was found wrong so far.
    pub faults: Vec<Fault>,
}

impl<'a> Sheet<'a> {
    /// Parses the file; what cannot be parsed is already a fault.
    pub(super) fn open(source: &'a Source) -> Sheet<'a> {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        let mut sheet = Sheet { source, table: table.into_inner(), unreadable: BTreeSet::new(), faults: Vec::new() };
        for error in errors {
            sheet.refuse(error);
        }
        sheet
    }

    /// Whether its examples held when this binary was tested.
    pub(super) fn proven(&self) -> bool {
        self.source.proven
    }

    /// Takes the value of a key that must be there.
    pub(super) fn take<T: Deserialize<'a>>(&mut self, key: &str) -> Option<T> {
        let Some(value) = self.table.remove(key) else {
            self.fault(0..0, format!("`{key}` is missing"), format!("add `{key}` as the built-in file has it"));
            return None;
        };
        self.read(value)
    }

    /// Takes every `[[key]]`, leaving out those with a fault.
    pub(super) fn each<T: Deserialize<'a>>(&mut self, key: &str) -> Vec<T> {
        match self.table.remove(key).map(|value| (value.span(), value.into_inner())) {
            None => Vec::new(),
            Some((_, DeValue::Array(items))) => items.into_iter().filter_map(|item| self.read(item)).collect(),
            Some((span, _)) => {
                self.fault(span, format!("`{key}` is not a list"), format!("write each one under `[[{key}]]`"));
                Vec::new()
            }
        }
    }

    /// Whatever was not taken is unknown.
    pub(super) fn close(mut self) -> Vec<Fault> {
        for (key, _) in std::mem::take(&mut self.table) {
            let name = key.get_ref().to_string();
            self.fault(key.span(), format!("`{name}` means nothing here"), "check its spelling, or take it out".into());
        }
        self.faults
    }

    /// Notes a fault at a place in the file.
    pub(super) fn fault(&mut self, span: Range<usize>, what: String, mend: String) {
        let line = self.line(&span);
        self.faults.push(Fault { file: self.source.file.clone(), line, what, mend });
    }

    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.source.text.get(..span.start).unwrap_or_default();
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn read<T: Deserialize<'a>>(&mut self, value: Spanned<DeValue<'a>>) -> Option<T> {
        let whole = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                let span = error.span().filter(|span| span.start > 0).unwrap_or(whole);
                if !self.unreadable.contains(&self.line(&span)) {
                    let mend = "compare it with the other entries of this file".to_owned();
                    self.fault(span, one_line(error.message()), mend);
                }
                None
            }
        }
    }

    /// A line that is no TOML. What a parser makes of the rest of it is nobody's fault.
    fn refuse(&mut self, error: toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        self.unreadable.insert(self.line(&span));
        let what = format!("this line is not TOML ({})", one_line(error.message()));
        self.fault(span, what, "write a text in quotes, and a number, true or false without".to_owned());
    }
}

/// A parser's message as part of a sentence.
pub(super) fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}
