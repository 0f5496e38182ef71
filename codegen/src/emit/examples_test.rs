//! `tests/examples.rs`: every example of the document is decoded and encoded again.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::emit::context::{Context, File};
use crate::emit::rust::lints::{self, Identifiers};
use crate::emit::rust::types::{Types, ident};
use crate::ir::{MediaKind, Operation, Response, StatusPattern, Type, TypeId, TypeKind};
use crate::names::reserved::FileKind;
use crate::names::{self, Scope};

/// The functions that tests share.
const SHARED: &[&str] = &["round_trip", "without_nulls"];

/// The file. Without examples it holds what the tests share, and no test.
pub(crate) fn file(context: &Context<'_>) -> File {
    let path = "tests/examples.rs".to_owned();
    context.file_of(FileKind::Tests, path, tokens(context))
}

fn tokens(context: &Context<'_>) -> TokenStream {
    let crate_name = ident(&context.crate_ident());
    let types = Types::in_tests(context.api, &crate_name);
    let mut scope = Scope::with(SHARED);
    let mut tests = Vec::new();
    for (index, def) in context.api.types.iter().enumerate() {
        if matches!(def.kind, TypeKind::Multipart { .. }) {
            continue;
        }
        let name = format!("model_{}", names::value_name(def.name.as_str()).as_str());
        let ty = Type::Named(TypeId(index));
        tests.extend(test(&types, &mut scope, &name, &ty, &def.examples));
    }
    for operation in context.api.operations() {
        tests.extend(of_operation(&types, &mut scope, operation));
    }
    let shared = (!tests.is_empty()).then(shared);
    let mut identifiers = Identifiers::new();
    lints::collect(quote!(#shared #(#tests)*), &mut identifiers);
    let allow_letters = lints::allowed(&[identifiers]);
    let features = context.features.as_ref();
    let all = features.map(|_| quote!(#![cfg(feature = "all")]));
    let allow_deprecated = context.api.types.iter().any(|def| def.deprecated).then(|| {
        quote!(#![allow(deprecated, reason = "the document has examples of deprecated schemas")])
    });
    quote! {
        #![doc = " Every example of the document, decoded into its model and encoded again."]
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #all
        #![allow(clippy::too_many_lines, reason = "examples are as long as in the document")]
        #allow_deprecated
        #allow_letters
        #shared
        #(#tests)*
    }
}

/// What all tests share.
fn shared() -> TokenStream {
    quote! {
        #[doc = " Decodes the text and encodes it again: nothing but `null` may be lost."]
        fn round_trip<T: DeserializeOwned + Serialize>(text: &str) {
            let before: Value = serde_json::from_str(text).expect("the example is JSON");
            let model: T = serde_json::from_value(before.clone()).expect("the example decodes");
            let after = serde_json::to_value(&model).expect("the model encodes");
            assert_eq!(without_nulls(after), without_nulls(before));
        }

        #[doc = " Removes `null` properties, and writes `1.0` as `1`, since both are the same number."]
        fn without_nulls(value: Value) -> Value {
            match value {
                Value::Object(properties) => properties
                    .into_iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(name, value)| (name, without_nulls(value)))
                    .collect(),
                Value::Array(items) => items.into_iter().map(without_nulls).collect(),
                Value::Number(number) if number.is_f64() => {
                    let shortest = number.as_f64().map(|float| float.to_string());
                    let shorter = shortest.and_then(|text| text.parse().ok());
                    shorter.unwrap_or(Value::Number(number))
                }
                other => other,
            }
        }
    }
}

fn of_operation(types: &Types<'_>, scope: &mut Scope, operation: &Operation) -> Vec<TokenStream> {
    let base = operation.name.as_str();
    let mut tests = Vec::new();
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        if matches!(content.kind, MediaKind::Json | MediaKind::Form) {
            let variant = names::value_name(content.variant.as_str());
            let name = format!("{base}_request_{}", variant.as_str());
            tests.extend(test(types, scope, &name, &content.ty, &content.examples));
        }
    }
    // `default` may stand for success and for errors; its examples are the same.
    let errors = operation.errors.responses.iter();
    let both = operation
        .success
        .responses
        .iter()
        .chain(errors.filter(|response| {
            response.status != StatusPattern::Default
                || operation
                    .success
                    .responses
                    .iter()
                    .all(|success| success.examples != response.examples)
        }));
    for response in both {
        tests.extend(of_response(types, scope, base, response));
    }
    tests
}

fn of_response(
    types: &Types<'_>,
    scope: &mut Scope,
    base: &str,
    response: &Response,
) -> Option<TokenStream> {
    if response.kind != Some(MediaKind::Json) {
        return None;
    }
    let variant = names::value_name(response.variant.as_str());
    let name = format!("{base}_{}", variant.as_str());
    test(
        types,
        scope,
        &name,
        response.ty.as_ref()?,
        &response.examples,
    )
}

fn test(
    types: &Types<'_>,
    scope: &mut Scope,
    name: &str,
    ty: &Type,
    examples: &[Value],
) -> Option<TokenStream> {
    if examples.is_empty() {
        return None;
    }
    let name = scope.unique(&names::fixed(name), "_");
    let ty = types.rust(ty);
    let calls = examples.iter().map(|example| {
        let text = literal(example);
        if text.to_string().contains('\n') {
            quote!(let example = #text; round_trip::<#ty>(example);)
        } else {
            quote!(round_trip::<#ty>(#text);)
        }
    });
    Some(quote! {
        #[test]
        fn #name() {
            #(#calls)*
        }
    })
}

/// JSON as a person would paste it into a test.
fn literal(example: &Value) -> TokenStream {
    let compact = example.to_string();
    let text = if compact.len() > 60 {
        serde_json::to_string_pretty(example).unwrap_or(compact)
    } else {
        compact
    };
    let text = visible(&text);
    let raw = ["", "#", "##", "###", "####"]
        .into_iter()
        .find(|hashes| !text.contains(&format!("\"{hashes}")));
    match raw {
        Some(hashes) if text.contains(['"', '\\']) => format!("r{hashes}\"{text}\"{hashes}")
            .parse()
            .unwrap_or_else(|_| quote!(#text)),
        _ => quote!(#text),
    }
}

/// With escapes for what cannot be seen, or would change the direction of what follows.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out
}
