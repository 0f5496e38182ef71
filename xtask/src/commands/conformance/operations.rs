//! Which operation of which document a call is one of.

use super::scenarios::Call;
use codegen::ir::{Api, Group, Operation, PathSegment, ServerVariable, UrlPiece};

/// A document's API and the crate made from it.
#[derive(Debug)]
pub struct Crate {
    /// `type_array_client`.
    pub name: String,
    /// The name of the document without its extension: `versioning_added.v2`.
    pub document: String,
    /// What it was generated from.
    pub api: Api,
}

/// True for the name of the document of a folder, or of one of its versions.
#[must_use]
pub fn is_of(document: &str, folder: &str) -> bool {
    let rest = document.strip_prefix(&folder.replace('/', "_"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The operation of a call.
#[derive(Debug)]
pub struct Found<'a> {
    /// Its crate.
    pub krate: &'a Crate,
    /// Its group.
    pub group: &'a Group,
    /// The operation itself.
    pub operation: &'a Operation,
    /// What its path is relative to: the path of the server's URL.
    pub base: String,
    /// The text of each path parameter, by its index, percent-encoded.
    pub path: Vec<(usize, String)>,
}

impl Found<'_> {
    fn names_its_version(&self, call: &Call) -> bool {
        let mut words = call.uri.split(['/', ':']);
        words.any(|word| word == self.krate.api.version)
    }

    /// How much of the path its template says.
    fn said(&self) -> usize {
        let literals = self.operation.segments.iter();
        literals
            .map(|segment| match segment {
                PathSegment::Literal(text) => text.len(),
                PathSegment::Parameter(_) => 0,
            })
            .sum()
    }
}

/// Finds the operation of a call: that of the version that the URI names, and whose path says the
/// most. A parameter takes a `/` only where no operation is found otherwise.
#[must_use]
pub fn find<'a>(crates: &[&'a Crate], call: &Call) -> Option<Found<'a>> {
    [false, true].into_iter().find_map(|with_slash| {
        let found = crates
            .iter()
            .flat_map(|krate| in_crate(krate, call, with_slash));
        found.max_by_key(|found| (found.names_its_version(call), found.said()))
    })
}

fn in_crate<'a>(krate: &'a Crate, call: &Call, with_slash: bool) -> Vec<Found<'a>> {
    let base = base_pattern(&krate.api);
    let mut found = Vec::new();
    for group in &krate.api.groups {
        for operation in &group.operations {
            if !operation.method.as_str().eq_ignore_ascii_case(&call.method) {
                continue;
            }
            let segments = operation.segments.iter().map(|segment| match segment {
                PathSegment::Literal(text) => Piece::Text(text),
                PathSegment::Parameter(index) => Piece::Parameter(*index),
            });
            let pattern: Vec<Piece<'_>> = base.iter().copied().chain(segments).collect();
            let mut taken = Vec::new();
            if !matches(&pattern, &call.uri, with_slash, &mut taken) {
                continue;
            }
            // What the pieces of the base took comes first.
            let (base, path) = taken.split_at(base.len());
            found.push(Found {
                krate,
                group,
                operation,
                base: base.iter().map(|(_, text)| text.as_str()).collect(),
                path: path
                    .iter()
                    .filter_map(|(index, text)| Some(((*index)?, text.clone())))
                    .collect(),
            });
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Piece<'a> {
    Text(&'a str),
    /// A path parameter by its index.
    Parameter(usize),
    /// A variable of the server.
    Variable(&'a ServerVariable),
}

impl Piece<'_> {
    fn parameter(self) -> Option<usize> {
        match self {
            Self::Parameter(index) => Some(index),
            Self::Text(_) | Self::Variable(_) => None,
        }
    }

    /// Whether it can be this text.
    fn allows(self, value: &str) -> bool {
        match self {
            Self::Variable(variable) => {
                let values = &variable.values;
                values.is_empty() || values.iter().any(|other| other == value)
            }
            Self::Text(_) | Self::Parameter(_) => true,
        }
    }
}

/// The path of the server's URL: what follows its authority, or a variable in place of it.
fn base_pattern(api: &Api) -> Vec<Piece<'_>> {
    let Some(server) = api.servers.first() else {
        return Vec::new();
    };
    let mut pieces = server.pieces.iter().map(|piece| match piece {
        UrlPiece::Text(text) => Piece::Text(text),
        UrlPiece::Variable(index) => Piece::Variable(&server.variables[*index]),
    });
    let first = pieces.next().and_then(|piece| match piece {
        Piece::Text(text) => {
            let (_, rest) = text.split_once("://")?;
            Some(Piece::Text(&rest[rest.find('/')?..]))
        }
        Piece::Parameter(_) | Piece::Variable(_) => None,
    });
    first.into_iter().chain(pieces).collect()
}

/// Whether a URI is of a pattern. Adds what each piece takes: parameters take little.
fn matches(
    pattern: &[Piece<'_>],
    uri: &str,
    with_slash: bool,
    taken: &mut Vec<(Option<usize>, String)>,
) -> bool {
    let Some((piece, rest)) = pattern.split_first() else {
        return uri.is_empty();
    };
    let before = taken.len();
    match *piece {
        Piece::Text(text) => {
            // The server takes a path without the last slash for the same.
            let is_end = rest.is_empty() && uri.is_empty() && text == "/";
            let Some(after) = uri.strip_prefix(text).or(is_end.then_some("")) else {
                return false;
            };
            taken.push((None, text.to_owned()));
            if matches(rest, after, with_slash, taken) {
                return true;
            }
        }
        Piece::Parameter(_) | Piece::Variable(_) => {
            let ends = uri.char_indices().map(|(start, c)| start + c.len_utf8());
            for end in ends {
                let (value, after) = uri.split_at(end);
                if !with_slash && value.ends_with('/') {
                    break;
                }
                taken.push((piece.parameter(), value.to_owned()));
                if piece.allows(value) && matches(rest, after, with_slash, taken) {
                    return true;
                }
                taken.truncate(before);
            }
        }
    }
    taken.truncate(before);
    false
}
