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
mod options;
pub mod rules;
mod threads;

use std::path::Path;
use std::thread;

pub use diagnostics::{Diagnostic, Diagnostics, Severity};
pub use emit::{Dependency, File, Manifest};
pub use names::reserved::all as reserved_names;
pub use options::Options;

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
            document.source_map.locate_all(&mut diagnostics);
            return Err(diagnostics);
        }
        // The document itself has served; it may be larger than all that is emitted.
        drop(document.api);
        let source_map = document.source_map;
        // Neither needs the other, and finding positions takes a while in a long document.
        let (files, manifest, is_located) = thread::scope(|scope| {
            let locating = threads::spawn(scope, || source_map.locate_all(&mut diagnostics));
            let (files, manifest) = emit::emit(&api, options, &source_map.file_name);
            (files, manifest, locating.map(threads::join).is_ok())
        });
        if !is_located {
            source_map.locate_all(&mut diagnostics);
        }
        Ok(Generated {
            files,
            manifest,
            warnings: diagnostics,
            api,
        })
    }
}

/// Runs `work` in a thread with a deep stack.
fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let mut work = Some(work);
    let done = thread::scope(|scope| {
        let running = threads::spawn(scope, || work.take().map(|work| work())).ok()?;
        threads::join(running)
    });
    match (done, work) {
        (Some(done), _) => done,
        // No thread to be had: what fits on this one's stack is done all the same.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("a thread that takes the work returns its result"),
    }
}
