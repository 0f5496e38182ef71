//! The few HTML tags that authors use inside Markdown, as Markdown.

use crate::emit::rustdoc::backticks::{Backticks, run};

/// The text with known tags turned into Markdown; nothing if it has none.
pub(super) fn to_markdown(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut links: Vec<String> = Vec::new();
    let backticks = Backticks::of(text);
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('`') {
            let ticks = run(rest);
            let start = text.len() - rest.len();
            let end = backticks
                .next(ticks, start + ticks)
                .map_or(ticks, |close| close + ticks - start);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        let Some((tag, length)) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        match replacement(&tag, &mut links) {
            Some(markdown) => {
                found = true;
                out.push_str(&markdown);
            }
            None => out.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    found.then_some(out)
}

/// A tag: its name with `/` if it closes, and its attributes.
struct Tag {
    name: String,
    attributes: String,
}

fn tag(rest: &str) -> Option<(Tag, usize)> {
    // A tag has no other tag in it.
    let end = 1 + rest[1..].find(['<', '>'])?;
    if !rest[end..].starts_with('>') {
        return None;
    }
    let inner = rest[1..end].trim_end_matches('/').trim();
    let split = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(split);
    let is_name = name
        .trim_start_matches('/')
        .chars()
        .all(|c| c.is_ascii_alphanumeric());
    (is_name && !name.is_empty()).then(|| {
        let tag = Tag {
            name: name.to_ascii_lowercase(),
            attributes: attributes.to_owned(),
        };
        (tag, end + 1)
    })
}

fn replacement(tag: &Tag, links: &mut Vec<String>) -> Option<String> {
    let markdown = match tag.name.as_str() {
        "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" | "table" | "/table" | "/h1"
        | "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => "\n\n",
        "br" | "tr" | "/tr" => "\n",
        "li" => "\n- ",
        "/li" | "span" | "/span" | "small" | "/small" | "u" | "/u" | "tbody" | "/tbody"
        | "thead" | "/thead" => "",
        "td" | "th" | "/td" | "/th" => " ",
        "b" | "/b" | "strong" | "/strong" => "**",
        "i" | "/i" | "em" | "/em" => "*",
        "code" | "/code" | "tt" | "/tt" => "`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "\n\n#### ",
        "a" => {
            links.push(href(&tag.attributes).unwrap_or_default());
            "["
        }
        "/a" => {
            let address = links.pop()?;
            return Some(format!("]({address})"));
        }
        _ => return None,
    };
    Some(markdown.to_owned())
}

fn href(attributes: &str) -> Option<String> {
    let (_, value) = attributes.split_once("href=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (address, _) = value[1..].split_once(quote)?;
    Some(address.trim().to_owned())
}
