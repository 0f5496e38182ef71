//! Later.
use std::process::ExitCode;
/// Later.
#[derive(Debug, clap::Args)]
pub struct Args {}
/// Later.
/// # Errors
/// None.
pub fn run(_: &Args) -> miette::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
