//! Values that are no objects: strings, booleans, numbers.

use serde_json::{Number, Value};

use crate::document::reader::{Fate, Reader};
use crate::document::rules;
use crate::document::value::{JsonObject, shown, type_name};

/// Leaves out a value whose type says nothing here. `null` is common for "nothing".
pub(crate) fn wrong_type(reader: &mut Reader<'_, '_>, value: &Value, wanted: &str) -> Fate {
    if value.is_null() {
        let message = format!("expected {wanted}, found `null`; it is ignored");
        reader.warn(rules::NULL_VALUE, "", message, Some("remove it"));
    } else {
        let message = format!(
            "expected {wanted}, found {}; it is ignored",
            type_name(value)
        );
        reader.warn(rules::WRONG_TYPE, "", message, None);
    }
    Fate::Drop
}

pub(crate) fn text(reader: &mut Reader<'_, '_>, value: &mut Value) -> Fate {
    let text = match value {
        Value::String(_) => return Fate::Keep,
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        _ => return wrong_type(reader, value, "a string"),
    };
    let message = format!(
        "expected a string, found {}; it is read as `{text}`",
        type_name(value)
    );
    reader.warn(
        rules::TEXT_EXPECTED,
        "",
        message,
        Some("write the value in quotes"),
    );
    *value = Value::String(text);
    Fate::Keep
}

pub(crate) fn flag(reader: &mut Reader<'_, '_>, value: &mut Value) -> Fate {
    let word = match value {
        Value::Bool(_) => return Fate::Keep,
        Value::String(text) => text.trim().to_ascii_lowercase(),
        Value::Number(number) => number.to_string(),
        _ => return wrong_type(reader, value, "a boolean"),
    };
    let flag = match word.as_str() {
        "true" | "yes" | "on" | "1" | "1.0" => true,
        "false" | "no" | "off" | "0" | "0.0" | "" => false,
        _ => return wrong_type(reader, value, "a boolean"),
    };
    let message = format!(
        "expected a boolean, found {}; it is read as `{flag}`",
        type_name(value)
    );
    let help = format!("write `{flag}` without quotes");
    reader.warn(rules::FLAG_EXPECTED, "", message, Some(&help));
    *value = Value::Bool(flag);
    Fate::Keep
}

pub(crate) fn count(reader: &mut Reader<'_, '_>, value: &mut Value) -> Fate {
    if value.is_null() {
        return wrong_type(reader, value, "a non-negative integer");
    }
    if value.as_u64().is_some() {
        return Fate::Keep;
    }
    let number = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok());
    if let Some(number) = number.filter(|number| number.fract() == 0.0 && *number >= 0.0) {
        if value.is_string() {
            let message = "expected a number, found a string; it is parsed";
            let help = "write the value without quotes";
            reader.warn(rules::NUMBER_EXPECTED, "", message, Some(help));
        }
        // Beyond `u64`, the largest one says the same: no limit that matters.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast saturates"
        )]
        let whole = number as u64;
        *value = Value::from(whole);
        Fate::Keep
    } else {
        let message = format!(
            "{} is not a non-negative integer; it is ignored",
            shown(value)
        );
        reader.warn(rules::COUNT_EXPECTED, "", message, None);
        Fate::Drop
    }
}

pub(crate) fn number(reader: &mut Reader<'_, '_>, value: &mut Value) -> Fate {
    let text = match value {
        Value::Number(_) => return Fate::Keep,
        Value::String(text) => text.trim(),
        _ => return wrong_type(reader, value, "a number"),
    };
    let number = text
        .parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| Number::from_f64(text.parse().ok()?));
    let Some(number) = number else {
        return wrong_type(reader, value, "a number");
    };
    let message = format!("expected a number, found a string; it is read as `{number}`");
    let help = "write the value without quotes";
    reader.warn(rules::NUMBER_EXPECTED, "", message, Some(help));
    *value = Value::Number(number);
    Fate::Keep
}

/// Whether an object has the scalar without which it is of no use.
pub(crate) fn has_scalar(
    reader: &mut Reader<'_, '_>,
    map: &JsonObject,
    key: &str,
    what: &str,
) -> bool {
    let present = map
        .get(key)
        .is_some_and(|value| !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)));
    if !present {
        let message = format!("this {what} has no `{key}`; it is ignored");
        let help = format!("add `{key}`");
        reader.warn(rules::NAMELESS, "", message, Some(&help));
    }
    present
}
