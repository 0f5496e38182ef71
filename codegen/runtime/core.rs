//! What all operations of a client share: the HTTP client, the base URL and the credentials.

use super::{
    Error, Failure, RawResponse, Redacted, Request, RequestError, Response, StreamingResponse,
    body::Payload,
    security::{Credential, Kind, TokenSource, sensitive},
};
use reqwest::{
    Method, StatusCode, Url,
    header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderMap, HeaderValue},
};
use std::{fmt, sync::Arc, time::Duration};

/// A security scheme of the document, as the messages about it name it.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// The setter of its credentials on the client's builder.
    pub setter: &'static str,
}

/// The part of a client that all operations share. Cloning it is cheap.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Shared>);

pub(super) struct Shared {
    pub(super) http: reqwest::Client,
    pub(super) base: Url,
    /// Path of `base` without the slash at its end.
    pub(super) base_path: String,
    /// The caller chose `base`: it overrides the servers of operations too.
    pub(super) fixed: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) headers: HeaderMap,
    pub(super) schemes: &'static [Scheme],
    pub(super) credentials: Vec<Option<Credential>>,
    pub(super) allow_missing: bool,
}

/// A token source and the token that it gave.
type Asked<'a> = Option<(&'a dyn TokenSource, String)>;

impl Core {
    /// Begins a request. `security` lists the alternatives, each by the indices of its schemes.
    #[must_use]
    pub fn request(&self, method: Method, security: &'static [&'static [usize]]) -> Request {
        Request::new(method, security, &self.0.base_path)
    }

    /// Sends a request, waits for the whole response and reads it.
    ///
    /// # Errors
    ///
    /// If it cannot be built, the connection fails, or it takes too long; and those of `read`.
    pub async fn send<T, E>(
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
    /// If it cannot be built, the connection fails, or it takes too long.
    pub async fn execute(&self, request: Request) -> Result<RawResponse, Failure> {
        self.execute_streaming(request).await?.buffer().await
    }

    /// Sends a request and waits for the head of the response.
    ///
    /// # Errors
    ///
    /// If it cannot be built, the connection fails, or it takes too long.
    pub async fn execute_streaming(
        &self,
        mut request: Request,
    ) -> Result<StreamingResponse, Failure> {
        let shared = &*self.0;
        request.check()?;
        let mut asked: Asked<'_> = None;
        for &index in shared.alternative(request.security)? {
            match shared.credentials.get(index).and_then(Option::as_ref) {
                Some(Credential(Kind::Source(source))) => {
                    let token = source.token().await.map_err(no_token)?;
                    bearer(&mut request, &token)?;
                    asked = Some((&**source, token));
                }
                Some(Credential(kind)) => authenticate(&mut request, kind),
                None => {}
            }
        }
        let response = shared.http.execute(shared.build(request)?).await?;
        if let Some((source, token)) = asked
            && response.status() == StatusCode::UNAUTHORIZED
        {
            source.rejected(&token);
        }
        Ok(StreamingResponse::new(response))
    }
}

impl Shared {
    /// The first alternative whose credentials are all there.
    fn alternative(
        &self,
        security: &'static [&'static [usize]],
    ) -> Result<&'static [usize], RequestError> {
        let has = |&index: &usize| matches!(self.credentials.get(index), Some(Some(_)));
        let complete = security
            .iter()
            .find(|schemes| !schemes.is_empty() && schemes.iter().all(has));
        match complete {
            Some(schemes) => Ok(schemes),
            None if self.allow_missing || security.iter().any(|schemes| schemes.is_empty()) => {
                Ok(&[])
            }
            None if security.is_empty() => Ok(&[]),
            None => Err(self.missing(security)),
        }
    }

    #[cold]
    fn missing(&self, security: &[&[usize]]) -> RequestError {
        let setter = |&index: &usize| match self.schemes.get(index) {
            Some(scheme) => format!("`{}`", scheme.setter),
            None => String::new(),
        };
        let alternatives: Vec<String> = security
            .iter()
            .map(|schemes| schemes.iter().map(setter).collect::<Vec<_>>().join(" and "))
            .collect();
        RequestError::new(format!(
            "the operation needs credentials: call {} on the client's builder",
            alternatives.join(", or ")
        ))
    }

    fn build(&self, mut request: Request) -> Result<reqwest::Request, RequestError> {
        request.split_query();
        let mut url = match request.server {
            Some(server) if !self.fixed => self.of_server(server, &mut request)?,
            _ => self.base.clone(),
        };
        url.set_path(&request.path);
        if !request.query.is_empty() {
            url.set_query(Some(&request.query));
        }
        if !request.cookies.is_empty() {
            let Some(cookies) = sensitive(&request.cookies) else {
                return Err(RequestError::new("a cookie has control characters"));
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
        let mut built = reqwest::Request::new(request.method, url);
        *built.headers_mut() = request.headers;
        *built.timeout_mut() = self.timeout;
        match request.payload {
            Payload::None => {}
            Payload::Body(body) => *built.body_mut() = Some(body),
            Payload::Late(write) => {
                let builder = reqwest::RequestBuilder::from_parts(self.http.clone(), built);
                return write(builder)
                    .build()
                    .map_err(|error| RequestError::new("the body").caused_by(error.without_url()));
            }
        }
        Ok(built)
    }

    /// The URL of an operation's own server, and the path below it.
    #[cold]
    fn of_server(&self, server: &str, request: &mut Request) -> Result<Url, RequestError> {
        let Ok(url) = self.base.join(server) else {
            return Err(RequestError::new(
                "the operation's server is not a URL: call `base_url` on the client's builder",
            ));
        };
        let base_path = url.path().trim_end_matches('/');
        request.path.replace_range(..request.base_path, base_path);
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
        Kind::Source(_) | Kind::External | Kind::Invalid(_) => {}
    }
}

fn bearer(request: &mut Request, token: &str) -> Result<(), RequestError> {
    match sensitive(&format!("Bearer {token}")) {
        Some(value) => {
            request.headers.insert(AUTHORIZATION, value);
            Ok(())
        }
        None => Err(RequestError::new(
            "the token has characters that a header cannot carry",
        )),
    }
}

#[cold]
fn no_token(error: super::BoxError) -> RequestError {
    RequestError::new("the token source gave no token").caused_by(error)
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
