//! `src/lib.rs`: what the crate is, the table of its operations, and what it exports.

use std::fmt::Write as _;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::context::{Context, File};
use crate::emit::features::GroupFeatures;
use crate::emit::manifest;
use crate::emit::runtime::parts::{Part, Parts};
use crate::emit::rust::lints;
use crate::emit::rust::types::ident;
use crate::emit::rustdoc::{code, code_in_table, first_line, inner_doc, safe};
use crate::ir::Api;

/// The file; `others` are all other files below `src/`.
pub(crate) fn file(context: &Context<'_>, others: &[File]) -> File {
    let api = context.api;
    let docs = inner_doc(&text(context));
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
    let broken_links = match &context.features {
        Some(_) => quote! {
            #![cfg_attr(
                not(all(feature = "client", feature = "all")),
                allow(rustdoc::broken_intra_doc_links, reason = "the docs refer to all groups")
            )]
        },
        None => quote! {
            #![cfg_attr(
                not(feature = "client"),
                allow(rustdoc::broken_intra_doc_links, reason = "the docs refer to the client")
            )]
        },
    };
    let exports = exports(&context.parts);
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
            #broken_links
            #allow_deprecated
    };
    let items = quote! {
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            mod client;
            #[#rustfmt::skip]
            pub mod models;
            #[cfg(feature = "client")]
            #[#rustfmt::skip]
            pub mod operations;
            #[allow(dead_code, unused_imports, unused_macros, reason = "no API needs the whole runtime")]
            #[#rustfmt::skip]
            mod runtime;
            #servers

            #[cfg(feature = "client")]
            pub use client::{Client, ClientBuilder};
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
        ("BoxError", Some(Part::TokenSources)),
        ("BuildError", None),
        ("ByteStream", Some(Part::Streams)),
        ("Bytes", None),
        ("DecodeError", None),
        ("Error", None),
        ("Event", Some(Part::Events)),
        ("EventStream", Some(Part::Events)),
        ("FilePart", Some(Part::Multipart)),
        ("HeaderError", Some(Part::Headers)),
        ("HeaderMap", None),
        ("ItemStream", Some(Part::Items)),
        ("RawResponse", None),
        ("RequestError", None),
        ("Response", None),
        ("StatusCode", None),
        ("TokenFuture", Some(Part::TokenSources)),
        ("TokenSource", Some(Part::TokenSources)),
        ("TransportError", None),
    ]);
    quote! {
        #models
        #[cfg(feature = "client")]
        pub use runtime::{#(#client),*};
    }
}

fn text(context: &Context<'_>) -> String {
    let api = context.api;
    let crate_name = context.crate_ident();
    let mut text = format!(
        "Client for {} (version {} of the API).\n",
        first_line(&api.title),
        first_line(&api.version)
    );
    if let Some(description) = &api.description {
        let _ = write!(text, "\n{}\n", safe(description));
    }
    if api.groups.is_empty() {
        return text;
    }
    let mut usage = format!(
        "# fn example() -> Result<(), {crate_name}::BuildError> {{\n\
         let client = {crate_name}::Client::builder()\n"
    );
    for scheme in &api.schemes {
        if let Some(call) = credentials(scheme) {
            let _ = writeln!(usage, "    .{call}");
        }
    }
    if let Some(url) = base_url(context) {
        let _ = writeln!(usage, "    .base_url({url})");
    }
    usage.push_str("    .build()?;\n# Ok(())\n# }\n");
    text.push_str("\n# Usage\n\n");
    text.push_str(&context.example(&usage));
    text.push_str("\n# Operations\n\n");
    text.push_str("| operation | request | |\n|---|---|---|\n");
    for group in &api.groups {
        for operation in &group.operations {
            let name = operation.name.as_str();
            let _ = writeln!(
                text,
                "| [{}](operations::{}::{name}) | {} | {} |",
                code(name),
                group.type_name,
                code_in_table(operation.request_line()),
                operation
                    .summary_or_docs()
                    .map(table_cell)
                    .unwrap_or_default(),
            );
        }
    }
    text.push_str("\n# Features\n\n");
    text.push_str("- `client` (default): the client. Without it, the crate consists of the models only and needs no HTTP library.\n");
    text.push_str("- `rustls` (default) and `native-tls`: the TLS implementation.\n");
    if context.features.is_some() {
        text.push_str("- `all` (default): all groups of operations. Each group has a feature of its own, which compiles it and the models that it needs, for example with `default-features = false, features = [\"");
        let first = context
            .features
            .iter()
            .flat_map(GroupFeatures::names)
            .next();
        text.push_str(first.map_or("", String::as_str));
        text.push_str("\", \"rustls\"]`.\n");
    }
    if context.parts.has(Part::Streams) {
        text.push_str("- `stream`: the streams of responses implement `futures_core::Stream`.\n");
    }
    if manifest::converts_dates(&context.parts) {
        text.push_str(
            "- `jiff`: conversions of dates and times from and to the types of `jiff`.\n",
        );
    }
    if context.parts.has(Part::Uuid) {
        text.push_str("- `uuid`: conversions of UUIDs from and to `uuid::Uuid`.\n");
    }
    text
}

/// The argument of `base_url`, if it must be called.
fn base_url(context: &Context<'_>) -> Option<String> {
    let any = "\"https://api.example.com\"".to_owned();
    let Some(server) = context.api.servers.first() else {
        return Some(any);
    };
    if let Some(url) = server.default_url() {
        return (!url.contains("://")).then_some(any);
    }
    if server.unusable.is_some() {
        return Some(any);
    }
    let values: Vec<String> = server
        .required_variables()
        .map(|variable| Literal::string(variable.name.as_str()).to_string())
        .collect();
    let crate_name = context.crate_ident();
    Some(format!(
        "{crate_name}::servers::{}::new({})",
        server.name,
        values.join(", ")
    ))
}

fn credentials(scheme: &crate::ir::Scheme) -> Option<String> {
    use crate::ir::SchemeKind;
    let name = &scheme.name;
    Some(match scheme.kind {
        SchemeKind::Basic => format!("{name}(\"user name\", \"password\")"),
        SchemeKind::Bearer { .. } => format!("{name}(\"token\")"),
        SchemeKind::OtherHttp { .. } => format!("{name}(\"credentials\")"),
        SchemeKind::ApiKey { .. } => format!("{name}(\"key\")"),
        SchemeKind::External => return None,
    })
}

fn table_cell(text: &str) -> String {
    first_line(text).replace('|', "\\|")
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
