//! `cargo xtask conformance`: runs generated clients against the mock server of Spector, the suite
//! by which the TypeSpec project tests such clients.
//!
//! Each scenario is data: calls with parameters, headers and bodies, and the responses to them. A
//! program is written that makes these calls through the generated crates. A scenario passes if the
//! server says so, and if what the client made of the responses is what the data says.

mod driver;
mod known;
mod operations;
mod page;
mod report;
mod run;
mod scenarios;
mod server;
#[cfg(test)]
mod tests;
mod values;
mod verdict;

use known::Known;
use miette::{Result, miette};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// Options of `conformance`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The directory of the suite: `scenarios.json`, and the documents in `openapi-3.1/`
    #[arg(long, value_name = "DIR")]
    pub suite: PathBuf,
    /// Only the scenarios of this folder and those below it
    #[arg(long, value_name = "FOLDER")]
    pub only: Option<String>,
    /// Write the table into codegen/README.md
    #[arg(long, conflicts_with = "only")]
    pub write: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the clients from being generated, or the server from being run.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let known = Known::read()?;
    let mut scenarios = scenarios::read(&args.suite, args.only.as_deref())?;
    if scenarios.is_empty() {
        return Err(miette!("the suite has no such scenarios"));
    }
    for scenario in &mut scenarios {
        known.complete(scenario);
    }
    let results = run::all(&args.suite, &scenarios, &known)?;

    let table = report::table(&results);
    println!("{}\n{}", table.text(), report::failures(&results, &known));
    let count = report::count(&results);
    println!(
        "{} of {} reachable scenarios passed in {:.1} s",
        count.passed,
        count.reachable,
        start.elapsed().as_secs_f64()
    );
    if args.write {
        page::write(&table)?;
    }
    let whole = args.only.is_none();
    let surprises = report::surprises(&results, &known, whole);
    if !surprises.is_empty() {
        let known = "xtask/src/commands/conformance/known.yaml";
        println!("\nNot as {known} says:\n\n{}", surprises.join("\n"));
        return Ok(ExitCode::FAILURE);
    }
    if whole && !page::is_current(&table)? {
        println!("\nThe table in codegen/README.md is stale: run this with --write");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
