//! The files of a description: the one that was given, and those that it refers to.
//!
//! `access` says which of them may be read. `yaml` makes an untyped value of a text, `version` finds
//! out which OpenAPI it follows, `anchors` finds the names in it that references may use, `text` keeps
//! the text itself, `positions` knows where each node stands in it.

mod access;
mod anchors;
mod positions;
mod text;
pub(super) mod version;
mod yaml;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::rules;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::text::find_invisible;
pub use access::Access;
use access::normalize;
pub(super) use access::{Disk, Source, Unread};
use anchors::Anchors;
pub(crate) use text::Text;
use yaml::Invalid;
pub(super) use yaml::MAX_DEPTH;

/// More files than any tree of a description has.
const MAX_FILES: usize = 10_000;

/// Reads a file.
pub(crate) type Open<'a> = dyn Fn(&Path) -> Result<Source, Unread> + 'a;

/// A file that was read.
pub(crate) struct File {
    path: PathBuf,
    /// What its text says; empty if it was taken.
    value: OnceLock<Value>,
    /// The value is no longer what the text says.
    is_changed: bool,
    text: Text,
    anchors: OnceLock<Anchors>,
}

/// All files that were read; the first is the one that was given.
pub(crate) struct Files<'a> {
    open: &'a Open<'a>,
    access: &'a Access,
    list: Vec<File>,
    by_path: HashMap<PathBuf, Option<usize>>,
}

impl<'a> Files<'a> {
    pub fn new(open: &'a Open<'a>, access: &'a Access) -> Self {
        Self {
            open,
            access,
            list: Vec::new(),
            by_path: HashMap::new(),
        }
    }

    /// The value of a file as it was read. One that was taken is parsed once more: few references
    /// lead to what is no component, and only these ask for it.
    pub fn value(&self, index: usize) -> &Value {
        let file = &self.list[index];
        let parse = || yaml::parse(file.text.content()).map(|parsed| parsed.value);
        file.value.get_or_init(|| parse().unwrap_or_default())
    }

    /// The value of a file, to be changed before it is read.
    pub fn value_mut(&mut self, index: usize) -> Option<&mut Value> {
        let file = &mut self.list[index];
        file.is_changed = true;
        file.value.get_mut()
    }

    /// The value of a file, to make the document of it. In a large one, two of them would take most
    /// of the memory.
    pub fn take_value(&mut self, index: usize) -> Value {
        let file = &mut self.list[index];
        let taken = if file.is_changed {
            file.value.get().cloned()
        } else {
            file.value.take()
        };
        taken.unwrap_or_default()
    }

    /// The length of all texts.
    pub fn bytes(&self) -> usize {
        self.list.iter().map(|file| file.text.content().len()).sum()
    }

    /// The anchors of a file.
    pub fn anchors(&self, index: usize) -> &Anchors {
        let file = &self.list[index];
        file.anchors.get_or_init(|| Anchors::of(self.value(index)))
    }

    /// The name of a file without folder and extension.
    pub fn stem(&self, index: usize) -> String {
        let stem = self.list[index].path.file_stem();
        stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    }

    pub fn into_texts(self) -> Vec<Text> {
        self.list.into_iter().map(|file| file.text).collect()
    }

    /// The index of a file named relative to another. `Err` says why there is none; a file whose
    /// content is wrong has had its diagnostics and gives `Ok(None)`.
    pub fn relative(
        &mut self,
        from: usize,
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<usize>, Unread> {
        let folder = self.list[from].path.parent().unwrap_or(Path::new(""));
        self.load(normalize(&folder.join(reference)), diagnostics)
    }

    /// The index of the file from which what a URL names is read; `None` if there is none for it.
    pub fn mapped(
        &mut self,
        url: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Result<Option<usize>, Unread>> {
        let path = self.access.mapped(url)?;
        Some(self.load(normalize(&path), diagnostics))
    }

    fn load(
        &mut self,
        path: PathBuf,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<usize>, Unread> {
        if let Some(known) = self.by_path.get(&path) {
            return Ok(*known);
        }
        if self.list.len() >= MAX_FILES {
            let why = format!("there are more than {MAX_FILES} files");
            return Err(io::Error::other(why).into());
        }
        let source = (self.open)(&path)?;
        // If it is wrong, only what refers to it is lost.
        Ok(self.add(path, source, Severity::Degraded, diagnostics))
    }

    /// Reads a file that the user named: the first one, or an overlay. Without it there is nothing
    /// to generate.
    pub fn named(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<usize> {
        match (self.open)(path) {
            Ok(source) => self.add(normalize(path), source, Severity::Error, diagnostics),
            Err(unread) => {
                let why = match unread {
                    Unread::Failed(error) => error.to_string(),
                    Unread::Outside => "it is outside of its folder".to_owned(),
                    Unread::Hidden => "its name begins with a dot".to_owned(),
                };
                diagnostics.error(
                    rules::UNREADABLE_FILE,
                    "",
                    format!("`{}` cannot be read: {why}", path.display()),
                    Some("check the path and its permissions".to_owned()),
                );
                None
            }
        }
    }

    fn add(
        &mut self,
        path: PathBuf,
        source: Source,
        lost: Severity,
        diagnostics: &mut Diagnostics,
    ) -> Option<usize> {
        let name = path.display().to_string();
        let (content, parsed) = match yaml::decode(source.bytes) {
            Ok(content) => {
                let content = Arc::new(content);
                let parsed = yaml::parse(&content);
                (content, parsed)
            }
            Err(invalid) => (Arc::default(), Err(invalid)),
        };
        let text = Text::new(name, content, source.is_shown);
        diagnostics.list.extend(invisible_character(&text));
        let parsed = match parsed {
            Ok(parsed) => parsed,
            Err(invalid) => {
                self.by_path.insert(path, None);
                let mut refusal = refusal(&text, invalid);
                refusal.severity = lost;
                diagnostics.push(refusal);
                return None;
            }
        };
        let is_json = path
            .extension()
            .is_some_and(|extension| extension == "json");
        if let Some(invalid) = parsed.not_json.filter(|_| is_json) {
            let mut warning = refusal(&text, invalid);
            warning.severity = Severity::Warning;
            warning.rule = rules::NOT_JSON;
            warning.message.push_str("; it is read as YAML");
            diagnostics.push(warning);
        }
        for pointer in parsed.duplicates {
            let message = "this key occurs more than once in its object; the last value is used";
            let help = Some("remove all but one of them".to_owned());
            let rule = rules::DUPLICATE_KEY;
            let mut warning = Diagnostic::new(Severity::Warning, rule, &pointer, message, help);
            text.locate(&mut warning, &pointer);
            diagnostics.push(warning);
        }
        let index = self.list.len();
        self.by_path.insert(path.clone(), Some(index));
        self.list.push(File {
            path,
            value: parsed.value.into(),
            is_changed: false,
            text,
            anchors: OnceLock::new(),
        });
        Some(index)
    }
}

/// What looks like one text may be another.
fn invisible_character(text: &Text) -> Option<Diagnostic> {
    let found = find_invisible(text.content())?;
    let number = match found.count {
        1 => "an invisible or bidirectional character".to_owned(),
        count => format!("{count} invisible or bidirectional characters, the first"),
    };
    let code = u32::from(found.character);
    let mut warning = Diagnostic::new(
        Severity::Warning,
        rules::INVISIBLE_CHARACTER,
        "",
        format!("the file has {number} here (U+{code:04X})"),
        Some("remove what is not meant to be there; it can hide what a text says".to_owned()),
    );
    text.show(&mut warning, text.at(found.line, found.column));
    Some(warning)
}

fn refusal(text: &Text, invalid: Invalid) -> Diagnostic {
    let Invalid {
        rule,
        message,
        help,
        position,
    } = invalid;
    let mut error = Diagnostic::new(Severity::Error, rule, "", message, help);
    let (line, column) = position.unwrap_or((1, 1));
    text.show(&mut error, text.at(line, column));
    error
}
