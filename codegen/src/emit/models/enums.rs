//! Lists of values: an enum with a variant for what a newer server may send.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::emit::models::redaction;
use crate::emit::rust::types::{Types, integer};
use crate::emit::rustdoc::{described, doc, type_docs};
use crate::ir::{Enum, EnumValue, Name, Primitive, TypeDef};

/// The enum and its conversions; the traits come from the runtime's macros.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, known: &Enum) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    let fallback = &known.fallback;
    let variants = known.values.iter().map(|value| {
        let docs = doc(&described(value.docs.as_deref(), || {
            format!("`{}`.", shown(&value.value))
        }));
        let name = &value.name;
        quote!(#docs #name,)
    });
    let (derived, debug) = redaction::debug(def);
    let (content, derives) = match known.base {
        Some(Primitive::String) => (quote!(String), quote!(Clone, #derived PartialEq, Eq, Hash)),
        Some(_) => (
            quote!(i64),
            quote!(Clone, Copy, #derived PartialEq, Eq, Hash),
        ),
        None => (types.value(), quote!(Clone, #derived PartialEq)),
    };
    let conversions = match known.base {
        Some(Primitive::String) => text(&known.values, fallback),
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

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('`', "'").replace(['\n', '\r'], " "),
        other => other.to_string(),
    }
}

fn text(values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows: Vec<_> = values
        .iter()
        .filter_map(|value| Some((&value.name, value.value.as_str()?)))
        .collect();
    let write = rows
        .iter()
        .map(|(name, text)| quote!(Self::#name => #text,));
    let read = rows
        .iter()
        .map(|(name, text)| quote!(#text => Self::#name,));
    quote! {
        #[doc = " The value on the wire."]
        #[must_use]
        #[inline]
        pub fn as_str(&self) -> &str {
            match self {
                #(#write)*
                Self::#fallback(value) => value,
            }
        }

        #[inline]
        fn from_known(value: &str) -> Option<Self> {
            let known = match value {
                #(#read)*
                _ => return None,
            };
            Some(known)
        }
    }
}

fn integers(values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows: Vec<_> = values
        .iter()
        .filter_map(|value| Some((&value.name, integer(value.value.as_i64()?))))
        .collect();
    let write = rows
        .iter()
        .map(|(name, number)| quote!(Self::#name => #number,));
    let read = rows
        .iter()
        .map(|(name, number)| quote!(#number => Self::#name,));
    quote! {
        #[doc = " The value on the wire."]
        #[must_use]
        #[inline]
        pub const fn as_i64(self) -> i64 {
            match self {
                #(#write)*
                Self::#fallback(value) => value,
            }
        }

        #[inline]
        fn from_known(value: i64) -> Option<Self> {
            let known = match value {
                #(#read)*
                _ => return None,
            };
            Some(known)
        }
    }
}

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
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => integer(number),
            (None, Some(number)) => quote!(#number),
            (None, None) => {
                let number = number.as_f64().unwrap_or_default();
                quote!(#number)
            }
        },
        _ => quote!(()),
    }
}
