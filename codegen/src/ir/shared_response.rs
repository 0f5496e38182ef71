//! Types of responses that several operations have in common.

use crate::ir::name::Name;
use crate::ir::needed::Needed;
use crate::ir::response::{Header, Response};

/// A type that responses of several operations have under names of their own.
#[derive(Debug, Clone)]
pub struct SharedResponse {
    /// Name of the type, by which only generated code calls it.
    pub name: Name,
    /// Module of the type, and so its file.
    pub module: Name,
    /// JSON pointer of the first operation that has it.
    pub pointer: String,
    /// The groups whose operations have it.
    pub needed: Needed,
    /// What it is.
    pub kind: SharedKind,
}

/// What several operations have in common.
#[derive(Debug, Clone)]
pub enum SharedKind {
    /// An enum with a variant for each of these responses. What the operations say of a response is
    /// kept where they say the same.
    Enum(Vec<Response>),
    /// A struct of these headers, whose docs and limits are kept where all are the same.
    Headers(Vec<Header>),
}
