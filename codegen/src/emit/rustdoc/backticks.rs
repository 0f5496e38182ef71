//! Code spans: where they end in a text, and how to make one of any text.

use std::collections::HashMap;

use crate::text::visible;

/// The runs of backticks of a text. A code span ends with the next run that is as long as the one
/// that opens it (`CommonMark` 0.31, section 6.1).
pub(super) struct Backticks {
    starts: HashMap<usize, Vec<usize>>,
}

impl Backticks {
    pub(super) fn of(text: &str) -> Self {
        let mut starts: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut at = 0;
        while let Some(next) = text[at..].find('`') {
            let start = at + next;
            let length = run(&text[start..]);
            starts.entry(length).or_default().push(start);
            at = start + length;
        }
        Self { starts }
    }

    /// Where the first run of `length` backticks at or after `from` begins.
    pub(super) fn next(&self, length: usize, from: usize) -> Option<usize> {
        let starts = self.starts.get(&length)?;
        let index = starts.partition_point(|start| *start < from);
        starts.get(index).copied()
    }
}

/// How many backticks a text begins with.
pub(super) fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`');
    runs.map(str::len).max().unwrap_or(0)
}

/// A name or value of the document as a code span, whatever it holds: it stays on its line, and
/// nothing in it ends the span.
pub(crate) fn code(text: impl AsRef<str>) -> String {
    let text = visible(text.as_ref());
    if text.chars().all(|character| character == ' ') {
        return format!("` {text}`");
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    // One space on each side is no part of the span; without it a backtick would join the fence.
    let touches = |c: char| c == '`' || c == ' ';
    let margin = if text.starts_with(touches) || text.ends_with(touches) {
        " "
    } else {
        ""
    };
    format!("{fence}{margin}{text}{margin}{fence}")
}

/// Several names or values, each as a code span.
pub(crate) fn codes<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, separator: &str) -> String {
    let spans: Vec<String> = texts.into_iter().map(code).collect();
    spans.join(separator)
}

/// A code span within a table, where a vertical bar would end the cell.
pub(crate) fn code_in_table(text: impl AsRef<str>) -> String {
    code(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn nothing_ends_a_code_span() {
        let rows = [
            ("a", "`a`"),
            ("", "` `"),
            ("  ", "`   `"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            (" a", "`  a `"),
            ("x\n```\ncode", "````x\\n```\\ncode````"),
            ("a\u{0}\u{202e}", "`a\\u{0}\\u{202e}`"),
        ];
        for (text, expected) in rows {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }
}
