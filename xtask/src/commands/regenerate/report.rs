//! Says what was written.

use crate::crate_dir::plan::{Kind, Plan};
use codegen::text::printable;
use console::Style;

/// Up to this many files that stay are named.
const MOST_UNCHANGED: usize = 20;

/// One line for each file that was added, changed or removed; of unchanged ones, their number if
/// there are many.
#[must_use]
pub fn render(plan: &Plan, colours: bool) -> String {
    let unchanged = plan.count(Kind::Unchanged);
    let mut lines = Vec::new();
    for change in &plan.changes {
        if change.kind == Kind::Unchanged && unchanged > MOST_UNCHANGED {
            continue;
        }
        let word = style(change.kind, colours).apply_to(format!("{:>9}", change.kind.word()));
        lines.push(format!("{word} {}\n", printable(&change.path)));
    }
    if unchanged > MOST_UNCHANGED {
        let word =
            style(Kind::Unchanged, colours).apply_to(format!("{:>9}", Kind::Unchanged.word()));
        lines.push(format!("{word} {unchanged} files\n"));
    }
    lines.concat()
}

/// `1 added, 12 unchanged`.
#[must_use]
pub fn summary(plan: &Plan) -> String {
    [Kind::Added, Kind::Changed, Kind::Removed, Kind::Unchanged]
        .into_iter()
        .map(|kind| (plan.count(kind), kind.word()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The colour for a kind of change.
pub(super) fn style(kind: Kind, colours: bool) -> Style {
    let style = match kind {
        Kind::Added => Style::new().green(),
        Kind::Changed => Style::new().yellow(),
        Kind::Removed => Style::new().red(),
        Kind::Unchanged => Style::new().dim(),
    };
    style.force_styling(colours)
}
