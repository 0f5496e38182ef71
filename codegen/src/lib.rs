//! Turns an OpenAPI description into a Rust client crate.
//!
//! [`generate`] does all of it and returns the files as texts; nothing here writes a file or starts
//! a process.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use codegen::{Diagnostics, Options, generate};
//!
//! fn main() -> Result<(), Diagnostics> {
//!     let options = Options {
//!         crate_name: "pets-client".to_owned(),
//!         ..Options::default()
//!     };
//!     let generated = generate(Path::new("pets.yaml"), &options)?;
//!     println!("{}", generated.warnings);
//!     for file in &generated.files {
//!         println!("{}: {} bytes", file.path, file.contents.len());
//!     }
//!     for dependency in &generated.manifest.dependencies {
//!         println!("{} = {:?}", dependency.name, dependency.version);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! It takes three steps, each a module:
//!
//! 1. [`document`] reads the description and all files that it refers to, repairs what has one
//!    meaning, and makes one normalized [`Document`](document::Document) of it.
//! 2. [`lower`] makes every decision that OpenAPI leaves open, and turns the document into the
//!    [`Api`](ir::Api) of [`ir`].
//! 3. [`emit`] writes the API as Rust [files](File), and says what the [manifest](Manifest) of the
//!    crate needs.
//!
//! What is wrong with a description is collected as [`Diagnostics`] on the way. Each is named by a
//! [`Rule`](rules::Rule) of [`document::RULES`], [`lower::RULES`] or [`emit::RULES`]. To generate
//! only if something about the description is known, call [`read`] first.
//!
//! `codegen/ARCHITECTURE.md` is the guide to the code; `codegen/README.md` says what each part of
//! OpenAPI becomes.

pub mod diagnostics;
pub mod document;
pub mod emit;
mod excerpt;
pub mod file_names;
pub mod ir;
pub mod lower;
mod names;
mod options;
pub mod outline;
pub mod review;
pub mod rules;
pub mod text;
mod threads;

/// Texts of a document in Markdown.
pub mod markdown {
    pub use crate::emit::rustdoc::code;
}

use std::path::{Path, PathBuf};
use std::thread;

pub use diagnostics::{Diagnostic, Diagnostics, Severity};
pub use document::Access;
pub use emit::rust::types::type_outside;
pub use emit::{BROWSER, Dependency, File, MARK, Manifest};
pub use names::reserved::all as reserved_names;
pub use names::words::is_keyword;
pub use options::Options;

/// The rule of the last check, which no document should ever reach: docs that rustdoc would take
/// for more than text.
pub const UNSAFE_DOCS: &str = emit::rustdoc::rules::UNSAFE_DOCS;

/// What was generated.
#[derive(Debug)]
pub struct Generated {
    /// The files of `src/` and the generated tests, by path relative to the crate.
    pub files: Vec<File>,
    /// The dependencies and features that the files need.
    pub manifest: Manifest,
    /// A function that makes a first call and handles its error, as the docs of the crate show it;
    /// none if there is no operation.
    pub first_call: Option<String>,
    /// Notes, warnings and degraded parts, in the order of the document.
    pub warnings: Diagnostics,
    /// The API itself, for reports.
    pub api: ir::Api,
    /// Where what the outline was made from stands.
    pub source_map: document::SourceMap,
}

impl Generated {
    /// The outline of the crate, with what each item was made from. `options` are those that it was
    /// generated with.
    #[must_use]
    pub fn outline(&self, options: &Options) -> outline::Outline {
        emit::outline(&self.api, options)
    }
}

/// A description that was read, to generate a crate from.
#[derive(Debug)]
pub struct Description {
    document: document::Document,
    found: Diagnostics,
}

/// Reads the description at `spec`, changed as `overlays` say, and everything that it refers to in or
/// below its folder, and as far as `access` allows.
///
/// # Errors
///
/// All errors found, each with its place, if they leave nothing to generate from. Others come when
/// it is generated.
pub fn read(
    spec: &Path,
    overlays: &[PathBuf],
    access: &Access,
) -> Result<Description, Diagnostics> {
    threads::on_deep_stack(|| Description::read(spec, overlays, access))
}

/// Reads the description at `spec` and everything that it refers to in or below its folder, and
/// generates the crate.
///
/// # Errors
///
/// All errors found, each with its place; with [`Options::deny_warnings`] and
/// [`Options::deny_degraded`], what they deny.
pub fn generate(spec: &Path, options: &Options) -> Result<Generated, Diagnostics> {
    let access = Access::default();
    threads::on_deep_stack(|| Description::read(spec, &[], &access)?.emit(options))
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
    /// All errors found, each with its place; with [`Options::deny_warnings`] and
    /// [`Options::deny_degraded`], what they deny.
    pub fn generate(self, options: &Options) -> Result<Generated, Diagnostics> {
        threads::on_deep_stack(|| self.emit(options))
    }

    /// The outline of the crate that would be generated, and where what it was made from stands: much
    /// quicker than all of the crate.
    ///
    /// # Errors
    ///
    /// As [`Description::generate`].
    pub fn outline(
        self,
        options: &Options,
    ) -> Result<(outline::Outline, document::SourceMap), Diagnostics> {
        threads::on_deep_stack(|| {
            let (api, source_map, _) = self.lower(options)?;
            Ok((emit::outline(&api, options), source_map))
        })
    }

    fn read(spec: &Path, overlays: &[PathBuf], access: &Access) -> Result<Self, Diagnostics> {
        let mut found = Diagnostics::default();
        match document::read_unlocated(spec, overlays, access, &mut found) {
            Some(document) => Ok(Self { document, found }),
            None => {
                found.sort();
                Err(found)
            }
        }
    }

    /// Decides everything; what was found on the way is not located yet unless it is an error.
    fn lower(
        self,
        options: &Options,
    ) -> Result<(ir::Api, document::SourceMap, Diagnostics), Diagnostics> {
        let Self {
            document,
            found: mut diagnostics,
        } = self;
        let source_map = document.source_map;
        let api = lower::lower(document.api, options, &mut diagnostics);
        if options.deny_warnings {
            diagnostics.deny_warnings();
        }
        if options.deny_degraded {
            diagnostics.deny_degraded();
        }
        if diagnostics.has_errors() {
            source_map.locate_all(&mut diagnostics);
            return Err(diagnostics);
        }
        Ok((api, source_map, diagnostics))
    }

    fn emit(self, options: &Options) -> Result<Generated, Diagnostics> {
        let (api, source_map, mut diagnostics) = self.lower(options)?;
        // Neither needs the other, and finding positions takes a while in a long document.
        let (emitted, is_located) = thread::scope(|scope| {
            let locating = threads::spawn(scope, || source_map.locate_all(&mut diagnostics));
            let emitted = emit::emit(&api, options, &source_map.file_name);
            (emitted, locating.map(threads::join).is_ok())
        });
        if !is_located {
            source_map.locate_all(&mut diagnostics);
        }
        if !emitted.unsafe_docs.is_empty() {
            for found in &emitted.unsafe_docs {
                let message = format!(
                    "the docs of `{}` would contain {}",
                    found.path, found.hazard
                );
                let help = "please report this: descriptions should never get that far";
                diagnostics.error(UNSAFE_DOCS, &found.pointer, message, Some(help.to_owned()));
            }
            source_map.locate_all(&mut diagnostics);
            return Err(diagnostics);
        }
        Ok(Generated {
            files: emitted.files,
            manifest: emitted.manifest,
            first_call: emitted.first_call,
            warnings: diagnostics,
            api,
            source_map,
        })
    }
}
