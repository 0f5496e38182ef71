//! Credentials (OpenAPI 3.0.4, Security Scheme Object).

use crate::runtime::{
    models::redacted::Redacted,
    requests::{escape, header_value::sensitive},
};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use std::fmt;

// if: Basic
use base64::{Engine, engine::general_purpose::STANDARD};

// if: TokenSources
use crate::runtime::requests::error::BoxError;

// if: TokenSources
use std::{future::Future, pin::Pin, sync::Arc};

// if: TokenSources
/// The future that a [`TokenSource`] returns.
pub type TokenFuture<'a> = Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send + 'a>>;

// if: TokenSources
/// Provides the bearer token for each request, for tokens that expire.
///
/// It is called before every request, so it should cache the token and get a new one only when
/// needed. A closure that returns a future is a token source:
///
/// ```ignore
/// builder.oauth2_source(move || {
///     let tokens = tokens.clone();
///     async move { tokens.current().await }
/// })
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// The token to send. An error stops the request: it becomes the source of an
    /// [`Error::Request`](crate::Error::Request).
    fn token(&self) -> TokenFuture<'_>;

    /// Called when the server answered 401 to a request with this token. Remove it from the cache
    /// here, so that the next [`token`](Self::token) is a new one. The request is not sent again.
    fn rejected(&self, token: &str) {
        let _ = token;
    }
}

// if: TokenSources
impl<F, T> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<String, BoxError>> + Send + 'static,
{
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(self())
    }
}

/// The credentials of one security scheme, encoded for sending.
#[derive(Clone)]
pub(crate) struct Credential(pub(super) Kind);

/// What a credential adds to a request.
#[derive(Clone)]
pub(super) enum Kind {
    Header(HeaderName, HeaderValue),
    /// A pair of the query, percent-encoded.
    Query(String),
    /// A pair of the `Cookie` header.
    Cookie(String),
    // if: TokenSources
    Source(Arc<dyn TokenSource>),
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
        let pair = format!("{username}:{password}");
        if pair.contains(char::is_control) {
            return Self::invalid("a user name or password contains control characters");
        }
        Self::authorization(&format!("Basic {}", STANDARD.encode(pair)))
    }

    /// A bearer token (RFC 6750) that does not change.
    #[must_use]
    pub(crate) fn bearer(token: &str) -> Self {
        Self::authorization(&format!("Bearer {token}"))
    }

    // if: TokenSources
    /// A source of bearer tokens, which is called before each request.
    #[must_use]
    pub(crate) fn bearer_source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(source)))
    }

    /// Another HTTP authentication scheme: `Authorization: <scheme> <credentials>`.
    #[must_use]
    pub(crate) fn http(scheme: &str, credentials: &str) -> Self {
        Self::authorization(&format!("{scheme} {credentials}"))
    }

    /// An API key in a header.
    #[must_use]
    pub(crate) fn api_key_header(name: &'static str, key: &str) -> Self {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => Self::header(name, key),
            Err(_) => Self::invalid("the header name of the API key is not valid"),
        }
    }

    /// An API key in the query string.
    #[must_use]
    pub(crate) fn api_key_query(name: &'static str, key: &str) -> Self {
        let mut pair = String::new();
        escape::push_pair(&mut pair, "&", name, format_args!("{key}"));
        Self(Kind::Query(pair))
    }

    /// An API key in a cookie.
    #[must_use]
    pub(crate) fn api_key_cookie(name: &'static str, key: &str) -> Self {
        if key.bytes().all(is_cookie_octet) {
            Self(Kind::Cookie(format!("{name}={key}")))
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

    fn authorization(value: &str) -> Self {
        Self::header(AUTHORIZATION, value)
    }

    fn header(name: HeaderName, value: &str) -> Self {
        match sensitive(value) {
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
