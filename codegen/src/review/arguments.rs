//! How the arguments of a function have changed.

use super::rules::{ARGUMENT_RENAMED, ChangeRule};

/// The rule of the change from one list of arguments to another, in which names of types mean the
/// same. `changed` is the rule if a call may no longer compile.
pub(super) fn rule(old: &str, new: &str, changed: &'static ChangeRule) -> &'static ChangeRule {
    let (old, new) = (arguments(old), arguments(new));
    let types = |of: &[(&str, &str)]| of.iter().map(|it| it.1.to_owned()).collect::<Vec<_>>();
    if types(&old) != types(&new) {
        return changed;
    }
    // A name that is in another place now: calls compile, and pass each value for the other.
    let is_moved = old.iter().enumerate().any(|(index, (name, _))| {
        let place = new.iter().position(|(other, _)| other == name);
        place.is_some_and(|place| place != index)
    });
    if is_moved { changed } else { ARGUMENT_RENAMED }
}

/// Names and types.
fn arguments(text: &str) -> Vec<(&str, &str)> {
    let text = text.trim_start_matches('(').trim_end_matches(')');
    let mut depth = 0_usize;
    let parts = text.split(|c: char| {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    parts
        .map(|part| part.trim().split_once(": ").unwrap_or(("", part)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::review::rules::{ARGUMENT_RENAMED, CONSTRUCTOR_CHANGED};

    #[test]
    fn names_of_arguments_do_not_matter_but_their_order_does() {
        for (old, new, expected) in [
            ("(a: i32)", "(b: i32)", ARGUMENT_RENAMED),
            ("(a: i32, b: i32)", "(b: i32, a: i32)", CONSTRUCTOR_CHANGED),
            ("(a: i32)", "(a: i64)", CONSTRUCTOR_CHANGED),
            ("(a: i32)", "(a: i32, b: i32)", CONSTRUCTOR_CHANGED),
            (
                "()",
                "(a: impl IntoIterator<Item = (impl Into<String>, i32)>)",
                CONSTRUCTOR_CHANGED,
            ),
            (
                "(a: M<A, B>, c: i32)",
                "(b: M<A, B>, c: i32)",
                ARGUMENT_RENAMED,
            ),
        ] {
            assert_eq!(rule(old, new, CONSTRUCTOR_CHANGED), expected, "{old} {new}");
        }
    }
}
