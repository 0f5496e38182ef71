//! Compiles the crates of some mutants: what is not refused must be right.

use super::{mutant, source::Source};
use crate::{
    corpus::{
        compile::{self, How},
        documents::Document,
        generate, progress, show_tally,
    },
    crate_dir::failed,
    project,
};
use miette::Result;
use std::{fs, path::Path};

/// Of the crates that do not compile, so many are shown.
const SHOWN: usize = 10;

/// Compiles up to `wanted` of the mutants that became crates; false if one does not compile.
pub fn compile(sources: &[Source], made: &[u64], wanted: usize, jobs: usize) -> Result<bool> {
    let directory = project::target().join("fuzz/sample");
    let crates = directory.join("crates");
    if directory.exists() {
        fs::remove_dir_all(&directory).map_err(|error| failed("clear", &directory, &error))?;
    }
    fs::create_dir_all(&directory).map_err(|error| failed("create", &directory, &error))?;
    // Seeds are random numbers: the first in their order are as good as any.
    let documents = made
        .iter()
        .take(wanted)
        .map(|seed| write(sources, *seed, &directory))
        .collect::<Result<Vec<_>>>()?;

    let bar = progress(documents.len(), "generating");
    let outcomes = generate::all(&documents, &crates, jobs, &bar);
    bar.finish_and_clear();
    let names: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_ok())
        .map(|outcome| outcome.document.crate_name.as_str())
        .collect();
    if names.is_empty() {
        return Ok(true);
    }
    let bar = progress(names.len(), "compiling");
    let how = How {
        jobs,
        ..How::default()
    };
    let found = compile::all(&crates, &names, how, &bar)?;
    bar.finish_and_clear();
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
    println!();
    show_tally(&found);
    Ok(found.is_empty())
}

fn write(sources: &[Source], seed: u64, directory: &Path) -> Result<Document> {
    let mutant = mutant::make(sources, seed);
    let path = directory.join(format!("{seed:#x}.{}", mutant.extension));
    fs::write(&path, &mutant.text).map_err(|error| failed("write", &path, &error))?;
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
