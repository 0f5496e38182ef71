//! `src/client.rs`: the client and its builder.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::rustdoc::{code, doc, first_line};
use crate::emit::security::{self, Setter};
use crate::emit::servers::default_url;
use crate::ir::Api;
use crate::names::reserved::FileKind;
use crate::text::printable;

/// The file.
pub(crate) fn file(context: &Context<'_>) -> File {
    let api = context.api;
    let title = first_line(&api.title);
    let server = default_server(api);
    let schemes = api.schemes.iter().map(|scheme| {
        let (key, setter) = (&scheme.key, scheme.name.as_str());
        quote!(Scheme { name: #key, setter: #setter })
    });
    let features = context.features.as_ref();
    let groups = api.groups.iter().enumerate().map(|(index, group)| {
        let gate = features.map(|features| features.group_gate(index));
        let docs = doc(&format!(
            "{}.",
            first_line(group.description.as_ref().unwrap_or(&group.title)).trim_end_matches('.')
        ));
        let (method, name) = (&group.module, &group.type_name);
        quote! {
            #docs
            #gate
            #[must_use]
            #[inline]
            pub fn #method(&self) -> operations::#name<'_> {
                operations::#name { client: self }
            }
        }
    });
    let setters = security::setters(api);
    let flows = security::flows(api);
    let credentials = (!setters.is_empty()).then(|| security::replaceable(&setters));
    let setters = setters.iter().map(Setter::of_builder);
    let security = usual_security(api);
    let idempotency_header = api
        .idempotency_header
        .as_ref()
        .map(|name| quote!(.idempotency_header(#name)));
    let docs = doc(&format!(
        "A client of {title}.\n\nCheap to clone: clones share the connections and the credentials."
    ));
    let base_url_docs = doc(&base_url_text(api));
    let items = quote! {
        const SERVER: Result<&str, &str> = #server;

        const SCHEMES: &[Scheme] = &[#(#schemes),*];

        #flows

        #[doc = " What most operations ask for, or nothing."]
        const SECURITY: &[&[usize]] = &[#security];

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) core: Core,
        }

        impl Client {
            #[doc = " Creates a builder of a client."]
            #[inline]
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: CoreBuilder::new(SERVER, SCHEMES) }#idempotency_header
            }

            #(#groups)*

            #[doc = " Starts a request that the description does not have, with the credentials, limits and retries of"]
            #[doc = " this client. `target` is a path below the base URL, percent-encoded, or a URL of the same scheme,"]
            #[doc = " host and port, such as a link to a next page."]
            pub fn request(&self, method: Method, target: impl AsRef<str>) -> CustomRequest<'_> {
                CustomRequest::new(&self.core, method, target.as_ref(), SECURITY)
            }
        }

        #credentials

        #[doc = " Builds a [`Client`]."]
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct ClientBuilder {
            core: CoreBuilder,
        }

        impl ClientBuilder {
            #(#setters)*

            #base_url_docs
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.core.base_url(url.into());
                self
            }

            #[doc = " Builds the client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If the base URL is missing or not a URL, if a credential or header contains characters that are"]
            #[doc = " not allowed in headers, or if the HTTP client cannot be built."]
            #[inline]
            pub fn build(self) -> Result<Client, BuildError> {
                Ok(Client { core: self.core.build()? })
            }
        }

        client_settings!(ClientBuilder);
    };
    context.file_of(
        FileKind::Client,
        "src/client.rs".to_owned(),
        quote! {
            #![doc = " The client and its builder."]
            #items
        },
    )
}

/// The alternatives of credentials that most operations ask for, and that of none.
fn usual_security(api: &Api) -> TokenStream {
    let mut counts: BTreeMap<&[Vec<usize>], usize> = BTreeMap::new();
    for operation in api.operations() {
        *counts.entry(&operation.security).or_default() += 1;
    }
    let counts = counts
        .into_iter()
        .filter(|(security, _)| !security.is_empty());
    let usual = counts.max_by_key(|&(_, count)| count);
    let alternatives = usual.map_or(&[][..], |(security, _)| security);
    let alternatives = alternatives.iter().filter(|schemes| !schemes.is_empty());
    let alternatives = alternatives.map(|schemes| quote!(&[#(#schemes),*]));
    quote!(#(#alternatives,)* &[])
}

/// The first server of the document, or what to say if the caller sets no base URL.
fn default_server(api: &Api) -> TokenStream {
    let Some(server) = api.servers.first() else {
        return quote!(Err("the API description names no server: call `base_url`"));
    };
    match default_url(server) {
        Ok(url) => quote!(Ok(#url)),
        Err(why) => {
            let with = if server.can_be_used() {
                format!(" with a `servers::{}`", server.name)
            } else {
                String::new()
            };
            let message = format!("{}: call `base_url`{with}", printable(&why));
            quote!(Err(#message))
        }
    }
}

/// What `base_url` is for, and whether it must be called.
fn base_url_text(api: &Api) -> String {
    let mut text = "Sets the URL that all paths are relative to. ".to_owned();
    let first = api.servers.first();
    match first.map(|server| (server, server.default_url())) {
        Some((_, Some(url))) if url.contains("://") => {
            text.push_str(&format!("The default is {}.", code(url)));
        }
        Some((server, None)) if server.can_be_used() => {
            let name = server.name.as_str();
            text.push_str(&format!(
                "It must be set, for example to a [{}](crate::servers::{name}): the URL of that server has variables whose values are not known.",
                code(name)
            ));
        }
        _ => text
            .push_str("It must be set, since the document names no server with an absolute URL."),
    }
    text
}
