//! The header `Link` (RFC 8288, 3).

use reqwest::header::HeaderMap;

/// The target of the first link that leads to the next page.
#[inline]
pub(super) fn next_link<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let values = headers.get_all(name).into_iter();
    let texts = values.filter_map(|value| str::from_utf8(value.as_bytes()).ok());
    texts.flat_map(|text| Links { rest: text }).flatten().next()
}

/// The links of a header: the target of each that leads to the next page, nothing for others.
struct Links<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Links<'h> {
    type Item = Option<&'h str>;

    fn next(&mut self) -> Option<Self::Item> {
        // What stands between links has no meaning, whatever it is.
        let (_, rest) = self.rest.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        self.rest = rest;
        let mut relation = None;
        let mut is_of_this = true;
        while let Some((name, value)) = self.parameter() {
            if name.eq_ignore_ascii_case("rel") {
                relation = relation.or(Some(value));
            } else if name.eq_ignore_ascii_case("anchor") {
                // It is a link of something else than this page.
                is_of_this = false;
            }
        }
        let mut relations = relation.unwrap_or_default().split_ascii_whitespace();
        let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        Some((is_next && is_of_this).then_some(target.trim()))
    }
}

impl<'h> Links<'h> {
    /// The next parameter of the present link. A value in quotes is without them.
    fn parameter(&mut self) -> Option<(&'h str, &'h str)> {
        let rest = self.rest.trim_start().strip_prefix(';')?;
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        let Some(value) = rest[end..].strip_prefix('=') else {
            self.rest = &rest[end..];
            return Some((name, ""));
        };
        let value = value.trim_start();
        let (value, rest) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_at(quoted_length(quoted)),
            None => value.split_at(value.find([';', ',']).unwrap_or(value.len())),
        };
        self.rest = rest.strip_prefix('"').unwrap_or(rest);
        Some((name, value.trim()))
    }
}

/// Where the quote ends that this is the inside of.
fn quoted_length(quoted: &str) -> usize {
    let mut is_escaped = false;
    let end = quoted.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.unwrap_or(quoted.len())
}
