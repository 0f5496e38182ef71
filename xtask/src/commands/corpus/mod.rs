//! `cargo xtask corpus`: generates and compiles every description in a directory.

mod sizes;
mod table;

use crate::{
    cargo::clippy::{self, Found, How},
    files,
    generation::documents::Batch,
    generation::{self, Outcome},
    output::table::count_of,
    project,
};
use codegen::{Options, text::printable};
use console::Style;
use miette::Result;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};
use table::Compiled;

/// This much of what a compiler says about one crate is shown.
const MESSAGES: usize = 3;

/// Options of `corpus`.
#[derive(Debug, Clone, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
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
    /// Give each group of operations a feature of its own, and compile each alone
    #[arg(long, conflicts_with = "models_alone")]
    pub each_group: bool,
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

    let options = Options {
        group_features: args.each_group.then_some(true),
        ..Options::default()
    };
    let outcomes = generation::all(&documents, &crates, jobs, &[sizes::file], &options);
    let compiled = if args.no_compile {
        None
    } else {
        let how = How {
            jobs,
            pedantic: args.pedantic,
            models_alone: args.models_alone,
            only_features: Vec::new(),
        };
        let mut found = clippy::all(&crates, &generation::crate_names(&outcomes), &how)?;
        if args.each_group {
            compile_each_group(&crates, &outcomes, how, &mut found)?;
        }
        Some(found)
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

/// Compiles the groups of each crate alone, the first of all crates, then the second, and so on.
fn compile_each_group(
    crates: &Path,
    outcomes: &[Outcome],
    mut how: How,
    found: &mut Found,
) -> Result<()> {
    let made = || {
        let made = outcomes.iter();
        made.filter_map(|one| Some((&one.document.crate_name, one.result.as_ref().ok()?)))
    };
    let most = made().map(|(_, made)| made.group_features.len()).max();
    for index in 0..most.unwrap_or_default() {
        let with_it: Vec<(&str, &String)> = made()
            .filter_map(|(name, made)| Some((name.as_str(), made.group_features.get(index)?)))
            .collect();
        let names: Vec<&str> = with_it.iter().map(|(name, _)| *name).collect();
        how.only_features = with_it
            .iter()
            .flat_map(|(name, group)| [format!("{name}/client"), format!("{name}/{group}")])
            .collect();
        for (name, findings) in clippy::all(crates, &names, &how)? {
            let known = found.entry(name).or_default();
            known.messages.extend(findings.messages);
        }
    }
    Ok(())
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
