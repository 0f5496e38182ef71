//! Where items of a crate stand in the description that it was made from.

use codegen::{diagnostics::Place, document::SourceMap, text::printable};
use std::path::PathBuf;

/// The places of a version's items.
#[derive(Debug, Default)]
pub struct Places {
    map: Option<SourceMap>,
    /// The folder of a copy that was made to read it, and what is shown in its place.
    copy: Option<(PathBuf, String)>,
}

impl Places {
    /// Those in a description.
    #[must_use]
    pub fn of(map: SourceMap) -> Self {
        Self {
            map: Some(map),
            copy: None,
        }
    }

    /// Those in a copy below `folder` of what `origin` names.
    #[must_use]
    pub fn of_copy(map: SourceMap, folder: PathBuf, origin: String) -> Self {
        Self {
            map: Some(map),
            copy: Some((folder, origin)),
        }
    }

    /// File and position of what stands at a pointer.
    #[must_use]
    pub fn find(&self, pointer: &str) -> Option<Place> {
        let mut place = self.map.as_ref()?.place(pointer)?;
        if let Some((folder, origin)) = &self.copy {
            let prefix = format!("{}/", crate::project::relative(folder));
            if let Some(inside) = place.file.strip_prefix(&prefix) {
                place.file = format!("{origin}:{inside}");
            }
        }
        Some(place)
    }

    /// The same as text, with the pointer.
    #[must_use]
    pub fn show(&self, pointer: &str) -> Option<String> {
        Some(format!("{} {}", self.find(pointer)?, printable(pointer)))
    }
}
