//! Makes the mutant of a seed.

mod deep_stack;
pub mod random;
pub mod source;
mod text;
mod tree;
mod words;

use deep_stack::with_deep_stack;
use random::Random;
use serde_json::Value;
use source::{Source, slice};

/// A larger document is cut to a few paths first.
const LARGE: usize = 48 << 10;

/// A broken document.
#[derive(Debug)]
pub struct Mutant {
    /// Position of the document it is made of.
    pub source: usize,
    /// Its text.
    pub text: Vec<u8>,
    /// `json` or `yaml`.
    pub extension: &'static str,
}

/// The mutant of `seed`. What is done to a document does not depend on which others there are, so
/// that the seed and the one document make it again.
#[must_use]
pub fn make(sources: &[Source], seed: u64) -> Mutant {
    let source = Random::new(!seed).below(sources.len());
    let (text, extension) = sources.get(source).map_or_else(Default::default, |source| {
        with_deep_stack(|| mutate(source, &mut Random::new(seed)))
    });
    Mutant {
        source,
        text,
        extension,
    }
}

fn mutate(source: &Source, random: &mut Random) -> (Vec<u8>, &'static str) {
    let large = source.text.len() > LARGE;
    let written = random.one_in(4);
    let whole = if large {
        random.one_in(100)
    } else {
        random.one_in(2)
    };
    let Some(tree) = &source.tree else {
        let mut text = source.text.clone();
        text::mutate(&mut text, random);
        return (text, "yaml");
    };
    if written && !large {
        let mut text = source.text.clone();
        text::mutate(&mut text, random);
        let is_json = text.trim_ascii_start().starts_with(b"{");
        return (text, if is_json { "json" } else { "yaml" });
    }
    let mut mutant = if whole {
        tree.clone()
    } else {
        let paths = count_paths(tree);
        let wanted = 1 + random.below(4);
        slice(tree, |_| random.below(paths) < wanted)
    };
    if written {
        let mut text = to_yaml(&mutant);
        text::mutate(&mut text, random);
        return (text, "yaml");
    }
    tree::mutate(&mut mutant, random);
    match random.below(8) {
        0..4 => (mutant.to_string().into_bytes(), "json"),
        4 => (
            serde_json::to_vec_pretty(&mutant).unwrap_or_default(),
            "json",
        ),
        _ => (to_yaml(&mutant), "yaml"),
    }
}

fn count_paths(tree: &Value) -> usize {
    ["paths", "webhooks"]
        .iter()
        .filter_map(|key| tree.get(key)?.as_object())
        .map(serde_json::Map::len)
        .sum()
}

/// JSON is YAML too, where serializing fails.
fn to_yaml(tree: &Value) -> Vec<u8> {
    serde_yaml::to_string(tree)
        .unwrap_or_else(|_| tree.to_string())
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generation::documents::Document;

    fn source(name: &str) -> Source {
        let text = format!("openapi: 3.0.3\npaths: {{/{name}: {{get: {{}}}}}}\n");
        Source {
            document: Document {
                path: name.into(),
                name: name.to_owned(),
                crate_name: name.to_owned(),
            },
            tree: serde_yaml::from_str(&text).ok(),
            text: text.into_bytes(),
        }
    }

    #[test]
    fn a_seed_and_its_document_make_the_mutant_again() {
        let all = [source("one"), source("two"), source("three")];
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            let mutant = make(&all, seed);
            let name = &all[mutant.source].document.name;
            let again = make(&[source(name)], seed);
            assert_eq!(mutant.text, again.text);
            assert_eq!(mutant.extension, again.extension);
            seen.insert(mutant.source);
        }
        assert_eq!(seen.len(), 3);
    }
}
