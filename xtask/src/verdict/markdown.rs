//! The verdict as a comment on a pull request.

use super::judged::{Verdict, difference, part};
use codegen::{
    markdown::code,
    review::{Change, Level},
};

/// GitHub takes comments up to 65,536 characters.
const LONGEST: usize = 60_000;

/// The verdict, the changes that break users, and the others below a fold.
#[must_use]
pub fn render(verdict: &Verdict) -> String {
    let mut text = format!("## Public API: {}\n", verdict.words());
    let counts = verdict.counts();
    if !counts.is_empty() {
        text += &format!("\n{counts}\n");
    }
    let (breaking, others): (Vec<_>, Vec<_>) = verdict
        .by_item()
        .into_iter()
        .partition(|(_, changes)| changes.iter().any(|it| it.rule.level == Level::Major));
    if !breaking.is_empty() {
        text += "\n### Breaking\n";
        list(&mut text, verdict, &breaking);
    }
    if !others.is_empty() {
        text += "\n<details><summary>Other changes</summary>\n";
        list(&mut text, verdict, &others);
        text += "\n</details>\n";
    }
    text
}

fn list(text: &mut String, verdict: &Verdict, items: &[(&str, Vec<&Change>)]) {
    for (index, (item, changes)) in items.iter().enumerate() {
        if text.len() > LONGEST {
            let left = items.len() - index;
            text.push_str(&format!("\n... and {left} more items\n"));
            return;
        }
        text.push_str(&format!("\n{}\n\n", code(*item)));
        for (said, change) in changes.iter().enumerate() {
            if text.len() > LONGEST {
                let left = changes.len() - said;
                text.push_str(&format!("- ... and {left} more changes\n"));
                break;
            }
            let rule = change.rule;
            let about = part(change).map(|part| format!("{}: ", code(part)));
            text.push_str(&format!(
                "- **{}** {} `{}`: {}{}",
                rule.level,
                rule.area,
                rule.name,
                about.unwrap_or_default(),
                code(difference(change)),
            ));
            if let Some(place) = verdict.place(change) {
                text.push_str(&format!(" ({})", code(place)));
            }
            if let Some(help) = &change.help {
                text.push_str(&format!(". Help: {}", code(help)));
            }
            text.push('\n');
        }
    }
}
