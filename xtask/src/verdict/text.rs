//! The verdict for a terminal.

use super::judged::{Verdict, difference, part};
use codegen::{review::Level, text::printable};
use console::Style;

/// The verdict in a few lines, and its changes; of more than `most` of them, how many are left out.
#[must_use]
pub fn render(verdict: &Verdict, most: usize, colours: bool) -> String {
    let mut text = summary(verdict, colours);
    let mut left = most;
    for (item, changes) in verdict.by_item() {
        if left == 0 {
            break;
        }
        text += &format!("\n{}\n", printable(item));
        for change in changes.iter().take(left) {
            let rule = change.rule;
            let level = style(rule.level, colours).apply_to(format!("{:5}", rule.level));
            let about = part(change).map(|part| format!("{part}: "));
            let about = format!("{}{}", about.unwrap_or_default(), difference(change));
            let name = rule.name;
            text += &format!("  {level} {:4} {name}: {}\n", rule.area, printable(&about));
            if let Some(place) = verdict.place(change) {
                text += &format!("        at {place}\n");
            }
            if let Some(help) = &change.help {
                text += &format!("        help: {}\n", printable(help));
            }
        }
        left = left.saturating_sub(changes.len());
    }
    let more = verdict.review.changes.len().saturating_sub(most);
    if more > 0 {
        text += &format!("\n... and {more} more changes\n");
    }
    text
}

/// The verdict, and how many items it concerns.
#[must_use]
fn summary(verdict: &Verdict, colours: bool) -> String {
    let words = style(verdict.level, colours).apply_to(verdict.words());
    let counts = match verdict.counts() {
        none if none.is_empty() => none,
        counts => format!("{counts}\n"),
    };
    format!("Verdict: {words}\n{counts}")
}

fn style(level: Level, colours: bool) -> Style {
    let style = match level {
        Level::Major => Style::new().red().bold(),
        Level::Minor => Style::new().yellow(),
        Level::None | Level::Patch => Style::new().green(),
    };
    style.force_styling(colours)
}
