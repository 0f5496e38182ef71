//! Where the parts of the normalized document stood before they were moved.

use std::collections::HashMap;

use super::load::Text;
use crate::diagnostics::{Diagnostic, Place};

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

    /// The place of a pointer.
    pub fn place(&self, texts: &[Text], pointer: &str) -> Option<Place> {
        let (file, origin) = self.of(pointer);
        Some(texts.get(file)?.place(&origin))
    }

    /// Says where a diagnostic stands.
    pub fn locate(&self, texts: &[Text], diagnostic: &mut Diagnostic) {
        let known = diagnostic.origin.take();
        let (file, origin) = known.unwrap_or_else(|| self.of(&diagnostic.pointer));
        if let Some(text) = texts.get(file) {
            text.locate(diagnostic, &origin);
        }
    }
}
