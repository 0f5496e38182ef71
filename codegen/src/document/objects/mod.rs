//! The objects of OpenAPI, each in one file: its grammar (which fields it has), its repair (what
//! real documents do beyond the specification, and what 3.1 and 3.2 write otherwise than 3.0) and
//! its build (the `openapiv3` model of it).

mod common;
pub(super) mod components;
mod content;
pub(super) mod document;
mod fields;
mod parameter;
mod paths;
mod response;
mod schema;
pub(super) mod security;
mod style;
mod swagger;

pub(super) use schema::keywords::restricts;
