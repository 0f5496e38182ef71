//! Turns an OpenAPI description into a Rust client crate.
//!
//! One way through: [`document`] reads a file into one normalized document, [`lower`] turns that
//! into the API of [`ir`], [`emit`] writes it down as Rust files. [`generate`] is the whole way;
//! nothing here writes a file or starts a process.

pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
mod names;
pub mod text;

use std::path::Path;
use std::thread;

pub use diagnostics::{Diagnostic, Diagnostics, Severity};
pub use emit::{Dependency, File, Manifest};

/// What to generate.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the package that is generated: `authlete-token-client`.
    pub crate_name: String,
    /// Only operations with one of these tags; all if both lists are empty.
    pub only_tags: Vec<String>,
    /// Only operations with one of these operation ids.
    pub only_operations: Vec<String>,
    /// Treat warnings as errors.
    pub deny_warnings: bool,
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

/// Reads the description at `spec` and everything that it refers to, and generates the crate.
///
/// # Errors
///
/// All errors found, each with its place; with [`Options::deny_warnings`], the warnings too.
pub fn generate(spec: &Path, options: &Options) -> Result<Generated, Diagnostics> {
    thread::scope(|scope| {
        let generation = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, || generate_here(spec, options));
        match generation.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(generated)) => generated,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // No thread to be had: what fits on this one's stack is generated all the same.
            Err(_) => generate_here(spec, options),
        }
    })
}

/// Schemas that refer to each other a thousand deep are lowered a thousand calls deep.
pub(crate) const STACK: usize = 256 << 20;

fn generate_here(spec: &Path, options: &Options) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let Some(document) = document::read_unlocated(spec, &mut diagnostics) else {
        diagnostics.sort();
        return Err(diagnostics);
    };
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
