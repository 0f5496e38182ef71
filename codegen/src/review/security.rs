//! Which credentials an operation needs, and with which scopes.

use std::collections::BTreeSet;

use super::rules::{ChangeRule, SECURITY_NARROWED, SECURITY_REORDERED, SECURITY_WIDENED};

/// The rule of the change from some alternatives to others.
pub(super) fn rule(old: &str, new: &str) -> &'static ChangeRule {
    let (old, new) = (alternatives(old), alternatives(new));
    // Whoever has the credentials of an alternative also has those of one that needs fewer of them.
    let is_enough = |has: &BTreeSet<&str>| new.iter().any(|needs| needs.is_subset(has));
    if !old.iter().all(is_enough) {
        return SECURITY_NARROWED;
    }
    // The first alternative is taken for which there are credentials.
    let kept = old.iter().filter(|one| new.contains(one));
    let is_first = kept.zip(&new).all(|(before, now)| before == now);
    if is_first {
        SECURITY_WIDENED
    } else {
        SECURITY_REORDERED
    }
}

/// The credentials that are needed together, for each alternative.
fn alternatives(text: &str) -> Vec<BTreeSet<&str>> {
    let text = text.trim_start_matches(": ");
    let alternatives = text.split(" or ");
    alternatives
        .map(|names| {
            names
                .split(" and ")
                .filter(|name| *name != "none")
                .collect()
        })
        .collect()
}

/// The texts in a list, as `Debug` writes it.
pub(super) fn texts(list: Option<&str>) -> BTreeSet<String> {
    let list = list.and_then(|list| serde_json::from_str::<Vec<String>>(list).ok());
    list.unwrap_or_default().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::review::rules::{SECURITY_NARROWED, SECURITY_REORDERED, SECURITY_WIDENED};

    #[test]
    fn what_was_enough_stays_enough_or_not() {
        for (old, new, expected) in [
            (": none", ": key", SECURITY_NARROWED),
            (": key", ": none", SECURITY_WIDENED),
            (": key", ": key or none", SECURITY_WIDENED),
            (": key or token", ": key", SECURITY_NARROWED),
            (": key", ": key or token", SECURITY_WIDENED),
            (": key", ": key and token", SECURITY_NARROWED),
            (": key and token", ": token", SECURITY_WIDENED),
            (": key", ": token", SECURITY_NARROWED),
            (": key or token", ": token or key", SECURITY_REORDERED),
            (": key", ": token or key", SECURITY_REORDERED),
            (": key or none", ": key", SECURITY_NARROWED),
        ] {
            assert_eq!(rule(old, new), expected, "{old} {new}");
        }
    }
}
