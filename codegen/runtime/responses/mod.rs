//! Responses: decoded, streamed, or errors.

mod decode;
// if: Streams
#[cfg(any(feature = "blocking", feature = "stream"))]
pub(crate) mod download;
pub(crate) mod error;
// if: Events
pub(crate) mod event_parser;
// if: Events
pub(crate) mod events;
pub(crate) mod failure;
// if: Headers
pub(crate) mod headers;
// if: Items
pub(crate) mod items;
pub(crate) mod json_path;
pub(crate) mod media_type;
pub(crate) mod receive;
pub(crate) mod response;
// if: Events or Items
pub(crate) mod split;
// if: Streams
pub(crate) mod stream;
