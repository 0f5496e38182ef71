//! `--validate`: the verdicts beside those of other tools, on edits of one description.
//!
//! What the compiler notices is compared with cargo-semver-checks, which compares the two crates; what
//! is noticed on the wire with `redocly diff`, which compares the two descriptions. Where one of them
//! says otherwise, `known.yaml` has the reason; anything else fails.

mod edits;
mod known;
mod opinions;
mod redocly;
mod report;
mod semver_checks;

use crate::{
    files, generation, project,
    verdict::{Places, Verdict, Version},
    workers,
};
use codegen::{
    Generated, Options,
    review::{Area, Level},
};
use edits::{Edit, Edits, FIXTURES};
use miette::Result;
use opinions::Opinions;
pub use opinions::Tool;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The version before each edit, and what judges the difference.
struct Judges {
    folder: PathBuf,
    edits: Edits,
    generated: Generated,
    base: Version,
    document: PathBuf,
    semver_checks: Option<semver_checks::Program>,
    redocly: Option<redocly::Program>,
}

/// Compares the verdicts of every `step`th edit with those of the tools; writes the tables into their
/// page, if asked to.
///
/// # Errors
///
/// If a tool cannot be installed or run.
pub fn run(tools: &[Tool], step: usize, write: bool) -> Result<ExitCode> {
    let judges = Judges::new(tools, project::target().join("api-diff"))?;
    let chosen = judges.edits.list.iter().step_by(step.max(1));
    let chosen: Vec<&Edit> = chosen.collect();
    // One at a time: all crates are made in one place, so that their dependencies are built once.
    let opinions = workers::each(
        &chosen,
        1,
        "judging",
        |edit| edit.name.as_str(),
        |edit| judges.judge(edit),
    );
    let opinions = opinions.into_iter().collect::<Result<Vec<Opinions>>>()?;
    let known = known::read(&project::root().join(FIXTURES).join("known.yaml"))?;
    let report = report::of(tools, &opinions, &known);
    print!("{}", report.text);
    if write {
        report.write()?;
    }
    Ok(if report.is_as_known {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

impl Judges {
    fn new(tools: &[Tool], folder: PathBuf) -> Result<Self> {
        let edits = Edits::read(&project::root().join(FIXTURES))?;
        let document = folder.join("base.json");
        files::write_if_changed(&document, &edits.base.to_string())?;
        let generated = generate(&document)?;
        let semver_checks = if tools.contains(&Tool::CargoSemverChecks) {
            Some(semver_checks::Program::install(&folder)?)
        } else {
            None
        };
        let redocly = if tools.contains(&Tool::Redocly) {
            Some(redocly::Program::install(&folder)?)
        } else {
            None
        };
        Ok(Self {
            base: version(&generated),
            generated,
            folder,
            edits,
            document,
            semver_checks,
            redocly,
        })
    }

    fn judge(&self, edit: &Edit) -> Result<Opinions> {
        let document = self.folder.join("edited.json");
        files::write_if_changed(&document, &self.edits.apply(edit)?.to_string())?;
        let generated = generate(&document)?;
        let (old, new) = (&self.base, version(&generated));
        let is_other = old.files != new.files;
        let verdict = Verdict::of_outlines(&old.outline, &new.outline, is_other, Places::default());
        let mut theirs = Vec::new();
        if let Some(program) = &self.semver_checks {
            let level = if is_other {
                program.compare(&self.generated, &generated)?
            } else {
                Level::None
            };
            theirs.push((Tool::CargoSemverChecks, level));
        }
        if let Some(program) = &self.redocly {
            theirs.push((Tool::Redocly, program.compare(&self.document, &document)?));
        }
        Ok(Opinions {
            edit: edit.name.clone(),
            rust: verdict.review.level_of(Area::Rust),
            wire: verdict.review.level_of(Area::Wire),
            theirs,
        })
    }
}

fn options() -> Options {
    Options {
        crate_name: "kennel".to_owned(),
        ..Options::default()
    }
}

fn generate(document: &Path) -> Result<Generated> {
    generation::generate_with(document, &options())
        .map_err(|failure| miette::miette!("{}", failure.text(false)))
}

fn version(generated: &Generated) -> Version {
    let outline = generated.outline(&options());
    Version::new(outline, generated.files.clone(), Places::default())
}
