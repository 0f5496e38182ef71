//! Where messages find what no longer stands where the text of the document has it.

use std::collections::HashMap;

/// What overlays changed, by pointers into the document as they leave it.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    list: HashMap<String, Edit>,
    next: usize,
}

#[derive(Debug)]
struct Edit {
    /// The later one counts.
    number: usize,
    file: usize,
    origin: String,
    /// What is below has the same place.
    is_whole: bool,
}

impl Edits {
    /// Remembers that a node, and all below it, came from a node of a file.
    pub fn insert(&mut self, pointer: String, file: usize, origin: String) {
        self.add(pointer, file, origin, false);
    }

    /// Remembers that what is below a node has other numbers now than its text: it is found where
    /// the node is.
    pub fn renumber(&mut self, pointer: &str) {
        let (file, origin) = self.of(pointer).unwrap_or((0, pointer.to_owned()));
        self.add(pointer.to_owned(), file, origin, true);
    }

    fn add(&mut self, pointer: String, file: usize, origin: String, is_whole: bool) {
        let edit = Edit {
            number: self.next,
            file,
            origin,
            is_whole,
        };
        self.list.insert(pointer, edit);
        self.next += 1;
    }

    /// File and pointer of what stands at a pointer into the changed document; `None` if it stands
    /// there in the text as well.
    pub fn of(&self, pointer: &str) -> Option<(usize, String)> {
        if self.list.is_empty() {
            return None;
        }
        let slashes = pointer.match_indices('/').map(|(at, _)| at);
        let ends = slashes.chain([pointer.len()]);
        let edits = ends.filter_map(|end| Some((end, self.list.get(&pointer[..end])?)));
        let (end, edit) = edits.max_by_key(|(_, edit)| edit.number)?;
        let below = if edit.is_whole { "" } else { &pointer[end..] };
        Some((edit.file, format!("{}{below}", edit.origin)))
    }
}
