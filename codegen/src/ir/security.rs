//! Security schemes (OpenAPI 3.0.4, Security Scheme Object).

use crate::ir::name::Name;

/// A security scheme (OpenAPI 3.0.4, Security Scheme Object).
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Key in `components.securitySchemes`.
    pub key: String,
    /// Name of the setter on the client's builder and of the field that keeps the credentials.
    pub name: Name,
    /// Markdown.
    pub docs: Option<String>,
    /// What is sent.
    pub kind: SchemeKind,
}

impl Scheme {
    /// The client credentials flow, if the scheme has it.
    #[must_use]
    pub fn client_credentials(&self) -> Option<&ClientCredentials> {
        match &self.kind {
            SchemeKind::Bearer {
                client_credentials, ..
            } => client_credentials.as_ref(),
            _ => None,
        }
    }

    /// Name of the setter of a source of bearer tokens.
    #[must_use]
    pub fn source_setter(&self) -> Option<Name> {
        matches!(self.kind, SchemeKind::Bearer { .. }).then(|| self.name.extended("_source"))
    }
}

/// What a scheme sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Basic …`; two credentials.
    Basic,
    /// `Authorization: Bearer …`: HTTP bearer, OAuth2 and OpenID Connect.
    Bearer {
        /// The token, token URL and scopes as Markdown, for the docs of the setter.
        flows: Option<String>,
        /// The flow in which the client gets tokens for credentials of its own.
        client_credentials: Option<ClientCredentials>,
    },
    /// Another HTTP scheme: `Authorization: <scheme> <credentials>`, given whole by the caller.
    OtherHttp {
        /// The scheme's name as the document writes it.
        scheme: String,
    },
    /// An API key.
    ApiKey {
        /// Where it goes.
        location: KeyLocation,
        /// Name of the header, query parameter or cookie.
        parameter: String,
    },
    /// Nothing in the message: `mutualTLS` and kinds we do not know. The caller's own
    /// `reqwest::Client` carries it.
    External,
}

/// The client credentials flow (OpenAPI 3.0.4, OAuth Flow Object).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCredentials {
    /// Name of the setter of id and secret on the client's builder.
    pub setter: Name,
    /// May be relative to the server; empty if the document does not say it.
    pub token_url: String,
    /// The names of all scopes that the flow has.
    pub scopes: Vec<String>,
}

impl ClientCredentials {
    /// Name of the setter that takes options too.
    #[must_use]
    pub fn options_setter(&self) -> Name {
        self.setter.extended("_with")
    }
}

/// Where an API key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLocation {
    /// A request header.
    Header,
    /// The query string.
    Query,
    /// A cookie.
    Cookie,
}
