//! The docs of a type.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::rustdoc::{code, described, doc, first_line};
use crate::emit::wording::constraints::limits;
use crate::emit::wording::place;
use crate::ir::{Api, Type, TypeDef};
use crate::names::is_long;

/// What the document says of a type, in a line, for a place of which it says nothing.
pub(crate) fn type_in_a_line(api: &Api, ty: &Type) -> Option<String> {
    let def = api.type_def(ty.named()?);
    def.docs.as_deref().map(first_line)
}

/// The docs of a type: the document's, or where it stands.
pub(crate) fn type_docs(api: &Api, def: &TypeDef) -> TokenStream {
    let mut text = described(def.docs.as_deref(), || place::of_type(api, def));
    // The Rust name may not tell any more.
    if let Some(name) = def.schema_name.as_deref().filter(|name| is_long(name))
        && def.docs.is_some()
    {
        text.push_str(&format!("\n\nThe schema {}.", code(name)));
    }
    if let Some(limits) = def.constraints.as_deref().map(limits)
        && !limits.is_empty()
    {
        text.push_str("\n\n");
        text.push_str(&limits);
    }
    let docs = doc(&text);
    let deprecated = def.deprecated.then(|| quote!(#[deprecated]));
    quote!(#docs #deprecated)
}
