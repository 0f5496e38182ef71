//! When two JSON values mean the same.

use serde_json::{Map, Number, Value};

/// Where what came back differs from what was sent, if it does.
///
/// Numbers are equal if their values are (`1` and `1.0`), and a property that was sent as `null`
/// may be left out.
#[must_use]
pub fn difference(sent: &Value, back: &Value) -> Option<String> {
    at("$", sent, back)
}

fn at(path: &str, sent: &Value, back: &Value) -> Option<String> {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => objects(path, sent, back),
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => sent
            .iter()
            .zip(back)
            .enumerate()
            .find_map(|(index, (sent, back))| at(&format!("{path}[{index}]"), sent, back)),
        (Value::Number(sent), Value::Number(back)) if same_number(sent, back) => None,
        _ if sent == back => None,
        _ => Some(format!("{path}: {} became {}", short(sent), short(back))),
    }
}

fn objects(path: &str, sent: &Map<String, Value>, back: &Map<String, Value>) -> Option<String> {
    let lost = sent.iter().find_map(|(name, value)| {
        let path = format!("{path}.{name}");
        match back.get(name) {
            Some(back) => at(&path, value, back),
            None if value.is_null() => None,
            None => Some(format!("{path}: {} is lost", short(value))),
        }
    });
    lost.or_else(|| {
        let (name, value) = back.iter().find(|(name, _)| !sent.contains_key(*name))?;
        Some(format!("{path}.{name}: {} is new", short(value)))
    })
}

fn same_number(sent: &Number, back: &Number) -> bool {
    // Whole numbers that `f64` cannot tell apart are told apart as such.
    sent == back || (!(whole(sent) && whole(back)) && sent.as_f64() == back.as_f64())
}

fn whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64()
}

/// A value, cut where it is long.
#[must_use]
pub fn short(value: &Value) -> String {
    const LENGTH: usize = 80;
    let text = value.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_but_for_what_null_allows() {
        for (sent, back) in [
            (json!({"a": null, "b": 1}), json!({"b": 1.0})),
            (json!([1.5, "x"]), json!([1.5, "x"])),
            (json!({"a": {"b": [null]}}), json!({"a": {"b": [null]}})),
            (json!(1e300), json!(1e300)),
        ] {
            assert_eq!(difference(&sent, &back), None, "{sent} {back}");
        }
    }

    #[test]
    fn differences_say_where() {
        for (sent, back, expected) in [
            (json!({"a": [1]}), json!({"a": [2]}), "$.a[0]: 1 became 2"),
            (json!({"a": 1}), json!({}), "$.a: 1 is lost"),
            (json!({}), json!({"a": null}), "$.a: null is new"),
            (json!([1, 2]), json!([1]), "$: [1,2] became [1]"),
            (json!("1"), json!(1), "$: \"1\" became 1"),
            (
                json!(9_007_199_254_740_993_i64),
                json!(9_007_199_254_740_992_i64),
                "$: 9007199254740993 became 9007199254740992",
            ),
        ] {
            assert_eq!(difference(&sent, &back).as_deref(), Some(expected));
        }
    }
}
