//! Names of components that the reader makes, and names that were perhaps meant.

use std::collections::HashMap;

use super::pointer;

/// Parts of a pointer that say nothing about what stands there.
const NOISE: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "paths",
    "properties",
    "content",
    "schema",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "examples",
];

/// Names that are taken, each with the number that the next of that name gets.
pub(crate) type Taken = HashMap<String, usize>;

/// A name for what stands at a pointer of a file, not in `taken`, and takes it.
pub(crate) fn of_target(taken: &mut Taken, at: &str, stem: &str) -> String {
    let segments: Vec<String> = pointer::segments(at).collect();
    let telling: Vec<&str> = segments
        .iter()
        .map(String::as_str)
        .filter(|segment| !NOISE.contains(segment) && !segment.contains("application/"))
        .collect();
    let name = match telling.as_slice() {
        [] => clean(stem),
        all => clean(&all.join("_")),
    };
    if taken.contains_key(&name) && !telling.is_empty() {
        return unique(taken, &clean(&format!("{stem}_{name}")));
    }
    unique(taken, &name)
}

/// Letters, digits, `.`, `-` and `_` of a text; all else becomes one `_`.
pub(crate) fn clean(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '-') {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    while name.ends_with('_') {
        name.pop();
    }
    if name.is_empty() {
        "Unnamed".to_owned()
    } else {
        name
    }
}

/// The name, with a number if it is taken, and takes it.
pub(crate) fn unique(taken: &mut Taken, name: &str) -> String {
    let mut unique = name.to_owned();
    while taken.contains_key(&unique) {
        let number = taken.entry(name.to_owned()).or_insert(2);
        unique = format!("{name}_{number}");
        *number += 1;
    }
    taken.insert(unique.clone(), 2);
    unique
}

/// The known word that is most like the one that was written, if one is much like it.
pub(crate) fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    let limit = match length {
        0..=3 => 1,
        _ => (length / 3).clamp(2, 4),
    };
    within(limit, wanted, known)
}

/// The known word of which the one that was written is surely a misspelling.
pub(crate) fn misspelt<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match wanted.chars().count() {
        0..=3 => return None,
        4..=7 => 1,
        _ => 2,
    };
    within(limit, wanted, known)
}

/// The known word that is nearest, if it is not further away than `limit`.
fn within<'a>(limit: usize, wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    if length > 64 {
        return None;
    }
    let near = known
        .take(1000)
        .filter(|word| word.chars().count().abs_diff(length) <= limit)
        .map(|word| (distance(wanted, word), word))
        .min_by_key(|(distance, _)| *distance)?;
    (near.0 <= limit).then_some(near.1)
}

/// How many characters are to be inserted, removed or replaced, case aside.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(!x.eq_ignore_ascii_case(y));
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
