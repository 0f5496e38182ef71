//! The settings that the builder of every client takes.

/// The methods of a builder whose field `core` is a `CoreBuilder`.
macro_rules! client_settings {
    ($builder:ident) => {
        impl $builder {
            /// Limits the time of each call, from asking for its token to the last byte of the
            /// response, with all its attempts. There is no limit unless one is set, and none for a
            /// response that is read as a stream.
            pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.core.timeout(timeout.into());
                self
            }

            /// Limits the time to connect: 3.1 seconds unless another limit is set. `None` is no limit.
            pub fn connect_timeout(
                mut self,
                timeout: impl Into<Option<std::time::Duration>>,
            ) -> Self {
                self.core.connect_timeout(timeout.into());
                self
            }

            /// Limits how long the server may send nothing, while the client waits for a response or
            /// reads one: 30 seconds unless another limit is set. `None` is no limit. While a body is
            /// sent, the limit is longer by a second for each 64 KiB that are in memory.
            pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.core.idle_timeout(timeout.into());
                self
            }

            /// Limits the length of the responses that are read as a whole, in bytes: 64 MiB unless
            /// another limit is set. A longer one is an [`Error::TooLarge`](crate::Error::TooLarge).
            #[inline]
            pub fn max_response_body(mut self, bytes: usize) -> Self {
                self.core.max_response_body(bytes);
                self
            }

            /// Decides when requests are sent again: up to three attempts, where that is safe, unless
            /// another policy is set.
            #[inline]
            pub fn retry(mut self, policy: crate::runtime::client::retry::RetryPolicy) -> Self {
                self.core.retry(policy);
                self
            }

            /// Sends the idempotency keys of calls in this header. The default is
            /// `Idempotency-Key`.
            #[inline]
            pub fn idempotency_header(mut self, name: &str) -> Self {
                self.core.idempotency_header(name);
                self
            }

            /// Tells this hook of each attempt of each call. Several hooks are told in the order in
            /// which they were added.
            pub fn hook(mut self, hook: impl crate::runtime::client::hooks::Hook) -> Self {
                self.core.hook(hook);
                self
            }

            /// Uses the HTTP client of this builder, for instance with proxies, certificates or a
            /// connection pool of its own. It follows no redirects, whatever the builder says. Its
            /// limits are its own: [`connect_timeout`](Self::connect_timeout) is for the client that is
            /// made otherwise.
            #[inline]
            pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
                self.core.http_client_builder(builder);
                self
            }

            /// Uses this HTTP client, for instance to share its connections. If it follows redirects,
            /// a response from another host, or one to a request that is not `GET` or `HEAD`, is an
            /// [`Error::Redirected`](crate::Error::Redirected). One case cannot be told: a `POST` that is
            /// answered by a redirect to its own URL, and becomes a `GET` there. API keys in headers or queries would
            /// go to other hosts, so [`build`](Self::build) refuses them unless
            /// [`assume_no_redirects`](Self::assume_no_redirects) is called. With
            /// [`http_client_builder`](Self::http_client_builder) there are no redirects.
            #[inline]
            pub fn http_client(mut self, client: reqwest::Client) -> Self {
                self.core.http_client(client);
                self
            }

            /// States that the HTTP client set by [`http_client`](Self::http_client) follows no
            /// redirects; in a browser, which follows them, that the server sends none to other
            /// hosts.
            #[inline]
            pub fn assume_no_redirects(mut self) -> Self {
                self.core.assume_no_redirects();
                self
            }

            /// Sends credentials by `http` too, which anyone on the way can read. Without this, only
            /// `https` and the local host get them.
            #[inline]
            pub fn allow_http(mut self) -> Self {
                self.core.allow_http();
                self
            }

            /// Sends this header with every request that has none of this name.
            #[inline]
            pub fn default_header(mut self, name: &str, value: &str) -> Self {
                self.core.default_header(name, value);
                self
            }

            /// Sends requests even if the credentials that they need are missing, for instance because
            /// the HTTP client adds them.
            #[inline]
            pub fn allow_missing_credentials(mut self) -> Self {
                self.core.allow_missing_credentials();
                self
            }
        }
    };
}

pub(crate) use client_settings;
