//! When a request is sent again: the policy, the delays between attempts and the budget.

use super::platform::now;
use reqwest::{
    StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};
use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// When a request is sent again, and how often.
///
/// A request is sent again if nothing of it was sent, because no connection could be made. It is
/// also sent again if the server answered 408, 429, 502, 503 or 504, or the connection broke, and it
/// is *idempotent*: sent twice, it has the effect of one. These are the requests whose method is so by
/// definition (`GET`, `HEAD`, `OPTIONS`, `TRACE`, `PUT`, `DELETE`; RFC 9110, 9.2.2), those that the
/// description marks with `x-idempotent: true`, and those with an idempotency key. A request that
/// timed out is not sent again, and neither is one whose body is a stream or a multipart form.
///
/// The delay before an attempt is random, up to a limit that doubles each time. If the server says
/// with `Retry-After` how long to wait, that is added, unless it is longer than
/// [`max_retry_after`](Self::max_retry_after). All calls of a client share a budget, so that an
/// outage is not made worse: each retry costs, each success pays a little back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    first_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    pub(super) any_method: bool,
}

impl Default for RetryPolicy {
    /// Three attempts.
    #[inline]
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            any_method: false,
        }
    }
}

impl RetryPolicy {
    /// Sends no request twice, not even with another token after the server answered 401.
    #[inline]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at most, the first time included. The default is 3.
    #[inline]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest delay before the second attempt. It doubles for each that follows. The default is
    /// half a second.
    #[inline]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The longest delay before any attempt. The default is 20 seconds.
    #[inline]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// How long the server may ask to wait with `Retry-After`. If it asks for more, the call returns
    /// the response. The default is one minute.
    #[inline]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Sends requests of every method again, even if the server may have done already what they ask
    /// for. What they create may then be created twice.
    #[inline]
    pub fn any_method(mut self) -> Self {
        self.any_method = true;
        self
    }

    /// Whether there may be another attempt after this many.
    pub(super) fn has_more_than(&self, attempts: u32) -> bool {
        attempts < self.attempts
    }

    /// How long to wait after this many attempts, and after what the server said; `None` if that is
    /// too long.
    #[inline]
    pub(super) fn delay(&self, attempts: u32, headers: Option<&HeaderMap>) -> Option<Duration> {
        let asked = headers.and_then(retry_after).unwrap_or_default();
        if asked > self.max_retry_after {
            return None;
        }
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let most = self.first_delay.saturating_mul(doubled).min(self.max_delay);
        // Not all callers come back at the same time.
        Some(asked.saturating_add(most.mul_f64(random())))
    }
}

/// Whether the same request may succeed later.
pub(super) fn may_pass(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504)
}

/// The delay that the server asks for, in seconds or as a date (RFC 9110, 10.2.3).
#[inline]
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than there are numbers for.
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now()).unwrap_or_default())
}

/// A number from 0 to 1. Each `RandomState` has other keys.
#[inline]
fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(bits >> 32).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
}

/// How many retries the calls of a client may make: a bucket of tokens, as in the SDKs of AWS.
pub(super) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const SUCCESS: u32 = 1;

    pub(super) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Pays for a retry, if that can be afforded.
    #[inline]
    pub(super) fn pay(&self) -> bool {
        let paid = self.change(|tokens| tokens.checked_sub(Self::RETRY));
        paid.is_ok()
    }

    /// A call succeeded, after a retry or without.
    #[inline]
    pub(super) fn succeed(&self, after_retry: bool) {
        // Most calls find the bucket full.
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            let gain = if after_retry {
                Self::RETRY
            } else {
                Self::SUCCESS
            };
            let _ = self.change(|tokens| Some((tokens + gain).min(Self::FULL)));
        }
    }

    #[inline]
    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> Result<u32, u32> {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
    }
}
