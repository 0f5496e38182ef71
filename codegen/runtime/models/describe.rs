//! Messages of decoders, without the values that they quote.

/// The longest message, and the longest name in a JSON path, in bytes. The body may have names of any
/// length, and it is at hand as a whole.
pub(crate) const LONGEST: usize = 200;

/// The beginning of a text, if it is longer than [`LONGEST`].
pub(crate) fn shorten(text: &str) -> (&str, &'static str) {
    if text.len() <= LONGEST {
        return (text, "");
    }
    let mut end = LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], "…")
}

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
        let (text, more) = shorten(message);
        return format!("{text}{more}");
    }
    // A value is quoted. It may contain quotes itself, so it ends with the last one.
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'`');
    let bytes = message.as_bytes();
    match (
        bytes.iter().position(is_quote),
        bytes.iter().rposition(is_quote),
    ) {
        (Some(first), Some(last)) => {
            let (rest, more) = shorten(&message[last + 1..]);
            format!("{}{rest}{more}", message[..first].trim_end())
        }
        _ => {
            let (text, more) = shorten(message);
            format!("{text}{more}")
        }
    }
}
