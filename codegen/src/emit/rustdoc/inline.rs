//! The inside of a paragraph: code spans, links, and characters that rustdoc would take for more
//! than they are.

/// Escapes what is not meant as Markdown. Links to the web stay links, other links become their
/// text, and bare addresses become links.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    write(text, true, &mut out);
    out
}

fn write(mut rest: &str, links: bool, out: &mut String) {
    while let Some(at) = rest.find(['\\', '`', '<', '[', 'h', 'H']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes()[0] {
            b'\\' => escaped(rest, out),
            b'`' => code_span(rest, out),
            b'<' => angle(rest, links, out),
            b'[' => link(rest, links, out),
            _ => bare_url(rest, links, out),
        };
        rest = &rest[taken..];
    }
    out.push_str(rest);
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

/// A code span as it is; backticks without a partner are escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
    let mut from = ticks;
    while let Some(start) = rest[from..].find('`') {
        let start = from + start;
        let run = rest[start..].bytes().take_while(|b| *b == b'`').count();
        if run == ticks {
            out.push_str(&rest[..start + run]);
            return start + run;
        }
        from = start + run;
    }
    out.push_str(&"\\`".repeat(ticks));
    ticks
}

/// An address in angle brackets as it is; all other tags are text.
fn angle(rest: &str, links: bool, out: &mut String) -> usize {
    if links
        && let Some(end) = rest.find('>')
        && is_web(&rest[1..end])
        && !rest[1..end].contains(|c: char| c.is_whitespace() || c == '<')
    {
        out.push_str(&rest[..=end]);
        return end + 1;
    }
    out.push_str("\\<");
    1
}

fn link(rest: &str, links: bool, out: &mut String) -> usize {
    let Some((text, target, taken)) = parts_of_link(rest) else {
        out.push_str("\\[");
        return 1;
    };
    let address = target.split_whitespace().next().unwrap_or_default();
    let address = address.trim_start_matches('<').trim_end_matches('>');
    if links && is_web(address) && !address.contains(['<', '>', '`', '\\']) {
        out.push('[');
        write(text, false, out);
        let (open, close) = if address.contains(['(', ')']) {
            ("](<", ">)")
        } else {
            ("](", ")")
        };
        for piece in [open, address, close] {
            out.push_str(piece);
        }
    } else {
        write(text, links, out);
    }
    taken
}

/// Text and target of `[text](target)`, and its whole length.
fn parts_of_link(rest: &str) -> Option<(&str, &str, usize)> {
    let close = matching(rest, b'[', b']')?;
    let tail = &rest[close + 1..];
    if !tail.starts_with('(') {
        return None;
    }
    let end = matching(tail, b'(', b')')?;
    let target = tail[1..end].trim();
    if target.contains("\n\n") {
        return None;
    }
    Some((&rest[1..close], target, close + 1 + end + 1))
}

/// Where the bracket that `text` begins with is closed.
fn matching(text: &str, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
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
