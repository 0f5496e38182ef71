//! `cargo xtask corpus`: generates and compiles every description in a directory.

mod sizes;
mod table;

use crate::{
    cargo::clippy::{self, How},
    files,
    generation::documents::Batch,
    generation::{self, Outcome},
    output::table::count_of,
    project,
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
    /// Which descriptions.
    #[command(flatten)]
    pub batch: Batch,
    /// Write the table to this file too, as Markdown
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,
    /// Do not compile what is generated
    #[arg(long)]
    pub no_compile: bool,
    /// Compile with clippy's pedantic lints too
    #[arg(long)]
    pub pedantic: bool,
    /// Compile the models alone, without the client
    #[arg(long)]
    pub models_alone: bool,
    /// Write the crates to this directory instead of target/
    #[arg(long, value_name = "DIR")]
    pub keep: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the documents from being read or the crates from being written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let documents = args.batch.documents()?;
    let jobs = args.batch.jobs();
    let crates = args
        .keep
        .clone()
        .unwrap_or_else(|| project::target().join("corpus/crates"));
    if args.keep.is_none() {
        generation::remove_others(&crates, &documents)?;
    }

    let outcomes = generation::all(&documents, &crates, jobs, &[sizes::file]);
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
