//! Generating and building the clients and the driver, and running it against the server.

use super::{
    driver::{self, Driver, Unmade},
    known::Known,
    operations::{self, Crate},
    report::{Outcome, Results},
    scenarios::Scenario,
    server::Spector,
    verdict::{self, Line},
};
use crate::{
    cargo,
    generation::{
        self,
        documents::{self, Document},
    },
    project, workers,
};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Runs scenarios of a suite, and returns what came of each.
///
/// # Errors
///
/// What keeps the clients from being generated or built, or the server from being run.
pub fn all<'a>(suite: &Path, scenarios: &'a [Scenario], known: &Known) -> Result<Results<'a>> {
    let directory = project::target().join("conformance");
    let workspace = directory.join("crates");
    let crates = generate(suite, scenarios, &workspace)?;
    let driver = Driver::of(scenarios, &crates, known);
    driver.write(&workspace)?;
    let program = build(&workspace, &directory.join("target"))?;

    let server = Spector::start(&directory.join("server"))?;
    let url = server.url();
    let lines = make_calls(&program, &url, &server.assets())?;
    let coverage = server.stop()?;

    let judge = Judge {
        crates,
        driver,
        lines,
        coverage,
        url,
    };
    let results = scenarios.iter();
    Ok(results.map(|one| (one, judge.outcome(one))).collect())
}

/// Generates the crates of the documents that scenarios need.
fn generate(suite: &Path, scenarios: &[Scenario], workspace: &Path) -> Result<Vec<Crate>> {
    let documents: Vec<Document> = documents::find(&suite.join("openapi-3.1"))?
        .into_iter()
        .filter(|document| {
            let mut scenarios = scenarios.iter();
            scenarios.any(|one| operations::is_of(stem(document), &one.folder))
        })
        .collect();
    let made = workers::each(
        &documents,
        workers::processors(),
        "generating",
        Document::name,
        |document| generate_one(document, workspace),
    );
    made.into_iter().collect()
}

/// The name of a document without its extension.
fn stem(document: &Document) -> &str {
    let name = &document.name;
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn generate_one(document: &Document, workspace: &Path) -> Result<Crate> {
    let mut generated = generation::generate(&document.path, &document.crate_name)
        .map_err(|failure| miette!("{}", failure.text(false).trim_end()))?;
    // The tests of a crate are `corpus`'s matter.
    generated.files.retain(|file| file.path.starts_with("src/"));
    let root = workspace.join(&document.crate_name);
    generation::write(&root, document, &generated)?;
    Ok(Crate {
        name: document.crate_name.replace('-', "_"),
        document: stem(document).to_owned(),
        api: generated.api,
    })
}

/// Builds the driver and returns its program.
fn build(workspace: &Path, target: &Path) -> Result<PathBuf> {
    let status = cargo::command(workspace)
        .args(["build", "--quiet", "--package", driver::PACKAGE])
        .env("CARGO_TARGET_DIR", target)
        .status()
        .into_diagnostic()?;
    if !status.success() {
        return Err(miette!("the clients or the calls do not compile"));
    }
    let program = format!("{}{}", driver::PACKAGE, std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(program))
}

/// What the driver prints, by scenario and call.
type Lines = BTreeMap<(String, usize), Line>;

/// Runs the driver.
fn make_calls(program: &Path, url: &str, assets: &Path) -> Result<Lines> {
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

/// All that decides what came of a scenario.
struct Judge {
    crates: Vec<Crate>,
    driver: Driver,
    lines: Lines,
    coverage: BTreeMap<String, String>,
    url: String,
}

impl Judge {
    fn outcome(&self, scenario: &Scenario) -> Outcome {
        match self.driver.unmade.get(&scenario.name) {
            Some(Unmade::Unreachable(why)) => Outcome::Unreachable(why.clone()),
            Some(Unmade::Untold(why)) => Outcome::Failed(why.clone()),
            None => match self.result(scenario) {
                Ok(()) => Outcome::Passed,
                Err(seen) => Outcome::Failed(seen),
            },
        }
    }

    fn result(&self, scenario: &Scenario) -> Result<(), String> {
        for (number, call) in scenario.calls.iter().enumerate() {
            let line = self.lines.get(&(scenario.name.clone(), number));
            let line = line.ok_or("the program ended before it")?;
            let documented = driver::is_documented(&self.crates, scenario, call);
            verdict::of(call, documented, &line.answer, &self.url)?;
        }
        match self.coverage.get(&scenario.name).map(String::as_str) {
            Some("pass") => Ok(()),
            Some(other) => Err(format!("the server says `{other}`")),
            None => Err("the server does not know it".to_owned()),
        }
    }
}
