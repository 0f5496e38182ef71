//! What all calls of a client share: the HTTP client, the base URL, the credentials and the settings.

use super::{
    base::Base,
    hooks::Hooks,
    retry::{Budget, RetryPolicy},
    security::{Credential, Kind},
};
use crate::runtime::requests::{
    error::RequestError,
    request::{Payload, Request},
};
use reqwest::{
    Url,
    header::{HeaderMap, HeaderName},
};
use std::{
    mem,
    sync::{PoisonError, RwLock},
    time::Duration,
};

// if: OperationServers
use super::base;

// if: TokenSources
use super::tokens::Tokens;

// if: TokenSources
use std::sync::Arc;

/// A security scheme of the document, as the messages about it name it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheme {
    /// The name in the document.
    pub(crate) name: &'static str,
    /// The setter for its credentials on the client's builder.
    pub(crate) setter: &'static str,
}

/// What all calls of a client share.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub(super) struct Shared {
    pub(super) http: reqwest::Client,
    pub(super) base: Base,
    // if: OperationServers
    /// The caller chose `base`: it overrides the servers of operations too.
    pub(super) fixed: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    /// The largest body that is read, in bytes.
    pub(super) max_body: usize,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) idempotency_header: HeaderName,
    pub(super) hooks: Hooks,
    pub(super) headers: HeaderMap,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: RwLock<Vec<Option<Credential>>>,
    pub(super) allow_missing: bool,
    /// Credentials may be sent without encryption.
    pub(super) allow_http: bool,
    /// `http` is the caller's, which may follow redirects.
    pub(super) redirects: bool,
}

/// What was added to a request.
#[derive(Default)]
pub(super) struct Added {
    /// There are credentials among it.
    pub(super) sent: bool,
    // if: TokenSources
    /// Where the token comes from that is still to be added.
    pub(super) tokens: Option<Arc<Tokens>>,
}

impl Shared {
    /// Adds the credentials of the first alternative of which all are set.
    pub(super) fn authenticate(&self, request: &mut Request) -> Result<Added, RequestError> {
        let credentials = self
            .credentials
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut added = Added::default();
        for &index in self.alternative(&credentials, request.security)? {
            let Some(Some(Credential(kind))) = credentials.get(index) else {
                continue;
            };
            added.sent |= !matches!(kind, Kind::External);
            // if: TokenSources
            if let Kind::Source(tokens) = kind {
                added.tokens = Some(Arc::clone(tokens));
            }
            authenticate(request, kind);
        }
        Ok(added)
    }

    // if: ClientCredentials
    /// The same for another server, which gets nothing that is meant for this one: no credentials, no
    /// headers, and no hook is told. What fails there costs nothing of the budget here.
    #[cfg(feature = "oauth2")]
    pub(super) fn of_endpoint(&self, url: Url, max_body: usize) -> Self {
        Self {
            http: self.http.clone(),
            base: Base::new(url),
            // if: OperationServers
            fixed: true,
            timeout: None,
            idle_timeout: self.idle_timeout,
            max_body,
            retry: self.retry,
            budget: Budget::new(),
            idempotency_header: self.idempotency_header.clone(),
            hooks: Hooks::default(),
            headers: HeaderMap::new(),
            schemes: &[],
            credentials: RwLock::default(),
            allow_missing: false,
            allow_http: self.allow_http,
            redirects: self.redirects,
        }
    }

    /// The first alternative whose credentials are all set.
    fn alternative(
        &self,
        credentials: &[Option<Credential>],
        security: &'static [&'static [usize]],
    ) -> Result<&'static [usize], RequestError> {
        let has = |&index: &usize| matches!(credentials.get(index), Some(Some(_)));
        let mut may_lack = self.allow_missing || security.is_empty();
        for schemes in security {
            if schemes.is_empty() {
                may_lack = true;
            } else if schemes.iter().all(has) {
                return Ok(schemes);
            }
        }
        if may_lack {
            Ok(&[])
        } else {
            Err(self.missing(security))
        }
    }

    #[cold]
    fn missing(&self, security: &[&[usize]]) -> RequestError {
        let mut message = String::from("the operation needs credentials: call ");
        let mut before = "";
        for schemes in security {
            for &index in *schemes {
                message.push_str(before);
                message.push('`');
                message.push_str(self.schemes.get(index).map_or("", |scheme| scheme.setter));
                message.push('`');
                before = " and ";
            }
            before = ", or ";
        }
        message.push_str(" on the client's builder");
        RequestError::new(message)
    }

    /// The URL of a request.
    #[allow(
        clippy::unnecessary_wraps,
        clippy::needless_pass_by_ref_mut,
        reason = "servers of operations may be refused, and change the path"
    )]
    #[inline]
    pub(super) fn url(&self, request: &mut Request) -> Result<Url, RequestError> {
        // if: PathQueries
        request.split_query();
        let mut url = self.base.to_be_filled();
        // if: OperationServers
        if let Some(server) = request.server
            && !self.fixed
        {
            url = self.of_server(server, request)?;
        }
        url.set_path(&request.path);
        if !request.query.is_empty() {
            url.set_query(Some(&request.query));
        }
        Ok(url)
    }

    /// The request as `reqwest` sends it.
    pub(super) fn build(&self, mut request: Request) -> Result<reqwest::Request, RequestError> {
        let url = self.url(&mut request)?;
        // if: PageLinks
        let url = request.elsewhere().unwrap_or(url);
        let mut built = reqwest::Request::new(request.method, url);
        *built.headers_mut() = mem::take(&mut request.headers);
        match request.payload {
            Payload::None => {}
            Payload::Bytes(bytes) => *built.body_mut() = Some(bytes.into()),
            Payload::Body(body) => *built.body_mut() = Some(body),
            // if: Multipart
            Payload::Late(write) => {
                let builder = reqwest::RequestBuilder::from_parts(self.http.clone(), built);
                return write(builder).build().map_err(|error| {
                    RequestError::new("the body could not be built").caused_by(error.without_url())
                });
            }
            // if: Uploads
            #[cfg(feature = "stream")]
            Payload::Closed(_) => return Err(RequestError::new("the body is not open")),
            // if: Multipart
            #[cfg(feature = "stream")]
            Payload::Opening(_) => return Err(RequestError::new("the form is not open")),
        }
        Ok(built)
    }

    // if: OperationServers
    /// The URL of an operation's own server, and the path below it.
    #[cold]
    fn of_server(
        &self,
        server: Result<&str, &'static str>,
        request: &mut Request,
    ) -> Result<Url, RequestError> {
        let Ok(url) = self.base.url.join(server.map_err(RequestError::new)?) else {
            return Err(RequestError::new(
                "the operation's server is not a URL: call `base_url` on the client's builder",
            ));
        };
        request
            .path
            .replace_range(..request.base_path, base::path(&url));
        Ok(url)
    }
}

fn authenticate(request: &mut Request, kind: &Kind) {
    match kind {
        Kind::Header(name, value) => {
            request.headers.insert(name, value.clone());
        }
        Kind::Query(pair) => request.query_string(pair),
        Kind::Cookie(pair) => {
            if !request.cookies.is_empty() {
                request.cookies.push_str("; ");
            }
            request.cookies.push_str(pair);
        }
        // Adds nothing to the request, or is already written.
        _ => {}
    }
}
