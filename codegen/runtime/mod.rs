//! What the operations and models of this crate share.
//!
//! The crate's root re-exports what its users need; the rest is for the generated code alone. What
//! is small and not always called is `#[inline]`: it is compiled where it is called.

// if: Base64
pub mod base64;
pub mod describe;
pub mod object;
// if: Enums
pub mod open_enum;
pub mod redacted;
pub mod text;
// if: Unions
pub mod union;

#[cfg(feature = "client")]
pub mod body;
#[cfg(feature = "client")]
pub mod builder;
#[cfg(feature = "client")]
pub mod core;
// if: FormStyles or Multipart or Styles
#[cfg(feature = "client")]
pub mod data;
#[cfg(feature = "client")]
pub mod error;
#[cfg(feature = "client")]
mod escape;
// if: Forms
#[cfg(feature = "client")]
pub mod form;
// if: Forms
#[cfg(feature = "client")]
mod form_writer;
// if: Headers
#[cfg(feature = "client")]
pub mod headers;
// if: JsonParameters
#[cfg(feature = "client")]
mod json_parameter;
#[cfg(feature = "client")]
pub mod json_path;
// if: Multipart
#[cfg(feature = "client")]
pub mod multipart;
#[cfg(feature = "client")]
pub mod request;
#[cfg(feature = "client")]
pub mod response;
#[cfg(feature = "client")]
pub mod security;
// if: Streams
#[cfg(feature = "client")]
pub mod stream;
// if: FormStyles or Styles
#[cfg(feature = "client")]
pub mod style;
// if: Styles
#[cfg(feature = "client")]
mod styled_parameter;

// if: Base64
pub use self::base64::{Base64, Base64Error};
pub use redacted::{Redacted, redacted};
pub use serde_json::Value;
// if: Date
pub use text::Date;
// if: DateTime
pub use text::DateTime;
// if: Duration
pub use text::Duration;
// if: Time
pub use text::Time;
// if: Uuid
pub use text::Uuid;

// if: Forms
#[cfg(feature = "client")]
pub use form::{FormEncoding, FormStyle};
// if: Headers
#[cfg(feature = "client")]
pub use headers::HeaderError;
// if: Multipart
#[cfg(feature = "client")]
pub use multipart::{FilePart, FormParts};
// if: TokenSources
#[cfg(feature = "client")]
pub use security::{TokenFuture, TokenSource};
// if: Streams
#[cfg(feature = "client")]
pub use stream::{ByteStream, StreamingResponse};
// if: FormStyles or Styles
#[cfg(feature = "client")]
pub use style::Style;
#[cfg(feature = "client")]
pub use {
    self::core::{Core, Scheme},
    builder::{BuildError, CoreBuilder},
    bytes::Bytes,
    error::{BoxError, DecodeError, Error, Failure, RequestError},
    request::Request,
    reqwest::{Method, StatusCode, header::HeaderMap},
    response::{RawResponse, Response},
    security::Credential,
};
