//! `cargo xtask regenerate`: makes a client crate anew from its description.

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
        plan::Plan,
    },
    files::read_plain,
    output::diagnostics,
    project,
};
use codegen::{Access, File, Generated, Options, text::printable};
use miette::Result;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

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
    /// The OpenAPI description, YAML or JSON [default: the token operations of this repository]
    #[arg(long, value_name = "FILE", requires = "output")]
    pub spec: Option<PathBuf>,
    /// An overlay (OpenAPI Overlay Specification 1.0) that changes the description before it is read;
    /// can be repeated
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Directory of the crate; created if it does not exist [default: generated-client]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Name of the package [default: the name in its Cargo.toml, or the description's title]
    #[arg(long, value_name = "NAME")]
    pub crate_name: Option<String>,
    /// Only the operations with this tag, and what they need; can be repeated
    #[arg(long, value_name = "TAG")]
    pub only_tag: Vec<String>,
    /// Only the operation with this id, and what it needs; can be repeated
    #[arg(long, value_name = "ID")]
    pub only_operation: Vec<String>,
    /// A folder that the description may read beside its own, or a hidden one in it; can be repeated
    #[arg(long, value_name = "DIR")]
    pub allow_dir: Vec<PathBuf>,
    /// Read what references name below a URL from a folder, `https://example.org/=vendor/`; can be
    /// repeated
    #[arg(long, value_name = "URL=DIR", value_parser = mapping)]
    pub map_url: Vec<(String, PathBuf)>,
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
    fn access(&self) -> Access {
        Access {
            folders: self.allow_dir.clone(),
            urls: self.map_url.clone(),
        }
    }

    fn options(&self, crate_name: String, present: Option<&str>) -> Options {
        Options {
            crate_name,
            group_features: present.and_then(manifest::has_group_features),
            only_tags: self.only_tag.clone(),
            only_operations: self.only_operation.clone(),
            deny_warnings: self.deny_warnings,
            deny_degraded: self.deny_degraded,
            command: self.recorded_command(),
        }
    }
}

/// The two parts of `--map-url`.
fn mapping(value: &str) -> Result<(String, PathBuf), String> {
    match value.split_once('=') {
        Some((url, folder)) if url.contains("://") && !folder.is_empty() => {
            Ok((url.to_owned(), PathBuf::from(folder)))
        }
        _ => Err("expected `URL=DIR`, as in `https://example.org/=vendor/`".to_owned()),
    }
}

/// Runs the command.
///
/// # Errors
///
/// What keeps the crate from being written. Errors of the description have been shown.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let spec = args
        .spec
        .clone()
        .unwrap_or_else(|| project::root().join("spec/token-operations.yaml"));
    let spec = PathBuf::from(project::relative(&spec));
    let output = args
        .output
        .clone()
        .unwrap_or_else(|| project::root().join("generated-client"));
    let root = crate_dir::resolve(&output)?;

    // Before the description is looked at: a broken one must not leave a broken crate behind.
    let session = if args.check {
        None
    } else {
        Some(Session::open(&root)?)
    };
    match session.as_ref().map(Session::recovery) {
        Some(Recovery::RolledForward(skipped)) => {
            eprintln!("An earlier run was interrupted while writing; it has been completed.");
            if !skipped.is_empty() {
                eprintln!(
                    "These files were changed after the interruption and were not overwritten: {}.",
                    printable(&skipped.join(", "))
                );
            }
        }
        Some(Recovery::RolledBack) => {
            eprintln!(
                "An earlier run was interrupted before writing; what it left behind has been removed."
            );
        }
        Some(Recovery::None) | None => {}
    }

    let present = read_manifest(&root)?;
    let crate_name = name::choose(args.crate_name.as_deref(), present.as_deref())?;
    let colours = console::colors_enabled_stderr();
    let generated = codegen::read(&spec, &args.overlay, &args.access()).and_then(|description| {
        let crate_name = crate_name.unwrap_or_else(|| name::of_title(description.title()));
        let options = args.options(crate_name, present.as_deref());
        Ok((description.generate(&options)?, options))
    });
    let (generated, options) = match generated {
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
    let plan = Plan::new(&root, &generated.files, &others)?;
    let Some(session) = session else {
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
    session.commit(&plan)?;
    print!("{}", report::render(&plan, console::colors_enabled()));
    println!(
        "{} of {} in {:.2} s: {}",
        options.crate_name,
        project::display(&spec),
        start.elapsed().as_secs_f64(),
        report::summary(&plan)
    );
    Ok(ExitCode::SUCCESS)
}

fn read_manifest(root: &Path) -> Result<Option<String>> {
    let path = root.join("Cargo.toml");
    let text = read_plain(&path)?.map(String::from_utf8).transpose();
    text.map_err(|error| miette::miette!("cannot read {}: {error}", project::display(&path)))
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
