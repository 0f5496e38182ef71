//! The names that could clash with something in a generated crate.

use crate::{
    files::{failed, read},
    project,
};
use miette::Result;
use std::{collections::HashSet, fs, path::Path};

/// Keywords of all editions: strict, reserved and weak ones (The Rust Reference, Keywords).
const KEYWORDS: &str = "as async await break const continue crate dyn else enum extern false fn for \
    gen if impl in let loop match mod move mut pub ref return self Self static struct super trait \
    true type unsafe use where while abstract become box do final macro override priv typeof \
    unsized virtual yield try macro_rules raw safe union auto default catch";

/// What every Rust file sees: the preludes of the standard library and of the language.
const PRELUDE: &str = "Send Sized Sync Unpin Drop Fn FnMut FnOnce AsyncFn AsyncFnMut AsyncFnOnce \
    drop align_of align_of_val size_of size_of_val Box ToOwned Clone PartialEq PartialOrd Eq Ord \
    AsRef AsMut Into From Default Iterator Extend IntoIterator DoubleEndedIterator \
    ExactSizeIterator Option Some None Result Ok Err String ToString Vec TryFrom TryInto \
    FromIterator Future IntoFuture Copy Debug Hash \
    bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 \
    std core alloc proc_macro test serde serde_json reqwest bytes tokio tracing \
    assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert env eprintln \
    file format format_args include include_bytes include_str line matches module_path option_env \
    panic print println stringify thread_local todo unimplemented unreachable vec write writeln \
    derive allow deny warn forbid deprecated must_use inline doc feature cfg_attr non_exhaustive";

/// What methods of models, builders and of Rust's own traits are called.
const METHODS: &str = "clone clone_from clone_into to_owned to_string into from try_into try_from fmt \
    eq ne cmp partial_cmp lt le gt ge max min clamp hash borrow borrow_mut deref deref_mut as_ref \
    as_mut drop default new builder next into_iter iter type_id serialize deserialize \
    into_future poll unwrap expect ok err map and_then";

/// The names.
pub struct Words {
    /// What generated code imports, keywords, the prelude, methods, generic parameters.
    pub in_scope: Vec<String>,
    /// What the runtime, and through it emitted code, defines besides.
    pub defined: Vec<String>,
}

impl Words {
    /// All of them.
    ///
    /// # Errors
    ///
    /// If the runtime cannot be read.
    pub fn new() -> Result<Self> {
        // What differs in case and underscores alone would get the same Rust name.
        let mut seen = HashSet::new();
        let mut is_new = |word: &String| seen.insert(word.replace('_', "").to_lowercase());
        let listed = [KEYWORDS, PRELUDE, METHODS].into_iter();
        let in_scope = listed
            .flat_map(str::split_whitespace)
            .chain(codegen::reserved_names())
            .map(str::to_owned)
            .chain(('A'..='Z').map(String::from))
            .filter(&mut is_new)
            .collect();
        let mut defined = Vec::new();
        collect(&project::root().join("codegen/runtime"), &mut defined)?;
        defined.sort();
        defined.retain(&mut is_new);
        Ok(Self { in_scope, defined })
    }

    /// Both lists.
    pub fn all(&self) -> Vec<&str> {
        let all = self.in_scope.iter().chain(&self.defined);
        all.map(String::as_str).collect()
    }
}

/// The names that Rust files define.
fn collect(path: &Path, words: &mut Vec<String>) -> Result<()> {
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| failed("list", path, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failed("list", path, &error))?;
            collect(&entry.path(), words)?;
        }
    } else {
        words.extend(defined(&read(path)?));
    }
    Ok(())
}

/// Items, variables, fields and parameters.
fn defined(text: &str) -> impl Iterator<Item = String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| {
        let mut defined = Vec::new();
        let mut before = "";
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        for (at, word) in words_of(line, is_part) {
            let after = &line[at + word.len()..];
            let is_item = [
                "const",
                "enum",
                "fn",
                "let",
                "macro_rules",
                "mod",
                "mut",
                "static",
                "struct",
                "trait",
                "type",
            ]
            .contains(&before);
            let is_field = after.starts_with(": ");
            if (is_item || is_field) && word.starts_with(|c: char| c.is_ascii_alphabetic()) {
                defined.push(word.to_owned());
            }
            before = word;
        }
        defined
    })
}

fn words_of(line: &str, is_part: impl Fn(char) -> bool + Copy) -> Vec<(usize, &str)> {
    line.split(move |c| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_defined_is_found() {
        let text = "// fn not(this)\npub(crate) fn send(mut self, count: usize) -> T {\n    \
                    let response = call(self.client);\n}\nstruct Core;\n";
        let found: Vec<_> = defined(text).collect();
        assert_eq!(found, ["send", "self", "count", "response", "Core"]);
    }
}
