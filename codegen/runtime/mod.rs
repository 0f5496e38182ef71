//! What every operation and model of this crate shares.
//!
//! The crate's root re-exports what its users need; the rest is for the generated code alone and
//! may change with any version.

pub mod base64;
pub mod object;
pub mod open_enum;
pub mod redacted;
pub mod text;
pub mod union;

#[cfg(feature = "client")]
pub mod body;
#[cfg(feature = "client")]
pub mod builder;
#[cfg(feature = "client")]
pub mod core;
#[cfg(feature = "client")]
pub mod data;
#[cfg(feature = "client")]
pub mod error;
#[cfg(feature = "client")]
pub mod form;
#[cfg(feature = "client")]
mod form_writer;
#[cfg(feature = "client")]
pub mod headers;
#[cfg(feature = "client")]
pub mod json_path;
// if: multipart
#[cfg(feature = "client")]
pub mod multipart;
#[cfg(feature = "client")]
pub mod request;
#[cfg(feature = "client")]
pub mod response;
#[cfg(feature = "client")]
pub mod security;
#[cfg(feature = "client")]
pub mod stream;
#[cfg(feature = "client")]
pub mod style;

pub use self::base64::{Base64, Base64Error};
pub use redacted::{Redacted, redacted};
pub use serde_json::Value;
pub use text::{Date, DateTime, Duration, Time, Uuid};

#[cfg(feature = "client")]
pub use {
    self::core::{Core, Scheme},
    builder::{BuildError, CoreBuilder},
    bytes::Bytes,
    error::{DecodeError, Error, Failure, RequestError},
    form::{FormEncoding, FormStyle},
    headers::HeaderError,
    request::Request,
    reqwest::{Method, StatusCode, header::HeaderMap},
    response::{RawResponse, Response},
    security::{BoxError, Credential, TokenFuture, TokenSource},
    stream::{ByteStream, StreamingResponse},
    style::Style,
};
// if: multipart
#[cfg(feature = "client")]
pub use multipart::{FilePart, FormParts};
