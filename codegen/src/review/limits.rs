//! Limits of values: whether a change of one allows more, or less.

use serde_json::Number;

/// What a change of a limit does to the values that are within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Effect {
    /// Values that were within are outside now.
    pub narrows: bool,
    /// Values that were outside are within now.
    pub widens: bool,
}

/// True for a fact that limits values.
pub(super) fn is_limit(fact: &str) -> bool {
    let own = fact.strip_prefix("item-").unwrap_or(fact);
    is_lower(own)
        || is_upper(own)
        || matches!(own, "multiple-of" | "pattern" | "format" | "unique-items")
}

fn is_lower(fact: &str) -> bool {
    let names = ["minimum", "min-length", "min-items", "min-properties"];
    names.contains(&fact)
}

fn is_upper(fact: &str) -> bool {
    let names = ["maximum", "max-length", "max-items", "max-properties"];
    names.contains(&fact)
}

/// What becomes of values when a limit has another value, or is or was not there.
pub(super) fn effect(fact: &str, old: Option<&str>, new: Option<&str>) -> Effect {
    let narrows = Effect {
        narrows: true,
        widens: false,
    };
    let widens = Effect {
        narrows: false,
        widens: true,
    };
    let (old, new) = match (old, new) {
        (None, _) => return narrows,
        (_, None) => return widens,
        (Some(old), Some(new)) => (old, new),
    };
    let own = fact.strip_prefix("item-").unwrap_or(fact);
    let is_exclusive = |text: &str| text.ends_with(" exclusive");
    let number = |text: &str| {
        let text = text.trim_end_matches(" exclusive");
        text.parse::<Number>().ok()?.as_f64()
    };
    if number(old).is_some() && number(old) == number(new) && is_exclusive(old) != is_exclusive(new)
    {
        return if is_exclusive(new) { narrows } else { widens };
    }
    match (number(old), number(new)) {
        (Some(old), Some(new)) if is_lower(own) => {
            if new > old {
                narrows
            } else {
                widens
            }
        }
        (Some(old), Some(new)) if is_upper(own) => {
            if new < old {
                narrows
            } else {
                widens
            }
        }
        // Multiples of 10 are multiples of 5.
        (Some(old), Some(new)) if own == "multiple-of" && new % old == 0.0 => narrows,
        (Some(old), Some(new)) if own == "multiple-of" && old % new == 0.0 => widens,
        _ => Effect {
            narrows: true,
            widens: true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, effect};

    #[test]
    fn limits_narrow_and_widen() {
        for (fact, old, new, narrows, widens) in [
            ("minimum", Some("1"), Some("2"), true, false),
            ("minimum", Some("2.5 exclusive"), Some("1"), false, true),
            ("maximum", Some("2"), Some("2 exclusive"), true, false),
            ("minimum", Some("2 exclusive"), Some("2"), false, true),
            ("max-length", Some("5"), Some("10"), false, true),
            ("item-max-length", Some("5"), Some("4"), true, false),
            ("max-items", None, Some("4"), true, false),
            ("max-items", Some("4"), None, false, true),
            ("pattern", Some("\"a\""), Some("\"b\""), true, true),
            ("multiple-of", Some("5"), Some("10"), true, false),
            ("multiple-of", Some("6"), Some("4"), true, true),
            ("unique-items", None, Some(""), true, false),
        ] {
            let expected = Effect { narrows, widens };
            assert_eq!(effect(fact, old, new), expected, "{fact} {old:?} {new:?}");
        }
    }
}
