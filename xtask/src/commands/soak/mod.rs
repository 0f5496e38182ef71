//! `cargo xtask soak`: many calls of the token client at once, and a server with faults.

mod program;

use crate::output::table::Table;
use miette::Result;
use program::{Program, Report};
use std::{process::ExitCode, time::Instant};

/// Options of `soak`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// How many calls are made at once; half as many while few files may be open
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    pub calls: usize,
}

/// What is tried: the name by which the program knows it, what it is, and the part of the calls.
const TRIALS: &[(&str, &str, Calls)] = &[
    ("faults", "one of a hundred meets a fault", Calls::All),
    ("few-files", "256 open files", Calls::Half),
    ("bomb", "a gigabyte, compressed", Calls::One),
    ("endless", "a body without an end", Calls::One),
];

#[derive(Clone, Copy)]
enum Calls {
    All,
    Half,
    One,
}

/// The most memory, in MiB, that a call may need whose response is refused for its size: a few times
/// the limit of 64 MiB, since what is read grows by doubling.
const MOST_FOR_ONE: u64 = 256;

/// Runs the command.
///
/// # Errors
///
/// If the program does not compile or cannot be run.
pub fn run(args: &Args) -> Result<ExitCode> {
    let program = Program::build()?;
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for (name, title, part) in TRIALS {
        let calls = match part {
            Calls::All => args.calls,
            Calls::Half => args.calls / 2,
            Calls::One => 1,
        };
        let start = Instant::now();
        let report = program.call(name, calls)?;
        let seconds = start.elapsed().as_secs_f64();
        rows.push(row(title, calls, &report, seconds));
        wrong.extend(
            faults(&report, *part)
                .into_iter()
                .map(|it| format!("{name}: {it}")),
        );
    }
    let header = [
        "",
        "calls",
        "outcomes",
        "requests",
        "created twice",
        "peak",
        "time",
    ];
    let header = header.map(str::to_owned).to_vec();
    print!("{}", Table::of(header, rows).text());
    for fault in &wrong {
        println!("FAILED {fault}");
    }
    Ok(if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn row(title: &str, calls: usize, report: &Report, seconds: f64) -> Vec<String> {
    let outcomes = report.outcomes.iter();
    let outcomes: Vec<String> = outcomes
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    vec![
        title.to_owned(),
        calls.to_string(),
        outcomes.join(", "),
        report.received.to_string(),
        report.created_twice.to_string(),
        report
            .peak
            .map_or_else(String::new, |peak| format!("{peak} MiB")),
        format!("{seconds:.1} s"),
    ]
}

/// What is not as it must be.
fn faults(report: &Report, part: Calls) -> Vec<String> {
    let mut faults = report.wrong.clone();
    if report.created_twice > 0 {
        faults.push("the server saw creations more than once".to_owned());
    }
    if let (Calls::One, Some(peak)) = (part, report.peak)
        && peak > MOST_FOR_ONE
    {
        faults.push(format!("{peak} MiB for one response"));
    }
    faults
}
