//! Typed response headers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::operations::shared::alias;
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{code, described, doc, status};
use crate::emit::wording::limits;
use crate::ir::{Header, Name, Operation, Primitive, Response};

/// A struct for each status that documents headers.
pub(crate) fn structs(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let mut seen = std::collections::HashSet::new();
    let structs = operation
        .responses()
        .filter(|response| {
            response
                .headers_type
                .as_ref()
                .is_some_and(|name| seen.insert(name.clone()))
        })
        .filter_map(|response| one(types, response));
    quote!(#(#structs)*)
}

fn one(types: &Types<'_>, response: &Response) -> Option<TokenStream> {
    let name = response.headers_type.as_ref()?;
    let docs = doc(&format!(
        "The headers that come with {}.",
        status(response.status)
    ));
    match &response.shared_headers {
        Some(shared) => alias(&docs, name, shared),
        None => Some(struct_of(types, &docs, name, &response.headers)),
    }
}

/// A struct with a field for each header.
pub(crate) fn struct_of(
    types: &Types<'_>,
    docs: &TokenStream,
    name: &Name,
    headers: &[Header],
) -> TokenStream {
    let fields = headers.iter().map(|header| {
        let mut text = described(header.docs.as_deref(), || {
            format!("The header {}.", code(&header.wire_name))
        });
        let limits = limits(&header.constraints);
        if !limits.is_empty() {
            text.push_str("\n\n");
            text.push_str(&limits);
        }
        let docs = doc(&text);
        let name = &header.name;
        let ty = types.rust(&header.ty);
        quote!(#docs pub #name: Option<#ty>,)
    });
    let reads = headers.iter().map(|header| {
        let name = &header.name;
        let (wire_name, explode) = (&header.wire_name, header.explode);
        let read = if header.json {
            quote!(headers::read_json(headers, #wire_name)?)
        } else {
            quote!(headers::read(headers, #wire_name, #explode)?)
        };
        // Integers are read in a way of their own.
        let take = types
            .api
            .holds(&header.ty, Primitive::is_integer)
            .then(|| quote!(.map(|crate::runtime::integer::Integer(value)| value)));
        quote!(#name: #read #take,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* }

        impl #name {
            #[doc = " Reads them from a response's `headers()`. A header that is absent is `None`."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If a header is present but does not have the documented form."]
            #[inline]
            pub fn of(headers: &HeaderMap) -> Result<Self, HeaderError> {
                Ok(Self { #(#reads)* })
            }
        }
    }
}
