//! `src/client.rs`: the client and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::runtime::parts::Part;
use crate::emit::rust::arguments::inline;
use crate::emit::rustdoc::{code, doc, first_line, safe};
use crate::emit::servers::default_url;
use crate::ir::{Api, KeyLocation, Scheme, SchemeKind};
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
    let unused = if api.groups.is_empty() {
        Some(quote!(#[expect(dead_code, reason = "the document has no operations")]))
    } else {
        features.map(|_| quote!(#[allow(dead_code, reason = "there may be no group")]))
    };
    let setters = api
        .schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| setters(index, scheme));
    let docs = doc(&format!(
        "A client of {title}.\n\nCheap to clone: clones share the connections and the credentials."
    ));
    let base_url_docs = doc(&base_url_text(api));
    let options = options(context, &base_url_docs);
    let items = quote! {
        const SERVER: Result<&str, &str> = #server;

        const SCHEMES: &[Scheme] = &[#(#schemes),*];

        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            #unused
            pub(crate) core: Core,
        }

        impl Client {
            #[doc = " Creates a builder of a client."]
            #[inline]
            pub fn builder() -> ClientBuilder {
                ClientBuilder { core: CoreBuilder::new(SERVER, SCHEMES) }
            }

            #(#groups)*
        }

        #[doc = " Builds a [`Client`]."]
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct ClientBuilder {
            core: CoreBuilder,
        }

        impl ClientBuilder {
            #(#setters)*

            #options

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

/// The setters that every builder has.
fn options(context: &Context<'_>, base_url_docs: &TokenStream) -> TokenStream {
    let idle_timeout = context.parts.has(Part::Streams).then(|| quote! {
        #[doc = " Limits how long the server may send nothing, which is the only limit of a stream: 120 seconds"]
        #[doc = " unless another is set."]
        #[inline]
        pub fn idle_timeout(mut self, timeout: Duration) -> Self {
            self.core.idle_timeout(timeout);
            self
        }
    });
    quote! {
                #base_url_docs
                pub fn base_url(mut self, url: impl Into<String>) -> Self {
                    self.core.base_url(url.into());
                    self
                }

                #[doc = " Limits the time of each call, from sending the request to the last byte of the response. There is no limit unless one is set."]
                #[inline]
                pub fn timeout(mut self, timeout: Duration) -> Self {
                    self.core.timeout(timeout);
                    self
                }

                #[doc = " Limits the time to connect. There is no limit unless one is set."]
                #[inline]
                pub fn connect_timeout(mut self, timeout: Duration) -> Self {
                    self.core.connect_timeout(timeout);
                    self
                }

                #idle_timeout

                #[doc = " Uses this HTTP client, for instance one with its own proxies, certificates or connection pool."]
                #[inline]
                pub fn http_client(mut self, client: reqwest::Client) -> Self {
                    self.core.http_client(client);
                    self
                }

                #[doc = " Sends this header with every request."]
                #[inline]
                pub fn default_header(mut self, name: &str, value: &str) -> Self {
                    self.core.default_header(name, value);
                    self
                }

                #[doc = " Sends requests even if the credentials that they need are missing, for instance because the"]
                #[doc = " HTTP client set by [`http_client`](Self::http_client) adds them."]
                #[inline]
                pub fn allow_missing_credentials(mut self) -> Self {
                    self.core.allow_missing_credentials();
                    self
                }
    }
}

/// The setters of a security scheme.
fn setters(index: usize, scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    let described = |what: &str| {
        let mut text = what.to_owned();
        if let Some(docs) = &scheme.docs {
            text.push_str("\n\n");
            text.push_str(&safe(docs));
        }
        text
    };
    let one = |docs: &str, parameters: TokenStream, credential: TokenStream| {
        let docs = doc(docs);
        let inline = inline(&parameters);
        quote! {
            #docs
            #inline
            pub fn #name(mut self, #parameters) -> Self {
                self.core.credential(#index, Credential::#credential);
                self
            }
        }
    };
    match &scheme.kind {
        SchemeKind::Basic => one(
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
            let token = one(
                &text,
                quote!(token: impl AsRef<str>),
                quote!(bearer(token.as_ref())),
            );
            let method = scheme.source_setter();
            quote! {
                #token

                #[doc = " Asks `source` for the bearer token before each request, so that it can fetch and refresh"]
                #[doc = " tokens."]
                pub fn #method(mut self, source: impl TokenSource) -> Self {
                    self.core.credential(#index, Credential::bearer_source(source));
                    self
                }
            }
        }
        SchemeKind::OtherHttp { scheme: http } => one(
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
            one(
                &described(&format!(
                    "Sets the API key, sent in the {place} {}.",
                    code(parameter)
                )),
                quote!(key: impl AsRef<str>),
                quote!(#constructor(#parameter, key.as_ref())),
            )
        }
        SchemeKind::External => one(
            &described(
                "States that the HTTP client set by [`http_client`](Self::http_client) authenticates the requests itself.",
            ),
            quote!(),
            quote!(external()),
        ),
    }
}
