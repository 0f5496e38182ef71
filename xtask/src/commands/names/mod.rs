//! `cargo xtask names`: documents that use every name which could clash become crates that compile.

mod document;
mod words;

use super::corpus;
use crate::{files, generation::documents::Batch, project};
use document::Schemas;
use miette::Result;
use std::{path::PathBuf, process::ExitCode};
use words::Words;

/// Options of `names`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Write the crates to this directory instead of target/
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the documents or the crates from being written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let words = Words::new()?;
    println!("{} names", words.all().len());
    let target = project::target().join("names");
    let directory = target.join("documents");
    for schemas in Schemas::ALL {
        let path = directory.join(format!("{}.json", schemas.name()));
        let document = document::with(&words, schemas);
        files::write_if_changed(&path, &document.to_string())?;
    }
    corpus::run(&corpus::Args {
        batch: Batch {
            directory,
            jobs: None,
            limit: None,
        },
        markdown: None,
        no_compile: false,
        pedantic: false,
        models_alone: false,
        each_group: false,
        keep: Some(args.keep.clone().unwrap_or_else(|| target.join("crates"))),
    })
}
