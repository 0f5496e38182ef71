//! From a file to one normalized document.
//!
//! The steps, each a module: `yaml` makes an untyped value of a text, `load` finds the files
//! that it refers to, `version` says how to read them; `walk` applies the `grammar` to every
//! part, with the `mend` rules for what real documents do beyond it and `refs` for references;
//! `build` makes the `openapiv3` model of the result. `sources`, `origins` and `places` know where
//! each part stood.

mod build;
mod copies;
mod grammar;
mod load;
mod mend;
mod names;
mod origins;
mod places;
mod pointer;
mod prune;
mod refs;
mod rules;
mod scalar;
mod sources;
mod target;
mod version;
mod walk;
mod yaml;

use std::io;
use std::path::Path;

use openapiv3::OpenAPI;
use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use grammar::{Kind, OPENAPI, Section};
use load::{Files, Open};
use origins::Origins;
use refs::Refs;
pub use rules::RULES;
pub use sources::Sources;
use walk::{Fate, Walker};

/// A document, normalized: 3.1 and 3.2 are written as 3.0 would, mistakes are mended, and each
/// `$ref` is `#/components/<section>/<name>` and exists.
///
/// Where the model of 3.0 has no place for something that a client needs, an extension carries it:
///
/// | extension | on | what it is |
/// |---|---|---|
/// | `x-in: querystring` | parameter (`in: query`) | the value is the whole query string (3.2) |
/// | `x-style: cookie` | cookie parameter | `style: cookie` (3.2): nothing is percent-encoded |
/// | `x-allow-reserved: true` | parameter not in the query | `allowReserved` |
/// | `x-explode` | header, encoding | `explode` as written; absent if it was not |
/// | `x-type` | security scheme (`type: http`) | the type as written: `mutualTLS`, or one that cannot be sent |
/// | `x-device-authorization` | OAuth flows | the flow `deviceAuthorization` (3.2) |
/// | `x-examples` | schema | all of `examples`, if there are several |
#[derive(Debug)]
pub struct Document {
    /// The document.
    pub api: OpenAPI,
    /// Where it stood.
    pub sources: Sources,
}

/// Reads the document at `path` and every file that it refers to.
///
/// `None` if it cannot be used; `diagnostics` say why. There may be errors although there is a
/// document: it is then complete enough to look for more of them.
pub fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
    read_with(path, &load::open_on_disk, diagnostics)
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
            Ok(bytes.to_vec())
        } else {
            Err(io::Error::other("there are no files beside this text"))
        }
    };
    read_with(path, &open, diagnostics)
}

/// Reads a document whose files `open` gives.
pub fn read_with(path: &Path, open: &Open<'_>, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut found = Diagnostics::default();
    let document = normalize(path, open, &mut found);
    match &document {
        Some(document) => found.locate(&document.sources),
        None => found.sort(),
    }
    diagnostics.list.append(&mut found.list);
    document
}

/// Reads the document at `path` and every file that it refers to. If there is a document,
/// [`Diagnostics::locate`] is left to the caller, who can do something else meanwhile.
pub(crate) fn read_unlocated(path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
    normalize(path, &load::open_on_disk, diagnostics)
}

fn normalize(path: &Path, open: &Open<'_>, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut files = Files::new(open);
    files.root(path, diagnostics)?;
    let sources = |files: Files<'_>, origins| Sources {
        file_name: path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned(),
        texts: files.into_texts(),
        origins,
    };
    let version = match version::of(&files.get(0).value) {
        Ok(version) => version,
        Err((rule, pointer, message, help)) => {
            diagnostics.error(rule, pointer, message, Some(help));
            diagnostics.locate(&sources(files, Origins::default()));
            return None;
        }
    };
    let refs = Refs::of(&files.get(0).value);
    let mut walker = Walker {
        files,
        diagnostics,
        version,
        origins: Origins::default(),
        refs,
        file: 0,
        pointer: String::new(),
        depth: 0,
    };
    let root = walk_all(&mut walker);
    let Walker {
        files,
        diagnostics,
        origins,
        ..
    } = walker;
    let sources = sources(files, origins);
    let Some(root) = root else {
        diagnostics.locate(&sources);
        return None;
    };
    Some(Document {
        api: build::document(root),
        sources,
    })
}

/// Walks the first file, and everything that its references bring.
fn walk_all(walker: &mut Walker<'_, '_>) -> Option<Value> {
    static ROOT: Kind = Kind::Object(&OPENAPI);
    walker.claim_aliases();
    walker.pointer.clear();
    let mut root = walker.files.get(0).value.clone();
    if walker.walk(&mut root, &ROOT) == Fate::Drop {
        return None;
    }
    webhooks(walker, &mut root);
    while let Some(part) = walker.refs.parts.pop_front() {
        let at = format!("/components/{}/{}", part.section.key(), part.name);
        walker.origins.insert(&at, part.file, &part.origin);
        let mut value = match walker.copy(part.file, &part.origin) {
            Ok(value) => value,
            Err(problem) => {
                walker.pointer.clone_from(&at);
                walker.fail(problem.rule, "", problem.message, problem.help);
                continue;
            }
        };
        if walker.part(&mut value, part.section, part.file, at.clone()) == Fate::Drop {
            let help = "refer to something else";
            let message = format!("this cannot be one of `components.{}`", part.section.key());
            walker.pointer = at;
            walker.fail(rules::WRONG_REF, "", message, Some(help.to_owned()));
        }
        put(&mut root, part.section, part.name, value);
    }
    if !walker.refs.dropped.is_empty() {
        walker.pointer.clear();
        walker.drop_references(&mut root);
    }
    mend::security::requirements(walker, &mut root);
    Some(root)
}

/// Walks the webhooks, so that what they refer to is there, and keeps the schemas of their bodies
/// as components: the models of a webhook are of use without the call.
fn webhooks(walker: &mut Walker<'_, '_>, root: &mut Value) {
    let Some(Value::Object(hooks)) = walker.files.get(0).value.get("webhooks").cloned() else {
        return;
    };
    for (name, mut item) in hooks {
        walker.file = 0;
        walker.depth = 2;
        walker.pointer = pointer::join("/webhooks", &name);
        let at = walker.pointer.clone();
        if walker.walk(&mut item, grammar::path_item()) == Fate::Drop {
            continue;
        }
        for (method, operation) in item.as_object().into_iter().flatten() {
            let content = operation.pointer("/requestBody/content");
            for (media, content) in content.and_then(Value::as_object).into_iter().flatten() {
                let Some(schema) = content.get("schema") else {
                    continue;
                };
                if schema.get("$ref").is_none() {
                    let mut origin = format!("{at}/{method}/requestBody/content");
                    pointer::push(&mut origin, media);
                    origin.push_str("/schema");
                    let (section, name) = (Section::Schemas, walker.refs.name(&name));
                    let target = format!("/components/schemas/{name}");
                    walker.origins.insert(&target, 0, &origin);
                    put(root, section, name, schema.clone());
                }
            }
        }
    }
}

/// Puts a component into its section.
fn put(root: &mut Value, section: Section, name: String, value: Value) {
    let mut here = root;
    for key in ["components", section.key()] {
        let Value::Object(map) = here else {
            return;
        };
        here = map.entry(key).or_insert_with(|| Value::Object(Map::new()));
    }
    if let Value::Object(map) = here {
        map.insert(name, value);
    }
}

/// Words in quotes, with commas between them.
fn quoted_list<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    quoted.join(", ")
}
