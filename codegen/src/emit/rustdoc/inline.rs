//! The inside of a paragraph: code spans, links, and characters that rustdoc would take for more
//! than they are.

use std::collections::HashMap;
use std::ops::Range;

use crate::emit::rustdoc::backticks::{Backticks, run};
use crate::emit::rustdoc::references::References;

/// Escapes what is not meant as Markdown. Links to the web stay links, other links become their
/// text, and bare addresses become links.
pub(super) fn escape(text: &str, references: &References<'_>) -> String {
    let inline = Inline {
        text,
        backticks: Backticks::of(text),
        brackets: matching(text, b'[', b']'),
        parentheses: matching(text, b'(', b')'),
        references,
    };
    inline.escaped()
}

/// A text, and which of its marks belong together: looked up, not searched for at each mark, so
/// that the time is linear.
struct Inline<'t> {
    text: &'t str,
    backticks: Backticks,
    brackets: HashMap<usize, usize>,
    parentheses: HashMap<usize, usize>,
    references: &'t References<'t>,
}

/// `[text](target)`, `[text][label]` or `[text]`.
struct Link<'t> {
    text: Range<usize>,
    address: &'t str,
    end: usize,
}

/// A link whose text is being written.
struct Open {
    /// Where its text ends.
    close: usize,
    /// What is written then.
    target: String,
    /// Where what follows it begins.
    end: usize,
    /// Whether there may be links in its text: a link has no other link in it.
    links: bool,
}

impl<'t> Inline<'t> {
    fn escaped(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 16);
        let mut open: Vec<Open> = Vec::new();
        let mut at = 0;
        loop {
            let end = open.last().map_or(self.text.len(), |link| link.close);
            let rest = &self.text[at.min(end)..end];
            let Some(found) = rest.find(['\\', '`', '<', '[', 'h', 'H']) else {
                out.push_str(rest);
                let Some(link) = open.pop() else {
                    return out;
                };
                out.push_str(&link.target);
                at = link.end;
                continue;
            };
            out.push_str(&rest[..found]);
            at += found;
            let rest = &rest[found..];
            let links = open.last().is_none_or(|link| link.links);
            at += match rest.as_bytes()[0] {
                b'\\' => escaped(rest, &mut out),
                b'`' => self.code_span(at..end, &mut out),
                b'<' => angle(rest, links, &mut out),
                b'[' => match self.link_at(&(at..end)) {
                    Some(link) => {
                        let skipped = link.text.start - at;
                        open.push(begin(&link, links, &mut out));
                        skipped
                    }
                    None => {
                        out.push_str("\\[");
                        1
                    }
                },
                _ => bare_url(rest, links, &mut out),
            };
        }
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

    fn link_at(&self, range: &Range<usize>) -> Option<Link<'t>> {
        let close = *self.brackets.get(&range.start)?;
        let text = range.start + 1..close;
        let link = self.target_at(close + 1).or_else(|| {
            let (label, end) = match self.brackets.get(&(close + 1)) {
                Some(&end) if end > close + 2 => (close + 2..end, end + 1),
                Some(&end) => (text.clone(), end + 1),
                None => (text.clone(), close + 1),
            };
            let address = self.references.address(&self.text[label])?;
            Some((address, end))
        });
        let (address, end) = link?;
        (end <= range.end).then_some(Link { text, address, end })
    }

    /// `(address "title")`, and where it ends.
    fn target_at(&self, open: usize) -> Option<(&'t str, usize)> {
        let end = *self.parentheses.get(&open)?;
        let target = self.text[open + 1..end].trim();
        let address = target.split_whitespace().next().unwrap_or_default();
        (!target.contains("\n\n")).then_some((address, end + 1))
    }
}

/// Begins a link to the web. Of another one only the text is written.
fn begin(link: &Link<'_>, links: bool, out: &mut String) -> Open {
    let address = link.address.trim_start_matches('<').trim_end_matches('>');
    let mut target = String::new();
    if links && is_web(address) && !address.contains(['<', '>', '`', '\\']) {
        out.push('[');
        target = if address.contains(['(', ')']) {
            format!("](<{address}>)")
        } else {
            format!("]({address})")
        };
    } else if out.ends_with('!') && !out.ends_with("\\!") {
        // An image.
        out.pop();
    }
    Open {
        close: link.text.end,
        end: link.end,
        links: links && target.is_empty(),
        target,
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
    use super::{References, escape};

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
            (
                "[a [b](https://b.example)](https://a.example)",
                "[a b](https://a.example)",
            ),
            ("![a](../a.png) b", "a b"),
            ("[a][b] [c]", "\\[a]\\[b] \\[c]"),
        ];
        for (text, expected) in rows {
            assert_eq!(escape(text, &References::of(&[])), expected, "{text}");
        }
    }
}
