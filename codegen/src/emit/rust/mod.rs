//! Rust as text: types, `use` items, formatting, modules.

pub(crate) mod arguments;
pub(crate) mod debug;
pub(crate) mod expressions;
pub(crate) mod format;
pub(crate) mod imports;
pub(crate) mod modules;
pub(crate) mod types;
