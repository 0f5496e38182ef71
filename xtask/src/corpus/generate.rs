//! Generates the crate of each document.

use super::documents::Document;
use crate::{
    crate_dir::{failed, manifest},
    panics,
};
use codegen::{Diagnostics, File, Generated, Options, ir::Coverage};
use indicatif::ProgressBar;
use miette::Result;
use std::{
    collections::BTreeSet,
    fs, io,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// That of a main thread, which `regenerate` uses.
pub(crate) const STACK: usize = 8 << 20;

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

/// Generates all documents, some at a time, into directories below `crates`, and returns what
/// became of them in their order.
#[must_use]
pub fn all(
    documents: &[Document],
    crates: &Path,
    jobs: usize,
    progress: &ProgressBar,
) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    let work = || {
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            progress.set_message(document.name.clone());
            let outcome = one(document, crates);
            progress.inc(1);
            outcomes
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(outcome);
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs {
            // If no thread can be had, the others do its work.
            let _ = thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work);
        }
    });
    let mut outcomes = outcomes
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by(|one, other| one.document.name.cmp(&other.document.name));
    outcomes
}

fn one(document: &Document, crates: &Path) -> Outcome {
    let options = Options {
        crate_name: document.crate_name.clone(),
        ..Options::default()
    };
    let start = Instant::now();
    let result = panics::catch(|| codegen::generate(&document.path, &options));
    let time = start.elapsed();
    let result = match result {
        Ok(Ok(generated)) => write(&crates.join(&document.crate_name), document, &generated)
            .map(|()| Made {
                lines: count_lines(&generated.files),
                warnings: generated.warnings.iter().count(),
                coverage: generated.api.coverage,
            })
            .map_err(|error| Failure::Unwritten(error.to_string())),
        Ok(Err(found)) => Err(Failure::Refused(found)),
        Err(panic) => Err(Failure::Panicked(panic)),
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

/// Writes a crate into a directory that is this command's own. Files that stay are not touched,
/// so that Cargo need not compile them again.
pub(crate) fn write(root: &Path, document: &Document, generated: &Generated) -> Result<()> {
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
        write_if_changed(&path, &file.contents)?;
        wanted.insert(path);
    }
    remove_all_but(root, &|path| wanted.contains(path))
}

pub(crate) fn write_if_changed(path: &Path, contents: &str) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == contents.as_bytes()) {
        return Ok(());
    }
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, contents))
        .map_err(|error| failed("write", path, &error))
}

/// Removes all files below `directory` that are not wanted, and directories that are empty then.
pub(crate) fn remove_all_but(directory: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<()> {
    let list = || -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let path = entry.path();
            if wanted(&path) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                // What goes wrong below shows when the directory is not empty.
                let _ = remove_all_but(&path, wanted);
                if fs::read_dir(&path)?.next().is_none() {
                    fs::remove_dir(&path)?;
                }
            } else {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    };
    list().map_err(|error| failed("clear", directory, &error))
}
