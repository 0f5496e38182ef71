//! The JSON path at which a decoder stopped.

use crate::runtime::models::describe::shorten;

/// Where a path is cut, in bytes: JSON may be nested deeply.
const LONGEST_PATH: usize = 400;

/// The JSON path of the value that ends at, or contains, this position in a body. `line` and
/// `column` are those of a `serde_json::Error`: lines count from 1, the column is the number of
/// bytes of the line that were read.
#[must_use]
pub(crate) fn at(body: &[u8], line: usize, column: usize) -> String {
    let mut walk = Walk {
        body: &body[..offset(body, line, column)],
        next: 0,
        open: Vec::new(),
    };
    while walk.step() {}
    walk.path()
}

fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let mut lines_before = line.saturating_sub(1);
    for (index, &byte) in body.iter().enumerate() {
        if lines_before == 0 {
            return (index + column).min(body.len());
        }
        if byte == b'\n' {
            lines_before -= 1;
        }
    }
    body.len()
}

/// An array or object that is not closed yet.
enum Open<'a> {
    /// Index of the item that is read.
    Array(usize),
    /// Name of the property that is read, if one is: the JSON string without its quotes.
    Object(Option<&'a str>),
}

struct Walk<'a> {
    body: &'a [u8],
    next: usize,
    open: Vec<Open<'a>>,
}

impl Walk<'_> {
    /// Reads one token; false at the end.
    fn step(&mut self) -> bool {
        let Some(&byte) = self.body.get(self.next) else {
            return false;
        };
        self.next += 1;
        match byte {
            b'{' => self.open.push(Open::Object(None)),
            b'[' => self.open.push(Open::Array(0)),
            b'}' | b']' => {
                self.open.pop();
            }
            b',' => match self.open.last_mut() {
                Some(Open::Array(index)) => *index += 1,
                Some(Open::Object(name)) => *name = None,
                None => {}
            },
            b'"' => self.string(),
            _ => {}
        }
        true
    }

    /// Reads a string after its first quote; the first one in an object is a property's name.
    fn string(&mut self) {
        let body = self.body;
        let start = self.next;
        while let Some(&byte) = body.get(self.next) {
            self.next += 1;
            match byte {
                b'\\' => self.next += 1,
                b'"' => {
                    if let Some(Open::Object(name @ None)) = self.open.last_mut() {
                        *name = str::from_utf8(&body[start..self.next - 1]).ok();
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    fn path(&self) -> String {
        let mut path = String::from("$");
        for open in &self.open {
            let step = match open {
                Open::Array(index) => format!("[{index}]"),
                Open::Object(Some(name)) => property(name),
                Open::Object(None) => continue,
            };
            path.push_str(&step);
            if path.len() > LONGEST_PATH {
                path.push('…');
                break;
            }
        }
        path
    }
}

/// The step to a property. `name` is a JSON string without its quotes.
#[inline]
fn property(name: &str) -> String {
    let (name, more) = shorten(name);
    if more.is_empty() && is_plain(name) {
        format!(".{name}")
    } else if name.contains('\\') {
        format!("[\"{name}{more}\"]")
    } else {
        format!("[\"{}{more}\"]", name.escape_debug())
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'@'))
}
