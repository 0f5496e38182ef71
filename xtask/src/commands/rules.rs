//! `cargo xtask rules`: writes the table of rules into `codegen/README.md`.

use crate::{files, output::page, project};
use codegen::{document, emit, lower, rules::Rule};
use miette::Result;
use std::process::ExitCode;

/// The command that updates the table.
pub const COMMAND: &str = "cargo xtask rules";
const BEGIN: &str = "<!-- rules: `cargo xtask rules` writes the table from here -->\n";
const END: &str = "<!-- rules: to here -->\n";

/// Options of `rules`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Write nothing; fail if the table is not what the code says
    #[arg(long)]
    pub check: bool,
}

/// Runs the command.
///
/// # Errors
///
/// If the page cannot be read or written, or has no place for the table.
pub fn run(args: &Args) -> Result<ExitCode> {
    let path = project::root().join("codegen/README.md");
    let shown = project::display(&path);
    let page = files::read(&path)?;
    let updated = updated(&page)?;
    if updated == page {
        println!("unchanged {shown}");
    } else if args.check {
        println!("stale {shown}\n\nTo update its table of rules, run\n\n    {COMMAND}");
        return Ok(ExitCode::FAILURE);
    } else {
        files::write(&path, updated)?;
        println!("changed {shown}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The page with the table as the code has it.
///
/// # Errors
///
/// If the page has no comments that mark the table.
pub fn updated(page: &str) -> Result<String> {
    page::with_table(page, BEGIN, END, &table())
}

fn table() -> String {
    let rules = [document::RULES, lower::RULES, emit::RULES]
        .into_iter()
        .flatten();
    let header = "| rule | | what it says of the document, and what happens |\n|---|---|---|\n";
    rules.fold(header.to_owned(), |table, rule| table + &row(rule))
}

fn row(rule: &Rule) -> String {
    let explanation = rule.explanation.replace('|', "\\|");
    format!("| `{}` | {} | {explanation} |\n", rule.name, rule.severity)
}
