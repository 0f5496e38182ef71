//! The rows for each status of a response: which of them are decoded alike, and how each is.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::rust::types::Types;
use crate::ir::{Documented, MediaKind, Operation, Primitive, Response, StatusPattern};

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Success,
    Error,
}

/// The rows that make the error of a response that is no success.
pub(super) fn error(types: &Types<'_>, operation: &Operation) -> Vec<TokenStream> {
    let documented = &operation.errors;
    let mut rows = rows(types, documented, Outcome::Error);
    if !has_default(documented) {
        let other = match operation.other_errors {
            Some(_) => quote!(response.other_error()),
            None => quote!(response.undocumented()),
        };
        rows.push((vec![StatusPattern::Default], Reading::of(other)));
    }
    in_tokens(&rows)
}

/// Statuses in the order in which they are to be tried, each once.
fn statuses(documented: &Documented) -> Vec<StatusPattern> {
    let mut statuses: Vec<_> = documented
        .responses
        .iter()
        .map(|response| response.status)
        .collect();
    statuses.dedup();
    statuses
}

/// How a response of one status is decoded: by its media type where there are several.
#[derive(Clone)]
struct Reading {
    /// Under which condition the response is decoded in another way than `otherwise`.
    conditional: Vec<(TokenStream, TokenStream)>,
    otherwise: TokenStream,
}

impl Reading {
    fn of(otherwise: TokenStream) -> Self {
        Self {
            conditional: Vec::new(),
            otherwise,
        }
    }

    /// The rows for responses of these statuses.
    fn rows(&self, statuses: &[StatusPattern]) -> Vec<TokenStream> {
        let pattern = patterns(statuses);
        let conditional = self.conditional.iter();
        let mut rows: Vec<TokenStream> = conditional
            .map(|(condition, decode)| quote!(#pattern if #condition => #decode;))
            .collect();
        let otherwise = &self.otherwise;
        rows.push(quote!(#pattern => #otherwise;));
        rows
    }

    fn text(&self) -> String {
        let rows = self.rows(&[]);
        quote!(#(#rows)*).to_string()
    }
}

impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

/// Statuses that are decoded alike, and how.
type Row = (Vec<StatusPattern>, Reading);

/// The rows for success. A status of success that is not documented is decoded like the documented
/// ones, if there is one way to decode these; a documented `default` error does not catch it.
pub(super) fn success(types: &Types<'_>, operation: &Operation) -> Vec<TokenStream> {
    let documented = &operation.success;
    let mut rows = rows(types, documented, Outcome::Success);
    let has_all = documented
        .responses
        .iter()
        .any(|response| response.status == StatusPattern::Range(2));
    if !has_all {
        let other = other_success(types, documented);
        if let Some(other) = &other {
            rows.retain(|(statuses, decode)| {
                let is_redirection = matches!(statuses[0], StatusPattern::Code(300..));
                is_redirection || decode != other
            });
        }
        let other = other.or_else(|| {
            has_default(&operation.errors)
                .then(|| Reading::of(quote!(Err(response.undocumented()))))
        });
        rows.extend(other.map(|other| (vec![StatusPattern::Range(2)], other)));
    }
    let empty = empty_success(documented);
    empty.into_iter().chain(in_tokens(&rows)).collect()
}

/// How an undocumented success is decoded: like all documented ones that have content, or like all
/// of them if none has.
fn other_success(types: &Types<'_>, documented: &Documented) -> Option<Reading> {
    let decodes = |with_content: bool| {
        let mut decodes: Vec<Reading> = Vec::new();
        let responses = documented.responses.iter();
        for response in responses.filter(|response| response.kind.is_some() == with_content) {
            let decode = decode(types, documented, Some(response.status), Outcome::Success);
            if !decodes.contains(&decode) {
                decodes.push(decode);
            }
        }
        decodes
    };
    let mut candidates = decodes(true);
    if candidates.is_empty() {
        candidates = decodes(false);
    }
    candidates.pop().filter(|_| candidates.is_empty())
}

/// The row for a success without a body, where the enum says that this can be: one variant has no
/// content, and all others are JSON, which is never empty.
fn empty_success(documented: &Documented) -> Option<TokenStream> {
    let name = documented.enum_name.as_ref()?;
    let (empty, others): (Vec<&Response>, Vec<&Response>) = documented
        .responses
        .iter()
        .partition(|response| response.kind.is_none());
    let [empty] = empty.as_slice() else {
        return None;
    };
    let is_json = |other: &&Response| other.kind == Some(MediaKind::Json);
    others.iter().all(is_json).then(|| {
        let variant = &empty.variant;
        quote!(_ if response.lacks_content() => Ok(response.with(#name::#variant));)
    })
}

fn has_default(documented: &Documented) -> bool {
    let last = documented.responses.last();
    last.is_some_and(|last| last.status == StatusPattern::Default)
}

/// The rows of a match over the status. Statuses that are decoded alike share a row.
fn rows(types: &Types<'_>, documented: &Documented, outcome: Outcome) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for status in statuses(documented) {
        let decode = decode(types, documented, Some(status), outcome);
        let same = rows.last_mut().filter(|(statuses, other)| {
            let both_codes = matches!(
                (statuses[0], status),
                (StatusPattern::Code(_), StatusPattern::Code(_))
            );
            both_codes && *other == decode
        });
        match same {
            Some((statuses, _)) => statuses.push(status),
            None => rows.push((vec![status], decode)),
        }
    }
    // What is decoded like `default` right before it needs no row of its own.
    while let [.., (_, before), (last, decode)] = rows.as_slice()
        && *last == [StatusPattern::Default]
        && before == decode
    {
        rows.remove(rows.len() - 2);
    }
    rows
}

fn in_tokens(rows: &[Row]) -> Vec<TokenStream> {
    rows.iter()
        .flat_map(|(statuses, reading)| reading.rows(statuses))
        .collect()
}

/// The pattern of some statuses. Three codes in a row or more are a range.
fn patterns(statuses: &[StatusPattern]) -> TokenStream {
    let in_a_row = |before: &StatusPattern, after: &StatusPattern| match (before, after) {
        (StatusPattern::Code(before), StatusPattern::Code(after)) => before + 1 == *after,
        _ => false,
    };
    let patterns = statuses.chunk_by(in_a_row).flat_map(|row| match row {
        [StatusPattern::Code(from), _, .., StatusPattern::Code(to)] => vec![range(*from, *to)],
        _ => row.iter().copied().map(pattern).collect(),
    });
    quote!(#(#patterns)|*)
}

/// The pattern of a status.
pub(super) fn pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusPattern::Range(class) => range(class * 100, class * 100 + 99),
        StatusPattern::Default => quote!(_),
    }
}

pub(super) fn range(from: u16, to: u16) -> TokenStream {
    let (from, to) = (Literal::u16_unsuffixed(from), Literal::u16_unsuffixed(to));
    quote!(#from..=#to)
}

/// Decodes a response of one status: by its media type where there are several, the first of them
/// if the response names none of them.
fn decode(
    types: &Types<'_>,
    documented: &Documented,
    status: Option<StatusPattern>,
    outcome: Outcome,
) -> Reading {
    let mut entries = documented
        .responses
        .iter()
        .filter(|response| Some(response.status) == status);
    let Some(first) = entries.next() else {
        return Reading::of(quote!(response.undocumented()));
    };
    let first = decode_one(types, documented, first, outcome);
    // Media types that are decoded alike, one after the other, share a row.
    let mut others: Vec<(Vec<&str>, TokenStream)> = Vec::new();
    for entry in entries {
        let Some(media_type) = entry.media_type.as_deref() else {
            continue;
        };
        let decode = decode_one(types, documented, entry, outcome);
        match others.last_mut() {
            Some((media_types, other)) if other.to_string() == decode.to_string() => {
                media_types.push(media_type);
            }
            _ => others.push((vec![media_type], decode)),
        }
    }
    if others
        .last()
        .is_some_and(|(_, decode)| decode.to_string() == first.to_string())
    {
        others.pop();
    }
    let conditional = others.into_iter().map(|(media_types, decode)| {
        let condition = quote!(#(response.is_media_type(#media_types))||*);
        (condition, decode)
    });
    Reading {
        conditional: conditional.collect(),
        otherwise: first,
    }
}

fn decode_one(
    types: &Types<'_>,
    documented: &Documented,
    response: &Response,
    outcome: Outcome,
) -> TokenStream {
    let variant = documented.enum_name.as_ref().map(|name| {
        let (name, variant) = (name, &response.variant);
        quote!(#name::#variant)
    });
    let integers = response
        .model()
        .is_some_and(|ty| types.api.holds(ty, Primitive::is_integer));
    if integers {
        // They are read in a way of their own, and taken out of what does so.
        let content = match &variant {
            Some(variant) => quote!(#variant(content)),
            None => quote!(content),
        };
        let take = quote!(|crate::runtime::integer::Integer(content)| #content);
        return match outcome {
            Outcome::Success => quote!(response.json_with(#take)),
            Outcome::Error => quote!(response.json_error_with(#take)),
        };
    }
    match (outcome, response.kind, variant) {
        (Outcome::Success, None, None) => quote!(Ok(response.empty())),
        (Outcome::Success, None, Some(variant)) => quote!(Ok(response.with(#variant))),
        (Outcome::Success, Some(MediaKind::Text), None) => quote!(Ok(response.text())),
        (Outcome::Success, Some(MediaKind::Text), Some(variant)) => {
            quote!(Ok(response.text().map(#variant)))
        }
        (Outcome::Success, Some(MediaKind::Binary), None) => quote!(Ok(response.bytes())),
        (Outcome::Success, Some(MediaKind::Binary), Some(variant)) => {
            quote!(Ok(response.bytes().map(#variant)))
        }
        (Outcome::Success, Some(_), None) => quote!(response.json()),
        (Outcome::Success, Some(_), Some(variant)) => quote!(response.json_with(#variant)),
        (Outcome::Error, None, None) => quote!(response.empty_error()),
        (Outcome::Error, None, Some(variant)) => quote!(response.error_with(#variant)),
        (Outcome::Error, Some(MediaKind::Text), None) => quote!(response.text_error()),
        (Outcome::Error, Some(MediaKind::Text), Some(variant)) => {
            quote!(response.text_error_with(#variant))
        }
        (Outcome::Error, Some(MediaKind::Binary), None) => {
            quote!(response.bytes_error_with(|body| body))
        }
        (Outcome::Error, Some(MediaKind::Binary), Some(variant)) => {
            quote!(response.bytes_error_with(#variant))
        }
        (Outcome::Error, Some(_), None) => quote!(response.json_error()),
        (Outcome::Error, Some(_), Some(variant)) => quote!(response.json_error_with(#variant)),
    }
}
