//! The files that were read, and where the parts of the document stand in them.

use super::load::Text;
use super::origins::Origins;
use crate::diagnostics::{Diagnostic, Place};

/// Where everything stood. It outlives the document: warnings are located when that is done with.
#[derive(Debug)]
pub struct Sources {
    /// Name of the file that was given, without its folder.
    pub file_name: String,
    pub(super) texts: Vec<Text>,
    pub(super) origins: Origins,
}

impl Sources {
    /// Where the node stands that a pointer into the normalized document names. For one that the
    /// files do not hold, its nearest ancestor.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        self.origins.place(&self.texts, pointer)
    }

    /// Says where a diagnostic stands, with the text around it.
    pub fn locate(&self, diagnostic: &mut Diagnostic) {
        self.origins.locate(&self.texts, diagnostic);
    }

    /// Paths of all files that were read, the given one first.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| text.name.as_str())
    }
}
