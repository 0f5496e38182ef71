//! `cargo xtask corpus`: generates and compiles every description in a directory.

pub mod compile;
pub mod documents;
pub mod generate;
pub mod table;

use crate::{crate_dir::failed, diagnostics, project, round_trip};
use console::Style;
use documents::Document;
use generate::{Failure, Outcome};
use indicatif::{ProgressBar, ProgressStyle};
use miette::Result;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::Instant,
};
use table::{Compiled, Table};

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
    /// What the models must keep.
    #[command(flatten)]
    pub round_trip: round_trip::Args,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the documents from being read or the crates from being written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let mut documents = documents::find(&args.directory)?;
    documents.truncate(args.limit.unwrap_or(usize::MAX));
    if documents.is_empty() {
        return Err(miette::miette!(
            help = "a description is a .json, .yaml or .yml file with `openapi` at its top",
            "no descriptions in {}",
            args.directory.display()
        ));
    }
    let jobs = args.jobs.unwrap_or_else(processors).max(1);
    if args.round_trip.round_trip {
        return round_trip::run(&documents, &args.round_trip, jobs, args.markdown.as_deref());
    }
    let crates = args
        .keep
        .clone()
        .unwrap_or_else(|| project::target().join("corpus/crates"));
    if args.keep.is_none() {
        remove_others(&crates, &documents)?;
    }

    let outcomes = generate_all(&documents, &crates, jobs);
    let compiled = if args.no_compile {
        None
    } else {
        let how = compile::How {
            jobs,
            pedantic: args.pedantic,
            models_alone: args.models_alone,
        };
        Some(compile_all(&outcomes, &crates, how)?)
    };

    let table = Table::new(&outcomes, &compiled);
    println!("{}", table.text());
    if let Some(path) = &args.markdown {
        fs::write(path, table.markdown()).map_err(|error| failed("write", path, &error))?;
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

/// `1 document`, `2 documents`.
fn count_of(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// How many things to do at a time.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) fn progress(length: usize, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length as u64).with_prefix(what);
    // The template is constant and valid; without it, the bar would just look different.
    if let Ok(style) =
        ProgressStyle::with_template("{prefix:>10} {bar:30} {pos}/{len} {elapsed} {wide_msg}")
    {
        bar.set_style(style);
    }
    bar
}

fn generate_all(documents: &[Document], crates: &Path, jobs: usize) -> Vec<Outcome> {
    let bar = progress(documents.len(), "generating");
    let outcomes = generate::all(documents, crates, jobs, &bar);
    bar.finish_and_clear();
    outcomes
}

fn compile_all(
    outcomes: &[Outcome],
    crates: &Path,
    how: compile::How,
) -> Result<BTreeMap<String, compile::Findings>> {
    let names: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_ok())
        .map(|outcome| outcome.document.crate_name.as_str())
        .collect();
    if names.is_empty() {
        return Ok(BTreeMap::default());
    }
    let bar = progress(names.len(), "compiling");
    let found = compile::all(crates, &names, how, &bar);
    bar.finish_and_clear();
    found
}

/// Crates of an earlier run with other documents.
pub(crate) fn remove_others(crates: &Path, documents: &[Document]) -> Result<()> {
    if !crates.exists() {
        return Ok(());
    }
    let kept: Vec<PathBuf> = documents
        .iter()
        .map(|document| crates.join(&document.crate_name))
        .chain([crates.join("Cargo.toml"), crates.join("Cargo.lock")])
        .collect();
    generate::remove_all_but(crates, &|path| kept.iter().any(|kept| kept == path))
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
            Err(Failure::Refused(found)) => {
                diagnostics::render_errors(found, console::colors_enabled())
            }
            Err(Failure::Panicked(panic)) => format!("the generator panicked: {panic}\n"),
            Err(Failure::Unwritten(error)) => format!("{error}\n"),
        };
        failures += 1;
        println!("{}\n{text}", name.apply_to(&document.name));
    }
    if let Some(found) = compiled {
        show_tally(found);
    }
    failures
}

/// What the compiler says most often: one cause usually breaks many crates.
pub(crate) fn show_tally(found: &BTreeMap<String, compile::Findings>) {
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let all = found.values().flat_map(|findings| &findings.messages);
    for line in all.filter_map(|message| message.lines().next()) {
        *tally.entry(line).or_default() += 1;
    }
    let mut tally: Vec<(&str, usize)> = tally.into_iter().collect();
    tally.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (line, count) in tally {
        println!("{count:>5} × {line}");
    }
}
