//! Finds documents, generates their crates, and writes these below a directory of the command's own.

pub mod documents;
pub mod panics;
mod source;

pub use source::Source;

use crate::{crate_dir::manifest, files, output::diagnostics, workers};
use codegen::{
    Diagnostic, Diagnostics, File, Generated, Options, Severity, ir::Coverage, text::printable,
};
use documents::Document;
use miette::Result;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// What became of a document.
#[derive(Debug)]
pub struct Outcome {
    /// The document.
    pub document: Document,
    /// How long it took to generate, without writing.
    pub time: Duration,
    /// The crate, or why there is none.
    pub result: Result<Made, Failure>,
}

/// A crate that was generated and written.
#[derive(Debug)]
pub struct Made {
    /// How much of the document it represents.
    pub coverage: Coverage,
    /// The generator's warnings.
    pub warnings: usize,
    /// Lines of Rust.
    pub lines: usize,
    /// The features of its groups of operations.
    pub group_features: Vec<String>,
}

/// Why there is no crate.
#[derive(Debug)]
pub enum Failure {
    /// The generator found errors.
    Refused(Diagnostics),
    /// The generator panicked.
    Panicked(String),
    /// It could not be written.
    Unwritten(String),
}

impl Failure {
    /// What happened, in lines.
    #[must_use]
    pub fn text(&self, colours: bool) -> String {
        match self {
            Self::Refused(found) => diagnostics::render_errors(found, colours),
            Self::Panicked(panic) => format!("the generator panicked: {}\n", printable(panic)),
            Self::Unwritten(error) => format!("{error}\n"),
        }
    }
}

/// A file that a command adds to each crate.
pub type Addition = fn(&Document, &Generated) -> File;

/// Generates all documents, some at a time, into directories below `crates`, each with the
/// `additions`, and returns what became of them in their order. `options` are those of all, but for
/// the name.
#[must_use]
pub fn all(
    documents: &[Document],
    crates: &Path,
    jobs: usize,
    additions: &[Addition],
    options: &Options,
) -> Vec<Outcome> {
    workers::each(documents, jobs, "generating", Document::name, |document| {
        one(document, crates, additions, options)
    })
}

/// The crates that there are.
#[must_use]
pub fn crate_names(outcomes: &[Outcome]) -> Vec<&str> {
    let made = outcomes.iter().filter(|outcome| outcome.result.is_ok());
    made.map(|outcome| outcome.document.crate_name.as_str())
        .collect()
}

/// Generates a crate as `regenerate` would. A panic of the generator is caught.
///
/// # Errors
///
/// [`Failure::Refused`] or [`Failure::Panicked`].
pub fn generate(document: &Path, crate_name: &str) -> Result<Generated, Failure> {
    let options = Options {
        crate_name: crate_name.to_owned(),
        ..Options::default()
    };
    generate_with(document, &options)
}

/// The same with other options.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(document: &Path, options: &Options) -> Result<Generated, Failure> {
    panics::catch(|| codegen::generate(document, options))
        .map_err(Failure::Panicked)?
        .map_err(Failure::Refused)
}

fn group_features(generated: &Generated) -> Vec<String> {
    let mut features = generated.manifest.features.iter();
    let all = features.find(|(name, _)| name == "all");
    all.map(|(_, groups)| groups.clone()).unwrap_or_default()
}

fn one(document: &Document, crates: &Path, additions: &[Addition], options: &Options) -> Outcome {
    let start = Instant::now();
    let options = Options {
        crate_name: document.crate_name.clone(),
        ..options.clone()
    };
    let result = generate_with(&document.path, &options);
    let time = start.elapsed();
    let result = match result {
        Ok(mut generated) => {
            let lines = count_lines(&generated.files);
            let added: Vec<File> = additions
                .iter()
                .map(|addition| addition(document, &generated))
                .collect();
            generated.files.extend(added);
            let is_warning = |one: &&Diagnostic| one.severity != Severity::Note;
            let warnings = generated.warnings.iter().filter(is_warning).count();
            write(&crates.join(&document.crate_name), document, &generated)
                .map(|()| Made {
                    group_features: group_features(&generated),
                    lines,
                    warnings,
                    coverage: generated.api.coverage,
                })
                .map_err(|error| Failure::Unwritten(error.to_string()))
        }
        Err(failure) => Err(failure),
    };
    Outcome {
        document: document.clone(),
        time,
        result,
    }
}

fn count_lines(files: &[File]) -> usize {
    files.iter().map(|file| file.contents.lines().count()).sum()
}

/// Writes a crate into its directory. Files that stay are not touched, so that Cargo need not
/// compile them again.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(root: &Path, document: &Document, generated: &Generated) -> Result<()> {
    // No unit tests are generated: the library need not be compiled for them once more.
    let bare = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [lib]\ntest = false\n",
        document.crate_name
    );
    let manifest = File {
        path: "Cargo.toml".to_owned(),
        contents: manifest::edit(&bare, &generated.manifest)?,
    };
    let mut wanted = BTreeSet::new();
    for file in generated.files.iter().chain([&manifest]) {
        let path = root.join(&file.path);
        files::write_if_changed(&path, &file.contents)?;
        wanted.insert(path);
    }
    files::remove_all_but(root, &|path| wanted.contains(path))
}

/// Removes the crates of an earlier run with other documents.
///
/// # Errors
///
/// What the file system reports.
pub fn remove_others(crates: &Path, documents: &[Document]) -> Result<()> {
    if !crates.exists() {
        return Ok(());
    }
    let kept: Vec<PathBuf> = documents
        .iter()
        .map(|document| crates.join(&document.crate_name))
        .chain([crates.join("Cargo.toml"), crates.join("Cargo.lock")])
        .collect();
    files::remove_all_but(crates, &|path| kept.iter().any(|kept| kept == path))
}
