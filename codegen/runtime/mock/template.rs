//! Which operation a request is for.

use super::pairs;
use reqwest::{Method, Url};

/// The operations of an API, by method and path template.
pub(super) type Operations = &'static [&'static str];

/// The operations that a request to this path is for. Of those whose templates have it, a literal
/// segment comes before one with a parameter (OpenAPI 3.0.4, Paths Object); two are left only if the
/// description does not tell them apart.
pub(super) fn operations_of(
    all: Operations,
    method: &Method,
    path: &str,
    query: &str,
) -> Vec<&'static str> {
    let mut best = None;
    let mut found = Vec::new();
    for operation in all {
        let Some(literals) = literals(operation, method, path, query) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| literals > *best) {
            found.clear();
        } else if best.as_ref() != Some(&literals) {
            continue;
        }
        best = Some(literals);
        found.push(*operation);
    }
    found
}

/// For each segment whether it is literal, and the length of a query that the template has in it, if
/// the request is one of the operation.
fn literals(
    operation: &str,
    method: &Method,
    path: &str,
    query: &str,
) -> Option<(Vec<bool>, usize)> {
    let template = operation.strip_prefix(method.as_str())?.strip_prefix(' ')?;
    let (template, literal_query) = template.split_once('?').unwrap_or((template, ""));
    // What is percent-encoded in a URL is so here. Braces become `%7B` and `%7D`.
    let mut url = Url::parse("http://localhost").ok()?;
    url.set_path(template);
    url.set_query(Some(literal_query));
    if pairs::missing(url.query()?, query, '&').is_some() {
        return None;
    }
    let templates = url.path().split('/');
    if templates.clone().count() != path.split('/').count() {
        return None;
    }
    let segments = templates.zip(path.split('/')).map(|(template, segment)| {
        is_of(template, segment).then(|| !template.contains(PARAMETER.0))
    });
    Some((segments.collect::<Option<_>>()?, literal_query.len()))
}

/// What is around the name of a parameter.
const PARAMETER: (&str, &str) = ("%7B", "%7D");

/// Whether a segment of a path is one of a template. A parameter has at least a byte.
fn is_of(template: &str, segment: &str) -> bool {
    let mut pieces = template.split(PARAMETER.0);
    let first = pieces.next().unwrap_or_default();
    let mut literals: Vec<&str> = pieces
        .map(|piece| {
            piece
                .split_once(PARAMETER.1)
                .map_or(piece, |(_, rest)| rest)
        })
        .collect();
    let Some(last) = literals.pop() else {
        return first == segment;
    };
    let Some(mut rest) = segment.strip_prefix(first) else {
        return false;
    };
    for literal in literals {
        let behind = rest.get(1..).and_then(|rest| rest.split_once(literal));
        let Some((_, behind)) = behind else {
            return false;
        };
        rest = behind;
    }
    rest.len() > last.len() && rest.ends_with(last)
}
