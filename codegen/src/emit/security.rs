//! The credentials in `src/client.rs`: their setters, on the client's builder and on the client.

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::rust::arguments::inline;
use crate::emit::rustdoc::{code, codes, doc, safe};
use crate::ir::{Api, ClientCredentials, KeyLocation, Name, Scheme, SchemeKind};

/// More scopes than these are not listed at the setter.
const MOST_SCOPES: usize = 8;

/// The credentials that can be replaced while the client is used.
pub(super) fn replaceable(setters: &[Setter]) -> TokenStream {
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

/// The client credentials flows of the schemes, in their order.
pub(super) fn flows(api: &Api) -> Option<TokenStream> {
    let flows = api.schemes.iter().filter_map(Scheme::client_credentials);
    let flows: Vec<TokenStream> = flows
        .map(|flow| {
            let ClientCredentials {
                token_url, scopes, ..
            } = flow;
            quote!(crate::runtime::Flow { token_url: #token_url, scopes: &[#(#scopes),*] })
        })
        .collect();
    (!flows.is_empty()).then(|| {
        quote! {
            #[doc = " How client credentials become tokens."]
            #[cfg(feature = "oauth2")]
            const FLOWS: &[crate::runtime::Flow] = &[#(#flows),*];
        }
    })
}

/// A method that takes the credentials of a security scheme.
pub(super) struct Setter {
    docs: TokenStream,
    /// The condition under which it is there.
    gate: Option<TokenStream>,
    name: Name,
    parameters: TokenStream,
    /// Index of the scheme.
    scheme: usize,
    /// The function of `Credential` that makes it, with its arguments.
    credential: TokenStream,
}

impl Setter {
    pub(super) fn of_builder(&self) -> TokenStream {
        let Self {
            docs,
            gate,
            name,
            parameters,
            scheme,
            credential,
        } = self;
        let inline = inline(parameters);
        quote! {
            #docs
            #gate
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
            gate,
            name,
            parameters,
            scheme,
            credential,
        } = self;
        quote! {
            #docs
            #gate
            pub fn #name(self, #parameters) -> Result<(), RequestError> {
                self.core.replace(#scheme, Credential::#credential)
            }
        }
    }
}

/// The setters of all security schemes.
pub(super) fn setters(api: &Api) -> Vec<Setter> {
    let mut setters = Vec::new();
    let mut flows = 0;
    for (index, scheme) in api.schemes.iter().enumerate() {
        setters.extend(of_scheme(index, scheme));
        if let Some(flow) = scheme.client_credentials() {
            setters.extend(of_flow(index, flow, flows));
            flows += 1;
        }
    }
    setters
}

/// The arguments of the setter of a scheme.
pub(super) fn arguments(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::Basic => quote!(username: impl AsRef<str>, password: impl AsRef<str>),
        SchemeKind::Bearer { .. } => quote!(token: impl AsRef<str>),
        SchemeKind::OtherHttp { .. } => quote!(credentials: impl AsRef<str>),
        SchemeKind::ApiKey { .. } => quote!(key: impl AsRef<str>),
        SchemeKind::External => quote!(),
    }
}

/// Those of the setter of a source of bearer tokens.
pub(super) fn source_arguments() -> TokenStream {
    quote!(source: impl TokenSource)
}

/// Those of the setter of a client's id and secret.
pub(super) fn client_arguments() -> TokenStream {
    quote!(id: impl Into<String>, secret: impl Into<String>)
}

/// The setters of a security scheme, without those of its flow.
fn of_scheme(index: usize, scheme: &Scheme) -> Vec<Setter> {
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
        gate: None,
        name: scheme.name.clone(),
        parameters,
        scheme: index,
        credential,
    };
    let one = match &scheme.kind {
        SchemeKind::Basic => setter(
            &described("Sets the user name and the password of HTTP basic authentication."),
            arguments(&scheme.kind),
            quote!(basic(username.as_ref(), password.as_ref())),
        ),
        SchemeKind::Bearer { flows, .. } => {
            let mut text = described("Sets the bearer token.");
            if let Some(flows) = flows {
                text.push_str("\n\n");
                text.push_str(&safe(flows));
            }
            let token = setter(
                &text,
                arguments(&scheme.kind),
                quote!(bearer(token.as_ref())),
            );
            let source = scheme.source_setter().map(|name| Setter {
                name,
                ..setter(
                    "Asks `source` for the bearer token when the first request needs one, when it \
                     expires, and when the server refuses it.",
                    source_arguments(),
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
            arguments(&scheme.kind),
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
                arguments(&scheme.kind),
                quote!(#constructor(#parameter, key.as_ref())),
            )
        }
        SchemeKind::External => setter(
            &described("States that the HTTP client authenticates the requests itself."),
            arguments(&scheme.kind),
            quote!(external()),
        ),
    };
    vec![one]
}

/// The setters for the client credentials flow of the scheme with this index. `number` is the place
/// of the flow among all.
fn of_flow(index: usize, flow: &ClientCredentials, number: usize) -> [Setter; 2] {
    let (name, with_options) = (&flow.setter, flow.options_setter());
    let scopes: Vec<&str> = flow.scopes.iter().map(String::as_str).collect();
    let scopes = match scopes.len() {
        0 => String::new(),
        1..=MOST_SCOPES => format!(" It asks for {}.", codes(scopes, " and ")),
        more => format!(" It asks for all {more} scopes of the description."),
    };
    let (from, change) = if flow.token_url.is_empty() {
        (
            "the token endpoint".to_owned(),
            "must be called instead, since the description does not say where that is",
        )
    } else {
        (code(&flow.token_url), "changes how")
    };
    let setter = |docs: &str, name: &Name, parameters, credentials: TokenStream| Setter {
        docs: doc(docs),
        gate: Some(quote!(#[cfg(feature = "oauth2")])),
        name: name.clone(),
        parameters,
        scheme: index,
        credential: quote!(client_credentials(&FLOWS[#number], #credentials)),
    };
    [
        setter(
            &format!(
                "Sets id and secret of a client (OAuth 2.0, client credentials). The bearer token comes \
                 from {from} when the first request needs one, when it expires, and when the server \
                 refuses it.{scopes} [`{with_options}`](Self::{with_options}) {change}."
            ),
            name,
            client_arguments(),
            quote!(crate::ClientCredentials::new(id, secret)),
        ),
        setter(
            &format!("Does the same as [`{name}`](Self::{name}), with options."),
            &with_options,
            quote!(credentials: crate::ClientCredentials),
            quote!(credentials),
        ),
    ]
}
