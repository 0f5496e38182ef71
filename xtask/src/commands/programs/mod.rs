//! `cargo xtask programs`: real tasks with clients of real APIs.

mod apis;

use crate::{cargo::programs, output::table::count_of, project};
use apis::Api;
use miette::{Result, miette};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// Options of `programs`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Only these programs [default: all]
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Use this description instead of the one from a registry; for one program
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// If a description cannot be had or is refused, or a program does not compile.
pub fn run(args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let apis = selected(&args.names)?;
    if args.spec.is_some() && apis.len() != 1 {
        return Err(miette!(
            help = "name the program before `--spec`",
            "a description belongs to one program"
        ));
    }
    let root = project::target().join("programs");
    let crates = root.join("crates");
    for api in &apis {
        let description = match &args.spec {
            Some(path) => path.clone(),
            None => api.description(&root)?,
        };
        programs::generate(&crates, &api.program, &description)?;
    }
    let wanted: Vec<_> = apis.iter().map(|api| &api.program).collect();
    let compiled = programs::compile(&crates, &wanted)?;
    println!(
        "{} compiled in {:.1} s",
        count_of(apis.len(), "program"),
        start.elapsed().as_secs_f64()
    );
    let mut failures = 0;
    for api in apis {
        let name = api.program.name;
        let program = compiled
            .get(name)
            .ok_or_else(|| miette!("Cargo made no program `{name}`"))?;
        let passed = programs::run(program, &[])?;
        println!(
            "{} {name}: {}",
            if passed { "ok    " } else { "FAILED" },
            api.task
        );
        failures += usize::from(!passed);
    }
    Ok(if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn selected(names: &[String]) -> Result<Vec<&'static Api>> {
    if names.is_empty() {
        return Ok(apis::APIS.iter().collect());
    }
    let named = |name: &String| {
        let known = apis::APIS.iter().find(|api| api.program.name == *name);
        known.ok_or_else(|| {
            let all: Vec<_> = apis::APIS.iter().map(|api| api.program.name).collect();
            miette!(
                help = format!("there are {}", all.join(", ")),
                "there is no program `{name}`"
            )
        })
    };
    names.iter().map(named).collect()
}
