//! What is known of a client and of the flow by which it gets tokens, before a token is asked for.

use crate::runtime::models::redacted::Redacted;
use std::fmt;
use zeroize::Zeroizing;

/// The client credentials flow of a security scheme (OpenAPI 3.0.4, OAuth Flow Object).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    /// May be relative to the base URL; empty if the document does not say it.
    pub(crate) token_url: &'static str,
    /// All that there are.
    pub(crate) scopes: &'static [&'static str],
}

/// Id and secret of a client, for which a token endpoint issues bearer tokens (RFC 6749, 4.4), and
/// how it is asked. They are wiped from memory when they are dropped.
#[derive(Clone)]
#[must_use]
pub struct ClientCredentials {
    pub(super) id: Zeroizing<String>,
    pub(super) secret: Zeroizing<String>,
    pub(super) token_url: Option<String>,
    /// Separated by spaces.
    pub(super) scopes: Option<String>,
    pub(super) parameters: Vec<(String, Zeroizing<String>)>,
    pub(super) in_body: bool,
}

impl ClientCredentials {
    /// Id and secret. They are sent by HTTP basic authentication to the token URL that the
    /// description names, with all the scopes that it lists.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: Zeroizing::new(id.into()),
            secret: Zeroizing::new(secret.into()),
            token_url: None,
            scopes: None,
            parameters: Vec::new(),
            in_body: false,
        }
    }

    /// Asks at this URL, which may be relative to the base URL.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Asks for these scopes. Without any, the server decides.
    pub fn scopes<T: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        let mut all = String::new();
        for scope in scopes {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(scope.as_ref());
        }
        self.scopes = Some(all);
        self
    }

    /// Sends one more parameter with the request for a token, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let value = Zeroizing::new(value.into());
        self.parameters.push((name.into(), value));
        self
    }

    /// Sends id and secret as `client_id` and `client_secret` in the body, for servers that do not
    /// read them from the header `Authorization`.
    #[inline]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Whether the body has the secret, or may have one.
    pub(in crate::runtime::client) fn are_in_body(&self) -> bool {
        self.in_body || !self.parameters.is_empty()
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Redacted, formatter)
    }
}
