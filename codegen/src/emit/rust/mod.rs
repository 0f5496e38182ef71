//! Rust as text: types, `use` items, formatting, modules.

pub(crate) mod format;
pub(crate) mod imports;
pub(crate) mod modules;
mod name;
pub(crate) mod types;
