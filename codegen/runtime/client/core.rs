//! What all operations of a client share: the HTTP client, the base URL and the credentials, and
//! how a request is sent with them.

use super::security::{Credential, Kind};
use crate::runtime::{
    models::redacted::Redacted,
    requests::{
        error::RequestError,
        header_value::sensitive,
        request::{Payload, Request},
    },
    responses::{
        error::Error,
        failure::Failure,
        response::{RawResponse, Response},
    },
};
use reqwest::{
    Method, Url,
    header::{CONTENT_LENGTH, COOKIE, HeaderMap, HeaderValue},
};
use std::{fmt, mem, sync::Arc, time::Duration};

// if: TokenSources
use super::security::TokenSource;

// if: TokenSources
use crate::runtime::requests::error::BoxError;

// if: Streams
use crate::runtime::responses::stream::StreamingResponse;

// if: TokenSources
use reqwest::{StatusCode, header::AUTHORIZATION};

/// A security scheme of the document, as the messages about it name it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheme {
    /// The name in the document.
    pub(crate) name: &'static str,
    /// The setter for its credentials on the client's builder.
    pub(crate) setter: &'static str,
}

/// The part of a client that all operations share. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Core(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) http: reqwest::Client,
    pub(super) base: Url,
    /// Path of `base` without the slash at its end.
    pub(super) base_path: String,
    // if: OperationServers
    /// The caller chose `base`: it overrides the servers of operations too.
    pub(super) fixed: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) headers: HeaderMap,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: Vec<Option<Credential>>,
    pub(super) allow_missing: bool,
}

// if: TokenSources
/// A token source and the token that it returned.
type Asked<'a> = Option<(&'a dyn TokenSource, String)>;

impl Core {
    /// Starts a request. `operation` is its method and path template, by which errors name it;
    /// `security` lists the alternatives, each as indices of security schemes.
    #[must_use]
    pub(crate) fn request(
        &self,
        method: Method,
        operation: &'static str,
        security: &'static [&'static [usize]],
    ) -> Request {
        Request::new(method, operation, security, &self.0.base_path)
    }

    /// Sends a request, waits for the whole response and reads it.
    ///
    /// # Errors
    ///
    /// If the request cannot be built, the connection fails or times out, or `read` fails.
    pub(crate) async fn send<T, E>(
        &self,
        request: Request,
        read: fn(RawResponse) -> Result<Response<T>, Error<E>>,
    ) -> Result<Response<T>, Error<E>> {
        read(self.execute(request).await?)
    }

    /// Sends a request and waits for the whole response.
    ///
    /// # Errors
    ///
    /// If the request cannot be built, or the connection fails or times out.
    pub(crate) async fn execute(&self, request: Request) -> Result<RawResponse, Failure> {
        let operation = request.operation;
        let received = match self.begin(request).await {
            Ok(response) => RawResponse::receive(response, operation).await,
            Err(failure) => Err(failure),
        };
        received.map_err(|failure| failure.of(operation))
    }

    // if: Streams
    /// Sends a request and waits for the head of the response. The time of the whole call is not
    /// limited.
    ///
    /// # Errors
    ///
    /// If the request cannot be built, or the connection fails or times out.
    pub(crate) async fn execute_streaming(
        &self,
        mut request: Request,
    ) -> Result<StreamingResponse, Failure> {
        request.streams = true;
        let operation = request.operation;
        match self.begin(request).await {
            Ok(response) => Ok(StreamingResponse::new(response, operation)),
            Err(failure) => Err(failure.of(operation)),
        }
    }

    /// Sends a request and waits for the head of the response.
    async fn begin(&self, mut request: Request) -> Result<reqwest::Response, Failure> {
        let shared = &*self.0;
        request.check()?;
        // if: TokenSources
        let mut asked: Asked<'_> = None;
        for &index in shared.alternative(request.security)? {
            let Some(Some(Credential(kind))) = shared.credentials.get(index) else {
                continue;
            };
            // if: TokenSources
            if let Kind::Source(source) = kind {
                let token = source.token().await.map_err(no_token)?;
                bearer(&mut request, &token)?;
                asked = Some((&**source, token));
            }
            authenticate(&mut request, kind);
        }
        let response = shared.http.execute(shared.build(&mut request)?).await?;
        // if: TokenSources
        if let Some((source, token)) = asked
            && response.status() == StatusCode::UNAUTHORIZED
        {
            source.rejected(&token);
        }
        Ok(response)
    }
}

impl Shared {
    /// The first alternative whose credentials are all set.
    fn alternative(
        &self,
        security: &'static [&'static [usize]],
    ) -> Result<&'static [usize], RequestError> {
        let has = |&index: &usize| matches!(self.credentials.get(index), Some(Some(_)));
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

    fn build(&self, request: &mut Request) -> Result<reqwest::Request, RequestError> {
        // if: PathQueries
        request.split_query();
        let mut url = self.base.clone();
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
        if !request.cookies.is_empty() {
            let Some(cookies) = sensitive(&request.cookies) else {
                return Err(RequestError::new("a cookie contains control characters"));
            };
            request.headers.insert(COOKIE, cookies);
        }
        for (name, value) in &self.headers {
            request.headers.entry(name).or_insert_with(|| value.clone());
        }
        if request.lacks_content() {
            request
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut built = reqwest::Request::new(mem::take(&mut request.method), url);
        *built.headers_mut() = mem::take(&mut request.headers);
        *built.timeout_mut() = self.timeout;
        // if: Streams
        if request.streams {
            *built.timeout_mut() = None;
        }
        match mem::replace(&mut request.payload, Payload::None) {
            Payload::None => {}
            Payload::Body(body) => *built.body_mut() = Some(body),
            // if: Multipart
            Payload::Late(write) => {
                let builder = reqwest::RequestBuilder::from_parts(self.http.clone(), built);
                return write(builder).build().map_err(|error| {
                    RequestError::new("the body could not be built").caused_by(error.without_url())
                });
            }
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
        let Ok(url) = self.base.join(server.map_err(RequestError::new)?) else {
            return Err(RequestError::new(
                "the operation's server is not a URL: call `base_url` on the client's builder",
            ));
        };
        request
            .path
            .replace_range(..request.base_path, base_path(&url));
        Ok(url)
    }
}

/// The path of a URL without the slashes at its end.
pub(super) fn base_path(url: &Url) -> &str {
    let mut path = url.path();
    while let Some(shorter) = path.strip_suffix('/') {
        path = shorter;
    }
    path
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

// if: TokenSources
fn bearer(request: &mut Request, token: &str) -> Result<(), RequestError> {
    match sensitive(&format!("Bearer {token}")) {
        Some(value) => {
            request.headers.insert(AUTHORIZATION, value);
            Ok(())
        }
        None => Err(RequestError::new(
            "the token contains characters that are not allowed in a header",
        )),
    }
}

// if: TokenSources
#[cold]
fn no_token(error: BoxError) -> RequestError {
    RequestError::new("the token source returned an error").caused_by(error)
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("base_url", &self.0.base.as_str())
            .field("credentials", &Redacted)
            .finish_non_exhaustive()
    }
}
