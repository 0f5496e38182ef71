//! Bearer tokens that expire: where they come from, and the one that is kept.

use super::{
    limits::{Limits, Timeout},
    platform::{BoxFuture, Instant, MaybeSend, apart, timeout},
};
use crate::runtime::{
    models::redacted::Redacted,
    requests::{
        error::{BoxError, RequestError},
        header_value::secret,
    },
};
use reqwest::header::HeaderValue;
use std::{
    error, fmt,
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// The future that a [`TokenSource`] returns, pinned in a box. It is `Send`, but in a browser.
pub type TokenFuture<'a> = BoxFuture<'a, Result<Token, BoxError>>;

/// A bearer token. It is wiped from memory when it is dropped.
#[derive(Clone)]
pub struct Token {
    value: Zeroizing<String>,
    expires: Option<Instant>,
}

impl Token {
    /// A token that is valid until the server refuses it.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: Zeroizing::new(value.into()),
            expires: None,
        }
    }

    /// The time for which the token is valid from now on, `expires_in` in the response of a token
    /// endpoint (RFC 6749, 5.1). A new one is asked for shortly before.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        /// For the request to arrive, and for clocks that differ.
        const EARLY: Duration = Duration::from_secs(10);
        let early = time.saturating_sub(EARLY).max(time / 2);
        self.expires = Instant::now().checked_add(early);
        self
    }
}

impl From<String> for Token {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl From<&str> for Token {
    fn from(value: &str) -> Self {
        Self::new(value)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Redacted, formatter)
    }
}

/// Provides bearer tokens that expire.
///
/// The client keeps the token. It asks for another one when that expires, if it said when, and after
/// the server answered 401, when the request is sent once more. However many calls wait for a token,
/// the source is asked once, and what it returns is for all of them. A closure that returns a future
/// is a token source:
///
/// ```ignore
/// builder.oauth2_source(move || {
///     let tokens = tokens.clone();
///     async move { Ok(Token::new(tokens.fetch().await?).expires_in(Duration::from_secs(3600))) }
/// })
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// A new token. An error stops the calls that wait for it: it becomes the source of an
    /// [`Error::Request`](crate::Error::Request). The limits of a call hold for this too.
    fn token(&self) -> TokenFuture<'_>;

    /// Called when the server answered 401 to a request with this token, before another one is asked
    /// for: a source that keeps tokens itself removes it here.
    fn rejected(&self, token: &str) {
        let _ = token;
    }
}

impl<F, T, V> TokenSource for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<V, BoxError>> + MaybeSend + 'static,
    V: Into<Token>,
{
    fn token(&self) -> TokenFuture<'_> {
        let token = self();
        Box::pin(async { token.await.map(Into::into) })
    }
}

/// The token of a source, for all calls of a client.
pub(super) struct Tokens {
    source: Box<dyn TokenSource>,
    /// How often the source was asked.
    asked: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    token: Option<Usable>,
    /// Why the source returned no token the last time.
    failure: Option<Arc<dyn error::Error + Send + Sync>>,
}

#[derive(Clone)]
struct Usable {
    header: HeaderValue,
    expires: Option<Instant>,
}

impl Tokens {
    pub(super) fn new(source: impl TokenSource) -> Self {
        Self {
            source: Box::new(source),
            asked: AtomicU64::new(0),
            kept: Mutex::default(),
        }
    }

    /// The value of `Authorization`: the one that is kept, or a new one.
    pub(super) async fn current(
        self: &Arc<Self>,
        limits: &Limits,
    ) -> Result<Result<HeaderValue, RequestError>, Timeout> {
        let before = self.asked.load(Ordering::Acquire);
        let outcome = limits.within(async {
            if let Some(header) = self.kept.lock().await.usable() {
                return Ok(header);
            }
            // A caller who gives up takes nothing away from those who wait.
            let asked = apart(Arc::clone(self).ask(before)).await;
            asked.unwrap_or_else(|| Err(RequestError::new("the token source panicked")))
        });
        outcome.await.map_err(|which| match which {
            Timeout::Idle => Timeout::Token,
            other => other,
        })
    }

    /// The token was refused: the next call asks for another one.
    pub(super) async fn reject(&self, header: &HeaderValue) {
        let mut kept = self.kept.lock().await;
        if matches!(&kept.token, Some(token) if token.header == header) {
            kept.token = None;
            let token = header.to_str().unwrap_or_default();
            self.source.rejected(token.trim_start_matches("Bearer "));
        }
    }

    async fn ask(self: Arc<Self>, before: u64) -> Result<HeaderValue, RequestError> {
        /// A source that takes longer has failed.
        const LONGEST: Duration = Duration::from_secs(60);
        let mut kept = self.kept.lock().await;
        if let Some(header) = kept.usable() {
            return Ok(header);
        }
        // Who waited while the source was asked does not ask again.
        if let Some(failure) = &kept.failure
            && self.asked.load(Ordering::Acquire) != before
        {
            return Err(no_token(Arc::clone(failure)));
        }
        let outcome = match timeout(LONGEST, self.source.token()).await {
            Ok(Ok(token)) => bearer(&token).map(|header| Usable {
                header,
                expires: token.expires,
            }),
            Ok(Err(failure)) => Err(failure),
            Err(_) => Err("the token source took longer than a minute".into()),
        };
        self.asked.fetch_add(1, Ordering::Release);
        match outcome {
            Ok(token) => {
                let header = token.header.clone();
                *kept = Kept {
                    token: Some(token),
                    failure: None,
                };
                Ok(header)
            }
            Err(failure) => {
                let failure: Arc<dyn error::Error + Send + Sync> = failure.into();
                kept.failure = Some(Arc::clone(&failure));
                Err(no_token(failure))
            }
        }
    }
}

impl Kept {
    /// The token, unless it has expired.
    fn usable(&self) -> Option<HeaderValue> {
        let token = self.token.as_ref()?;
        let is_valid = token.expires.is_none_or(|end| Instant::now() < end);
        is_valid.then(|| token.header.clone())
    }
}

fn bearer(token: &Token) -> Result<HeaderValue, BoxError> {
    secret(Zeroizing::new(format!("Bearer {}", *token.value)))
        .ok_or_else(|| "the token contains characters that are not allowed in a header".into())
}

#[cold]
fn no_token(failure: Arc<dyn error::Error + Send + Sync>) -> RequestError {
    RequestError::new("the token source returned an error").caused_by_shared(failure)
}
