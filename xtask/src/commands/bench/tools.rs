//! Running programs, and what they took.

use crate::cargo;
use miette::{IntoDiagnostic, Result};
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Instant,
};

/// Cargo in a directory, without what Cargo tells the programs that it runs.
pub fn cargo(directory: &Path) -> Command {
    let mut command = cargo::command(directory);
    command
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_TARGET_DIR");
    command
}

/// Runs a command and returns what it prints.
///
/// # Errors
///
/// If it cannot be started or fails, with what it says.
pub fn output(command: &mut Command) -> Result<Output> {
    let output = command.stdin(Stdio::null()).output().into_diagnostic()?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(miette::miette!(
        "{} failed:\n{}",
        command.get_program().to_string_lossy(),
        said.trim_end()
    ))
}

/// Its standard output.
pub fn text(command: &mut Command) -> Result<String> {
    let output = output(command)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Seconds that a command takes.
pub fn seconds(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    output(command)?;
    Ok(start.elapsed().as_secs_f64())
}

/// What a run took.
#[derive(Debug, Default, Clone, Copy)]
pub struct Cost {
    /// Wall time.
    pub seconds: f64,
    /// The most memory at a time, in KiB; zero where it cannot be told.
    pub peak: f64,
}

/// Seconds and peak memory of a command and of all that it starts: the least of some runs, before
/// each of which `clean` is called.
pub fn cost(
    command: impl Fn() -> Command,
    runs: u32,
    clean: impl Fn() -> Result<()>,
) -> Result<Cost> {
    let timer = find("time");
    let mut least = Cost {
        seconds: f64::INFINITY,
        peak: f64::INFINITY,
    };
    for _ in 0..runs {
        clean()?;
        let mut command = match &timer {
            Some(timer) => timed(timer, &command()),
            None => command(),
        };
        let start = Instant::now();
        let said = output(&mut command)?;
        least.seconds = least.seconds.min(start.elapsed().as_secs_f64());
        let said = String::from_utf8_lossy(&said.stderr);
        let peak = said.lines().find_map(|line| line.strip_prefix("peak "));
        let peak = peak.and_then(|peak| peak.trim().parse().ok());
        least.peak = least.peak.min(peak.unwrap_or(0.0));
    }
    Ok(least)
}

/// The same command, run by a program that says how much memory it took.
fn timed(timer: &Path, command: &Command) -> Command {
    let mut timed = Command::new(timer);
    timed
        .args(["-f", "peak %M"])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => timed.env(name, value),
            None => timed.env_remove(name),
        };
    }
    if let Some(directory) = command.get_current_dir() {
        timed.current_dir(directory);
    }
    timed
}

/// A program on `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|candidate| candidate.is_file())
}

/// Instructions that a program executes, counted by callgrind.
pub fn instructions(program: &Path, arguments: &[&str]) -> Result<f64> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments);
    let said = output(&mut command)?;
    let said = String::from_utf8_lossy(&said.stderr);
    let count = said
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .and_then(|(_, count)| count.trim().parse().ok());
    count.ok_or_else(|| miette::miette!("callgrind counted nothing:\n{said}"))
}

/// True if callgrind can be used; says what is missing otherwise.
pub fn has_callgrind() -> bool {
    let found = find("valgrind").is_some();
    if !found {
        println!(
            "valgrind was not found: instructions are not counted (apt-get install valgrind).\n"
        );
    }
    found
}
