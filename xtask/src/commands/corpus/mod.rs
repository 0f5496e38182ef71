//! `cargo xtask corpus`: generates and compiles every description in a directory.

mod table;

use crate::{
    cargo::clippy::{self, How},
    documents, files,
    generation::{self, Outcome},
    project,
    table::count_of,
    workers,
};
use codegen::text::printable;
use console::Style;
use miette::Result;
use std::{path::PathBuf, process::ExitCode, time::Instant};
use table::Compiled;

/// This much of what a compiler says about one crate is shown.
const MESSAGES: usize = 3;

/// Options of `corpus`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Directory with descriptions, at any depth; or a single one
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Write the table to this file too, as Markdown
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Documents, then crates, at a time [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Do not compile what is generated
    #[arg(long)]
    pub no_compile: bool,
    /// Compile with clippy's pedantic lints too
    #[arg(long)]
    pub pedantic: bool,
    /// Compile the models alone, without the client
    #[arg(long)]
    pub models_alone: bool,
    /// Put the crates there and not below target/
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
    /// Just the first documents
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the documents from being read or the crates from being written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let documents = documents::find_some(&args.directory, args.limit)?;
    let jobs = args.jobs.unwrap_or_else(workers::processors).max(1);
    let crates = args
        .keep
        .clone()
        .unwrap_or_else(|| project::target().join("corpus/crates"));
    if args.keep.is_none() {
        generation::remove_others(&crates, &documents)?;
    }

    let outcomes = generation::all(&documents, &crates, jobs);
    let compiled = if args.no_compile {
        None
    } else {
        let how = How {
            jobs,
            pedantic: args.pedantic,
            models_alone: args.models_alone,
        };
        Some(clippy::all(
            &crates,
            &generation::crate_names(&outcomes),
            how,
        )?)
    };

    let table = table::of(&outcomes, &compiled);
    println!("{}", table.text());
    if let Some(path) = &args.markdown {
        files::write(path, table.markdown())?;
    }
    let failures = show_failures(&outcomes, &compiled);
    println!(
        "{} in {:.1} s, {failures} failed; the crates are in {}",
        count_of(outcomes.len(), "document"),
        start.elapsed().as_secs_f64(),
        project::display(&crates)
    );
    Ok(if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Shows why documents and crates failed; returns how many did.
fn show_failures(outcomes: &[Outcome], compiled: &Compiled) -> usize {
    let name = Style::new().bold().red();
    let mut failures = 0;
    for outcome in outcomes {
        let document = &outcome.document;
        let text = match &outcome.result {
            Ok(_) => match compiled
                .as_ref()
                .and_then(|found| found.get(&document.crate_name))
            {
                None => continue,
                Some(findings) => {
                    let shown = findings.worst_first().take(MESSAGES).cloned();
                    let more = findings.messages.len().saturating_sub(MESSAGES);
                    let more = (more > 0).then(|| format!("... and {more} more\n"));
                    shown.chain(more).collect::<Vec<_>>().join("\n")
                }
            },
            Err(failure) => failure.text(console::colors_enabled()),
        };
        failures += 1;
        println!("{}\n{text}", name.apply_to(printable(&document.name)));
    }
    if let Some(found) = compiled {
        print!("{}", clippy::tally(found));
    }
    failures
}
