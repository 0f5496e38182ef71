//! What a caller can say of one call beyond its parameters.

use crate::runtime::{
    client::{limits::Limit, retry::RetryPolicy},
    models::redacted::Redacted,
};
use std::{fmt, time::Duration};

/// What was said of one call. Nothing is allocated until something is.
#[derive(Clone, Default)]
pub(crate) struct CallOptions(Option<Box<Options>>);

#[derive(Clone, Default)]
struct Options {
    timeout: Option<Limit>,
    idle_timeout: Option<Limit>,
    retry: Option<RetryPolicy>,
    idempotency_key: Option<String>,
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
}

impl CallOptions {
    #[inline]
    fn options(&mut self) -> &mut Options {
        self.0.get_or_insert_default()
    }

    #[inline]
    pub(crate) fn header(&mut self, name: String, value: String) {
        self.options().headers.push((name, value));
    }

    #[inline]
    pub(crate) fn query_param(&mut self, name: String, value: String) {
        self.options().query.push((name, value));
    }

    #[inline]
    pub(crate) fn timeout(&mut self, timeout: Option<Duration>) {
        self.options().timeout = Some(Limit(timeout));
    }

    #[inline]
    pub(crate) fn idle_timeout(&mut self, timeout: Option<Duration>) {
        self.options().idle_timeout = Some(Limit(timeout));
    }

    #[inline]
    pub(crate) fn retry(&mut self, policy: RetryPolicy) {
        self.options().retry = Some(policy);
    }

    #[inline]
    pub(crate) fn idempotency_key(&mut self, key: String) {
        self.options().idempotency_key = Some(key);
    }

    /// The limit of the whole call, or that of the client.
    #[inline]
    pub(crate) fn timeout_or(&self, default: Option<Duration>) -> Option<Duration> {
        let own = self.0.as_ref().and_then(|options| options.timeout);
        own.map_or(default, |Limit(time)| time)
    }

    /// How long no byte may arrive, or the limit of the client.
    #[inline]
    pub(crate) fn idle_timeout_or(&self, default: Option<Duration>) -> Option<Duration> {
        let own = self.0.as_ref().and_then(|options| options.idle_timeout);
        own.map_or(default, |Limit(time)| time)
    }

    /// When the request is sent again, or the policy of the client.
    #[inline]
    pub(crate) fn retry_or(&self, default: RetryPolicy) -> RetryPolicy {
        let own = self.0.as_ref().and_then(|options| options.retry);
        own.unwrap_or(default)
    }

    /// Parameters for the query.
    #[inline]
    pub(crate) fn query(&self) -> &[(String, String)] {
        self.0.as_ref().map_or(&[], |options| &options.query)
    }

    // if: Pages
    /// Leaves out the idempotency key, whether it was set as one or as this header.
    #[inline]
    pub(crate) fn omit_key(&mut self, header: &str) {
        if let Some(options) = &mut self.0 {
            options.idempotency_key = None;
            let is_key = |name: &str| name.eq_ignore_ascii_case(header);
            options.headers.retain(|(name, _)| !is_key(name));
        }
    }

    // if: PageLinks
    /// Leaves parameters of these names out of the query.
    #[inline]
    pub(crate) fn omit_query(&mut self, is_there: impl Fn(&str) -> bool) {
        if let Some(options) = &mut self.0 {
            options.query.retain(|(name, _)| !is_there(name));
        }
    }

    /// Headers, which replace those of the same name.
    #[inline]
    pub(crate) fn headers(&self) -> &[(String, String)] {
        self.0.as_ref().map_or(&[], |options| &options.headers)
    }

    #[inline]
    pub(crate) fn key(&self) -> Option<&str> {
        self.0.as_ref()?.idempotency_key.as_deref()
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(_) => fmt::Debug::fmt(&Redacted, formatter),
            None => formatter.write_str("none"),
        }
    }
}

/// The methods by which the builder of an operation takes what holds for one call.
macro_rules! call_options {
    ($builder:ident) => {
        impl $builder<'_> {
            /// Sends this header, instead of any with the same name.
            pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.options.header(name.into(), value.into());
                self
            }

            /// Adds a parameter to the query, for what the description does not say.
            pub fn query_param(
                mut self,
                name: impl Into<String>,
                value: impl Into<String>,
            ) -> Self {
                self.options.query_param(name.into(), value.into());
                self
            }

            /// Limits the time of this call, instead of the limit of the client. `None` is no limit.
            pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.options.timeout(timeout.into());
                self
            }

            /// Limits how long the server may send nothing, instead of the limit of the client.
            /// `None` is no limit.
            pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.options.idle_timeout(timeout.into());
                self
            }

            /// Decides when this request is sent again, instead of the policy of the client.
            #[inline]
            pub fn retry(mut self, policy: crate::runtime::client::retry::RetryPolicy) -> Self {
                self.options.retry(policy);
                self
            }

            /// Sends this idempotency key. The server does what requests with the same key ask for
            /// once, so that the request is sent again if that may help.
            pub fn idempotency_key(mut self, key: impl Into<String>) -> Self {
                self.options.idempotency_key(key.into());
                self
            }
        }
    };
}

pub(crate) use call_options;
