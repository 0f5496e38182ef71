//! The inside of a paragraph: code spans, links, and characters that rustdoc would take for more
//! than they are.

use std::collections::HashMap;
use std::ops::Range;

use crate::emit::rustdoc::backticks::{Backticks, run};

/// Escapes what is not meant as Markdown. Links to the web stay links, other links become their
/// text, and bare addresses become links.
pub(super) fn escape(text: &str) -> String {
    let inline = Inline {
        text,
        backticks: Backticks::of(text),
        brackets: matching(text, b'[', b']'),
        parentheses: matching(text, b'(', b')'),
    };
    let mut out = String::with_capacity(text.len() + 16);
    inline.write(0..text.len(), true, &mut out);
    out
}

/// A text, and which of its marks belong together: looked up, not searched for at each mark, so
/// that the time is linear.
struct Inline<'t> {
    text: &'t str,
    backticks: Backticks,
    brackets: HashMap<usize, usize>,
    parentheses: HashMap<usize, usize>,
}

/// `[text](target)`.
struct Link<'t> {
    text: Range<usize>,
    target: &'t str,
    end: usize,
}

impl<'t> Inline<'t> {
    fn write(&self, range: Range<usize>, links: bool, out: &mut String) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let Some(found) = rest.find(['\\', '`', '<', '[', 'h', 'H']) else {
                break;
            };
            out.push_str(&rest[..found]);
            at += found;
            let rest = &rest[found..];
            at += match rest.as_bytes()[0] {
                b'\\' => escaped(rest, out),
                b'`' => self.code_span(at..range.end, out),
                b'<' => angle(rest, links, out),
                b'[' => self.link(at..range.end, links, out),
                _ => bare_url(rest, links, out),
            };
        }
        out.push_str(&self.text[at.min(range.end)..range.end]);
    }

    /// A code span as it is; backticks without a partner are escaped.
    fn code_span(&self, range: Range<usize>, out: &mut String) -> usize {
        let ticks = run(&self.text[range.clone()]);
        let close = self.backticks.next(ticks, range.start + ticks);
        if let Some(close) = close.filter(|close| close + ticks <= range.end) {
            out.push_str(&self.text[range.start..close + ticks]);
            return close + ticks - range.start;
        }
        out.push_str(&"\\`".repeat(ticks));
        ticks
    }

    fn link(&self, range: Range<usize>, links: bool, out: &mut String) -> usize {
        let Some(link) = self.link_at(&range) else {
            out.push_str("\\[");
            return 1;
        };
        let address = link.target.split_whitespace().next().unwrap_or_default();
        let address = address.trim_start_matches('<').trim_end_matches('>');
        if links && is_web(address) && !address.contains(['<', '>', '`', '\\']) {
            out.push('[');
            self.write(link.text, false, out);
            let (open, close) = if address.contains(['(', ')']) {
                ("](<", ">)")
            } else {
                ("](", ")")
            };
            for piece in [open, address, close] {
                out.push_str(piece);
            }
        } else {
            self.write(link.text, links, out);
        }
        link.end - range.start
    }

    fn link_at(&self, range: &Range<usize>) -> Option<Link<'t>> {
        let close = *self.brackets.get(&range.start)?;
        let end = *self.parentheses.get(&(close + 1))?;
        let target = self.text[close + 2..end].trim();
        (end < range.end && !target.contains("\n\n")).then_some(Link {
            text: range.start + 1..close,
            target,
            end: end + 1,
        })
    }
}

/// Where each bracket of a kind is closed. What a backslash escapes is no bracket.
fn matching(text: &str, open: u8, close: u8) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut opened = Vec::new();
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == open {
            opened.push(index);
        } else if byte == close
            && let Some(start) = opened.pop()
        {
            pairs.insert(start, index);
        }
    }
    pairs
}

/// A backslash and what it escapes.
fn escaped(rest: &str, out: &mut String) -> usize {
    match rest.as_bytes().get(1) {
        Some(next) if next.is_ascii_punctuation() => {
            out.push_str(&rest[..2]);
            2
        }
        Some(_) => {
            out.push('\\');
            1
        }
        // What follows in the same line may be ours.
        None => {
            out.push_str("\\\\");
            1
        }
    }
}

/// An address in angle brackets as it is; all other tags are text.
fn angle(rest: &str, links: bool, out: &mut String) -> usize {
    let ends = |c: char| c.is_whitespace() || c == '<' || c == '>';
    if links
        && let Some(end) = rest[1..].find(ends).map(|end| end + 1)
        && rest[end..].starts_with('>')
        && is_web(&rest[1..end])
    {
        out.push_str(&rest[..=end]);
        return end + 1;
    }
    out.push_str("\\<");
    1
}

fn bare_url(rest: &str, links: bool, out: &mut String) -> usize {
    let length = if is_web(rest) { url_length(rest) } else { 0 };
    if length == 0 || !links {
        let taken = length.max(1);
        out.push_str(&rest[..taken]);
        return taken;
    }
    out.push('<');
    out.push_str(&rest[..length]);
    out.push('>');
    length
}

fn url_length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || "<>\"'`()[]|\\*".contains(c);
    let url = &text[..text.find(ends).unwrap_or(text.len())];
    url.trim_end_matches(|c| ".,;:!?_~".contains(c)).len()
}

fn is_web(text: &str) -> bool {
    ["http://", "https://"].into_iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    })
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn escapes_what_rustdoc_would_misread() {
        let rows = [
            ("an [id] of <T>", "an \\[id] of \\<T>"),
            ("see https://a.example/x.", "see <https://a.example/x>."),
            ("<https://a.example>", "<https://a.example>"),
            ("[a](https://a.example/b)", "[a](https://a.example/b)"),
            ("[a](#tag/b) c", "a c"),
            ("`[x] <y>` [z]", "`[x] <y>` \\[z]"),
            ("a ` b", "a \\` b"),
            ("\\[x]", "\\[x]"),
            (
                "[https://a.example](https://a.example)",
                "[https://a.example](https://a.example)",
            ),
            ("hat https://", "hat https://"),
        ];
        for (text, expected) in rows {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
