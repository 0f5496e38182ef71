//! The text of a file, kept to locate diagnostics in it.

use std::sync::{Arc, OnceLock};

use lz4_flex::{compress_prepend_size, decompress_size_prepended};

use super::positions::Positions;
use crate::diagnostics::{Diagnostic, Place};

/// The length from which a text is worth packing, in bytes.
const LONG: usize = 1 << 20;

/// The text of a file, kept to locate diagnostics in it.
#[derive(Debug)]
pub(crate) struct Text {
    /// The path as it was reached from the one that was given.
    pub name: String,
    /// Not there while it is packed.
    content: OnceLock<Arc<String>>,
    packed: Vec<u8>,
    /// False if messages must show no line of it.
    is_shown: bool,
    positions: OnceLock<Positions>,
}

impl Text {
    pub fn new(name: String, content: Arc<String>, is_shown: bool) -> Self {
        Self {
            name,
            content: content.into(),
            packed: Vec::new(),
            is_shown,
            positions: OnceLock::new(),
        }
    }

    /// The text itself.
    pub fn content(&self) -> &Arc<String> {
        self.content
            .get_or_init(|| Arc::new(unpacked(&self.packed)))
    }

    /// Keeps a long text compressed until someone asks for it, while others need the memory.
    pub fn pack(&mut self) {
        if let Some(content) = self.content.get_mut()
            && content.len() >= LONG
            // What diagnostics hold on to stays as it is.
            && Arc::get_mut(content).is_some()
        {
            self.packed = compress_prepend_size(content.as_bytes());
            self.content = OnceLock::new();
        }
    }

    /// Where a pointer into this file stands.
    pub fn place(&self, pointer: &str) -> Place {
        let positions = self.positions.get_or_init(|| Positions::of(self.content()));
        let (line, column) = positions.find(self.content(), pointer);
        self.at(line, column)
    }

    pub fn at(&self, line: usize, column: usize) -> Place {
        Place {
            file: self.name.clone(),
            line,
            column,
        }
    }

    /// Says where the pointer stands.
    pub fn locate(&self, diagnostic: &mut Diagnostic, pointer: &str) {
        self.show(diagnostic, self.place(pointer));
    }

    /// Says where a diagnostic stands, with the lines there if they may be shown.
    pub fn show(&self, diagnostic: &mut Diagnostic, place: Place) {
        if self.is_shown {
            diagnostic.set_place(place, self.content());
        } else {
            diagnostic.place = Some(place);
        }
    }
}

fn unpacked(packed: &[u8]) -> String {
    let bytes = decompress_size_prepended(packed).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
