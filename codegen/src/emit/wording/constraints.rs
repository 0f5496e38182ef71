//! The limits of values in words.

use serde_json::Value;

use crate::emit::rustdoc::{code, first_line};
use crate::emit::wording::letters::{lower_first, upper_first};
use crate::ir::{Bound, Constraints};

/// Longer examples say less than they cost.
const MAX_EXAMPLE: usize = 80;

/// One sentence for each limit; none if there is none.
pub(crate) fn limits(constraints: &Constraints) -> String {
    let mut sentences = own(constraints);
    if let Some(items) = &constraints.items {
        let docs = items.docs.as_deref().map(first_line).unwrap_or_default();
        let of_items = own(&items.constraints).join(" ");
        sentences.push(match (docs.as_str(), of_items.as_str()) {
            ("", limits) => format!("Each item: {}", lower_first(limits)),
            (docs, "") => format!("Each item: {docs}"),
            (docs, limits) => format!("Each item: {}. {limits}", docs.trim_end_matches('.')),
        });
    }
    sentences.join(" ")
}

/// A scalar that the document gives as an example.
pub(crate) fn example(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) => value.to_string(),
        _ => return None,
    };
    let is_short = !text.trim().is_empty() && text.len() <= MAX_EXAMPLE;
    is_short.then(|| format!("For example {}.", code(text)))
}

fn own(constraints: &Constraints) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(
        constraints
            .format
            .as_ref()
            .map(|format| format!("Format {}.", code(format))),
    );
    sentences.extend(range(
        constraints.minimum.as_ref(),
        constraints.maximum.as_ref(),
    ));
    sentences.extend(
        constraints
            .multiple_of
            .as_ref()
            .map(|step| format!("A multiple of {step}.")),
    );
    let (min, max) = (constraints.min_length, constraints.max_length);
    sentences.extend(count(min, max, "character", "characters"));
    sentences.extend(
        constraints
            .pattern
            .as_ref()
            .map(|pattern| format!("Matches {}.", code(pattern))),
    );
    let (min, max) = (constraints.min_items, constraints.max_items);
    sentences.extend(count(min, max, "item", "items"));
    if constraints.unique_items {
        sentences.push("No item occurs twice.".to_owned());
    }
    let (min, max) = (constraints.min_properties, constraints.max_properties);
    sentences.extend(count(min, max, "property", "properties"));
    sentences
}

fn range(minimum: Option<&Bound>, maximum: Option<&Bound>) -> Option<String> {
    let above = |bound: &Bound| {
        let words = if bound.exclusive {
            "greater than"
        } else {
            "at least"
        };
        format!("{words} {}", bound.value)
    };
    let below = |bound: &Bound| {
        let words = if bound.exclusive {
            "less than"
        } else {
            "at most"
        };
        format!("{words} {}", bound.value)
    };
    Some(match (minimum, maximum) {
        (None, None) => return None,
        (Some(minimum), None) => format!("{}.", upper_first(&above(minimum))),
        (None, Some(maximum)) => format!("{}.", upper_first(&below(maximum))),
        (Some(minimum), Some(maximum)) if !minimum.exclusive && !maximum.exclusive => {
            format!("From {} to {}.", minimum.value, maximum.value)
        }
        (Some(minimum), Some(maximum)) => {
            format!("{} and {}.", upper_first(&above(minimum)), below(maximum))
        }
    })
}

fn count(min: Option<usize>, max: Option<usize>, one: &str, many: &str) -> Option<String> {
    let noun = |count: usize| if count == 1 { one } else { many };
    Some(match (min.filter(|min| *min > 0), max) {
        (None, None) => return None,
        (Some(min), None) => format!("At least {min} {}.", noun(min)),
        (None, Some(max)) => format!("At most {max} {}.", noun(max)),
        (Some(min), Some(max)) if min == max => format!("Exactly {min} {}.", noun(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}.", noun(max)),
    })
}

#[cfg(test)]
mod tests {
    use super::{example, limits};
    use crate::ir::{Bound, Constraints, Items};
    use serde_json::json;

    fn bound(value: i64, exclusive: bool) -> Bound {
        Bound {
            value: value.into(),
            exclusive,
        }
    }

    #[test]
    fn limits_are_short_sentences() {
        let none = Constraints::default;
        let rows = [
            (none(), ""),
            (
                Constraints {
                    minimum: Some(bound(1, false)),
                    maximum: Some(bound(9, false)),
                    ..none()
                },
                "From 1 to 9.",
            ),
            (
                Constraints {
                    minimum: Some(bound(0, true)),
                    ..none()
                },
                "Greater than 0.",
            ),
            (
                Constraints {
                    minimum: Some(bound(0, true)),
                    maximum: Some(bound(1, false)),
                    ..none()
                },
                "Greater than 0 and at most 1.",
            ),
            (
                Constraints {
                    max_length: Some(64),
                    pattern: Some("^`$".to_owned()),
                    ..none()
                },
                "At most 64 characters. Matches ``^`$``.",
            ),
            (
                Constraints {
                    min_length: Some(1),
                    max_length: Some(1),
                    ..none()
                },
                "Exactly 1 character.",
            ),
            (
                Constraints {
                    min_items: Some(2),
                    unique_items: true,
                    items: Some(Box::new(Items {
                        docs: Some("A name".to_owned()),
                        constraints: Constraints {
                            format: Some("email".to_owned()),
                            ..none()
                        },
                    })),
                    ..none()
                },
                "At least 2 items. No item occurs twice. Each item: A name. Format `email`.",
            ),
        ];
        for (constraints, expected) in rows {
            assert_eq!(limits(&constraints), expected);
        }
    }

    #[test]
    fn only_short_scalars_are_examples() {
        assert_eq!(
            example(&json!("a\nb")),
            Some("For example `a\\nb`.".to_owned())
        );
        assert_eq!(example(&json!(7)), Some("For example `7`.".to_owned()));
        assert_eq!(example(&json!({})), None);
        assert_eq!(example(&json!("x".repeat(100))), None);
    }
}
