//! How docs of several lines stand in one attribute.

/// Stands for a line break in a doc attribute until the text is there: an attribute for each line
/// takes twice as long to parse and print. No text has it, for control characters are removed.
pub(crate) const DOC_BREAK: char = '\u{1}';
