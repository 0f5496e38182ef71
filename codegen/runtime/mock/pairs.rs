//! Pairs of names and values, as queries, forms and cookies have them.

use percent_encoding::percent_decode_str;

/// The value of the first pair with this name.
pub(super) fn value(pairs: &str, name: &str) -> Option<String> {
    let mut pairs = pairs.split('&').map(split);
    let found = pairs.find(|(found, _)| decoded(found) == name);
    found.map(|(_, value)| decoded(value))
}

/// The name of a pair of `expected` that is not among those of `received`.
pub(super) fn missing(expected: &str, received: &str, separator: char) -> Option<String> {
    let mut received: Vec<&str> = received.split(separator).map(str::trim).collect();
    received.sort_unstable();
    let expected = expected.split(separator).map(str::trim);
    let mut expected: Vec<&str> = expected.filter(|pair| !pair.is_empty()).collect();
    expected.sort_unstable();
    let mut received = received.into_iter();
    // Both are in order, so each pair is looked for behind the one before it.
    let missing = expected
        .into_iter()
        .find(|pair| received.by_ref().find(|one| one >= pair) != Some(pair));
    missing.map(|pair| decoded(split(pair).0))
}

fn split(pair: &str) -> (&str, &str) {
    pair.split_once('=').unwrap_or((pair, ""))
}

fn decoded(text: &str) -> String {
    let spaces = text.replace('+', " ");
    percent_decode_str(&spaces).decode_utf8_lossy().into_owned()
}
