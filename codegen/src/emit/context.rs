//! What emitters share.

use proc_macro2::TokenStream;

use crate::Options;
use crate::emit::runtime::features::Parts;
use crate::emit::rust::format;
use crate::ir::Api;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the crate, with `/`: `src/models/mod.rs`.
    pub path: String,
    /// The whole text.
    pub contents: String,
}

/// What emitters share.
pub(crate) struct Context<'a> {
    pub api: &'a Api,
    pub options: &'a Options,
    /// The file name of the description, for the mark.
    pub source: &'a str,
    /// What the API needs of the runtime.
    pub parts: Parts,
}

impl Context<'_> {
    /// A file of formatted Rust.
    pub(crate) fn file(&self, path: String, tokens: TokenStream) -> File {
        File {
            path,
            contents: format::file(&self.mark(), tokens),
        }
    }

    /// The first line of every file.
    pub(crate) fn mark(&self) -> String {
        format::mark(self.source, &self.options.command)
    }

    /// The crate as Rust names it.
    pub(crate) fn crate_ident(&self) -> String {
        self.options.crate_name.replace('-', "_")
    }
}
