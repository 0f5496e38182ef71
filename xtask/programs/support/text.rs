//! Queries and forms, read as a server reads them.

/// The names and values of a query or form, decoded, in the order of the wire.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// Pairs as [`pairs`] returns them, from literals.
pub fn pairs_of<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let (digits, after) = rest.split_at(2);
                let digits = str::from_utf8(digits).expect("two digits follow `%`");
                bytes.push(u8::from_str_radix(digits, 16).expect("two digits follow `%`"));
                rest = after;
            }
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).expect("the text is UTF-8")
}
