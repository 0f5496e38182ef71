//! What lines of an outline say alike: types, and the limits of values.

use std::borrow::Cow;

use proc_macro2::TokenStream;

use crate::ir::{Bound, Constraints};
use crate::outline::Line;

/// A type as Rust has it, on one line.
pub(super) fn rust(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for (with_spaces, without) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        (" : ", ": "),
        ("& ", "&"),
        (" ;", ";"),
        // By the names that users import them under.
        ("crate::runtime::", "crate::"),
    ] {
        if text.contains(with_spaces) {
            text = text.replace(with_spaces, without);
        }
    }
    text
}

/// A pointer to what has this name below another.
pub(super) fn below(pointer: &str, section: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("{pointer}/{section}/{name}")
}

/// The line with the limits of its values.
pub(super) fn limited(line: Line, constraints: Option<&Constraints>) -> Line {
    let Some(constraints) = constraints else {
        return line;
    };
    let line = own_limits(line, "", constraints);
    match &constraints.items {
        Some(items) => own_limits(line, "item-", &items.constraints),
        None => line,
    }
}

fn own_limits(line: Line, prefix: &'static str, of: &Constraints) -> Line {
    let name = |name: &'static str| -> Cow<'static, str> {
        match prefix {
            "" => Cow::Borrowed(name),
            prefix => Cow::Owned(format!("{prefix}{name}")),
        }
    };
    let bound = |bound: &Bound| {
        let exclusive = if bound.exclusive { " exclusive" } else { "" };
        format!("{}{exclusive}", bound.value)
    };
    let quoted = |text: &Option<String>| text.as_ref().map(|text| format!("{text:?}"));
    line.fact_if(name("minimum"), of.minimum.as_ref().map(bound))
        .fact_if(name("maximum"), of.maximum.as_ref().map(bound))
        .fact_if(name("multiple-of"), of.multiple_of.as_ref())
        .fact_if(name("min-length"), of.min_length)
        .fact_if(name("max-length"), of.max_length)
        .fact_if(name("pattern"), quoted(&of.pattern))
        .fact_if(name("format"), quoted(&of.format))
        .fact_if(name("min-items"), of.min_items)
        .fact_if(name("max-items"), of.max_items)
        .fact_if(name("unique-items"), of.unique_items.then_some(""))
        .fact_if(name("min-properties"), of.min_properties)
        .fact_if(name("max-properties"), of.max_properties)
}
