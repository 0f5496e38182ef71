//! What decoders say about values.

/// What a decoder says, without the value that it complains about: `invalid type: string "s3cret",
/// expected i64` becomes `invalid type: string, expected i64`.
#[must_use]
pub fn describe(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = match (error.line(), error.column()) {
        (0, 0) => message.as_str(),
        (line, column) => message
            .strip_suffix(&format!(" at line {line} column {column}"))
            .unwrap_or(&message),
    };
    if !message.starts_with("invalid type: ") && !message.starts_with("invalid value: ") {
        return message.to_owned();
    }
    let (found, expected) = message.rsplit_once(", expected ").unwrap_or((message, ""));
    let found = found.split(['"', '`']).next().unwrap_or_default();
    format!("{}, expected {expected}", found.trim_end())
}
