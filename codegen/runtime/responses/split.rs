//! Cuts a stream of bytes into lines or JSON texts. What is not complete yet is kept, up to a limit.

use bytes::Bytes;

/// Where one piece ends and the next begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    // if: Events
    /// At CR, LF, or both together; a byte order mark before the first line is left out (HTML,
    /// "Parsing an event stream").
    EventLines,
    // if: Items
    /// At LF: JSON Lines, NDJSON.
    Lines,
    // if: Items
    /// Before each record separator, and at the LF that ends a JSON text (RFC 7464).
    Sequence,
}

/// A piece is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// A stream of bytes that is cut into pieces.
pub(crate) struct Splitter {
    split: Split,
    /// What has arrived and is not looked at.
    chunk: Bytes,
    /// The beginning of the next piece.
    piece: Vec<u8>,
    /// The last byte was a CR that ended a line: an LF after it belongs to it.
    after_cr: bool,
    /// The next piece is the first.
    first: bool,
    // if: Items
    json: JsonText,
}

impl Splitter {
    pub(crate) fn new(split: Split) -> Self {
        Self {
            split,
            chunk: Bytes::new(),
            piece: Vec::new(),
            after_cr: false,
            first: true,
            // if: Items
            json: JsonText::default(),
        }
    }

    /// Gives the bytes that come next. Those before must have been taken by [`next`](Self::next).
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next piece without its end, if it is complete.
    pub(crate) fn next(&mut self, limit: usize) -> Result<Option<Vec<u8>>, TooLong> {
        let mut read = 0;
        let mut is_complete = false;
        let chunk = std::mem::take(&mut self.chunk);
        for &byte in &chunk {
            read += 1;
            match self.end(byte) {
                End::Is => {
                    is_complete = true;
                    break;
                }
                End::Belongs => {}
                End::No if self.piece.len() == limit => return Err(TooLong),
                End::No => self.piece.push(byte),
            }
        }
        self.chunk = chunk.slice(read..);
        Ok(is_complete.then(|| self.take()))
    }

    /// What is left after the last byte, or when it broke off.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        // if: Events
        self.drop_mark();
        // if: Items
        self.json = JsonText::default();
        std::mem::take(&mut self.piece)
    }

    // if: Events
    /// Removes the byte order mark that may stand before the first event.
    fn drop_mark(&mut self) {
        let is_first = std::mem::take(&mut self.first);
        if is_first && self.split == Split::EventLines && self.piece.starts_with(b"\xef\xbb\xbf") {
            self.piece.drain(..3);
        }
    }

    /// Whether the piece ends with this byte.
    fn end(&mut self, byte: u8) -> End {
        match self.split {
            // if: Events
            Split::EventLines => {
                let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
                match byte {
                    b'\n' if after_cr => End::Belongs,
                    b'\n' | b'\r' => End::Is,
                    _ => End::No,
                }
            }
            // if: Items
            Split::Lines if byte == b'\n' => End::Is,
            // if: Items
            Split::Lines => End::No,
            // if: Items
            Split::Sequence if byte == b'\x1e' => End::Is,
            // if: Items
            Split::Sequence => {
                if self.json.ends_at(byte) {
                    End::Is
                } else {
                    End::No
                }
            }
        }
    }
}

/// Whether a piece ends with a byte.
enum End {
    Is,
    No,
    /// It ended before; the byte is part of that end.
    Belongs,
}

// if: Items
/// How deep in a JSON text the reader is.
#[derive(Debug, Default)]
struct JsonText {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

// if: Items
impl JsonText {
    /// Whether the byte is an LF outside of arrays, objects and strings.
    fn ends_at(&mut self, byte: u8) -> bool {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte == b'\n' && self.depth == 0
    }
}
