//! Credentials (OpenAPI 3.0.4, Security Scheme Object).

use crate::runtime::{
    models::redacted::Redacted,
    requests::{escape, header_value::secret},
};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use std::fmt;
use zeroize::Zeroizing;

// if: Basic
use base64::{Engine, engine::general_purpose::STANDARD};

// if: ClientCredentials
#[cfg(feature = "oauth2")]
use super::oauth2::client_credentials::{ClientCredentials, Flow};

// if: TokenSources
use super::tokens::{TokenSource, Tokens};

// if: TokenSources
use std::sync::Arc;

/// The credentials of one security scheme, encoded for sending.
#[derive(Clone)]
pub(crate) struct Credential(pub(super) Kind);

/// What a credential adds to a request.
#[derive(Clone)]
pub(super) enum Kind {
    Header(HeaderName, HeaderValue),
    /// A pair of the query, percent-encoded.
    Query(Zeroizing<String>),
    /// A pair of the `Cookie` header.
    Cookie(Zeroizing<String>),
    // if: TokenSources
    Source(Arc<Tokens>),
    // if: ClientCredentials
    /// Becomes a source when the client is known that asks it.
    #[cfg(feature = "oauth2")]
    Client(&'static Flow, ClientCredentials),
    External,
    /// Cannot be sent, for this reason.
    Invalid(&'static str),
}

impl Credential {
    // if: Basic
    /// HTTP basic authentication (RFC 7617).
    #[must_use]
    pub(crate) fn basic(username: &str, password: &str) -> Self {
        if username.contains(':') {
            return Self::invalid("a user name for basic authentication contains a colon");
        }
        let pair = Zeroizing::new(format!("{username}:{password}"));
        if pair.contains(char::is_control) {
            return Self::invalid("a user name or password contains control characters");
        }
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        Self::authorization(format!("Basic {}", *encoded))
    }

    /// A bearer token (RFC 6750) that does not change.
    #[must_use]
    pub(crate) fn bearer(token: &str) -> Self {
        Self::authorization(format!("Bearer {token}"))
    }

    // if: TokenSources
    /// A source of bearer tokens.
    #[must_use]
    pub(crate) fn bearer_source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(Tokens::new(source))))
    }

    // if: ClientCredentials
    /// Credentials for which a token endpoint issues bearer tokens.
    #[cfg(feature = "oauth2")]
    #[must_use]
    pub(crate) fn client_credentials(flow: &'static Flow, credentials: ClientCredentials) -> Self {
        Self(Kind::Client(flow, credentials))
    }

    /// Another HTTP authentication scheme: `Authorization: <scheme> <credentials>`.
    #[must_use]
    pub(crate) fn http(scheme: &str, credentials: &str) -> Self {
        Self::authorization(format!("{scheme} {credentials}"))
    }

    /// An API key in a header.
    #[must_use]
    pub(crate) fn api_key_header(name: &'static str, key: &str) -> Self {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => Self::header(name, key.to_owned()),
            Err(_) => Self::invalid("the header name of the API key is not valid"),
        }
    }

    /// An API key in the query string.
    #[must_use]
    pub(crate) fn api_key_query(name: &'static str, key: &str) -> Self {
        // Enough for every byte to be escaped: a string that grows leaves its old memory behind.
        let mut pair = Zeroizing::new(String::with_capacity(3 * (name.len() + key.len()) + 1));
        escape::push_pair(&mut pair, "&", name, format_args!("{key}"));
        Self(Kind::Query(pair))
    }

    /// An API key in a cookie.
    #[must_use]
    pub(crate) fn api_key_cookie(name: &'static str, key: &str) -> Self {
        if key.bytes().all(is_cookie_octet) {
            Self(Kind::Cookie(Zeroizing::new(format!("{name}={key}"))))
        } else {
            Self::invalid("the API key contains characters that are not allowed in a cookie")
        }
    }

    /// Adds nothing to requests: the caller's HTTP client provides the credentials, such as a
    /// certificate.
    #[must_use]
    pub(crate) fn external() -> Self {
        Self(Kind::External)
    }

    /// Whether an HTTP client that follows redirects would send this to another host. It removes
    /// `Authorization` and cookies only, and tells the other host the query that it comes from.
    pub(super) fn follows_redirects(&self) -> bool {
        match &self.0 {
            Kind::Header(name, _) => name != AUTHORIZATION,
            Kind::Query(_) => true,
            // if: ClientCredentials
            #[cfg(feature = "oauth2")]
            Kind::Client(_, credentials) => credentials.are_in_body(),
            _ => false,
        }
    }

    fn authorization(value: String) -> Self {
        Self::header(AUTHORIZATION, value)
    }

    fn header(name: HeaderName, value: String) -> Self {
        match secret(Zeroizing::new(value)) {
            Some(value) => Self(Kind::Header(name, value)),
            None => {
                Self::invalid("credentials contain characters that are not allowed in a header")
            }
        }
    }

    fn invalid(reason: &'static str) -> Self {
        Self(Kind::Invalid(reason))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Redacted, formatter)
    }
}

/// RFC 6265, 4.1.1.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\')
}
