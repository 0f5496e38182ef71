//! Responses: decoded, streamed, or errors.

mod decode;
pub(crate) mod error;
pub(crate) mod failure;
// if: Headers
pub(crate) mod headers;
pub(crate) mod json_path;
mod media_type;
pub(crate) mod response;
// if: Streams
pub(crate) mod stream;
