//! Bodies of requests, by media type.

pub(crate) mod body;
// if: Multipart
pub(crate) mod file_part;
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
