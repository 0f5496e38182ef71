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
mod scenarios;
mod server;
mod values;
mod verdict;

use crate::{
    cargo,
    documents::{self, Document},
    generation, project, workers,
};
use driver::Driver;
use known::Known;
use miette::{IntoDiagnostic, Result, miette};
use operations::Crate;
use report::Results;
use scenarios::Scenario;
use server::Spector;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};
use verdict::Line;

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
    let scenarios = scenarios::read(&args.suite, args.only.as_deref())?;
    if scenarios.is_empty() {
        return Err(miette!("the suite has no such scenarios"));
    }
    let directory = project::target().join("conformance");
    let workspace = directory.join("crates");
    let crates = generate(&args.suite, &scenarios, &workspace)?;
    let driver = Driver::of(&scenarios, &crates, &known);
    driver.write(&workspace)?;
    let program = build(&workspace)?;

    let server = Spector::start(&directory.join("server"))?;
    let url = server.url();
    let lines = make_calls(&program, &url, &server.assets())?;
    let coverage = server.stop()?;

    let results: Results<'_> = scenarios
        .iter()
        .map(|scenario| {
            let judge = Judge {
                crates: &crates,
                driver: &driver,
                lines: &lines,
                coverage: &coverage,
                url: &url,
            };
            (scenario, judge.result(scenario))
        })
        .collect();
    let table = report::table(&results);
    println!("{}\n{}", table.text(), report::failures(&results, &known));
    let surprises = report::surprises(&results, &known, args.only.is_none());
    println!(
        "{} of {} scenarios passed in {:.1} s",
        report::passed(&results),
        results.len(),
        start.elapsed().as_secs_f64()
    );
    if args.write {
        page::write(&table)?;
    }
    if surprises.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nnot as known.yaml says:\n{}", surprises.join("\n"));
    Ok(ExitCode::FAILURE)
}

/// Generates the crates of the documents that scenarios need.
fn generate(suite: &Path, scenarios: &[Scenario], workspace: &Path) -> Result<Vec<Crate>> {
    let documents: Vec<Document> = documents::find(&suite.join("openapi-3.1"))?;
    let made = workers::each(
        &documents,
        workers::processors(),
        "generating",
        Document::name,
        |document| generate_one(document, scenarios, workspace),
    );
    let made: Result<Vec<Option<Crate>>> = made.into_iter().collect();
    Ok(made?.into_iter().flatten().collect())
}

fn generate_one(
    document: &Document,
    scenarios: &[Scenario],
    workspace: &Path,
) -> Result<Option<Crate>> {
    let mut generated = generation::generate(&document.path, &document.crate_name)
        .map_err(|failure| miette!("{}", failure.text(false).trim_end()))?;
    let stem = document.name.rsplit_once('.').map(|(stem, _)| stem);
    // The examples are tested by `corpus`.
    generated.files.retain(|file| file.path.starts_with("src/"));
    let krate = Crate {
        name: document.crate_name.replace('-', "_"),
        document: stem.unwrap_or(&document.name).to_owned(),
        api: generated.api.clone(),
    };
    if !scenarios.iter().any(|one| krate.is_of(&one.folder)) {
        return Ok(None);
    }
    generation::write(&workspace.join(&document.crate_name), document, &generated)?;
    Ok(Some(krate))
}

/// Builds the driver and returns its program.
fn build(workspace: &Path) -> Result<PathBuf> {
    let target = project::target().join("conformance/target");
    let status = cargo::command(workspace)
        .args(["build", "--quiet", "--package", driver::PACKAGE])
        .env("CARGO_TARGET_DIR", &target)
        .status()
        .into_diagnostic()?;
    if !status.success() {
        return Err(miette!("the clients or the calls do not compile"));
    }
    let program = format!("{}{}", driver::PACKAGE, std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(program))
}

/// Runs the driver. Returns what it prints of each call of each scenario.
fn make_calls(program: &Path, url: &str, assets: &Path) -> Result<BTreeMap<(String, usize), Line>> {
    let output = Command::new(program)
        .arg(url)
        .arg(assets)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .into_diagnostic()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().map(|line| {
        let line: Line = serde_json::from_str(line).into_diagnostic()?;
        Ok(((line.scenario.clone(), line.number), line))
    });
    lines.collect()
}

/// All that decides whether a scenario passed.
struct Judge<'a> {
    crates: &'a [Crate],
    driver: &'a Driver,
    lines: &'a BTreeMap<(String, usize), Line>,
    coverage: &'a BTreeMap<String, String>,
    url: &'a str,
}

impl Judge<'_> {
    fn result(&self, scenario: &Scenario) -> Result<(), String> {
        if let Some(why) = self.driver.unmade.get(&scenario.name) {
            return Err(why.clone());
        }
        let crates: Vec<&Crate> = self
            .crates
            .iter()
            .filter(|krate| krate.is_of(&scenario.folder))
            .collect();
        for (number, call) in scenario.calls.iter().enumerate() {
            let line = self.lines.get(&(scenario.name.clone(), number));
            let line = line.ok_or("the program ended before it")?;
            let documented = driver::is_documented(&crates, call);
            verdict::of(call, documented, &line.answer, self.url)?;
        }
        match self.coverage.get(&scenario.name).map(String::as_str) {
            Some("pass") => Ok(()),
            Some(other) => Err(format!("the server says `{other}`")),
            None => Err("the server does not know it".to_owned()),
        }
    }
}
