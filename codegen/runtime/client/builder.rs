//! Building a client: base URL, timeouts, HTTP client, default headers and credentials.

use super::{
    base::Base,
    core::Core,
    credentials::accepted,
    hooks::{Hook, Hooks},
    limits::Limit,
    platform,
    retry::{Budget, RetryPolicy},
    security::{Credential, Kind},
    shared::{Scheme, Shared},
};
use crate::runtime::{models::redacted::Redacted, requests::header_value::sensitive};
use reqwest::{
    Url,
    header::{HeaderMap, HeaderName},
};
use std::{
    error, fmt,
    sync::{Arc, RwLock},
    time::Duration,
};

/// How long connecting may take, unless the caller says it: a little more than the three seconds
/// after which a lost packet is sent again (RFC 6298).
const CONNECT_TIMEOUT: Duration = Duration::from_millis(3100);

/// How long a server may send nothing, unless the caller says it.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// The largest body that is read, unless the caller says it.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// The header of idempotency keys (draft-ietf-httpapi-idempotency-key-header), unless the caller
/// says it.
const IDEMPOTENCY_HEADER: &str = "idempotency-key";

/// Builds a [`Core`]. Invalid settings are reported by [`build`](Self::build).
#[derive(Clone)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub(crate) struct CoreBuilder {
    /// The document's default server, or what to say if there is no base URL.
    server: Result<&'static str, &'static str>,
    base_url: Option<String>,
    timeout: Option<Duration>,
    connect_timeout: Option<Limit>,
    idle_timeout: Option<Duration>,
    max_body: usize,
    retry: RetryPolicy,
    idempotency_header: HeaderName,
    hooks: Hooks,
    http: Option<reqwest::Client>,
    /// `http` may follow redirects, unless the caller says that it follows none.
    redirects: bool,
    assume_no_redirects: bool,
    allow_http: bool,
    headers: HeaderMap,
    /// The first invalid setting, and the scheme if it is about credentials.
    problem: Option<(Option<usize>, String)>,
    schemes: &'static [Scheme],
    credentials: Vec<Option<Credential>>,
    allow_missing: bool,
}

impl CoreBuilder {
    /// A builder for the document's default server and its security schemes. Without a server, the
    /// message says what to do.
    #[must_use]
    pub(crate) fn new(
        server: Result<&'static str, &'static str>,
        schemes: &'static [Scheme],
    ) -> Self {
        Self {
            server,
            base_url: None,
            timeout: None,
            connect_timeout: None,
            idle_timeout: Some(IDLE_TIMEOUT),
            max_body: MAX_BODY,
            retry: RetryPolicy::default(),
            idempotency_header: HeaderName::from_static(IDEMPOTENCY_HEADER),
            hooks: Hooks::default(),
            http: None,
            redirects: false,
            assume_no_redirects: false,
            allow_http: false,
            headers: HeaderMap::new(),
            problem: None,
            schemes,
            credentials: vec![None; schemes.len()],
            allow_missing: false,
        }
    }

    /// Sends all requests to this base URL instead of the servers that the document names.
    pub(crate) fn base_url(&mut self, url: String) {
        self.base_url = Some(url);
    }

    /// Limits the time of a whole call, from its token to the last byte of the response.
    #[inline]
    pub(crate) fn timeout(&mut self, timeout: Option<Duration>) {
        self.timeout = timeout;
    }

    /// Limits the time to connect.
    #[inline]
    pub(crate) fn connect_timeout(&mut self, timeout: Option<Duration>) {
        self.connect_timeout = Some(Limit(timeout));
    }

    /// Limits how long the server may send nothing.
    #[inline]
    pub(crate) fn idle_timeout(&mut self, timeout: Option<Duration>) {
        self.idle_timeout = timeout;
    }

    /// Limits the length of a body that is read, in bytes.
    #[inline]
    pub(crate) fn max_response_body(&mut self, bytes: usize) {
        self.max_body = bytes;
    }

    /// Decides when requests are sent again.
    #[inline]
    pub(crate) fn retry(&mut self, policy: RetryPolicy) {
        self.retry = policy;
    }

    /// Sends idempotency keys in this header.
    #[inline]
    pub(crate) fn idempotency_header(&mut self, name: &str) {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.idempotency_header = name,
            Err(_) => {
                let name = name.escape_debug();
                self.refuse(None, format!("`idempotency_header`: `{name}` is not valid"));
            }
        }
    }

    /// Tells this hook of each attempt.
    pub(crate) fn hook(&mut self, hook: impl Hook) {
        self.hooks.0.push(Arc::new(hook));
    }

    /// Sends with this HTTP client, which may follow redirects.
    #[inline]
    pub(crate) fn http_client(&mut self, client: reqwest::Client) {
        self.http = Some(client);
        self.redirects = true;
    }

    /// Sends with the HTTP client of this builder, which will follow no redirects.
    #[inline]
    pub(crate) fn http_client_builder(&mut self, builder: reqwest::ClientBuilder) {
        match platform::without_redirects(builder).build() {
            Ok(client) => {
                self.http = Some(client);
                self.redirects = false;
            }
            Err(error) => {
                let error = error.without_url();
                self.refuse(None, format!("`http_client_builder`: {error}"));
            }
        }
    }

    /// Takes the caller's word that the client of [`http_client`](Self::http_client) follows no
    /// redirects.
    #[inline]
    pub(crate) fn assume_no_redirects(&mut self) {
        self.assume_no_redirects = true;
    }

    /// Sends credentials without encryption too.
    #[inline]
    pub(crate) fn allow_http(&mut self) {
        self.allow_http = true;
    }

    /// Sends this header with every request that does not set it.
    #[inline]
    pub(crate) fn default_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), sensitive(value)) {
            (Ok(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                let name = name.escape_debug();
                self.refuse(
                    None,
                    format!("`default_header`: `{name}` or its value is not valid in a header"),
                );
            }
        }
    }

    /// Sends requests even if their credentials are missing, instead of refusing them.
    #[inline]
    pub(crate) fn allow_missing_credentials(&mut self) {
        self.allow_missing = true;
    }

    /// Sets the credentials of the security scheme with this index.
    pub(crate) fn credential(&mut self, scheme: usize, credential: Credential) {
        // Credentials that are set again replace invalid ones.
        if matches!(self.problem, Some((Some(before), _)) if before == scheme) {
            self.problem = None;
        }
        if let Kind::Invalid(reason) = credential.0 {
            let setter = self.schemes.get(scheme).map_or("", |scheme| scheme.setter);
            self.refuse(Some(scheme), format!("`{setter}`: {reason}"));
        }
        if let Some(place) = self.credentials.get_mut(scheme) {
            *place = Some(credential);
        }
    }

    #[cold]
    fn refuse(&mut self, scheme: Option<usize>, problem: String) {
        if self.problem.is_none() {
            self.problem = Some((scheme, problem));
        }
    }

    /// Builds the core.
    ///
    /// # Errors
    ///
    /// If there is no base URL or a setting is invalid.
    pub(crate) fn build(self) -> Result<Core, BuildError> {
        if let Some((_, problem)) = self.problem {
            return Err(BuildError::new(problem));
        }
        let base = self.base()?;
        let http = self.http()?;
        let mut shared = Shared {
            http,
            base: Base::new(base),
            // if: OperationServers
            fixed: self.base_url.is_some(),
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            max_body: self.max_body,
            retry: self.retry,
            budget: Budget::new(),
            idempotency_header: self.idempotency_header,
            hooks: self.hooks,
            headers: self.headers,
            schemes: self.schemes,
            credentials: RwLock::default(),
            allow_missing: self.allow_missing,
            allow_http: self.allow_http,
            redirects: (self.redirects || platform::FOLLOWS_REDIRECTS) && !self.assume_no_redirects,
        };
        let mut credentials = self.credentials;
        for place in &mut credentials {
            if let Some(credential) = place.take() {
                let credential = accepted(&shared, credential);
                *place = Some(credential.map_err(|error| BuildError::new(error.to_string()))?);
            }
        }
        shared.credentials = RwLock::new(credentials);
        Ok(Core(Arc::new(shared)))
    }

    fn base(&self) -> Result<Url, BuildError> {
        match (&self.base_url, self.server) {
            (Some(url), _) => parse(url),
            (None, Ok(url)) => parse(url),
            (None, Err(message)) => Err(BuildError::new(message.to_owned())),
        }
    }

    fn http(&self) -> Result<reqwest::Client, BuildError> {
        match (&self.http, self.connect_timeout) {
            (Some(_), Some(_)) => Err(BuildError::new(
                "`connect_timeout` has no effect on an HTTP client of the caller: set it there"
                    .to_owned(),
            )),
            (None, Some(_)) if !platform::KNOWS_CONNECTIONS => Err(BuildError::new(
                "`connect_timeout` has no effect in a browser, which does not say when it connects"
                    .to_owned(),
            )),
            (Some(http), None) => Ok(http.clone()),
            (None, limit) => http_client(limit.map_or(Some(CONNECT_TIMEOUT), |Limit(time)| time)),
        }
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CoreBuilder")
            .field("credentials", &Redacted)
            .finish_non_exhaustive()
    }
}

fn http_client(connect_timeout: Option<Duration>) -> Result<reqwest::Client, BuildError> {
    let builder = reqwest::Client::builder().user_agent(concat!(
        env!("CARGO_PKG_NAME"),
        "/",
        env!("CARGO_PKG_VERSION")
    ));
    // A redirect may turn a call into a request to another endpoint, or carry an API key to another
    // host.
    let mut builder = platform::without_redirects(builder);
    if let Some(timeout) = connect_timeout {
        builder = platform::connect_timeout(builder, timeout);
    }
    builder.build().map_err(|error| BuildError {
        message: "the HTTP client could not be built".to_owned(),
        source: Some(error.without_url()),
    })
}

/// Parses a base URL. Errors do not show it: it may contain a password.
fn parse(url: &str) -> Result<Url, BuildError> {
    let problem = match Url::parse(url) {
        Err(_) => "is not an absolute URL",
        Ok(url) if !matches!(url.scheme(), "http" | "https") => "is neither http nor https",
        Ok(url) if url.query().is_some() => "has a query",
        Ok(url) if url.fragment().is_some() => "has a fragment",
        // if: ServerVariables
        Ok(url) if url.host_str().is_some_and(has_empty_part) => "has a host with an empty part",
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            "contains credentials, which have their own setters"
        }
        Ok(url) => return Ok(url),
    };
    Err(BuildError::new(format!(
        "the base URL {problem}: call `base_url`"
    )))
}

// if: ServerVariables
/// Whether a host looks as if a variable of the server were empty.
fn has_empty_part(host: &str) -> bool {
    host.starts_with('.') || host.contains("..")
}

/// Why a client could not be built.
#[derive(Debug)]
pub struct BuildError {
    message: String,
    source: Option<reqwest::Error>,
}

impl BuildError {
    fn new(message: String) -> Self {
        Self {
            message,
            source: None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl error::Error for BuildError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
