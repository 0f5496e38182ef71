//! Bodies of requests, by media type.

pub(crate) mod body;
// if: Uploads
#[cfg(feature = "stream")]
mod chunks;
// if: Uploads
#[cfg(feature = "stream")]
pub(crate) mod counted;
// if: Multipart
pub(crate) mod file_part;
// if: Uploads
#[cfg(feature = "stream")]
pub(crate) mod flow;
// if: Forms
pub(crate) mod form;
// if: Forms
pub(crate) mod form_encoding;
// if: Forms
mod form_serializer;
// if: Forms
mod form_writer;
// if: Multipart
pub(crate) mod multipart;
// if: Uploads
#[cfg(feature = "stream")]
pub(crate) mod open;
// if: Streams or Uploads
#[cfg(feature = "stream")]
pub(crate) mod progress;
// if: Uploads
pub(crate) mod upload;
