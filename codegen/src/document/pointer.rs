//! JSON pointers (RFC 6901).

use serde_json::Value;

/// Appends a segment, escaped.
pub(crate) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for c in segment.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
}

/// `pointer` with one more segment.
pub(crate) fn join(pointer: &str, segment: &str) -> String {
    let mut joined = pointer.to_owned();
    push(&mut joined, segment);
    joined
}

/// The pointer of the nearest ancestor whose pointer has at most `length` bytes.
pub(crate) fn ancestor(pointer: &str, length: usize) -> &str {
    let bytes = &pointer.as_bytes()[..pointer.len().min(length + 1)];
    let end = bytes.iter().rposition(|&byte| byte == b'/');
    &pointer[..end.unwrap_or(0)]
}

/// The segments, unescaped.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(unescape)
}

/// One segment without its escapes.
pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// The child of an object or array.
pub(crate) fn child<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// `%41` becomes `A`; what is no escape, or not UTF-8 afterwards, stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escape = (byte == b'%')
            .then(|| Some(digit(bytes.get(at + 1))? * 16 + digit(bytes.get(at + 2))?))
            .flatten()
            .and_then(|value| u8::try_from(value).ok());
        decoded.push(escape.unwrap_or(byte));
        at += if escape.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
