//! Requests and their parameters.

// if: FormStyles or JsonParameters or Multipart or Styles
pub(crate) mod data;
pub(crate) mod error;
pub(crate) mod escape;
pub(crate) mod header_value;
// if: JsonParameters
mod json_parameter;
// if: PageLinks
mod link;
pub(crate) mod options;
pub(crate) mod request;
// if: FormStyles or MultipartHeaders or Styles
pub(crate) mod style;
// if: Styles
mod styled_parameter;
