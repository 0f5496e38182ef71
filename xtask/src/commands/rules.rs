//! `cargo xtask rules`: writes the tables of rules into `codegen/README.md`.

use crate::{files, output::page, project};
use codegen::{
    document, emit, lower,
    review::{self, ChangeRule},
    rules::Rule,
};
use miette::Result;
use std::process::ExitCode;

/// The command that updates the tables.
pub const COMMAND: &str = "cargo xtask rules";
const BEGIN: &str = "<!-- rules: `cargo xtask rules` writes the table from here -->\n";
const END: &str = "<!-- rules: to here -->\n";
const BEGIN_CHANGES: &str =
    "<!-- rules of changes: `cargo xtask rules` writes the table from here -->\n";
const END_CHANGES: &str = "<!-- rules of changes: to here -->\n";

/// Options of `rules`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Write nothing; fail if a table is not what the code says
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
        println!("stale {shown}\n\nTo update its tables of rules, run\n\n    {COMMAND}");
        return Ok(ExitCode::FAILURE);
    } else {
        files::write(&path, updated)?;
        println!("changed {shown}");
    }
    Ok(ExitCode::SUCCESS)
}

/// The page with the tables as the code has them.
///
/// # Errors
///
/// If the page has no comments that mark a table.
pub fn updated(page: &str) -> Result<String> {
    let page = page::with_table(page, BEGIN, END, &table())?;
    page::with_table(&page, BEGIN_CHANGES, END_CHANGES, &table_of_changes())
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

fn table_of_changes() -> String {
    let header = "| rule | noticed by | level | what has changed |\n|---|---|---|---|\n";
    review::RULES.iter().fold(header.to_owned(), |table, rule| {
        table + &row_of_change(rule)
    })
}

fn row_of_change(rule: &ChangeRule) -> String {
    let explanation = rule.explanation.replace('|', "\\|");
    let (name, area, level) = (rule.name, rule.area, rule.level);
    format!("| `{name}` | {area} | {level} | {explanation} |\n")
}
