//! Says what a regeneration would write.

use super::report;
use crate::crate_dir::plan::{Change, Kind, Plan};
use codegen::text::{printable, with_symbols};
use console::Style;
use similar::{ChangeTag, TextDiff};

/// More lines of one file's difference are not shown.
const MOST_LINES: usize = 300;

/// What is stale, as unified differences, and the command that brings it up to date.
#[must_use]
pub fn render(plan: &Plan, command: &str, colours: bool) -> String {
    if plan.is_current() {
        return format!("Current: {}.\n", report::summary(plan));
    }
    let outdated: Vec<&Change> = plan
        .changes
        .iter()
        .filter(|change| change.kind != Kind::Unchanged)
        .collect();
    let differences = outdated
        .iter()
        .filter(|change| change.kind == Kind::Changed)
        .map(|change| difference(change, colours) + "\n");
    let list = outdated.iter().map(|change| {
        let word = match change.kind {
            Kind::Added => "missing",
            Kind::Removed => "obsolete",
            Kind::Changed | Kind::Unchanged => "stale",
        };
        let word = report::style(change.kind, colours).apply_to(format!("{word:>9}"));
        format!("{word} {}\n", printable(&change.path))
    });
    let command = printable(command);
    let end = format!("\nThe crate is out of date. To update it, run\n\n    {command}\n");
    differences.chain(list).chain([end]).collect()
}

fn difference(change: &Change, colours: bool) -> String {
    let path = printable(&change.path);
    let old = change.old.as_deref().unwrap_or_default();
    let old = String::from_utf8_lossy(old).replace("\r\n", "\n");
    let new = change
        .new
        .as_deref()
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let style = |style: Style| style.force_styling(colours);
    let (bold, red, green, cyan) = (
        style(Style::new().bold()),
        style(Style::new().red()),
        style(Style::new().green()),
        style(Style::new().cyan()),
    );
    let diff = TextDiff::from_lines(old.as_str(), new.as_str());
    let mut lines = vec![
        bold.apply_to(format!("--- {path} (current)")).to_string(),
        bold.apply_to(format!("+++ {path} (generated)")).to_string(),
    ];
    for hunk in diff.unified_diff().iter_hunks() {
        lines.push(cyan.apply_to(hunk.header().to_string()).to_string());
        for line in hunk.iter_changes() {
            let (sign, style) = match line.tag() {
                ChangeTag::Delete => ("-", Some(&red)),
                ChangeTag::Insert => ("+", Some(&green)),
                ChangeTag::Equal => (" ", None),
            };
            let line = format!(
                "{sign}{}",
                with_symbols(line.value().trim_end_matches('\n'))
            );
            lines.push(style.map_or(line.clone(), |style| style.apply_to(&line).to_string()));
        }
    }
    if lines.len() > MOST_LINES {
        let more = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("... and {more} more lines"));
    }
    lines.join("\n") + "\n"
}
