//! One call: its request with credentials and headers, its attempts, and their response.

use super::{
    checks::{is_idempotent, is_open, not_encrypted, outside_of_tokio},
    hooks::{Attempt, Hook},
    limits::Limits,
    platform::{self, Instant, sleep},
    retry::{RetryPolicy, may_pass},
    shared::Shared,
};
use crate::runtime::{
    requests::{
        error::RequestError,
        header_value::sensitive,
        options::CallOptions,
        request::{Payload, Request},
    },
    responses::{failure::Failure, receive::receive, response::RawResponse},
};
use bytes::Bytes;
use reqwest::{
    Method, StatusCode, Url,
    header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, HeaderMap, HeaderValue},
};
use std::{mem, time::Duration};

// if: TokenSources
use super::tokens::Tokens;

// if: Uploads
#[cfg(feature = "stream")]
use crate::runtime::bodies::{flow::Flow, open, upload::Upload};

#[cfg(feature = "tracing")]
use super::trace;

// if: TokenSources
use std::sync::Arc;

/// A call on its way.
pub(super) struct Call<'a> {
    shared: &'a Shared,
    operation: &'static str,
    method: Method,
    /// The next request to send, unless it cannot be sent again.
    next: Option<reqwest::Request>,
    /// Its body, if that is in memory and may be needed again.
    body: Option<Bytes>,
    // if: Uploads
    /// What the body is opened from again.
    #[cfg(feature = "stream")]
    upload: Option<Upload>,
    pub(super) limits: Limits,
    policy: RetryPolicy,
    /// What the document says of whether the request, sent twice, has the effect of one.
    idempotent: Option<bool>,
    // if: TokenSources
    /// Where the token comes from, and the `Authorization` with it.
    token: Option<(Arc<Tokens>, HeaderValue)>,
    /// When it began, if a hook may want to know.
    began: Option<Instant>,
    pub(super) attempts: u32,
    /// The budget has paid for one of them.
    paid: bool,
    /// The response to an attempt before the present one.
    last: Option<Box<RawResponse>>,
}

impl<'a> Call<'a> {
    /// Completes a request and checks it.
    #[allow(clippy::unused_async, reason = "a token may have to be waited for")]
    pub(super) async fn begin(shared: &'a Shared, mut request: Request) -> Result<Self, Failure> {
        if !platform::is_ready() {
            return Err(outside_of_tokio().into());
        }
        let began = (!shared.hooks.0.is_empty()).then(Instant::now);
        let options = take_options(&mut request)?;
        let limits = Limits::new(
            options.timeout_or(shared.timeout),
            options.idle_timeout_or(shared.idle_timeout),
            shared.max_body,
        );
        // if: Uploads
        #[cfg(feature = "stream")]
        let opened = limits.within(request.open()).await;
        // if: Uploads
        #[cfg(feature = "stream")]
        let upload = opened.map_err(Failure::timeout)??;
        let credentials = shared.authenticate(&mut request)?;
        // if: TokenSources
        let token = match credentials.tokens {
            Some(tokens) => {
                let header = tokens.current(&limits).await.map_err(Failure::timeout)??;
                request.headers.insert(AUTHORIZATION, header.clone());
                Some((tokens, header))
            }
            None => None,
        };
        complete(&mut request, shared, &options)?;
        // if: TokenSources
        let token = token.filter(|(_, header)| request.headers.get(AUTHORIZATION) == Some(header));
        let policy = options.retry_or(shared.retry);
        let (operation, idempotent) = (request.operation, request.idempotent);
        let body = match &request.payload {
            Payload::Bytes(bytes) if policy.has_more_than(1) => Some(bytes.clone()),
            _ => None,
        };
        let built = shared.build(request)?;
        let is_secret = credentials.sent || built.headers().contains_key(AUTHORIZATION);
        if is_secret && !shared.allow_http && is_open(built.url()) {
            return Err(not_encrypted().into());
        }
        Ok(Self {
            shared,
            operation,
            method: built.method().clone(),
            next: Some(built),
            body,
            // if: Uploads
            #[cfg(feature = "stream")]
            upload,
            limits,
            policy,
            idempotent,
            // if: TokenSources
            token,
            began,
            attempts: 0,
            paid: false,
            last: None,
        })
    }

    /// Sends the request until there is a response to return, and reads the whole of it.
    pub(super) async fn whole(&mut self) -> Result<RawResponse, Failure> {
        loop {
            let response = self.head().await?;
            match self.receive(response).await {
                Ok(response) => {
                    self.succeed(response.status());
                    return Ok(response);
                }
                Err(failure) => self.recover(failure).await?,
            }
        }
    }

    /// The budget gets something back, unless the server is still in trouble.
    #[inline]
    pub(super) fn succeed(&self, status: StatusCode) {
        if !may_pass(status) {
            self.shared.budget.succeed(self.paid);
        }
    }

    /// Sends the request until there is a response to return, of which the head has arrived.
    pub(super) async fn head(&mut self) -> Result<reqwest::Response, Failure> {
        loop {
            let outcome = self.attempt().await;
            #[cfg(feature = "tracing")]
            trace::attempt(self.attempts, &outcome);
            match outcome {
                Ok(response) => {
                    let Some(delay) = self.delay_after(&response).await else {
                        return Ok(response);
                    };
                    self.keep(response).await;
                    sleep(delay).await;
                }
                Err(failure) => self.recover(failure).await?,
            }
        }
    }

    /// Sends the request and waits for the head of the response.
    async fn attempt(&mut self) -> Result<reqwest::Response, Failure> {
        let Some(mut request) = self.next.take() else {
            return Err(RequestError::new("the request cannot be sent again").into());
        };
        // if: Uploads
        #[cfg(feature = "stream")]
        if let Some(upload) = &self.upload
            && self.attempts > 0
        {
            open::reopen(upload, &mut request).await?;
        }
        self.attempts += 1;
        let may_follow = self.policy.has_more_than(self.attempts);
        // if: TokenSources
        let may_follow = may_follow || (self.token.is_some() && self.policy.has_more_than(1));
        if may_follow {
            self.next = self.again(&request);
            // if: Uploads
            #[cfg(feature = "stream")]
            if self.upload.is_some() {
                self.next = Some(without_body(&request));
            }
        }
        self.tell(|hook, attempt| hook.before(attempt, request.headers_mut()));
        let asked = self.shared.redirects.then(|| request.url().clone());
        // if: Uploads
        #[cfg(feature = "stream")]
        let (request, flow) = Flow::watch(request);
        let limits = self.limits.while_sending(&request);
        let response = self.shared.http.execute(request);
        // if: Uploads
        #[cfg(feature = "stream")]
        let response = self.limits.while_flowing(flow.as_ref(), response);
        let response = limits.wait(response).await;
        // if: Uploads
        #[cfg(feature = "stream")]
        let response = response.and_then(|outcome| outcome);
        let response = response.map_err(Failure::timeout)??;
        self.tell(|hook, attempt| hook.after(attempt, response.status(), response.headers()));
        match asked {
            Some(asked) => self.not_elsewhere(&asked, response).await,
            None => Ok(response),
        }
    }

    /// The same request for another attempt; `None` if its body can be read only once.
    fn again(&self, request: &reqwest::Request) -> Option<reqwest::Request> {
        if self.body.is_none() && request.body().is_some() {
            return request.try_clone();
        }
        // `try_clone` would also make room for settings, of which these requests have none.
        let mut next = without_body(request);
        *next.body_mut() = self.body.clone().map(Into::into);
        Some(next)
    }

    /// Keeps a response that is not returned, unless a later one comes. That it is read leaves the
    /// connection usable.
    async fn keep(&mut self, response: reqwest::Response) {
        let limits = self.limits.of_refusal();
        self.last = match receive(response, self.operation, &limits).await {
            Ok(response) => Some(Box::new(response.after(self.attempts))),
            Err(failure) => failure.after(self.attempts, None).into_response(),
        };
    }

    async fn receive(&self, response: reqwest::Response) -> Result<RawResponse, Failure> {
        let response = receive(response, self.operation, &self.limits).await?;
        Ok(response.after(self.attempts))
    }

    /// How long to wait until the request is sent again because of this response, if it is.
    #[allow(clippy::unused_async, reason = "a token may have to be waited for")]
    async fn delay_after(&mut self, response: &reqwest::Response) -> Option<Duration> {
        // if: TokenSources
        if response.status() == StatusCode::UNAUTHORIZED && self.takes_new_token().await {
            return Some(Duration::ZERO);
        }
        if may_pass(response.status()) && self.is_idempotent() {
            return self.delay(Some(response.headers()));
        }
        None
    }

    /// Returns if the request is to be sent again after this failure, when the delay is over.
    async fn recover(&mut self, failure: Failure) -> Result<(), Failure> {
        self.tell(|hook, attempt| hook.error(attempt, failure.error()));
        // A client that follows redirects may have failed to connect to where it was led.
        let unsent = failure.sent_nothing();
        let may_help = (unsent && !self.shared.redirects)
            || ((unsent || failure.is_broken_connection()) && self.is_idempotent());
        if may_help
            && !failure.is_mistrusted()
            && let Some(delay) = self.delay(None)
        {
            sleep(delay).await;
            return Ok(());
        }
        Err(failure.after(self.attempts, self.last.take()))
    }

    /// Whether the request, sent twice, has the effect of one.
    #[inline]
    fn is_idempotent(&self) -> bool {
        let has_key = |next: &reqwest::Request| {
            let key = &self.shared.idempotency_header;
            next.headers().contains_key(key)
        };
        self.policy.any_method
            || self
                .idempotent
                .unwrap_or_else(|| is_idempotent(&self.method))
            || self.next.as_ref().is_some_and(has_key)
    }

    /// How long to wait until the request is sent again, if it is. The budget then has paid for it.
    #[inline]
    fn delay(&mut self, headers: Option<&HeaderMap>) -> Option<Duration> {
        if self.next.is_none() || !self.policy.has_more_than(self.attempts) {
            return None;
        }
        let delay = self.policy.delay(self.attempts, headers)?;
        if !self.limits.has_time_for(delay) || !self.shared.budget.pay() {
            return None;
        }
        self.paid = true;
        Some(delay)
    }

    // if: TokenSources
    /// After a token was refused: whether there is another one, which is sent once. If the source
    /// fails, the response that refused the token says more than that.
    async fn takes_new_token(&mut self) -> bool {
        let Some((tokens, refused)) = self.token.take() else {
            return false;
        };
        let rejected = self.limits.within(tokens.reject(&refused)).await;
        if rejected.is_err() {
            return false;
        }
        let Some(next) = &mut self.next else {
            return false;
        };
        match tokens.current(&self.limits).await {
            Ok(Ok(header)) if header != refused => {
                next.headers_mut().insert(AUTHORIZATION, header);
                true
            }
            _ => false,
        }
    }

    /// Refuses a response that another request got, which the caller's HTTP client made of this one
    /// by following a redirect.
    async fn not_elsewhere(
        &self,
        asked: &Url,
        response: reqwest::Response,
    ) -> Result<reqwest::Response, Failure> {
        let url = response.url();
        let is_same = url == asked
            || (url.origin() == asked.origin()
                && matches!(self.method, Method::GET | Method::HEAD));
        if is_same {
            return Ok(response);
        }
        Err(Failure::Redirected(Box::new(self.receive(response).await?)))
    }

    /// Tells the hooks of the attempt, if there are any.
    #[inline]
    fn tell(&self, mut tell: impl FnMut(&dyn Hook, &Attempt)) {
        let Some(began) = self.began else { return };
        let attempt = Attempt {
            elapsed: began.elapsed(),
            method: self.method.clone(),
            operation: self.operation,
            number: self.attempts,
        };
        for hook in &self.shared.hooks.0 {
            tell(&**hook, &attempt);
        }
    }
}

/// Takes what was said of this call, whose parameters are added to the query, and checks the request.
#[inline]
pub(super) fn take_options(request: &mut Request) -> Result<CallOptions, RequestError> {
    let options = mem::take(&mut request.options);
    for (name, value) in options.query() {
        request.query_pair(name, format_args!("{value}"));
    }
    request.check()?;
    Ok(options)
}

/// Adds the headers that do not depend on the operation, and those of this call.
#[inline]
pub(super) fn complete(
    request: &mut Request,
    shared: &Shared,
    options: &CallOptions,
) -> Result<(), RequestError> {
    if !request.cookies.is_empty() {
        let Some(cookies) = sensitive(&request.cookies) else {
            return Err(RequestError::new("a cookie contains control characters"));
        };
        request.headers.insert(COOKIE, cookies);
    }
    for (name, value) in options.headers() {
        request.replace_header(name, value)?;
    }
    if let Some(key) = options.key() {
        request.replace_header(shared.idempotency_header.as_str(), key)?;
    }
    for (name, value) in &shared.headers {
        request.headers.entry(name).or_insert_with(|| value.clone());
    }
    if request.lacks_content() {
        request
            .headers
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    Ok(())
}

/// The same request, to which a body is added later.
fn without_body(request: &reqwest::Request) -> reqwest::Request {
    let mut next = reqwest::Request::new(request.method().clone(), request.url().clone());
    *next.headers_mut() = request.headers().clone();
    next
}
