//! Compiles the crates of some mutants: what is not refused must be right.

use super::mutant::{self, source::Source};
use crate::{
    cargo::clippy::{self, How},
    files,
    generation::{self, documents::Document},
    project,
};
use codegen::Options;
use miette::Result;
use std::path::Path;

/// Of the crates that do not compile, so many are shown.
const SHOWN: usize = 10;

/// Compiles up to `wanted` of the mutants that became crates; false if one does not compile.
pub fn compile(sources: &[Source], made: &[u64], wanted: usize, jobs: usize) -> Result<bool> {
    let directory = project::target().join("fuzz/sample");
    let crates = directory.join("crates");
    files::remove_dir(&directory)?;
    files::create_dir(&directory)?;
    // Seeds are random numbers: the first in their order are as good as any.
    let documents = made
        .iter()
        .take(wanted)
        .map(|seed| write(sources, *seed, &directory))
        .collect::<Result<Vec<_>>>()?;

    let outcomes = generation::all(&documents, &crates, jobs, &[], &Options::default());
    let names = generation::crate_names(&outcomes);
    if names.is_empty() {
        return Ok(true);
    }
    let how = How {
        jobs,
        ..How::default()
    };
    let found = clippy::all(&crates, &names, &how)?;
    println!(
        "{} of {} crates compile without a warning",
        names.len() - found.len(),
        names.len()
    );
    let broken = documents.iter().filter_map(|document| {
        let message = found.get(&document.crate_name)?.worst_first().next()?;
        Some((&document.name, message))
    });
    for (replay, message) in broken.take(SHOWN) {
        println!("\n{replay}\n{}", message.trim_end());
    }
    print!("\n{}", clippy::tally(&found));
    Ok(found.is_empty())
}

fn write(sources: &[Source], seed: u64, directory: &Path) -> Result<Document> {
    let mutant = mutant::make(sources, seed);
    let path = directory.join(format!("{seed:#x}.{}", mutant.extension));
    files::write(&path, &mutant.text)?;
    let source = &sources[mutant.source].document.path;
    Ok(Document {
        name: format!(
            "cargo xtask fuzz --replay {seed:#x} {}",
            project::display(source)
        ),
        path,
        crate_name: format!("mutant-{seed:x}-client"),
    })
}
