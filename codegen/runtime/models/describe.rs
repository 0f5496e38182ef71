//! Messages of decoders, without the values that they quote.

/// The message of a decoder, without the value that it quotes: `invalid type: string "s3cret",
/// expected i64` becomes `invalid type: string, expected i64`.
#[must_use]
pub(crate) fn describe(error: &serde_json::Error) -> String {
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
    // A value is quoted. It may contain quotes itself, so it ends with the last one.
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'`');
    let bytes = message.as_bytes();
    match (
        bytes.iter().position(is_quote),
        bytes.iter().rposition(is_quote),
    ) {
        (Some(first), Some(last)) => {
            format!("{}{}", message[..first].trim_end(), &message[last + 1..])
        }
        _ => message.to_owned(),
    }
}
