//! Where the nodes of the normalized document stood in the files.

use std::collections::HashMap;
use std::path::Path;

use super::files::{Files, Text};
use super::overlay::Edits;
use crate::diagnostics::{Diagnostic, Diagnostics, Place};

/// Pointers into the normalized document, each with the file and pointer from which it came.
/// Whatever stands below one came from below the other; what is not listed was not moved.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    moved: HashMap<String, (usize, String)>,
}

impl Origins {
    /// Remembers that what stands at `pointer` came from elsewhere.
    pub fn insert(&mut self, pointer: &str, file: usize, origin: &str) {
        self.moved
            .insert(pointer.to_owned(), (file, origin.to_owned()));
    }

    /// The file from which exactly what stands at a pointer came, if that was moved.
    pub fn file_of(&self, pointer: &str) -> Option<usize> {
        self.moved.get(pointer).map(|(file, _)| *file)
    }

    /// File and pointer of what stands at a pointer of the normalized document.
    pub fn of(&self, pointer: &str) -> (usize, String) {
        let mut end = pointer.len();
        loop {
            if let Some((file, origin)) = self.moved.get(&pointer[..end]) {
                return (*file, format!("{origin}{}", &pointer[end..]));
            }
            match pointer[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return (0, pointer.to_owned()),
            }
        }
    }
}

/// The files that were read, and where each node stood in them. It outlives the document: warnings
/// are located when that is done with.
#[derive(Debug)]
pub struct SourceMap {
    /// Name of the file that was given, without its folder.
    pub file_name: String,
    texts: Vec<Text>,
    origins: Origins,
    edits: Edits,
}

impl SourceMap {
    /// The map of a document that was read from `path`.
    pub(super) fn new(path: &Path, files: Files<'_>, origins: Origins, edits: Edits) -> Self {
        Self {
            file_name: path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            texts: files.into_texts(),
            origins,
            edits,
        }
    }

    /// Compresses what is not needed before diagnostics are located.
    pub(super) fn pack(&mut self) {
        for text in &mut self.texts {
            text.pack();
        }
    }

    /// Where the node stands that a pointer into the normalized document names. For one that the
    /// files do not hold, its nearest ancestor.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        let (file, origin) = self.in_text(self.origins.of(pointer));
        Some(self.texts.get(file)?.place(&origin))
    }

    /// Says where a diagnostic stands, with the text around it.
    pub fn locate(&self, diagnostic: &mut Diagnostic) {
        let known = diagnostic.origin.take();
        let read = known.unwrap_or_else(|| self.origins.of(&diagnostic.pointer));
        let (file, origin) = self.in_text(read);
        if let Some(text) = self.texts.get(file) {
            text.locate(diagnostic, &origin);
        }
    }

    /// File and pointer of what overlays may have put where it was read.
    fn in_text(&self, (file, origin): (usize, String)) -> (usize, String) {
        let edited = (file == 0).then(|| self.edits.of(&origin)).flatten();
        edited.unwrap_or((file, origin))
    }

    /// Locates the diagnostics that have no place yet, sorts all by place and removes those said
    /// twice.
    pub fn locate_all(&self, diagnostics: &mut Diagnostics) {
        for one in &mut diagnostics.list {
            if one.place.is_none() {
                self.locate(one);
            }
        }
        diagnostics.sort();
    }

    /// Paths of all files that were read, the given one first.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| text.name.as_str())
    }
}
