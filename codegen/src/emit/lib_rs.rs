//! `src/lib.rs`: the first page of the docs, and what the crate exports.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::context::{Context, File};
use crate::emit::runtime::parts::{Part, Parts};
use crate::emit::rust::lints;
use crate::emit::rust::types::ident;
use crate::emit::rustdoc::inner_doc;
use crate::ir::Api;

/// The file; `page` is its docs, `others` are all other files below `src/`.
pub(crate) fn file(context: &Context<'_>, page: &str, others: &[File]) -> File {
    let api = context.api;
    let docs = inner_doc(page);
    let allow_deprecated = has_deprecated(api).then(|| {
        quote!(#![allow(deprecated, reason = "the crate itself uses items that the document deprecates")])
    });
    // Spelt out, rustfmt would take the attribute in `quote!` for its own.
    let rustfmt = format_ident!("rustfmt");
    let servers = api.usable_servers().next().map(|_| {
        quote!(
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            pub mod servers;
        )
    });
    let responses = (!api.shared_responses.is_empty()).then(|| {
        quote!(
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            mod responses;
        )
    });
    let (whole, reason) = match &context.features {
        Some(_) => (
            quote!(all(feature = "client", feature = "all")),
            "the docs refer to all groups",
        ),
        None => (quote!(feature = "client"), "the docs refer to the client"),
    };
    let exports = exports(&context.parts);
    let credentials = (!api.schemes.is_empty()).then(|| quote!(, Credentials));
    let attributes = quote! {
            #docs
            #![cfg_attr(rustfmt, rustfmt_skip)]
            #![forbid(unsafe_code)]
            #![warn(missing_docs)]
            #![allow(
                clippy::doc_lazy_continuation,
                clippy::doc_markdown,
                clippy::doc_overindented_list_items,
                clippy::too_long_first_doc_paragraph,
                reason = "descriptions come from the document"
            )]
            #![allow(
                clippy::disallowed_names,
                clippy::enum_variant_names,
                clippy::many_single_char_names,
                clippy::module_inception,
                clippy::module_name_repetitions,
                clippy::new_ret_no_self,
                clippy::should_implement_trait,
                clippy::similar_names,
                clippy::struct_excessive_bools,
                clippy::struct_field_names,
                reason = "names and fields come from the document"
            )]
            #![allow(
                clippy::match_overlapping_arm,
                clippy::match_same_arms,
                clippy::too_many_lines,
                clippy::type_complexity,
                reason = "size and shape follow the document"
            )]
            #![cfg_attr(docsrs, feature(doc_cfg))]
            #![cfg_attr(
                not(#whole),
                allow(rustdoc::broken_intra_doc_links, reason = #reason)
            )]
            #allow_deprecated
    };
    let items = quote! {
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            mod client;
            #[cfg(feature = "mock")]
            #[#rustfmt::skip]
            pub mod mock;
            #[allow(missing_docs, reason = "documents do not say what everything is")]
            #[#rustfmt::skip]
            pub mod models;
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            pub mod operations;
            #responses
            #[allow(dead_code, unused_imports, unused_macros, reason = "no API needs the whole runtime")]
            #[#rustfmt::skip]
            mod runtime;
            #servers

            #[cfg(feature = "client")]
            pub use client::{Client, ClientBuilder #credentials};
            #[cfg(feature = "client")]
            pub use reqwest;
            pub use serde_json::Value;
            #exports
    };
    let allow_letters = allow_letters(others, &quote!(#attributes #items));
    let tokens = quote!(#attributes #allow_letters #items);
    context.file("src/lib.rs".to_owned(), tokens)
}

/// Allows what the compiler would say of letters, with the client and without it.
fn allow_letters(others: &[File], own: &TokenStream) -> TokenStream {
    let identifiers = |folders: &'static [&str]| {
        let is_in = |file: &&File| folders.iter().any(|it| file.path.starts_with(it));
        let texts = others.iter().filter(is_in);
        let mut found = lints::of_files(texts.map(|file| file.contents.as_str()));
        lints::collect(own.clone(), &mut found);
        found
    };
    lints::allowed(&[
        identifiers(&["src/"]),
        identifiers(&["src/models/", "src/runtime/"]),
    ])
}

/// What users need of the runtime.
fn exports(parts: &Parts) -> TokenStream {
    let named = |names: &[(&str, Option<Part>)]| -> Vec<Ident> {
        let needed = names
            .iter()
            .filter(|(_, part)| part.is_none_or(|part| parts.has(part)));
        needed.map(|(name, _)| ident(name)).collect()
    };
    let models = named(&[
        ("Base64", Some(Part::Base64)),
        ("Base64Error", Some(Part::Base64)),
        ("Date", Some(Part::Date)),
        ("DateTime", Some(Part::DateTime)),
        ("Duration", Some(Part::Duration)),
        ("Time", Some(Part::Time)),
        ("Uuid", Some(Part::Uuid)),
    ]);
    let models = (!models.is_empty()).then(|| quote!(pub use runtime::{#(#models),*};));
    let client = named(&[
        ("Attempt", None),
        ("BoxError", Some(Part::TokenSources)),
        ("BuildError", None),
        ("ByteStream", Some(Part::Streams)),
        ("Bytes", None),
        ("CustomRequest", None),
        ("DecodeError", None),
        ("Error", None),
        ("Event", Some(Part::Events)),
        ("EventStream", Some(Part::Events)),
        ("FilePart", Some(Part::Multipart)),
        ("HeaderError", Some(Part::Headers)),
        ("HeaderMap", None),
        ("Hook", None),
        ("ItemStream", Some(Part::Items)),
        ("PageItems", Some(Part::Pages)),
        ("Pages", Some(Part::Pages)),
        ("RawResponse", None),
        ("RequestError", None),
        ("Response", None),
        ("RetryPolicy", None),
        ("StatusCode", None),
        ("Timeout", None),
        ("TimeoutError", None),
        ("Token", Some(Part::TokenSources)),
        ("TokenFuture", Some(Part::TokenSources)),
        ("TokenSource", Some(Part::TokenSources)),
        ("TransportError", None),
        ("Upload", Some(Part::Uploads)),
    ]);
    let downloads = parts.has(Part::Streams).then(|| {
        quote! {
            #[cfg(any(feature = "blocking", feature = "stream"))]
            pub use runtime::DownloadError;
        }
    });
    let uploads = parts.has(Part::Uploads).then(|| {
        quote! {
            #[cfg(feature = "stream")]
            pub use runtime::UploadError;
        }
    });
    let progress = (downloads.is_some() || uploads.is_some()).then(|| {
        quote! {
            #[cfg(feature = "stream")]
            pub use runtime::Progress;
        }
    });
    let oauth2 = parts.has(Part::ClientCredentials).then(|| {
        quote! {
            #[cfg(feature = "oauth2")]
            pub use runtime::{ClientCredentials, TokenEndpointError};
        }
    });
    quote! {
        #models
        #[cfg(feature = "client")]
        pub use runtime::{#(#client),*};
        #downloads
        #uploads
        #progress
        #oauth2
    }
}

fn has_deprecated(api: &Api) -> bool {
    use crate::ir::TypeKind;
    let types = api.types.iter().any(|def| {
        def.deprecated
            || match &def.kind {
                TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                    body.fields.iter().any(|field| field.deprecated)
                }
                _ => false,
            }
    });
    types
        || api.operations().any(|operation| {
            operation.deprecated
                || operation
                    .parameters
                    .iter()
                    .any(|parameter| parameter.deprecated)
        })
}
