//! Values that are no objects: strings, booleans, numbers.

use serde_json::{Number, Value};

use super::rules;
use super::walk::{Fate, Walker};

/// What a value is, with an article.
pub(crate) fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

pub(crate) fn text(walker: &mut Walker<'_, '_>, value: &mut Value) -> Fate {
    let text = match value {
        Value::String(_) => return Fate::Keep,
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        _ => return walker.wrong_type(value, "a string"),
    };
    let message = format!(
        "{} where a string belongs; it is read as `{text}`",
        name(value)
    );
    walker.warn(rules::TEXT_EXPECTED, "", message, Some("put it in quotes"));
    *value = Value::String(text);
    Fate::Keep
}

pub(crate) fn flag(walker: &mut Walker<'_, '_>, value: &mut Value) -> Fate {
    let word = match value {
        Value::Bool(_) => return Fate::Keep,
        Value::String(text) => text.trim().to_ascii_lowercase(),
        Value::Number(number) => number.to_string(),
        _ => return walker.wrong_type(value, "a boolean"),
    };
    let flag = match word.as_str() {
        "true" | "yes" | "on" | "1" | "1.0" => true,
        "false" | "no" | "off" | "0" | "0.0" | "" => false,
        _ => return walker.wrong_type(value, "a boolean"),
    };
    let message = format!(
        "{} where a boolean belongs; it is read as `{flag}`",
        name(value)
    );
    let help = format!("write `{flag}` without quotes");
    walker.warn(rules::FLAG_EXPECTED, "", message, Some(&help));
    *value = Value::Bool(flag);
    Fate::Keep
}

pub(crate) fn count(walker: &mut Walker<'_, '_>, value: &mut Value) -> Fate {
    if value.is_null() {
        return walker.wrong_type(value, "a non-negative integer");
    }
    if value.as_u64().is_some() {
        return Fate::Keep;
    }
    let number = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok());
    if let Some(number) = number.filter(|number| number.fract() == 0.0 && *number >= 0.0) {
        if value.is_string() {
            let message = "a string where a number belongs; it is parsed";
            let help = "write it without quotes";
            walker.warn(rules::NUMBER_EXPECTED, "", message, Some(help));
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
            "{} is no non-negative integer; it is left out",
            shown(value)
        );
        walker.warn(rules::COUNT_EXPECTED, "", message, None);
        Fate::Drop
    }
}

pub(crate) fn number(walker: &mut Walker<'_, '_>, value: &mut Value) -> Fate {
    let text = match value {
        Value::Number(_) => return Fate::Keep,
        Value::String(text) => text.trim(),
        _ => return walker.wrong_type(value, "a number"),
    };
    let number = text
        .parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| Number::from_f64(text.parse().ok()?));
    let Some(number) = number else {
        return walker.wrong_type(value, "a number");
    };
    let message = format!("a string where a number belongs; it is read as `{number}`");
    let help = "write it without quotes";
    walker.warn(rules::NUMBER_EXPECTED, "", message, Some(help));
    *value = Value::Number(number);
    Fate::Keep
}

/// A value as it may stand in a message.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) | Value::Object(_) => name(value).to_owned(),
        scalar => format!("`{scalar}`"),
    }
}
