//! HTML inside Markdown: what has an equal in Markdown becomes it, other markup is left out, and
//! what only looks like a tag stays text.

use std::collections::HashSet;

use crate::emit::rustdoc::backticks::{Backticks, run};

/// Elements that stand alone and have no equal in Markdown.
const BLOCKS: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "details",
    "dl",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "pre",
    "section",
    "summary",
];

/// Elements within a line that have no equal in Markdown.
const INLINE: &[&str] = &[
    "abbr", "audio", "bdi", "bdo", "big", "button", "cite", "col", "colgroup", "data", "dfn",
    "font", "iframe", "input", "ins", "label", "mark", "nobr", "option", "picture", "q", "ruby",
    "select", "source", "sub", "svg", "tfoot", "time", "video",
];

/// The elements that a text opens and closes.
#[derive(Default)]
pub(super) struct Elements {
    complete: HashSet<String>,
}

impl Elements {
    pub(super) fn of(text: &str) -> Self {
        let (mut opened, mut complete) = (HashSet::new(), HashSet::new());
        for (at, _) in text.match_indices('<') {
            let Some((tag, _)) = tag(&text[at..]) else {
                continue;
            };
            match tag.name.strip_prefix('/') {
                Some(name) if opened.contains(name) => {
                    complete.insert(name.to_owned());
                }
                Some(_) => {}
                None => {
                    opened.insert(tag.name);
                }
            }
        }
        Self { complete }
    }

    /// What stands for markup that Markdown has no words for. `<your-key>`, which is neither closed
    /// nor has attributes, is a word of the text.
    fn left_out(&self, tag: &Tag) -> Option<&'static str> {
        let name = tag.name.trim_start_matches('/');
        let is_custom = name.contains('-') && name.starts_with(|c: char| c.is_ascii_lowercase());
        let instead = if BLOCKS.contains(&name) {
            "\n\n"
        } else if INLINE.contains(&name) || is_custom {
            ""
        } else {
            return None;
        };
        let is_markup = tag.attributes.contains('=') || self.complete.contains(name);
        (tag.is_lowercase && is_markup).then_some(instead)
    }
}

/// The text with markup turned into Markdown or left out; nothing if it has none.
pub(super) fn to_markdown(text: &str, elements: &Elements) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut links: Vec<String> = Vec::new();
    let backticks = Backticks::of(text);
    let last_comment = text.rfind("-->");
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let start = text.len() - rest.len();
        if rest.starts_with('`') {
            let ticks = run(rest);
            let end = backticks
                .next(ticks, start + ticks)
                .map_or(ticks, |close| close + ticks - start);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        // Looked for only where one is known to be.
        if rest.starts_with("<!--") && last_comment.is_some_and(|last| last >= start + 4) {
            found = true;
            rest = rest[4..].split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, length)) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let instead = replacement(&tag, &mut links);
        match instead.or_else(|| elements.left_out(&tag).map(str::to_owned)) {
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
    is_lowercase: bool,
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
        .all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_name && !name.is_empty()).then(|| {
        let tag = Tag {
            is_lowercase: !name.contains(|c: char| c.is_ascii_uppercase()),
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
        "hr" => "\n\n---\n\n",
        "li" | "dt" => "\n- ",
        "/li" | "/dt" | "/dd" | "span" | "/span" | "small" | "/small" | "u" | "/u" | "tbody"
        | "/tbody" | "thead" | "/thead" | "/sup" | "wbr" => "",
        "td" | "th" | "/td" | "/th" | "dd" => " ",
        "b" | "/b" | "strong" | "/strong" => "**",
        "i" | "/i" | "em" | "/em" => "*",
        "code" | "/code" | "tt" | "/tt" | "kbd" | "/kbd" | "samp" | "/samp" => "`",
        "del" | "/del" | "s" | "/s" | "strike" | "/strike" => "~~",
        // 10<sup>6</sup> is not 106.
        "sup" => "^",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "\n\n#### ",
        "a" => {
            links.push(attribute(&tag.attributes, "href").unwrap_or_default());
            "["
        }
        "/a" => {
            let address = links.pop()?;
            return Some(format!("]({address})"));
        }
        "img" => {
            let address = attribute(&tag.attributes, "src")?;
            let text = attribute(&tag.attributes, "alt").unwrap_or_default();
            return Some(format!("![{}]({address})", text.replace(['[', ']'], "")));
        }
        _ => return None,
    };
    Some(markdown.to_owned())
}

fn attribute(attributes: &str, name: &str) -> Option<String> {
    let (_, value) = attributes.split_once(&format!("{name}="))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (address, _) = value[1..].split_once(quote)?;
    Some(address.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Elements, to_markdown};

    #[test]
    fn markup_is_left_out_and_text_is_not() {
        let rows = [
            ("<x-state class=\"beta\"></x-state> new", Some(" new")),
            ("<aside>Beware</aside>", Some("\n\nBeware\n\n")),
            ("a <font color=red>b</font>", Some("a b")),
            ("a <!-- hidden --> b", Some("a  b")),
            ("a <!-- b", None),
            ("10<sup>6</sup>", Some("10^6")),
            (
                "<img src=\"https://a.example/b.png\" alt=\"c\">",
                Some("![c](https://a.example/b.png)"),
            ),
            ("Bearer <access-token>", None),
            ("<label> of <T>", None),
            ("a <Message from=\"b\">", None),
            ("`<aside></aside>`", None),
            ("<script>x</script>", None),
        ];
        for (text, expected) in rows {
            let markdown = to_markdown(text, &Elements::of(text));
            assert_eq!(markdown.as_deref(), expected, "{text:?}");
        }
    }
}
