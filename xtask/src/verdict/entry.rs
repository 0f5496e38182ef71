//! The verdict as an entry of a changelog.

use super::judged::{Verdict, difference, part};
use codegen::{
    markdown::code,
    review::{Change, Level},
};

/// What changes, those that break users first.
#[must_use]
pub fn render(verdict: &Verdict) -> String {
    let (breaking, others): (Vec<&Change>, Vec<&Change>) = verdict
        .review
        .changes
        .iter()
        .partition(|change| change.rule.level == Level::Major);
    if breaking.is_empty() && others.is_empty() {
        return "The public API does not change.\n".to_owned();
    }
    let sections = [("Breaking", breaking), ("Other changes", others)];
    let sections = sections.iter().filter(|(_, changes)| !changes.is_empty());
    let sections: Vec<String> = sections
        .map(|(title, changes)| {
            let lines: String = changes.iter().map(|change| line(change)).collect();
            format!("### {title}\n\n{lines}")
        })
        .collect();
    sections.join("\n")
}

fn line(change: &Change) -> String {
    let part = part(change).map(|part| format!(", {}", code(part)));
    format!(
        "- {}{}: {} ({})\n",
        code(&change.item),
        part.unwrap_or_default(),
        code(difference(change)),
        change.rule.name
    )
}
