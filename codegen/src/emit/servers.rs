//! `src/servers.rs`: the servers that the document names.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::rustdoc::{described, doc, safe};
use crate::ir::Server;

/// The file, if the document names servers.
pub(crate) fn file(context: &Context<'_>) -> Option<File> {
    let servers = &context.api.servers;
    if servers.is_empty() {
        return None;
    }
    let items = servers.iter().map(one);
    Some(context.file(
        "src/servers.rs".to_owned(),
        quote! {
            #![doc = " The servers that the document names, for [`base_url`](crate::ClientBuilder::base_url)."]
            #(#items)*
        },
    ))
}

/// A constant for a fixed URL, a struct with a setter for each variable for a template.
fn one(server: &Server) -> TokenStream {
    let text = match &server.docs {
        Some(docs) => format!("{}\n\n`{}`", safe(docs), server.url),
        None => format!("`{}`", server.url),
    };
    let docs = doc(&text);
    if server.variables.is_empty() {
        let (name, url) = (&server.name, &server.url);
        return quote!(#docs pub const #name: &str = #url;);
    }
    let name = &server.name;
    let fields = server.variables.iter().map(|variable| {
        let name = &variable.name;
        quote!(#name: String,)
    });
    let defaults = server.variables.iter().map(|variable| {
        let (name, default) = (&variable.name, &variable.default);
        quote!(#name: #default.to_owned(),)
    });
    let setters = server.variables.iter().map(|variable| {
        let name = &variable.name;
        let mut text = described(variable.docs.as_deref(), || {
            format!("Sets `{}`.", variable.wire_name)
        });
        text.push_str(&format!("\n\nUnless set, it is `{}`.", variable.default));
        if !variable.values.is_empty() {
            text.push_str(&format!(
                " The document allows `{}`.",
                variable.values.join("`, `")
            ));
        }
        let docs = doc(&text);
        quote! {
            #docs
            #[must_use]
            pub fn #name(mut self, #name: impl Into<String>) -> Self {
                self.#name = #name.into();
                self
            }
        }
    });
    let pieces = pieces(server);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields)* }

        impl #name {
            #[doc = " The server with every variable at its default."]
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }

            #(#setters)*
        }

        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self { #(#defaults)* }
            }
        }

        impl From<#name> for String {
            #[inline]
            fn from(server: #name) -> Self {
                [#(#pieces),*].concat()
            }
        }
    }
}

/// The URL as pieces of text and variables.
fn pieces(server: &Server) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut rest = server.url.as_str();
    while let Some((text, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            break;
        };
        if !text.is_empty() {
            pieces.push(quote!(#text));
        }
        if let Some(variable) = server
            .variables
            .iter()
            .find(|variable| variable.wire_name == name)
        {
            let name = &variable.name;
            pieces.push(quote!(server.#name.as_str()));
        }
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(quote!(#rest));
    }
    pieces
}
