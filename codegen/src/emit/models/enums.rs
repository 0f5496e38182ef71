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

/// The enum, and a table of its values, of which the runtime makes conversions and traits.
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
        Some(Primitive::String) => texts(name, &known.values, fallback),
        Some(_) => integers(name, &known.values, fallback),
        None => mixed(name, &known.values, fallback),
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

        #debug

        #conversions
    }
}

/// A value as docs show it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn texts(name: &Name, values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows = values.iter().filter_map(|value| {
        let (variant, text) = (&value.name, value.value.as_str()?);
        Some(quote!(#variant = #text;))
    });
    quote!(string_enum! { #name { #(#rows)* ..#fallback; } })
}

fn integers(name: &Name, values: &[EnumValue], fallback: &Name) -> TokenStream {
    let rows = values.iter().filter_map(|value| {
        let (variant, number) = (&value.name, integer(value.value.as_i64()?));
        Some(quote!(#variant = #number;))
    });
    quote!(integer_enum! { #name { #(#rows)* ..#fallback; } })
}

/// Values of several types: they are compared one by one.
fn mixed(name: &Name, values: &[EnumValue], fallback: &Name) -> TokenStream {
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
        impl #name {
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

        value_enum!(#name, #fallback);
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
