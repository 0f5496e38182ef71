//! `cargo xtask fuzz`: feeds broken and hostile descriptions to the generator. It may refuse them; a
//! panic, a stack overflow, a run that takes too long or too much memory, a text that is more than
//! text in the docs, and a file outside of the crate are bugs.

mod bombs;
mod mutant;
mod pool;
mod report;
mod sample;
mod worker;

use crate::{files, generation::Failure, project, workers};
use miette::{IntoDiagnostic, Result};
use mutant::{random::Random, source};
use pool::Pool;
use report::Report;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};
use worker::Task;

/// Options of `fuzz`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Descriptions to mutate, and directories of them [default: those of this repository]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Number of mutants
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub mutants: usize,
    /// Seed of the mutants: the same seed gives the same ones
    #[arg(long, value_name = "SEED", default_value_t = 1, value_parser = seed)]
    pub seed: u64,
    /// Number of mutants at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Time limit for one mutant
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub limit: u64,
    /// Compile the crates of this many mutants that are not refused
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub compile: usize,
    /// Make the mutant of one seed again, and show what the generator prints
    #[arg(long, value_name = "SEED", value_parser = seed)]
    pub replay: Option<u64>,
    /// Run tasks from the standard input; files go to this directory
    #[arg(long, value_name = "DIR", hide = true)]
    pub worker: Option<PathBuf>,
}

/// A number, also as it is shown: `0x2a`.
fn seed(text: &str) -> std::result::Result<u64, std::num::ParseIntError> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    }
}

/// Runs the command.
///
/// # Errors
///
/// What keeps mutants from being made and run.
pub fn run(args: &Args) -> Result<ExitCode> {
    let paths = if args.paths.is_empty() {
        own_documents()
    } else {
        args.paths.clone()
    };
    if let Some(scratch) = &args.worker {
        worker::run(&paths, scratch)?;
        return Ok(ExitCode::SUCCESS);
    }
    let kept = project::target().join("fuzz");
    files::create_dir(&kept)?;
    if let Some(seed) = args.replay {
        return replay(&paths, seed, &kept);
    }

    let start = Instant::now();
    let sources = source::read(&paths)?;
    println!(
        "{} mutants of {} documents, seed {}",
        args.mutants,
        sources.len(),
        args.seed
    );
    let scratch = scratch()?;
    let pool = Pool {
        paths: &paths,
        scratch: scratch.path(),
        limit: Duration::from_secs(args.limit),
        jobs: args.jobs.unwrap_or_else(workers::processors).max(1),
    };
    let mut random = Random::new(args.seed);
    let seeds = std::iter::repeat_with(move || random.number());
    let bombs = (0..bombs::all().len()).map(Task::Bomb);
    let tasks = bombs.chain(seeds.take(args.mutants).map(Task::Mutant));

    let bar = workers::progress(args.mutants + bombs::all().len(), "mutants");
    let mut report = Report::new(&sources, &kept);
    pool.run(tasks, |task, verdict| {
        bar.inc(1);
        report.add(task, verdict)
    })?;
    bar.finish_and_clear();
    print!("{}", report.text());
    println!("in {:.1} s", start.elapsed().as_secs_f64());

    let mut failed = report.failures() > 0;
    if args.compile > 0 {
        failed |= !sample::compile(&sources, report.made(), args.compile, pool.jobs)?;
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn own_documents() -> Vec<PathBuf> {
    let root = project::root();
    ["spec", "codegen/tests/fixtures"]
        .iter()
        .map(|path| root.join(path))
        .filter(|path| path.exists())
        .collect()
}

/// In memory, where there is such a place.
fn scratch() -> Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("xtask-fuzz-");
    builder
        .tempdir_in(memory)
        .or_else(|_| builder.tempdir())
        .into_diagnostic()
}

fn replay(paths: &[PathBuf], seed: u64, kept: &Path) -> Result<ExitCode> {
    let sources = source::read(paths)?;
    let mutant = mutant::make(&sources, seed);
    let path = kept.join(format!("{seed:#x}.{}", mutant.extension));
    files::write(&path, &mutant.text)?;
    println!(
        "{} from {}",
        project::display(&path),
        sources[mutant.source].document.name
    );
    match worker::generate(&path)? {
        Ok(generated) => {
            println!("{} files", generated.files.len());
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            print!("{}", failure.text(console::colors_enabled()));
            Ok(match failure {
                Failure::Refused(_) => ExitCode::SUCCESS,
                Failure::Panicked(_) | Failure::Unwritten(_) => ExitCode::FAILURE,
            })
        }
    }
}
