//! Requests that the description does not have.

use super::core::Core;
use crate::runtime::{
    requests::{
        error::RequestError,
        options::{CallOptions, call_options},
        request::{Payload, Request},
    },
    responses::{
        error::Error,
        response::{RawResponse, Response},
    },
};
use reqwest::{Body, Method, Url};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

// if: Uploads
use crate::runtime::bodies::upload::Upload;

#[cfg(feature = "blocking")]
use super::blocking;

/// A request that the description does not have, with the credentials, limits and retries of the
/// client. [`send`](Self::send) or [`send_raw`](Self::send_raw) sends it.
#[derive(Debug)]
#[must_use = "nothing is sent until `send` is awaited"]
pub struct CustomRequest<'a> {
    core: &'a Core,
    request: Request,
    options: CallOptions,
}

impl<'a> CustomRequest<'a> {
    /// A request to a path below the base URL, or to a URL of the same origin.
    #[inline]
    pub(crate) fn new(
        core: &'a Core,
        method: Method,
        target: &str,
        security: &'static [&'static [usize]],
    ) -> Self {
        let mut request = core.request(method, "a custom request", security);
        if let Err(reason) = address(core, &mut request, target) {
            request.refuse(reason);
        }
        Self {
            core,
            request,
            options: CallOptions::default(),
        }
    }

    /// Sends JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.request.json("application/json", body);
        self
    }

    /// Sends this body as content of this media type.
    #[inline]
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        let body = Payload::Body(body.into());
        self.request.body_as(media_type, body);
        self
    }

    // if: Uploads
    /// Sends what is read from somewhere as content of this media type.
    pub fn upload(mut self, media_type: &str, body: impl Into<Upload>) -> Self {
        self.request.upload_as(media_type, body.into());
        self
    }

    /// Sends the request and decodes the JSON of a success.
    ///
    /// # Errors
    ///
    /// If there is no response, its status is not one of success, or its body is not a `T`. The body
    /// of an [`Error::Api`] is the JSON of the server's error.
    pub async fn send<T: DeserializeOwned>(self) -> Result<Response<T>, Error<Value>> {
        let response = self.execute().await?;
        if response.status().is_success() {
            response.json()
        } else {
            Err(response.other_error())
        }
    }

    /// Sends the request and returns the response as it is, whatever its status.
    ///
    /// # Errors
    ///
    /// If there is no response.
    #[inline]
    pub async fn send_raw(self) -> Result<RawResponse, Error> {
        self.execute().await
    }

    /// Does the same as [`send`](Self::send) where there is no `async`.
    ///
    /// # Errors
    ///
    /// Those of `send`, and [`Error::Request`] in `async` code.
    #[cfg(feature = "blocking")]
    pub fn send_blocking<T: DeserializeOwned>(self) -> Result<Response<T>, Error<Value>> {
        blocking::wait(self.send())
    }

    /// Does the same as [`send_raw`](Self::send_raw) where there is no `async`.
    ///
    /// # Errors
    ///
    /// Those of `send_raw`, and [`Error::Request`] in `async` code.
    #[cfg(feature = "blocking")]
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error> {
        blocking::wait(self.send_raw())
    }

    async fn execute<E>(mut self) -> Result<RawResponse, Error<E>> {
        self.request.options = self.options;
        Ok(self.core.execute(self.request).await?)
    }
}

call_options!(CustomRequest);

/// Sets path and query.
#[inline]
fn address(core: &Core, request: &mut Request, target: &str) -> Result<(), RequestError> {
    let path = if target.starts_with('/') && !target.starts_with("//") {
        target.to_owned()
    } else {
        let base = core.base();
        let url = Url::parse(target).ok().filter(|url| {
            url.origin() == base.origin() && url.username().is_empty() && url.password().is_none()
        });
        let Some(url) = url else {
            return Err(RequestError::new(
                "a custom request goes to a path that begins with `/`, or to a URL of the same \
                 scheme, host and port as the base URL",
            ));
        };
        request.path.clear();
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    };
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    request.whole_path(path);
    request.query_string(query);
    Ok(())
}
