//! Markdown of the document, made safe for doc comments.
//!
//! Doc comments are compiled: a code block without a language becomes a test, a bracket becomes a
//! link to an item, a tag is taken for HTML. What the document's author meant stays; what rustdoc
//! would take for something else is escaped.

use std::borrow::Cow;

use crate::emit::rustdoc::backticks::longest_run;
use crate::emit::rustdoc::fence::Fence;
use crate::emit::rustdoc::html::Elements;
use crate::emit::rustdoc::references::{References, is_definition};
use crate::emit::rustdoc::{html, inline, languages};
use crate::text::is_invisible;

/// The lines of a text, safe for a doc comment; none if there is nothing to say.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = without_hidden(text);
    let text = text.trim_end();
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let whole = Whole {
        references: References::of(&lines),
        elements: Elements::of(text),
    };
    let mut out = blocks(&whole, &lines, true, 0);
    out.dedup_by(|line, before| line.is_empty() && before.is_empty());
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    let leading = out.iter().take_while(|line| line.is_empty()).count();
    out.drain(..leading);
    out
}

/// A text as it was written, in a code block.
pub(super) fn verbatim(text: &str) -> String {
    let text = without_hidden(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    let lines: Vec<&str> = text.trim_end().split('\n').map(str::trim_end).collect();
    format!("{fence}text\n{}\n{fence}", lines.join("\n"))
}

/// Without what may not stand in source text: control characters and invisible ones. Tabs become
/// spaces.
fn without_hidden(text: &str) -> Cow<'_, str> {
    // Most texts have none.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\t' => out.push_str("    "),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push('\n'),
            _ if character.is_control() || is_invisible(character) => {}
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// What has to be known of the whole text to read a paragraph of it.
struct Whole<'t> {
    references: References<'t>,
    elements: Elements,
}

/// The state of going through the lines of one container: the text, or a quotation in it.
struct Blocks<'w> {
    whole: &'w Whole<'w>,
    out: Vec<String>,
    /// Lines that are one paragraph to Markdown, so that a code span may go from one to the next.
    paragraph: Vec<String>,
    /// Where the content of each open list item begins.
    items: Vec<usize>,
    /// How many quotations the container is in.
    quotations: usize,
}

/// Quotations deeper than this are shown as quotations of this depth: no author means more, and
/// each level is gone through once more.
const MAX_QUOTATIONS: usize = 8;
/// The same for list items that are open at once.
const MAX_ITEMS: usize = 16;

/// The lines made safe; with `html`, known tags become Markdown first.
fn blocks(whole: &Whole<'_>, lines: &[&str], html: bool, quotations: usize) -> Vec<String> {
    let mut state = Blocks {
        whole,
        out: Vec::new(),
        paragraph: Vec::new(),
        items: Vec::new(),
        quotations,
    };
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let taken = if line.is_empty() {
            state.flush(html);
            state.out.push(String::new());
            1
        } else if line.trim_start().starts_with('>') {
            state.quotation(rest, html)
        } else if state.is_indented_code(line) {
            state.indented_code(rest)
        } else {
            1 + state.line(line, after, html)
        };
        rest = &rest[taken..];
    }
    state.flush(html);
    state.out
}

impl Blocks<'_> {
    fn flush(&mut self, html: bool) {
        if self.paragraph.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.paragraph).join("\n");
        let whole = self.whole;
        let converted = html.then(|| html::to_markdown(&text, &whole.elements));
        let converted = converted.flatten();
        match converted {
            Some(text) => {
                let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
                self.out
                    .extend(blocks(whole, &lines, false, self.quotations));
            }
            None => {
                let text = inline::escape(&text, &whole.references);
                self.out.extend(text.split('\n').map(str::to_owned));
            }
        }
    }

    fn base(&self) -> usize {
        self.items.last().copied().unwrap_or(0)
    }

    fn after_blank(&self) -> bool {
        self.paragraph.is_empty() && self.out.last().is_none_or(String::is_empty)
    }

    /// Indented by four or more outside of a list: code, unless it continues a paragraph.
    fn is_indented_code(&self, line: &str) -> bool {
        self.after_blank()
            && self.items.is_empty()
            && indent_of(line) >= 4
            && Fence::opened_by(line.trim_start()).is_none()
    }

    fn indented_code(&mut self, rest: &[&str]) -> usize {
        let is_code = |line: &&&str| line.is_empty() || indent_of(line) >= 4;
        let mut count = rest.iter().take_while(is_code).count();
        while count > 1 && rest[count - 1].is_empty() {
            count -= 1;
        }
        let longest = rest[..count].iter().map(|line| longest_run(line)).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        self.out.push(format!("{fence}text"));
        let code = rest[..count].iter();
        self.out
            .extend(code.map(|line| line.get(4..).unwrap_or_default().to_owned()));
        self.out.push(fence);
        count
    }

    fn quotation(&mut self, rest: &[&str], html: bool) -> usize {
        self.flush(html);
        let is_quoted = |line: &&&str| line.trim_start().starts_with('>');
        let quoted: Vec<&str> = rest
            .iter()
            .take_while(is_quoted)
            .map(|line| {
                let inner = line.trim_start().trim_start_matches('>');
                if self.quotations + 1 >= MAX_QUOTATIONS {
                    return inner.trim_start_matches(['>', ' ']);
                }
                inner.strip_prefix(' ').unwrap_or(inner)
            })
            .collect();
        let alert = quoted.first().and_then(|first| alert(first));
        self.out
            .extend(alert.iter().map(|title| format!("> {title}")));
        let quoted_text = &quoted[usize::from(alert.is_some())..];
        if alert.is_some() && quoted_text.first().is_some_and(|first| !first.is_empty()) {
            self.out.push(">".to_owned());
        }
        for line in blocks(self.whole, quoted_text, html, self.quotations + 1) {
            self.out.push(format!("> {line}").trim_end().to_owned());
        }
        // What follows is no part of the quotation.
        self.out.push(String::new());
        quoted.len()
    }

    /// A line of text, or a code block from its first line on: how many lines after it are taken.
    fn line(&mut self, line: &str, after: &[&str], html: bool) -> usize {
        let mut indent = indent_of(line);
        let mut text = line.trim_start();
        // Only a line of text may stand further left and still belong to an item.
        if item_marker(text).is_some() || self.paragraph.is_empty() {
            self.items.retain(|offset| *offset <= indent);
        }
        if indent >= self.base() + 4 {
            indent = self.base();
        }
        let mut lead = " ".repeat(indent);
        while let Some(marker) = item_marker(text) {
            self.flush(html);
            lead.push_str(&text[..marker]);
            lead.push(' ');
            self.items.push(lead.len());
            text = text[marker..].trim_start();
            if self.items.len() >= MAX_ITEMS {
                text = text.trim_start_matches(['-', '*', '+', ' ']);
                break;
            }
        }
        if is_definition(text) {
            return 0;
        }
        if let Some(fence) = Fence::opened_by(text) {
            self.flush(html);
            return self.fenced(&lead, text, &fence, after);
        }
        let alone = text.starts_with(['#', '|']) || text.chars().all(|c| "=-_* ".contains(c));
        if alone {
            self.flush(html);
        }
        self.paragraph.push(format!("{lead}{text}"));
        if alone {
            self.flush(html);
        }
        0
    }

    fn fenced(&mut self, lead: &str, text: &str, fence: &Fence, after: &[&str]) -> usize {
        let indent = lead.chars().count();
        let marks = fence.marks();
        let margin = " ".repeat(indent);
        self.out.push(format!(
            "{lead}{marks}{}",
            languages::of(&text[fence.length..])
        ));
        for (index, line) in after.iter().enumerate() {
            if fence.is_closed_by(line) {
                self.out.push(format!("{margin}{marks}"));
                return index + 1;
            }
            if line.is_empty() {
                self.out.push(String::new());
            } else if indent_of(line) < indent {
                self.out.push(format!("{margin}{}", line.trim_start()));
            } else {
                self.out.push((*line).to_owned());
            }
        }
        self.out.push(format!("{margin}{marks}"));
        after.len()
    }
}

/// The title of an alert, which GitHub writes as a quotation: `> [!NOTE]`.
fn alert(first: &str) -> Option<&'static str> {
    match first.trim() {
        "[!NOTE]" => Some("**Note**"),
        "[!TIP]" => Some("**Tip**"),
        "[!IMPORTANT]" => Some("**Important**"),
        "[!WARNING]" => Some("**Warning**"),
        "[!CAUTION]" => Some("**Caution**"),
        _ => None,
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Length of the marker of a list item at the start of a line: `-`, `12.`.
fn item_marker(text: &str) -> Option<usize> {
    let length = if text.starts_with(['-', '*', '+']) {
        1
    } else {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let delimited = text[digits..].starts_with(['.', ')']);
        ((1..=9).contains(&digits) && delimited).then_some(digits + 1)?
    };
    let is_rule = text.chars().all(|c| "-*_ ".contains(c)) && text.trim_end().len() > 1;
    (text[length..].starts_with(' ') && !is_rule).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn no_block_becomes_a_test_or_swallows_what_follows() {
        let rows: &[(&str, &[&str])] = &[
            (
                "a\n\n    let x;\n\nb",
                &["a", "", "```text", "let x;", "```", "", "b"],
            ),
            (
                "1. a\n\n   ```\nx\n   ```\nb",
                &["1. a", "", "   ```text", "   x", "   ```", "b"],
            ),
            ("- ```\n  x\n  ```", &["- ```text", "  x", "  ```"]),
            ("> ```\n> x\n> ```", &["> ```text", "> x", "> ```"]),
            ("# a\n    code", &["# a", "code"]),
            ("- a\n\n          code", &["- a", "", "  code"]),
            (
                "- a\n    - b\n        - c",
                &["- a", "    - b", "        - c"],
            ),
            ("~~~\nx", &["~~~text", "x", "~~~"]),
            ("a `b\nc <d>` <e>", &["a `b", "c <d>` \\<e>"]),
            ("<p>a</p><p>b</p>", &["a", "", "b"]),
            ("<ul><li>a</li><li>b</li></ul>", &["- a", "- b"]),
            (
                "<a href=\"https://a.example\">b</a>",
                &["[b](https://a.example)"],
            ),
            ("a\n\n\n\nb\r\nc", &["a", "", "b", "c"]),
            (
                "[a] [b c][A] [a][]\n\n[a]: https://a.example \"title\"\n> d\n",
                &[
                    "[a](https://a.example) [b c](https://a.example) [a](https://a.example)",
                    "",
                    "> d",
                ],
            ),
            ("> [!NOTE]\n> a", &["> **Note**", ">", "> a"]),
            ("[a][b]\n\n[b]: custom://page", &["a"]),
            ("[a][b]\n\n[b]: 5", &["\\[a]\\[b]", "", "\\[b]: 5"]),
            ("<details>\n\na\n\n<x-b c=\"d\"></x-b>\n</details>", &["a"]),
        ];
        for (text, expected) in rows {
            assert_eq!(lines(text), *expected, "{text:?}");
        }
    }
}
