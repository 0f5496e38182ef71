//! Names that look alike though they are written in other letters, as Unicode Technical Standard #39
//! tells them: Latin `a` and Cyrillic `а`.
//!
//! ASCII names are ordinary ones, however close `l1` and `lI` are in some typefaces: only a pair of
//! which one name has other letters looks alike here, as it does for the compiler's
//! `confusable_idents`.

use std::collections::HashMap;

use unicode_security::confusable_detection;

/// What names have in common that look alike.
pub(crate) fn skeleton(name: &str) -> String {
    confusable_detection::skeleton(name).collect()
}

/// A name in ASCII, in which other letters are written by their numbers, so that a reader sees them
/// and a caller can type them: `p_u430_ge`, of types `PU430ge`.
pub(super) fn spelled_out(name: &str, separator: &str) -> String {
    let mark = if separator.is_empty() { 'U' } else { 'u' };
    let mut spelled = String::new();
    let mut was_number = false;
    for letter in name.chars() {
        let is_number = !letter.is_ascii();
        let is_boundary = is_number || (was_number && letter != '_');
        if is_boundary && !spelled.is_empty() && !spelled.ends_with('_') {
            spelled.push_str(separator);
        }
        if is_number {
            spelled.push_str(&format!("{mark}{:x}", u32::from(letter)));
        } else {
            spelled.push(letter);
        }
        was_number = is_number;
    }
    spelled
}

/// The names of a scope by their skeletons. A scope in ASCII, as most are, needs none.
#[derive(Debug, Default, Clone)]
pub(super) struct LookAlikes {
    by_skeleton: Option<HashMap<String, String>>,
}

impl LookAlikes {
    /// The name among `taken`, all names of the scope, that `name` looks like.
    pub(super) fn find<'t>(
        &mut self,
        name: &str,
        taken: impl Iterator<Item = &'t String>,
    ) -> Option<&str> {
        if self.by_skeleton.is_none() && name.is_ascii() {
            return None;
        }
        let by_skeleton = self.by_skeleton.get_or_insert_with(|| {
            let mut by_skeleton = HashMap::new();
            for name in taken {
                let first = by_skeleton
                    .entry(skeleton(name))
                    .or_insert_with(|| name.clone());
                // Of several, the same one in every run.
                if name < first {
                    first.clone_from(name);
                }
            }
            by_skeleton
        });
        let other = by_skeleton.get(&skeleton(name))?;
        let is_alike = other != name && !(name.is_ascii() && other.is_ascii());
        is_alike.then_some(other.as_str())
    }

    /// Adds a name of the scope.
    pub(super) fn add(&mut self, name: &str) {
        if let Some(by_skeleton) = &mut self.by_skeleton {
            by_skeleton
                .entry(skeleton(name))
                .or_insert_with(|| name.to_owned());
        }
    }
}
