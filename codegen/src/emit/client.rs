//! `src/client.rs`: the client and its builder.

use std::{collections::BTreeMap, iter};

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::rust::arguments::inline;
use crate::emit::rustdoc::{code, doc, first_line, safe};
use crate::emit::servers::default_url;
use crate::ir::{Api, KeyLocation, Name, Scheme, SchemeKind};
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
    let setters: Vec<Setter> = api.schemes.iter().enumerate().flat_map(setters).collect();
    let credentials = (!setters.is_empty()).then(|| replaceable(&setters));
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

/// The credentials that can be replaced while the client is used.
fn replaceable(setters: &[Setter]) -> TokenStream {
    let setters = setters.iter().map(Setter::of_client);
    quote! {
        impl Client {
            #[doc = " Replaces credentials, for this client and its clones. Calls that have begun keep those they have."]
            #[must_use]
            #[inline]
            pub fn replace_credentials(&self) -> Credentials<'_> {
                Credentials { core: &self.core }
            }
        }

        #[doc = " Replaces the credentials of a [`Client`]. Its methods are those of the builder, and like there an"]
        #[doc = " error says why the credentials cannot be sent."]
        #[derive(Clone, Copy, Debug)]
        pub struct Credentials<'a> {
            core: &'a Core,
        }

        #[allow(clippy::missing_errors_doc, reason = "the docs of the type say it")]
        #[allow(clippy::wrong_self_convention, reason = "names come from the document")]
        impl Credentials<'_> {
            #(#setters)*
        }
    }
}

/// A method that takes the credentials of a security scheme.
struct Setter {
    docs: TokenStream,
    name: Name,
    parameters: TokenStream,
    /// Index of the scheme.
    scheme: usize,
    /// The function of `Credential` that makes it, with its arguments.
    credential: TokenStream,
}

impl Setter {
    fn of_builder(&self) -> TokenStream {
        let Self {
            docs,
            name,
            parameters,
            scheme,
            credential,
        } = self;
        let inline = inline(parameters);
        quote! {
            #docs
            #inline
            pub fn #name(mut self, #parameters) -> Self {
                self.core.credential(#scheme, Credential::#credential);
                self
            }
        }
    }

    fn of_client(&self) -> TokenStream {
        let Self {
            docs,
            name,
            parameters,
            scheme,
            credential,
        } = self;
        quote! {
            #docs
            pub fn #name(self, #parameters) -> Result<(), RequestError> {
                self.core.replace(#scheme, Credential::#credential)
            }
        }
    }
}

/// The setters of a security scheme.
fn setters((index, scheme): (usize, &Scheme)) -> Vec<Setter> {
    let described = |what: &str| {
        let mut text = what.to_owned();
        if let Some(docs) = &scheme.docs {
            text.push_str("\n\n");
            text.push_str(&safe(docs));
        }
        text
    };
    let setter = |docs: &str, parameters: TokenStream, credential: TokenStream| Setter {
        docs: doc(docs),
        name: scheme.name.clone(),
        parameters,
        scheme: index,
        credential,
    };
    let one = match &scheme.kind {
        SchemeKind::Basic => setter(
            &described("Sets the user name and the password of HTTP basic authentication."),
            quote!(username: impl AsRef<str>, password: impl AsRef<str>),
            quote!(basic(username.as_ref(), password.as_ref())),
        ),
        SchemeKind::Bearer { flows } => {
            let mut text = described("Sets the bearer token.");
            if let Some(flows) = flows {
                text.push_str("\n\n");
                text.push_str(&safe(flows));
            }
            let token = setter(
                &text,
                quote!(token: impl AsRef<str>),
                quote!(bearer(token.as_ref())),
            );
            let source = scheme.source_setter().map(|name| Setter {
                name,
                ..setter(
                    "Asks `source` for the bearer token when the first request needs one, when it \
                     expires, and when the server refuses it.",
                    quote!(source: impl TokenSource),
                    quote!(bearer_source(source)),
                )
            });
            return iter::once(token).chain(source).collect();
        }
        SchemeKind::OtherHttp { scheme: http } => setter(
            &described(&format!(
                "Sets the credentials that follow {} in the `Authorization` header.",
                code(http)
            )),
            quote!(credentials: impl AsRef<str>),
            quote!(http(#http, credentials.as_ref())),
        ),
        SchemeKind::ApiKey {
            location,
            parameter,
        } => {
            let (place, constructor) = match location {
                KeyLocation::Header => ("header", quote!(api_key_header)),
                KeyLocation::Query => ("query parameter", quote!(api_key_query)),
                KeyLocation::Cookie => ("cookie", quote!(api_key_cookie)),
            };
            setter(
                &described(&format!(
                    "Sets the API key, sent in the {place} {}.",
                    code(parameter)
                )),
                quote!(key: impl AsRef<str>),
                quote!(#constructor(#parameter, key.as_ref())),
            )
        }
        SchemeKind::External => setter(
            &described("States that the HTTP client authenticates the requests itself."),
            quote!(),
            quote!(external()),
        ),
    };
    vec![one]
}
