//! The client behind all operations: how it is built, which credentials it has, and how it sends.

pub(crate) mod builder;
pub(crate) mod core;
pub(crate) mod operation;
pub(crate) mod security;
