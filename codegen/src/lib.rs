//! Turns an OpenAPI description into a Rust client crate.
//!
//! One way through: [`document`] reads a file into one normalized document, [`lower`] turns that
//! into the API of [`ir`], [`emit`] writes it down as Rust files. [`generate`] is the whole way;
//! nothing here writes a file or starts a process.

pub mod diagnostics;
pub mod document;
pub mod emit;
mod excerpt;
pub mod file_names;
pub mod ir;
pub mod lower;
mod names;
pub mod text;

/// Texts of a document in Markdown.
pub mod markdown {
    pub use crate::emit::rustdoc::code;
}

use std::path::Path;
use std::thread;

pub use diagnostics::{Diagnostic, Diagnostics, Severity};
pub use emit::{Dependency, File, Manifest};

/// What to generate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the package that is generated: `authlete-token-client`.
    pub crate_name: String,
    /// Only operations with one of these tags; all if both lists are empty.
    pub only_tags: Vec<String>,
    /// Only operations with one of these operation ids.
    pub only_operations: Vec<String>,
    /// Treat warnings as errors.
    pub deny_warnings: bool,
    /// The command that generates the crate again; the first line of each file names it.
    pub command: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            crate_name: String::new(),
            only_tags: Vec::new(),
            only_operations: Vec::new(),
            deny_warnings: false,
            command: "cargo xtask regenerate".to_owned(),
        }
    }
}

impl Options {
    /// True if only some operations are asked for.
    #[must_use]
    pub fn selects(&self) -> bool {
        !(self.only_tags.is_empty() && self.only_operations.is_empty())
    }
}

/// What was generated.
#[derive(Debug)]
pub struct Generated {
    /// The files of `src/` and the generated tests, by path relative to the crate.
    pub files: Vec<File>,
    /// The dependencies and features that the files need.
    pub manifest: Manifest,
    /// Warnings, in the order of the document.
    pub warnings: Diagnostics,
    /// The API itself, for reports.
    pub api: ir::Api,
}

/// A description that was read, to generate a crate from.
#[derive(Debug)]
pub struct Description {
    document: document::Document,
    found: Diagnostics,
}

/// Reads the description at `spec` and everything that it refers to.
///
/// # Errors
///
/// All errors found, each with its place, if they leave nothing to generate from. Others come when
/// it is generated.
pub fn read(spec: &Path) -> Result<Description, Diagnostics> {
    on_deep_stack(|| Description::read(spec))
}

/// Reads the description at `spec` and everything that it refers to, and generates the crate.
///
/// # Errors
///
/// All errors found, each with its place; with [`Options::deny_warnings`], the warnings too.
pub fn generate(spec: &Path, options: &Options) -> Result<Generated, Diagnostics> {
    on_deep_stack(|| Description::read(spec)?.emit(options))
}

impl Description {
    /// The title of the API.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.document.api.info.title
    }

    /// Generates the crate.
    ///
    /// # Errors
    ///
    /// All errors found, each with its place; with [`Options::deny_warnings`], the warnings too.
    pub fn generate(self, options: &Options) -> Result<Generated, Diagnostics> {
        on_deep_stack(|| self.emit(options))
    }

    fn read(spec: &Path) -> Result<Self, Diagnostics> {
        let mut found = Diagnostics::default();
        match document::read_unlocated(spec, &mut found) {
            Some(document) => Ok(Self { document, found }),
            None => {
                found.sort();
                Err(found)
            }
        }
    }

    fn emit(self, options: &Options) -> Result<Generated, Diagnostics> {
        let Self {
            document,
            found: mut diagnostics,
        } = self;
        let api = lower::lower(&document, options, &mut diagnostics);
        if options.deny_warnings {
            diagnostics.deny_warnings();
        }
        if diagnostics.has_errors() {
            diagnostics.locate(&document.sources);
            return Err(diagnostics);
        }
        // The document itself has served; it may be larger than all that is emitted.
        drop(document.api);
        let sources = document.sources;
        let locate = || diagnostics.locate(&sources);
        let (files, manifest) = emit::emit_beside(&api, options, &sources.file_name, locate);
        Ok(Generated {
            files,
            manifest,
            warnings: diagnostics,
            api,
        })
    }
}

/// Schemas that refer to each other a thousand deep are lowered a thousand calls deep.
pub(crate) const STACK: usize = 256 << 20;

/// Runs `work` in a thread with a stack of that size.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let done = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || work.take().map(|work| work()))
            .ok()?
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    });
    match (done, work) {
        (Some(done), _) => done,
        // No thread to be had: what fits on this one's stack is done all the same.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("a thread that takes the work returns its result"),
    }
}
