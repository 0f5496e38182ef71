//! `use` items for what a file names.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::emit::runtime::features::{Part, Parts};

/// What the runtime offers to operations under these names, some of it only to APIs that need it.
const RUNTIME: &[(&str, &[Part])] = &[
    ("ByteStream", &[Part::Streams]),
    ("Bytes", &[]),
    ("Error", &[]),
    ("FilePart", &[Part::Multipart]),
    ("FormEncoding", &[Part::Forms]),
    ("FormParts", &[Part::Multipart]),
    ("FormStyle", &[Part::Forms]),
    ("HeaderError", &[Part::Headers]),
    ("HeaderMap", &[]),
    ("Method", &[]),
    ("RawResponse", &[]),
    ("Request", &[]),
    ("Response", &[]),
    ("Style", &[Part::Styles, Part::FormStyles]),
    ("headers", &[Part::Headers]),
];

/// Imports for an operation's file: names of the runtime, the client, the models.
pub(crate) fn for_operation(tokens: &TokenStream, parts: &Parts) -> TokenStream {
    let used = used([tokens]);
    let runtime: Vec<Ident> = RUNTIME
        .iter()
        .filter(|(name, _)| used.contains(*name))
        .filter(|(_, any)| any.is_empty() || any.iter().any(|part| parts.has(*part)))
        .map(|(name, _)| Ident::new(name, Span::call_site()))
        .collect();
    let runtime = (!runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
    let client = used.contains("Client").then(|| {
        quote!(
            use crate::Client;
        )
    });
    let models = used.contains("models").then(|| {
        quote!(
            use crate::models;
        )
    });
    let map = used.contains("BTreeMap").then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let value = used.contains("Value").then(|| {
        quote!(
            use serde_json::Value;
        )
    });
    let fmt = used.contains("fmt").then(|| {
        quote!(
            use std::fmt;
        )
    });
    quote!(#map #fmt #value #client #models #runtime)
}

/// What the tokens name that has to be imported, and more.
pub(crate) fn used<'t>(streams: impl IntoIterator<Item = &'t TokenStream>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for tokens in streams {
        collect(tokens.clone(), &mut used);
    }
    used
}

/// Identifiers that no path leads to: `models::Error` is no `Error`. Of those in lower case only
/// modules, from which a path leads on: others are fields and variables.
fn collect(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let mut colons = 0;
    let mut module = None;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let begins = colons < 2;
                (colons, module) = (0, None);
                if begins && name.starts_with(char::is_lowercase) {
                    module = Some(name);
                } else if begins {
                    used.insert(name);
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                colons += 1;
                if colons == 2 {
                    used.extend(module.take());
                }
            }
            TokenTree::Group(group) => {
                collect(group.stream(), used);
                (colons, module) = (0, None);
            }
            _ => (colons, module) = (0, None),
        }
    }
}
