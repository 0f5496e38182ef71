//! From a file to one normalized document.
//!
//! The steps:
//!
//! 1. `files` loads the file that was given: its text becomes an untyped value, of a version of
//!    OpenAPI. Other files are loaded when a reference names them. `overlay` changes the value as
//!    the user's overlays say.
//! 2. `references` finds the components that are nothing but a reference.
//! 3. `walk` applies the grammars of `objects` to the value: repairs what has one meaning, names and
//!    ignores what has none, and makes each reference one to a component.
//! 4. The components that references brought are read in the same way.
//! 5. References to what was ignored are removed, and so are security requirements that name no
//!    scheme.
//! 6. `objects` builds the `openapiv3` model of the value.
//!
//! `reader` is the state that all steps share, `components` the table of components in it;
//! `source_map` knows where each node stood. `rules` lists what is repaired and said on the way.

mod components;
pub mod extensions;
mod files;
mod names;
mod objects;
mod overlay;
mod pointer;
mod reader;
mod references;
mod rules;
mod section;
mod source_map;
mod value;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

use openapiv3::OpenAPI;

use crate::diagnostics::Diagnostics;
pub use files::Access;
use files::{Disk, Files, Open, Unread, version};
use objects::{components as component_objects, document, security};
use overlay::Edits;
use reader::Reader;
use references::{aliases, dropped};
pub use rules::RULES;
use source_map::Origins;
pub use source_map::SourceMap;

/// A document, normalized: 3.1 and 3.2 are written as 3.0 would, mistakes are repaired, and each
/// `$ref` is `#/components/<section>/<name>` and exists.
///
/// It holds what can be made use of: no extension that the generator does not know, and no examples
/// among the components.
///
/// Where the model of 3.0 has no place for something that a client needs, an extension carries it:
/// see [`extensions`].
#[derive(Debug)]
pub struct Document {
    /// The document.
    pub api: OpenAPI,
    /// Where its nodes stood.
    pub source_map: SourceMap,
}

/// Reads the document at `path`, changes it as `overlays` say, and reads every file that it refers to
/// and may read.
///
/// `None` if it cannot be used; `diagnostics` say why. There may be errors although there is a
/// document: it is then complete enough to look for more of them.
pub fn read(
    path: &Path,
    overlays: &[PathBuf],
    access: &Access,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut found = Diagnostics::default();
    let document = read_unlocated(path, overlays, access, &mut found);
    located(document, found, diagnostics)
}

/// Reads a document from a text. References to other files are errors.
pub fn read_text(text: &str, name: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    read_bytes(text.as_bytes(), name, diagnostics)
}

/// Reads a document from the bytes of a file. References to other files are errors.
pub fn read_bytes(bytes: &[u8], name: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    let path = Path::new(name);
    let open = |asked: &Path| {
        if asked == path {
            Ok(bytes.to_vec().into())
        } else {
            let why = "there are no files beside this text";
            Err(Unread::from(io::Error::other(why)))
        }
    };
    let mut found = Diagnostics::default();
    let document = normalize(path, &[], &open, &Access::default(), &mut found);
    located(document, found, diagnostics)
}

/// A document with what was found in it, each at its place.
fn located(
    document: Option<Document>,
    mut found: Diagnostics,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    match &document {
        Some(document) => document.source_map.locate_all(&mut found),
        None => found.sort(),
    }
    diagnostics.list.append(&mut found.list);
    document
}

/// As [`read`]. If there is a document, [`SourceMap::locate_all`] is left to the caller, who can do
/// something else meanwhile.
pub(crate) fn read_unlocated(
    path: &Path,
    overlays: &[PathBuf],
    access: &Access,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let disk = Disk::new(path, overlays, access);
    let open = |asked: &Path| disk.open(asked);
    normalize(path, overlays, &open, access, diagnostics)
}

fn normalize(
    path: &Path,
    overlays: &[PathBuf],
    open: &Open<'_>,
    access: &Access,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let mut files = Files::new(open, access);
    files.named(path, diagnostics)?;
    let Some(edits) = overlay::apply(&mut files, overlays, diagnostics) else {
        let unread = Origins::default();
        SourceMap::new(path, files, unread, Edits::default()).locate_all(diagnostics);
        return None;
    };
    let version = match version::of(files.value(0)) {
        Ok(version) => version,
        Err((rule, pointer, message, help)) => {
            diagnostics.error(rule, pointer, message, Some(help));
            SourceMap::new(path, files, Origins::default(), edits).locate_all(diagnostics);
            return None;
        }
    };
    let mut reader = Reader::new(files, version, diagnostics);
    aliases::claim(&mut reader);
    let webhooks = document::webhooks(&reader);
    let mut root = document::read(&mut reader);
    if let Some(root) = &mut root {
        document::read_webhooks(&mut reader, root, webhooks);
        component_objects::read_pending(&mut reader, root);
        dropped::remove(&mut reader, root);
        security::define_missing(&mut reader, root);
    }
    let mut source_map = SourceMap::new(path, reader.files, reader.origins, edits);
    let Some(root) = root else {
        source_map.locate_all(reader.diagnostics);
        return None;
    };
    // The document itself is about to take most of the memory.
    source_map.pack();
    Some(Document {
        api: document::build(root),
        source_map,
    })
}
