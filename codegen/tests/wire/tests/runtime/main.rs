//! The runtime of generated crates by itself, which is private to them: this one has all of it.
#![cfg(feature = "client")]
#![allow(
    clippy::doc_markdown,
    reason = "the docs of the runtime name standards"
)]

mod client;
mod decode;
mod form;
mod models;
#[path = "../../src/runtime/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "only a part of it is looked at here"
)]
mod runtime;
mod streams;
mod style;
