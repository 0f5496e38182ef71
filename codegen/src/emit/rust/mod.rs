//! Rust as text: types, `use` items, formatting, arguments, paths of modules.

pub(crate) mod arguments;
pub(crate) mod debug;
pub(crate) mod doc_break;
pub(crate) mod expressions;
pub(crate) mod format;
pub(crate) mod imports;
pub(crate) mod lints;
pub(crate) mod module_path;
mod name;
mod tables;
pub(crate) mod types;
