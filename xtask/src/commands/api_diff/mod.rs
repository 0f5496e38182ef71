//! `cargo xtask api-diff`: what a change of the description, or of the generator, means to the users
//! of the crate. Writes nothing.

mod revision;
pub mod validate;

use crate::{
    crate_dir::manifest,
    generation::Source,
    output::diagnostics,
    project,
    verdict::{self, Places, Verdict, Version},
};
use codegen::{
    Diagnostics, Generated, Options,
    review::{self, ChangeRule, Level},
};
use miette::{Result, miette};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// More changes than this are only counted, unless all are asked for.
const MOST: usize = 100;

/// Options of `api-diff`.
#[derive(Debug, Clone, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct Args {
    /// Two descriptions: that of the old version, and that of the new one [default: compare the crate
    /// of a revision with what would be generated now]
    #[arg(num_args = 2, value_names = ["OLD", "NEW"])]
    pub descriptions: Vec<PathBuf>,
    /// The git revision of the old version
    #[arg(
        long,
        value_name = "REV",
        default_value = "HEAD",
        conflicts_with = "descriptions"
    )]
    pub against: String,
    /// The OpenAPI description of the new version [default: the token operations of this repository]
    #[arg(
        long,
        value_name = "FILE",
        requires = "output",
        conflicts_with = "descriptions"
    )]
    pub spec: Option<PathBuf>,
    /// Directory of the crate [default: generated-client]
    #[arg(long, value_name = "DIR", conflicts_with = "descriptions")]
    pub output: Option<PathBuf>,
    /// How descriptions are read, and what of them is generated.
    #[command(flatten)]
    pub source: Source,
    /// Print Markdown, for a pull request
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
    /// Print JSON, for tools
    #[arg(long)]
    pub json: bool,
    /// Fail if the verdict is this or more
    #[arg(long, value_name = "LEVEL", value_parser = ["patch", "minor", "major"])]
    pub fail_on: Option<String>,
    /// Show all changes, however many there are
    #[arg(long)]
    pub all: bool,
    /// Compare the verdicts on edits of one description with those of cargo-semver-checks or redocly,
    /// which is installed below target/ on first use; can be repeated
    #[arg(long, value_name = "TOOL", conflicts_with_all = ["descriptions", "explain"])]
    pub validate: Vec<validate::Tool>,
    /// Only one of so many edits
    #[arg(long, value_name = "N", requires = "validate", default_value_t = 1)]
    pub every: usize,
    /// Write the tables into codegen/REVIEWS.md
    #[arg(long, requires = "validate", conflicts_with = "every")]
    pub write: bool,
    /// Say what a rule means, and compare nothing
    #[arg(long, value_name = "RULE", exclusive = true)]
    pub explain: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// What keeps a version from being read. Errors of descriptions have been shown.
pub fn run(args: &Args) -> Result<ExitCode> {
    if let Some(name) = &args.explain {
        print!("{}", explanation(rule(name)?));
        return Ok(ExitCode::SUCCESS);
    }
    if !args.validate.is_empty() {
        return validate::run(&args.validate, args.every, args.write);
    }
    let versions = match args.descriptions.as_slice() {
        [old, new] => Ok(described(args, old, new)),
        _ => against(args),
    };
    let Some((old, new)) = versions? else {
        return Ok(ExitCode::FAILURE);
    };
    let verdict = Verdict::of(old, new);
    if args.json {
        print!("{}", verdict::json(&verdict));
    } else if args.markdown {
        print!("{}", verdict::markdown(&verdict));
    } else {
        let most = if args.all { usize::MAX } else { MOST };
        let colours = console::colors_enabled();
        print!("{}", verdict::text(&verdict, most, colours));
        if verdict.level >= Level::Minor {
            println!("\n`cargo xtask api-diff --explain RULE` says what a rule means.");
        }
    }
    let limit = match args.fail_on.as_deref() {
        Some("patch") => Level::Patch,
        Some("minor") => Level::Minor,
        Some(_) => Level::Major,
        None => return Ok(ExitCode::SUCCESS),
    };
    Ok(if verdict.level >= limit {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn rule(name: &str) -> Result<&'static ChangeRule> {
    review::rule(name).ok_or_else(|| {
        miette!(
            help = "the table in codegen/README.md has all rules",
            "there is no rule `{}`",
            codegen::text::printable(name)
        )
    })
}

fn explanation(rule: &ChangeRule) -> String {
    format!(
        "{}: {}, {}\n\n{}.\n",
        rule.name, rule.area, rule.level, rule.explanation
    )
}

/// The versions of a crate that two descriptions make; none if one of them is broken.
fn described(args: &Args, old: &Path, new: &Path) -> Option<(Version, Version)> {
    let mut versions = Vec::new();
    for path in [old, new] {
        let spec = PathBuf::from(project::relative(path));
        let options = Options {
            crate_name: "compared".to_owned(),
            ..args.source.options()
        };
        let generated = generate(args, &spec, &options)?;
        versions.push(version(generated, &options, Places::of));
    }
    let new = versions.pop();
    versions.pop().zip(new)
}

/// The crate of a revision, and that which would be generated now; none if a description is broken.
fn against(args: &Args) -> Result<Option<(Version, Version)>> {
    let spec = args.spec.clone().unwrap_or_else(project::own_description);
    let output = args.output.clone().unwrap_or_else(project::own_client);
    let present = manifest::read(&output)?;
    let name = present.as_deref().and_then(manifest::package_name);
    let options = Options {
        crate_name: name.unwrap_or_else(|| "compared".to_owned()),
        group_features: present.as_deref().and_then(manifest::has_group_features),
        ..args.source.options()
    };
    let Some(generated) = generate(args, &PathBuf::from(project::relative(&spec)), &options) else {
        return Ok(None);
    };
    let new = version(generated, &options, Places::of);
    let old = revision::version(&args.against, &spec, &output, &options, |spec| {
        read(args, spec, &options)
    })?;
    Ok(Some((old, new)))
}

fn version(
    generated: Generated,
    options: &Options,
    places: impl FnOnce(codegen::document::SourceMap) -> Places,
) -> Version {
    let outline = generated.outline(options);
    Version::new(outline, generated.files, places(generated.source_map))
}

/// The crate of a description; none if it is broken, which has been shown.
fn generate(args: &Args, spec: &Path, options: &Options) -> Option<Generated> {
    match read(args, spec, options) {
        Ok(generated) => Some(generated),
        Err(found) => {
            let colours = console::colors_enabled_stderr();
            eprint!("{}", diagnostics::render(&found, args.all, colours));
            let summary = diagnostics::summary(&found);
            eprintln!(
                "{summary} in {}; nothing was compared.",
                project::display(spec)
            );
            None
        }
    }
}

fn read(args: &Args, spec: &Path, options: &Options) -> Result<Generated, Diagnostics> {
    let source = &args.source;
    codegen::read(spec, &source.overlay, &source.access())?.generate(options)
}
