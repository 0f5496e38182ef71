//! The lines around a code block (`CommonMark` 0.31, section 4.5).

/// The line that opens a code block.
pub(super) struct Fence {
    pub marker: char,
    pub length: usize,
}

impl Fence {
    /// The fence that a line begins with.
    pub(super) fn opened_by(text: &str) -> Option<Self> {
        let marker = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = text.chars().take_while(|c| *c == marker).count();
        let rest = &text[length..];
        (length >= 3 && !(marker == '`' && rest.contains('`'))).then_some(Self { marker, length })
    }

    /// True for the line that ends the block.
    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|character| character == self.marker)
    }

    /// The fence as it is written, without the language.
    pub(super) fn marks(&self) -> String {
        self.marker.to_string().repeat(self.length)
    }
}
