//! `src/servers.rs`: the servers that the document names.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::parallel::Job;
use crate::emit::rust::arguments::self_named_constructor;
use crate::emit::rustdoc::{code, codes, described, doc, safe};
use crate::ir::{Server, UrlPiece};

/// The job that makes the file, if the document names servers.
pub(super) fn job<'a>(context: &'a Context<'_>) -> Option<Job<'a>> {
    (!context.api.servers.is_empty()).then(|| -> Job<'a> { Box::new(|| file(context)) })
}

fn file(context: &Context<'_>) -> File {
    let items = context.api.servers.iter().map(one);
    context.file(
        "src/servers.rs".to_owned(),
        quote! {
            #![doc = " The servers that the document names, for [`base_url`](crate::ClientBuilder::base_url)."]
            #(#items)*
        },
    )
}

/// A constant for a fixed URL, a struct with a setter for each variable for a template.
fn one(server: &Server) -> TokenStream {
    let text = match &server.docs {
        Some(docs) => format!("{}\n\n{}", safe(docs), code(&server.url)),
        None => code(&server.url),
    };
    let docs = doc(&text);
    let name = &server.name;
    if server.variables.is_empty() {
        let url = &server.url;
        return quote!(#docs pub const #name: &str = #url;);
    }
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
            format!("Sets {}.", code(&variable.wire_name))
        });
        text.push_str(&format!("\n\nThe default is {}.", code(&variable.default)));
        if !variable.values.is_empty() {
            text.push_str(&format!(
                " The allowed values are {}.",
                codes(&variable.values, ", ")
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
    let pieces = server.url_pieces().into_iter().map(|piece| match piece {
        UrlPiece::Text(text) => quote!(#text),
        UrlPiece::Variable(variable) => {
            let name = &variable.name;
            quote!(server.#name.as_str())
        }
    });
    let self_named = self_named_constructor(name);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields)* }

        impl #name {
            #[doc = " The server with every variable at its default."]
            #[must_use]
            #self_named
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
