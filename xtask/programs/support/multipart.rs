//! `multipart/form-data`, read as a server reads it.

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `name` of its `Content-Disposition`.
    pub name: String,
    /// `filename` of its `Content-Disposition`.
    pub file_name: Option<String>,
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// What is in it.
    pub content: Vec<u8>,
}

impl Part {
    /// What is in it as text.
    pub fn text(&self) -> &str {
        str::from_utf8(&self.content).expect("the part is text")
    }

    /// What is in it as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.content).expect("the part is JSON")
    }
}

/// The parts of a form, in the order of the wire.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Vec<Part> {
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .expect("it is a form that names its boundary");
    let delimiter = format!("\r\n--{boundary}");
    let mut rest = [b"\r\n", body].concat();
    let mut parts = Vec::new();
    loop {
        let start = find(&rest, delimiter.as_bytes()).expect("the boundary ends the part");
        if start > 0 {
            parts.push(part(&rest[..start]));
        }
        rest.drain(..start + delimiter.len());
        if rest.starts_with(b"--\r\n") {
            return parts;
        }
    }
}

fn part(bytes: &[u8]) -> Part {
    let end = find(bytes, b"\r\n\r\n").expect("the headers end");
    let head = str::from_utf8(&bytes[..end]).expect("the headers are text");
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    };
    let disposition = header("content-disposition").expect("the part has a name");
    let quoted = |name: &str| {
        let (_, after) = disposition.split_once(&format!("; {name}=\""))?;
        after.split_once('"').map(|(value, _)| value.to_owned())
    };
    Part {
        name: quoted("name").expect("the part has a name"),
        file_name: quoted("filename"),
        content_type: header("content-type").map(str::to_owned),
        content: bytes[end + 4..].to_vec(),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
