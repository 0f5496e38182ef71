//! `cargo xtask regenerate`: makes a client crate anew from its description.

mod bump;
mod check;
mod command;
mod name;
mod report;

pub use check::render as render_check;
pub use report::render as render_report;

use crate::{
    crate_dir::{
        self,
        commit::{self, Recovery, Session},
        fresh, manifest,
        plan::{Kind, Plan},
    },
    generation::Source,
    output::diagnostics,
    project,
    verdict::{self, Places, Verdict},
};
use codegen::{
    File, Generated, Options,
    outline::{self, Outline},
    review::{Level, Review},
    text::printable,
};
use miette::Result;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

/// More changes of the public API than this are only counted.
const MOST_CHANGES: usize = 20;

/// Options of `regenerate`.
///
/// Without any, the token client of this repository is generated from its own description.
#[derive(Debug, Clone, Default, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct Args {
    /// Write nothing; fail and show the difference if the crate is not what would be generated
    #[arg(long)]
    pub check: bool,
    /// Raise the version by what the changes mean to users, and write an entry into CHANGELOG.md
    #[arg(long, conflicts_with = "check")]
    pub bump: bool,
    /// The OpenAPI description, YAML or JSON [default: the token operations of this repository]
    #[arg(long, value_name = "FILE", requires = "output")]
    pub spec: Option<PathBuf>,
    /// Directory of the crate; created if it does not exist [default: generated-client]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Name of the package [default: the name in its Cargo.toml, or the description's title]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// How the description is read, and what of it is generated.
    #[command(flatten)]
    pub source: Source,
    /// Treat warnings as errors, and degraded parts too
    #[arg(long)]
    pub deny_warnings: bool,
    /// Refuse a description with broken parts instead of leaving them out
    #[arg(long)]
    pub deny_degraded: bool,
    /// Show every error and warning, however many there are
    #[arg(long)]
    pub all: bool,
}

impl Args {
    fn options(&self, crate_name: String, present: Option<&str>) -> Options {
        Options {
            crate_name,
            group_features: present.and_then(manifest::has_group_features),
            deny_warnings: self.deny_warnings,
            deny_degraded: self.deny_degraded,
            command: self.recorded_command(),
            ..self.source.options()
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the crate from being written. Errors of the description have been shown.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let spec = args.spec.clone().unwrap_or_else(project::own_description);
    let spec = PathBuf::from(project::relative(&spec));
    let output = args.output.clone().unwrap_or_else(project::own_client);
    let root = crate_dir::resolve(&output)?;

    // Before the description is looked at: a broken one must not leave a broken crate behind.
    let session = if args.check {
        None
    } else {
        Some(Session::open(&root)?)
    };
    if let Some(session) = &session {
        announce(session.recovery());
    }

    let present = manifest::read(&root)?;
    let crate_name = name::choose(args.crate_name.as_deref(), present.as_deref())?;
    let colours = console::colors_enabled_stderr();
    let generated =
        codegen::read(&spec, &args.source.overlay, &args.source.access()).and_then(|description| {
            let crate_name = crate_name.unwrap_or_else(|| name::of_title(description.title()));
            let options = args.options(crate_name, present.as_deref());
            Ok((description.generate(&options)?, options))
        });
    let (mut generated, options) = match generated {
        Ok(generated) => generated,
        Err(found) => {
            eprint!("{}", diagnostics::render(&found, args.all, colours));
            eprintln!(
                "{} in {}; nothing was written.",
                diagnostics::summary(&found),
                project::display(&spec)
            );
            return Ok(ExitCode::FAILURE);
        }
    };
    eprint!(
        "{}",
        diagnostics::render(&generated.warnings, args.all, colours)
    );
    if !generated.warnings.is_empty() {
        let counts = diagnostics::summary(&generated.warnings);
        eprintln!("{counts} in {}", project::display(&spec));
    }

    let others = other_files(&root, present.as_deref(), &spec, &options, &generated)?;
    let files = std::mem::take(&mut generated.files);
    let plan = Plan::new(&root, &files, &others)?;
    let verdict = verdict(&plan, generated, &options);
    if args.bump && verdict.is_none() && present.is_some() {
        return Err(miette::miette!(
            help = "run the command without --bump; the next change can be judged",
            "there is no {} of the crate as it is, so its next version is not known",
            outline::PATH
        ));
    }
    let shown = verdict.iter().filter(|it| it.level > Level::None);
    let shown = shown.map(|it| verdict::text(it, MOST_CHANGES, console::colors_enabled()) + "\n");
    let shown: String = shown.collect();
    let Some(session) = session else {
        print!("{shown}");
        print!(
            "{}",
            check::render(&plan, &args.command(), console::colors_enabled())
        );
        if commit::is_interrupted(&root) {
            println!(
                "An earlier run was interrupted; to complete it, run: {}",
                args.command()
            );
            return Ok(ExitCode::FAILURE);
        }
        return Ok(if plan.is_current() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    };
    let plan = match &verdict {
        Some(verdict) if args.bump && verdict.level > Level::None => {
            bumped(&plan, &files, verdict)?
        }
        _ => plan,
    };
    session.commit(&plan)?;
    print!("{}", report::render(&plan, console::colors_enabled()));
    print!("{shown}");
    println!(
        "{} of {} in {:.2} s: {}",
        options.crate_name,
        project::display(&spec),
        start.elapsed().as_secs_f64(),
        report::summary(&plan)
    );
    Ok(ExitCode::SUCCESS)
}

/// Says what became of an earlier run.
fn announce(recovery: &Recovery) {
    match recovery {
        Recovery::RolledForward(skipped) => {
            eprintln!("An earlier run was interrupted while writing; it has been completed.");
            if !skipped.is_empty() {
                eprintln!(
                    "These files were changed after the interruption and were not overwritten: {}.",
                    printable(&skipped.join(", "))
                );
            }
        }
        Recovery::RolledBack => {
            eprintln!(
                "An earlier run was interrupted before writing; what it left behind has been removed."
            );
        }
        Recovery::None => {}
    }
}

/// What the plan means to users of the crate; nothing if the crate has no outline yet.
fn verdict(plan: &Plan, generated: Generated, options: &Options) -> Option<Verdict> {
    let outline = plan.changes.iter().find(|it| it.path == outline::PATH)?;
    let old = outline.old.as_deref()?;
    let is_other = !plan.is_current();
    if outline.kind == Kind::Unchanged {
        return Some(Verdict::of_review(
            Review::default(),
            is_other,
            Places::default(),
        ));
    }
    let old = Outline::parse(&String::from_utf8_lossy(old));
    let new = generated.outline(options);
    let places = Places::of(generated.source_map);
    Some(Verdict::of_outlines(&old, &new, is_other, places))
}

/// The plan with the next version and its entry in the changelog.
fn bumped(plan: &Plan, files: &[File], verdict: &Verdict) -> Result<Plan> {
    let cargo_toml = plan.changes.iter().find(|it| it.path == "Cargo.toml");
    let cargo_toml = cargo_toml.and_then(|it| it.new.as_deref());
    let (cargo_toml, changelog) = bump::files(&plan.root, cargo_toml.unwrap_or_default(), verdict)?;
    Plan::new(&plan.root, files, &[cargo_toml, changelog])
}

/// `Cargo.toml`, edited; all that a crate needs, if it is new.
fn other_files(
    root: &Path,
    present: Option<&str>,
    spec: &Path,
    options: &Options,
    generated: &Generated,
) -> Result<Vec<File>> {
    if let Some(text) = present {
        return Ok(vec![File {
            path: "Cargo.toml".to_owned(),
            contents: manifest::edit(text, &generated.manifest)?,
        }]);
    }
    let document = spec.file_name().unwrap_or_default().to_string_lossy();
    let about = fresh::About {
        name: &options.crate_name,
        title: &generated.api.title,
        version: &generated.api.version,
        document: &document,
        first_call: generated.first_call.as_deref(),
    };
    fresh::files(root, &about, &generated.manifest)
}
