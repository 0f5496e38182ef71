//! Bodies of the media type `application/x-www-form-urlencoded`.

use crate::runtime::{FormEncoding, FormStyle, RequestError, Style, bodies::form::encode};
use serde_json::{Value, json};

const USUAL: FormEncoding = &[];

fn form(value: &Value) -> String {
    encode(value, USUAL).unwrap()
}

fn encoded(value: &Value, encoding: FormEncoding) -> Result<String, RequestError> {
    encode(value, encoding)
}

#[test]
fn scalars_are_their_text() {
    assert_eq!(
        form(&json!({"a": "b c&d=é+~*-._"})),
        "a=b+c%26d%3D%C3%A9%2B%7E*-._"
    );
    assert_eq!(
        form(&json!({"id": 57_297_408_867_i64, "ok": true, "x": -0.5})),
        "id=57297408867&ok=true&x=-0.5"
    );
    assert_eq!(form(&json!({"a b": ""})), "a+b=");
}

#[test]
fn null_and_empty_arrays_are_left_out() {
    let value = json!({"a": null, "b": 1, "c": [], "d": [null], "e": 2, "f": null});
    assert_eq!(form(&value), "b=1&e=2");
    assert_eq!(form(&json!({"a": null})), "");
    assert_eq!(form(&json!({})), "");
}

#[test]
fn arrays_of_scalars_repeat_the_name() {
    let value = json!({"s": ["read x", "write"], "n": [1, null, 2], "e": [""]});
    let expected = ["s=read+x&s=write", "n=1&n=2", "e="];
    let written = form(&value);
    let mut pairs: Vec<_> = expected.iter().flat_map(|part| part.split('&')).collect();
    let mut found: Vec<_> = written.split('&').collect();
    pairs.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, pairs);
}

#[test]
fn all_else_is_json_text() {
    assert_eq!(
        form(&json!({"address": {"zip": "99999+1234"}})),
        "address=%7B%22zip%22%3A%2299999%2B1234%22%7D"
    );
    assert_eq!(
        form(&json!({"list": [1, {"a": "b c"}]})),
        "list=%5B1%2C%7B%22a%22%3A%22b+c%22%7D%5D"
    );
    assert_eq!(
        form(&json!({"list": [[1], [2]]})),
        "list=%5B%5B1%5D%2C%5B2%5D%5D"
    );
}

#[test]
fn an_encoding_changes_its_property_alone() {
    const ENCODING: FormEncoding = &[
        ("tags", FormStyle::Style(Style::PipeDelimited, false, false)),
        (
            "the filter",
            FormStyle::Style(Style::DeepObject, true, false),
        ),
        ("url", FormStyle::Style(Style::Form, true, true)),
        ("id", FormStyle::Json),
    ];
    assert_eq!(
        encoded(&json!({"tags": ["a b", "c"]}), ENCODING).unwrap(),
        "tags=a%20b%7Cc"
    );
    assert_eq!(
        encoded(&json!({"the filter": {"a": 1}}), ENCODING).unwrap(),
        "the%20filter%5Ba%5D=1"
    );
    assert_eq!(
        encoded(&json!({"url": "http://a/"}), ENCODING).unwrap(),
        "url=http://a/"
    );
    assert_eq!(
        encoded(&json!({"id": "x"}), ENCODING).unwrap(),
        "id=%22x%22"
    );
    assert_eq!(
        encoded(&json!({"id": null, "tags": null}), ENCODING).unwrap(),
        ""
    );
    assert_eq!(
        encoded(&json!({"b": ["c d"], "url": "/"}), ENCODING).unwrap(),
        "b=c+d&url=/"
    );
}

#[test]
fn only_objects_are_forms() {
    for value in [json!("a"), json!(1), json!([1]), json!(null)] {
        assert!(encode(&value, USUAL).is_err(), "{value}");
    }
    assert!(encode(&std::collections::BTreeMap::from([("a", f64::NAN)]), USUAL).is_err());
}

/// JSON has none: it would become `null`.
#[test]
fn numbers_that_are_not_finite_are_refused_in_json_text() {
    use std::collections::BTreeMap;
    const JSON: FormEncoding = &[("a", FormStyle::Json)];
    let inside = |number: f64| BTreeMap::from([("a", vec![BTreeMap::from([("x", Some(number))])])]);
    assert!(encode(&inside(0.5), USUAL).is_ok());
    for number in [f64::NAN, f64::INFINITY] {
        assert!(encode(&inside(number), USUAL).is_err());
        assert!(encode(&BTreeMap::from([("a", number)]), JSON).is_err());
    }
    let nothing: BTreeMap<&str, [Vec<Option<f64>>; 2]> =
        BTreeMap::from([("a", [vec![], vec![None]])]);
    assert_eq!(
        encode(&nothing, USUAL).unwrap(),
        "a=%5B%5B%5D%2C%5Bnull%5D%5D"
    );
}
