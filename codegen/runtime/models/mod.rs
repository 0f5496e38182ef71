//! What models are made of: how they are read from and written to JSON, and the types of formatted
//! strings. The crate has all of this without the feature `client`, too.

// if: Base64
pub(crate) mod base64;
// if: Unions
mod candidates;
pub(crate) mod describe;
// if: Floats
pub(crate) mod float;
// if: Enums or Floats or Integers
pub(crate) mod integer;
pub(crate) mod json_object;
// if: LargeModels
pub(crate) mod large;
// if: Unions
mod leaves;
pub(crate) mod object;
// if: Enums
pub(crate) mod open_enum;
pub(crate) mod properties;
pub(crate) mod redacted;
pub(crate) mod setters;
pub(crate) mod slots;
pub(crate) mod text;
// if: Unions
pub(crate) mod union;
