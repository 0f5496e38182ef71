//! The mark of a generated file.

use codegen::MARK;

/// Tells whether a file's contents bear the generator's mark.
#[must_use]
pub fn is_marked(contents: &[u8]) -> bool {
    contents.starts_with(MARK.as_bytes())
}
