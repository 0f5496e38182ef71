//! Opening what a request sends.

use super::{counted::BrokenUpload, upload::Upload};
use crate::runtime::{
    requests::{
        error::RequestError,
        request::{Payload, Request},
    },
    responses::failure::Failure,
};
use reqwest::header::{CONTENT_LENGTH, HeaderValue};
use std::mem;

impl Request {
    /// Opens the body, if it is closed. Returns what it can be opened from again.
    ///
    /// # Errors
    ///
    /// If it cannot be opened, or has another length than was said.
    pub(crate) async fn open(&mut self) -> Result<Option<Upload>, RequestError> {
        match mem::replace(&mut self.payload, Payload::None) {
            Payload::Closed(upload) => {
                let again = upload.again();
                let (body, length) = upload.open().await?;
                if let Some(length) = length {
                    self.headers
                        .insert(CONTENT_LENGTH, HeaderValue::from(length));
                }
                self.payload = Payload::Body(body);
                return Ok(again);
            }
            // if: Multipart
            Payload::Opening(opening) => self.payload = opening.await?,
            payload => self.payload = payload,
        }
        Ok(None)
    }

    /// Leaves out the body if it is closed: it cannot be compared.
    #[cfg(feature = "mock")]
    pub(crate) fn forget_closed(&mut self) {
        let is_closed = matches!(self.payload, Payload::Closed(_));
        // if: Multipart
        let is_closed = is_closed || matches!(self.payload, Payload::Opening(_));
        if is_closed {
            self.payload = Payload::None;
        }
    }
}

/// Opens the body of another attempt.
///
/// # Errors
///
/// If it cannot be opened any more.
pub(crate) async fn reopen(upload: &Upload, request: &mut reqwest::Request) -> Result<(), Failure> {
    let Some(upload) = upload.again() else {
        return Ok(());
    };
    let opened = upload.open_for(request).await;
    opened.map_err(|error| BrokenUpload::unopened(error.into()).into())
}
