//! How a parameter's value becomes text (OpenAPI 3.0.4, Style Values).
//!
//! Where the specification leaves a case open, values are written like this:
//!
//! - `null` is written like the column `undefined` of the specification's table, `null` inside an
//!   array or object is left out (RFC 6570, 2.3), and an empty array or object is not sent at all.
//! - `spaceDelimited` and `pipeDelimited` with `explode` are written like `form` with `explode`.
//! - `deepObject` writes nested objects as `a[b][c]`, and arrays by the index of each item: `a[0]`,
//!   `a[0][b]`. Repeated names would mix the properties of one object with those of the next.
//! - A nested array or object that a style cannot express is written as its JSON text.
//! - Exploded cookies are pairs of a name and a value, separated as cookies are.

use super::{
    data::Data,
    escape::{self, UNRESERVED},
};
use percent_encoding::{AsciiSet, utf8_percent_encode};

/// `style` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `blue`
    Simple,
    /// `color=blue`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue%7Cblack`
    PipeDelimited,
    /// `color%5BR%5D=100`
    DeepObject,
    /// `color=blue`, and nothing is percent-encoded (OpenAPI 3.2)
    Cookie,
}

/// Reserved characters that mean nothing in a path beyond separating its segments.
const RESERVED_IN_PATH: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Reserved characters that mean nothing in a query: not `#`, `[`, `]`, `&`, `=`, `+`
/// (OpenAPI 3.0.4, Appendix C).
const RESERVED_IN_QUERY: &AsciiSet = &RESERVED_IN_PATH.add(b'&').add(b'=').add(b'+').remove(b'?');

/// Which characters of a value are not percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// The unreserved ones.
    Strict,
    /// `allowReserved` in a path. `%2F` and the like are kept too.
    PathReserved,
    /// `allowReserved` in a query. `%2F` and the like are kept too.
    QueryReserved,
    /// All: headers and plain cookies are not percent-encoded.
    Never,
}

impl Escape {
    /// The variant for a query parameter.
    #[must_use]
    pub(crate) fn in_query(allow_reserved: bool) -> Self {
        if allow_reserved {
            Self::QueryReserved
        } else {
            Self::Strict
        }
    }

    /// Writes text, with all other characters percent-encoded.
    pub(crate) fn push(self, out: &mut String, text: &str) {
        match self {
            Self::Strict => escape::push(out, text),
            Self::PathReserved => push_reserved(out, text, RESERVED_IN_PATH),
            Self::QueryReserved => push_reserved(out, text, RESERVED_IN_QUERY),
            Self::Never => out.push_str(text),
        }
    }
}

/// Keeps what is percent-encoded already, and encodes any other `%`.
fn push_reserved(out: &mut String, text: &str, set: &'static AsciiSet) {
    let mut pieces = text.split('%');
    out.extend(utf8_percent_encode(pieces.next().unwrap_or_default(), set));
    for piece in pieces {
        let digits = piece.as_bytes().get(..2);
        let encoded = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if encoded { "%" } else { "%25" });
        out.extend(utf8_percent_encode(piece, set));
    }
}

/// Writes the value of a path parameter: `matrix`, `label` or `simple`.
pub(crate) fn path(
    out: &mut String,
    name: &str,
    data: &Data,
    style: Style,
    explode: bool,
    escape: Escape,
) {
    match (style, data) {
        (Style::Matrix, data) => matrix(out, name, data, explode, escape),
        (Style::Label, Data::List(items)) => {
            let separator = if explode { "." } else { "," };
            join(out, ".", separator, items, escape);
        }
        (Style::Label, Data::Object(properties)) => {
            let (equals, separator) = if explode { ("=", ".") } else { (",", ",") };
            join_pairs(out, ".", equals, separator, properties, escape);
        }
        (Style::Label, scalar) => {
            out.push('.');
            escape.push(out, &scalar.text());
        }
        (_, data) => simple(out, data, explode, escape),
    }
}

/// Writes the value of a path or header parameter with the style `simple`.
pub(crate) fn simple(out: &mut String, data: &Data, explode: bool, escape: Escape) {
    match data {
        Data::List(items) => join(out, "", ",", items, escape),
        Data::Object(properties) => {
            let equals = if explode { "=" } else { "," };
            join_pairs(out, "", equals, ",", properties, escape);
        }
        scalar => escape.push(out, &scalar.text()),
    }
}

fn matrix(out: &mut String, name: &str, data: &Data, explode: bool, escape: Escape) {
    let prefix = |out: &mut String| {
        out.push(';');
        Escape::Strict.push(out, name);
    };
    match data {
        Data::List(items) if explode => {
            for item in items.iter().filter(|item| !is_null(item)) {
                matrix_pair(out, name, &item.text(), escape);
            }
        }
        Data::Object(properties) if explode => {
            for (name, value) in present(properties) {
                matrix_pair(out, name, &value.text(), escape);
            }
        }
        Data::List(items) if items.iter().all(is_null) => {}
        Data::Object(properties) if present(properties).next().is_none() => {}
        Data::List(items) => {
            prefix(out);
            join(out, "=", ",", items, escape);
        }
        Data::Object(properties) => {
            prefix(out);
            join_pairs(out, "=", ",", ",", properties, escape);
        }
        scalar => matrix_pair(out, name, &scalar.text(), escape),
    }
}

/// `;name=value`, or `;name` if the value is empty (RFC 6570, 3.2.7).
fn matrix_pair(out: &mut String, name: &str, value: &str, escape: Escape) {
    out.push(';');
    Escape::Strict.push(out, name);
    if !value.is_empty() {
        out.push('=');
        escape.push(out, value);
    }
}

/// Adds a query parameter to a query: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`.
pub(crate) fn query(
    out: &mut String,
    name: &str,
    data: &Data,
    style: Style,
    explode: bool,
    escape: Escape,
) {
    let pairs = Pairs {
        out,
        separator: "&",
        escape,
    };
    pairs.add_styled(name, data, style, explode);
}

/// Adds a cookie parameter to the cookies. With [`Style::Cookie`], the caller checks that no value
/// ends the cookie.
pub(crate) fn cookie(out: &mut String, name: &str, data: &Data, style: Style, explode: bool) {
    let pairs = Pairs {
        out,
        separator: "; ",
        escape: match style {
            Style::Cookie => Escape::Never,
            _ => Escape::Strict,
        },
    };
    pairs.add_styled(name, data, style, explode);
}

/// Names and values with a separator between one pair and the next.
struct Pairs<'a> {
    out: &'a mut String,
    separator: &'static str,
    escape: Escape,
}

impl Pairs<'_> {
    fn add_styled(mut self, name: &str, data: &Data, style: Style, explode: bool) {
        match style {
            Style::DeepObject => {
                let mut encoded = String::new();
                Escape::Strict.push(&mut encoded, name);
                self.deep(&encoded, data);
            }
            Style::SpaceDelimited => self.form(name, data, "%20", explode),
            Style::PipeDelimited => self.form(name, data, "%7C", explode),
            _ => self.form(name, data, ",", explode),
        }
    }

    fn form(&mut self, name: &str, data: &Data, delimiter: &str, explode: bool) {
        match data {
            Data::List(items) if explode => {
                for item in items.iter().filter(|item| !is_null(item)) {
                    self.add(name, &item.text());
                }
            }
            Data::Object(properties) if explode => {
                for (name, value) in present(properties) {
                    self.add(name, &value.text());
                }
            }
            Data::List(items) if items.iter().all(is_null) => {}
            Data::Object(properties) if present(properties).next().is_none() => {}
            Data::List(items) => {
                self.name(name);
                join(self.out, "=", delimiter, items, self.escape);
            }
            Data::Object(properties) => {
                self.name(name);
                join_pairs(self.out, "=", delimiter, delimiter, properties, self.escape);
            }
            scalar => self.add(name, &scalar.text()),
        }
    }

    /// `name` is percent-encoded already.
    fn deep(&mut self, name: &str, data: &Data) {
        match data {
            Data::Object(properties) => {
                for (property, value) in present(properties) {
                    let mut inner = format!("{name}%5B");
                    Escape::Strict.push(&mut inner, property);
                    inner.push_str("%5D");
                    self.deep(&inner, value);
                }
            }
            Data::List(items) => {
                let items = items.iter().filter(|item| !is_null(item));
                for (index, item) in items.enumerate() {
                    self.deep(&format!("{name}%5B{index}%5D"), item);
                }
            }
            scalar => {
                self.separate();
                self.out.push_str(name);
                self.out.push('=');
                self.escape.push(self.out, &scalar.text());
            }
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.push('=');
        self.escape.push(self.out, value);
    }

    fn name(&mut self, name: &str) {
        self.separate();
        Escape::Strict.push(self.out, name);
    }

    fn separate(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(self.separator);
        }
    }
}

/// `prefix`, then the items; nothing at all if there are none.
fn join(out: &mut String, prefix: &str, separator: &str, items: &[Data], escape: Escape) {
    let mut before = prefix;
    for item in items.iter().filter(|item| !is_null(item)) {
        out.push_str(before);
        escape.push(out, &item.text());
        before = separator;
    }
}

fn join_pairs(
    out: &mut String,
    prefix: &str,
    equals: &str,
    separator: &str,
    properties: &[(String, Data)],
    escape: Escape,
) {
    let mut before = prefix;
    for (name, value) in present(properties) {
        out.push_str(before);
        match escape {
            Escape::Never => out.push_str(name),
            _ => Escape::Strict.push(out, name),
        }
        out.push_str(equals);
        escape.push(out, &value.text());
        before = separator;
    }
}

fn present(properties: &[(String, Data)]) -> impl Iterator<Item = &(String, Data)> {
    properties.iter().filter(|(_, value)| !is_null(value))
}

fn is_null(data: &Data) -> bool {
    matches!(data, Data::Null)
}
