//! Lists of values: an enum with a variant for what a newer server may send.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::emit::rust::debug;
use crate::emit::rust::expressions::{integer, typed_integer};
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{code, described, doc};
use crate::emit::wording::type_docs;
use crate::ir::{Enum, EnumValue, Name, Primitive, TypeDef};

/// The enum and its conversions; the traits come from the runtime's macros.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, known: &Enum) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(types.api, def);
    let fallback = &known.fallback;
    let variants = known.values.iter().map(|value| {
        let docs = doc(&described(value.docs.as_deref(), || {
            format!("Sent as {}.", code(shown(&value.value)))
        }));
        let name = &value.name;
        quote!(#docs #name,)
    });
    let (derived, debug) = debug::of_type(def);
    let (content, derives) = match known.base {
        Some(Primitive::String) => (quote!(String), quote!(Clone, #derived PartialEq, Eq, Hash)),
        Some(_) => (
            quote!(i64),
            quote!(Clone, Copy, #derived PartialEq, Eq, Hash),
        ),
        None => (quote!(Value), quote!(Clone, #derived PartialEq)),
    };
    let conversions = match known.base {
        Some(Primitive::String) => texts(&known.values, fallback),
        Some(_) => integers(&known.values, fallback),
        None => mixed(&known.values, fallback),
    };
    let implement = match known.base {
        Some(Primitive::String) => {
            quote!(crate::runtime::open_enum::string_enum!(#name, #fallback);)
        }
        Some(_) => quote!(crate::runtime::open_enum::integer_enum!(#name, #fallback);),
        None => quote!(crate::runtime::open_enum::value_enum!(#name, #fallback);),
    };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version of the crate does not know, as it was received."]
            #fallback(#content),
        }

        impl #name { #conversions }

        #debug

        #implement
    }
}

/// A value as docs show it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn texts(values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows = values.iter().filter_map(|value| {
        let text = value.value.as_str()?;
        Some((&value.name, quote!(#text)))
    });
    by_pattern(
        &rows.collect::<Vec<_>>(),
        fallback,
        &quote!(pub fn as_str(&self) -> &str),
        &quote!(&str),
    )
}

fn integers(values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows = values
        .iter()
        .filter_map(|value| Some((&value.name, integer(value.value.as_i64()?))));
    by_pattern(
        &rows.collect::<Vec<_>>(),
        fallback,
        &quote!(pub const fn as_i64(self) -> i64),
        &quote!(i64),
    )
}

/// Conversions from and to values that are patterns.
fn by_pattern(
    rows: &[(&Name, TokenStream)],
    fallback: &Name,
    signature: &TokenStream,
    ty: &TokenStream,
) -> TokenStream {
    let write = rows
        .iter()
        .map(|(name, value)| quote!(Self::#name => #value,));
    let read = rows
        .iter()
        .map(|(name, value)| quote!(#value => Self::#name,));
    quote! {
        #[doc = " The value on the wire."]
        #[must_use]
        #[inline]
        #signature {
            match self {
                #(#write)*
                Self::#fallback(value) => value,
            }
        }

        #[inline]
        fn from_known(value: #ty) -> Option<Self> {
            let known = match value {
                #(#read)*
                _ => return None,
            };
            Some(known)
        }
    }
}

/// Values of several types: they are compared one by one.
fn mixed(values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows: Vec<_> = values
        .iter()
        .map(|value| (&value.name, literal(&value.value)))
        .collect();
    let write = rows
        .iter()
        .map(|(name, value)| quote!(Self::#name => Value::from(#value),));
    let read = rows
        .iter()
        .map(|(name, value)| quote!(if *value == #value { return Some(Self::#name); }));
    quote! {
        #[doc = " The value on the wire."]
        #[must_use]
        #[inline]
        pub fn as_value(&self) -> Value {
            match self {
                #(#write)*
                Self::#fallback(value) => value.clone(),
            }
        }

        #[inline]
        fn from_known(value: &Value) -> Option<Self> {
            #(#read)*
            None
        }
    }
}

/// A scalar as Rust writes it.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => typed_integer(number).unwrap_or_else(|| {
            let number = number.as_f64().unwrap_or_default();
            quote!(#number)
        }),
        _ => quote!(()),
    }
}
