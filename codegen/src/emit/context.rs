//! What emitters share: the api, the options, and how a file is made.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError, RwLock};

use proc_macro2::TokenStream;

use crate::emit::features::GroupFeatures;
use crate::emit::runtime::parts::Parts;
use crate::emit::rust::types::ident;
use crate::emit::rust::{format, imports};
use crate::emit::rustdoc::comments;
use crate::ir::{Api, Name};
use crate::names::reserved::FileKind;
use crate::options::Options;
use crate::outline;
use crate::text::visible;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the crate, with `/`: `src/models/mod.rs`.
    pub path: String,
    /// The whole text.
    pub contents: String,
}

impl File {
    /// False for what no compiler reads.
    #[must_use]
    pub fn is_rust(&self) -> bool {
        self.path != outline::PATH
    }
}

/// Docs that rustdoc would take for more than text. None of the document's texts should get that
/// far; if one does, the crate must not be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnsafeDocs {
    /// The file, as in [`File::path`].
    pub path: String,
    /// JSON pointer of what the file was made from; empty for the document as a whole.
    pub pointer: String,
    /// What rustdoc would make of it.
    pub hazard: String,
}

/// What is emitted, and for whom.
pub(crate) struct Context<'a> {
    pub api: &'a Api,
    pub options: &'a Options,
    /// The file name of the description, for the mark.
    pub source: &'a str,
    /// What the API needs of the runtime.
    pub parts: Parts,
    /// The features of its groups, if they have some.
    pub features: Option<GroupFeatures<'a>>,
    /// The code blocks of docs that are meant to be compiled.
    examples: RwLock<HashSet<String>>,
    unsafe_docs: Mutex<Vec<UnsafeDocs>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(api: &'a Api, options: &'a Options, source: &'a str) -> Self {
        Self {
            api,
            options,
            source,
            parts: Parts::of(api),
            features: GroupFeatures::of(api, options),
            examples: RwLock::default(),
            unsafe_docs: Mutex::default(),
        }
    }

    /// A code block for docs that rustdoc compiles. `code` ends with a line break.
    pub(crate) fn example(&self, code: &str) -> String {
        // As the formatter writes each line of a file, so that the check finds the block again.
        let lines: Vec<_> = code.lines().map(visible).collect();
        let code = format!("{}\n", lines.join("\n"));
        let block = format!("```no_run\n{code}```\n");
        let examples = self.examples.write();
        examples
            .unwrap_or_else(PoisonError::into_inner)
            .insert(code);
        block
    }

    /// A file of formatted Rust that imports nothing but what its tokens say.
    pub(crate) fn file(&self, path: String, tokens: TokenStream) -> File {
        self.checked(path, format::file(&self.mark(), tokens, |_| {}))
    }

    /// A file of formatted Rust with the imports that files of this kind can have.
    pub(crate) fn file_of(&self, kind: FileKind, path: String, tokens: TokenStream) -> File {
        let root = match kind {
            FileKind::Tests => self.crate_ident(),
            _ => "crate".to_owned(),
        };
        let imports = |file: &mut syn::File| imports::add(kind, &ident(&root), file);
        self.checked(path, format::file(&self.mark(), tokens, imports))
    }

    /// The file. Its docs are checked as a whole, wherever their texts came from.
    fn checked(&self, path: String, contents: String) -> File {
        let examples = self.examples.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(hazard) = comments::hazard(&contents, &examples) {
            let found = self.unsafe_docs.lock();
            found
                .unwrap_or_else(PoisonError::into_inner)
                .push(UnsafeDocs {
                    pointer: self.pointer_of(&path),
                    path: path.clone(),
                    hazard: hazard.to_string(),
                });
        }
        File { path, contents }
    }

    /// The first line of every file.
    pub(crate) fn mark(&self) -> String {
        format::mark(self.source, &self.options.command)
    }

    /// The docs that the check found fault with, by file.
    pub(crate) fn into_unsafe_docs(self) -> Vec<UnsafeDocs> {
        let mut found = self
            .unsafe_docs
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        found.sort();
        found
    }

    /// What in the document a file was made from.
    fn pointer_of(&self, path: &str) -> String {
        let is_of = |folder: &str, module: &Name| {
            let file = path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_suffix(".rs"));
            file.is_some_and(|file| file == module.as_str())
        };
        let mut types = self.api.types.iter();
        if let Some(def) = types.find(|def| is_of("src/models/", &def.module)) {
            return def.pointer.clone();
        }
        let mut shared = self.api.shared_responses.iter();
        if let Some(one) = shared.find(|one| is_of("src/responses/", &one.module)) {
            return one.pointer.clone();
        }
        let mut groups = self.api.groups.iter().flat_map(|group| {
            let folder = format!("src/operations/{}/", group.module);
            group
                .operations
                .iter()
                .map(move |operation| (folder.clone(), operation))
        });
        let operation = groups.find(|(folder, operation)| is_of(folder, &operation.module));
        operation.map_or_else(String::new, |(_, operation)| operation.pointer.clone())
    }

    /// The crate as Rust names it.
    pub(crate) fn crate_ident(&self) -> String {
        self.options.crate_name.replace('-', "_")
    }
}
