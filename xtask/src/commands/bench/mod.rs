//! `cargo xtask bench`: how fast the client is to call, to compile and to generate.
//!
//! Everything is a ratio within one run: to a client written by hand, and to other generators
//! where they are installed. What is deterministic is held to recorded bounds.

mod bounds;
mod context;
mod document;
mod measures;
mod programs;
mod rival;
mod server;
mod table;
mod tools;

use crate::{files, project};
use context::Bench;
use measures::{call, compile, decode, generate, size, start};
use miette::Result;
use rival::Rival;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use table::Section;

/// Options of `bench`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Only what is deterministic, checked against generated-client/benches/bounds.toml
    #[arg(long)]
    pub short: bool,
    /// Write the tables to generated-client/benches/README.md
    #[arg(long, conflicts_with_all = ["short", "only"])]
    pub write: bool,
    /// Only these measurements
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub only: Vec<Measurement>,
    /// Another generator to compare with, if it is installed
    #[arg(long, value_name = "NAME", default_value = "ploidy")]
    pub rival: rival::Name,
    /// Program of that generator [default: the one on PATH]
    #[arg(long, value_name = "FILE")]
    pub rival_path: Option<PathBuf>,
    /// A large description in YAML, for measurements that need one
    #[arg(long, value_name = "FILE")]
    pub large: Option<PathBuf>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Measurement {
    /// Instructions of a call.
    Call,
    /// Allocations of a call.
    Allocations,
    /// Calls per second.
    Throughput,
    /// Instructions up to the first call.
    Start,
    /// Compiling a generated crate, and a program that decodes its models.
    Compile,
    /// Crates and binary of a program that uses the client.
    Size,
    /// Building such a program from nothing.
    ColdBuild,
    /// Generating a crate.
    Generate,
}

impl Measurement {
    const ALL: [Self; 8] = [
        Self::Call,
        Self::Allocations,
        Self::Throughput,
        Self::Start,
        Self::Compile,
        Self::Size,
        Self::ColdBuild,
        Self::Generate,
    ];

    /// Other runs give other figures: nothing to hold to a bound.
    fn is_noisy(self) -> bool {
        matches!(
            self,
            Self::Throughput | Self::Start | Self::ColdBuild | Self::Generate
        )
    }
}

/// Runs the command.
///
/// # Errors
///
/// If something cannot be built or run.
pub fn run(args: &Args) -> Result<ExitCode> {
    let directory = project::target().join("bench");
    files::create_dir(&directory)?;
    let large = args.large.as_deref().map(existing).transpose()?;
    let bench = Bench {
        short: args.short,
        rival_name: args.rival,
        rival: Rival::find(args.rival, args.rival_path.as_deref()),
        large,
        directory,
    };
    let mut sections = Vec::new();
    for measurement in Measurement::ALL {
        let asked = args.only.is_empty() || args.only.contains(&measurement);
        if asked && !(args.short && measurement.is_noisy()) {
            for section in measure(&bench, measurement)? {
                println!("{}", section.render());
                sections.push(section);
            }
        }
    }
    if args.write {
        let path = project::root().join("generated-client/benches/README.md");
        files::write(&path, readme(&sections)?)?;
    }
    if args.short {
        return bounds::check(&bounds_file(), &sections);
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(bench: &Bench, measurement: Measurement) -> Result<Vec<Section>> {
    Ok(match measurement {
        Measurement::Call => call::instructions(bench)?,
        Measurement::Allocations => vec![call::allocations()?],
        Measurement::Throughput => vec![call::throughput()?],
        Measurement::Start => start::measure(bench)?.into_iter().collect(),
        Measurement::Compile => vec![compile::measure(bench)?, decode::measure(bench)?],
        Measurement::Size => vec![size::measure(bench)?],
        Measurement::ColdBuild => vec![size::cold_build(bench)?],
        Measurement::Generate => vec![generate::measure(bench)?],
    })
}

fn existing(path: &Path) -> Result<PathBuf> {
    path.canonicalize()
        .map_err(|error| miette::miette!("cannot read {}: {error}", project::display(path)))
}

fn bounds_file() -> PathBuf {
    project::root().join("generated-client/benches/bounds.toml")
}

/// The text of people, with new tables below it.
fn readme(sections: &[Section]) -> Result<String> {
    const MARK: &str = "<!-- What follows is written by `cargo xtask bench --write`. -->\n";
    let path = project::root().join("generated-client/benches/README.md");
    let present = files::read(&path)?;
    let people = present
        .split_once(MARK)
        .map_or(present.as_str(), |(before, _)| before);
    let tables: Vec<String> = sections.iter().map(Section::render).collect();
    Ok(format!(
        "{}\n\n{MARK}\n{}",
        people.trim_end(),
        tables.join("\n")
    ))
}
