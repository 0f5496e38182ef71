//! What all operations of a client start from.

use super::{call::Call, shared::Shared};
use crate::runtime::{
    models::redacted::Redacted,
    requests::request::Request,
    responses::{
        error::Error,
        failure::Failure,
        response::{RawResponse, Response},
    },
};
use reqwest::{Method, Url};
use std::{fmt, sync::Arc};

// if: PageLinks
use crate::runtime::requests::error::RequestError;

// if: Streams
use crate::runtime::responses::stream::StreamingResponse;

#[cfg(feature = "mock")]
use super::call;

#[cfg(feature = "tracing")]
use super::trace;

/// The part of a client that all operations share. Cloning it is cheap.
#[derive(Clone)]
pub(crate) struct Core(pub(super) Arc<Shared>);

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
        Request::new(method, operation, security, &self.0.base.path)
    }

    /// The request as it is sent, but without credentials.
    ///
    /// # Errors
    ///
    /// If the request cannot be built.
    #[cfg(feature = "mock")]
    pub(crate) fn written(
        &self,
        mut request: Request,
    ) -> Result<reqwest::Request, crate::runtime::requests::error::RequestError> {
        // if: Uploads
        #[cfg(feature = "stream")]
        request.forget_closed();
        let options = call::take_options(&mut request)?;
        call::complete(&mut request, &self.0, &options)?;
        self.0.build(request)
    }

    /// The base URL.
    pub(super) fn base(&self) -> &Url {
        &self.0.base.url
    }

    // if: Pages
    /// The request without its idempotency key: with the same key, the server would answer what it
    /// has answered before.
    #[inline]
    pub(crate) fn omit_key(&self, request: &mut Request) {
        let header = &self.0.idempotency_header;
        request.headers.remove(header);
        request.options.omit_key(header.as_str());
    }

    // if: PageLinks
    /// The URL of a request.
    #[inline]
    pub(crate) fn url(&self, mut request: Request) -> Result<Url, RequestError> {
        self.0.url(&mut request)
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
        #[cfg(feature = "tracing")]
        let method = request.method.clone();
        let call = async {
            let mut call = Call::begin(&self.0, request).await?;
            call.whole().await
        };
        #[cfg(feature = "tracing")]
        let call = trace::call(method, operation, &self.0.base.url, call, |response| {
            (response.status(), response.attempts())
        });
        call.await.map_err(|failure| failure.of(operation))
    }

    // if: Streams
    /// Sends a request and waits for the head of the response, within the time of a call.
    ///
    /// # Errors
    ///
    /// If the request cannot be built, or the connection fails or times out.
    pub(crate) async fn execute_streaming(
        &self,
        request: Request,
    ) -> Result<StreamingResponse, Failure> {
        let operation = request.operation;
        #[cfg(feature = "tracing")]
        let method = request.method.clone();
        let call = async {
            let mut call = Call::begin(&self.0, request).await?;
            let response = call.head().await?;
            call.succeed(response.status());
            Ok(StreamingResponse::new(
                response,
                operation,
                call.limits.of_stream(),
                call.attempts,
            ))
        };
        #[cfg(feature = "tracing")]
        let call = trace::call(method, operation, &self.0.base.url, call, |response| {
            (response.status(), response.attempts())
        });
        call.await.map_err(|failure: Failure| failure.of(operation))
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("base_url", &self.0.base.url.as_str())
            .field("credentials", &Redacted)
            .finish_non_exhaustive()
    }
}
