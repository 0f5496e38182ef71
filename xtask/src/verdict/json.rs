//! The verdict for other tools.

use super::{judged::Verdict, places::Places};
use codegen::review::Area;
use serde_json::{Value, json};

/// An object with the verdict, that of each area, and all changes.
#[must_use]
pub fn render(verdict: &Verdict) -> String {
    let review = &verdict.review;
    let counts = review.counts.iter().map(|(what, counts)| {
        let numbers = json!({
            "added": counts.added,
            "removed": counts.removed,
            "changed": counts.changed,
        });
        ((*what).to_owned(), numbers)
    });
    let changes = review.changes.iter().map(|change| {
        json!({
            "rule": change.rule.name,
            "area": change.rule.area.to_string(),
            "level": change.rule.level.to_string(),
            "item": change.item,
            "part": change.part,
            "old": change.old,
            "new": change.new,
            "help": change.help,
            "oldPlace": place(&verdict.old, change.old_pointer.as_deref()),
            "newPlace": place(&verdict.new, change.new_pointer.as_deref()),
        })
    });
    let value = json!({
        "verdict": verdict.level.to_string(),
        "rust": review.level_of(Area::Rust).to_string(),
        "wire": review.level_of(Area::Wire).to_string(),
        "counts": counts.collect::<serde_json::Map<_, _>>(),
        "changes": changes.collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn place(places: &Places, pointer: Option<&str>) -> Value {
    let Some(pointer) = pointer else {
        return Value::Null;
    };
    match places.find(pointer) {
        Some(place) => json!({
            "pointer": pointer,
            "file": place.file,
            "line": place.line,
            "column": place.column,
        }),
        None => json!({ "pointer": pointer }),
    }
}
