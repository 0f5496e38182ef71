//! Documents whose every name, value and text is someone's attempt to get out of where it belongs:
//! into code, into tests of the docs, into the pages of rustdoc, out of the crate's folder.
//!
//! A slice runs by default. `HOSTILE_DOCUMENTS=20000 cargo test -p codegen --test hostile` runs more.

mod check;
mod poison;
mod texts;

use std::fs;
use std::path::Path;

use check::check;
use codegen::{Options, generate};
use poison::{Random, poison};
use serde_json::Value;

const DEFAULT_COUNT: u64 = 300;

fn documents() -> Vec<Value> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let features = fs::read_dir(fixtures.join("features")).expect("the fixtures are there");
    let mut paths: Vec<_> = features
        .map(|entry| entry.expect("the entry can be read").path())
        .chain([fixtures.join("emit.yaml"), fixtures.join("wire.yaml")])
        .collect();
    paths.sort();
    let read = |path: &_| {
        let text = fs::read_to_string(path).expect("the fixture can be read");
        serde_yaml::from_str(&text).expect("the fixture is YAML")
    };
    paths.iter().map(read).collect()
}

#[test]
fn no_text_of_a_document_gets_out_of_its_place() {
    let documents = documents();
    let count = std::env::var("HOSTILE_DOCUMENTS").map_or(DEFAULT_COUNT, |count| {
        count.parse().expect("HOSTILE_DOCUMENTS is a number")
    });
    let folder = tempfile::tempdir().expect("a directory can be made");
    let spec = folder.path().join("hostile.json");
    let options = Options {
        crate_name: "hostile".to_owned(),
        ..Options::default()
    };
    let mut made = 0;
    for seed in 1..=count {
        let mut random = Random::new(seed);
        let mut document = documents[random.below(documents.len())].clone();
        poison(&mut document, "", &mut random);
        let text = serde_json::to_string_pretty(&document).expect("it is JSON");
        fs::write(&spec, &text).expect("it can be written");
        match generate(&spec, &options) {
            Ok(generated) => {
                made += 1;
                for file in &generated.files {
                    if let Err(problem) = check(file) {
                        panic!("seed {seed}: {}: {problem}", file.path);
                    }
                }
            }
            Err(found) => {
                let last = found.iter().find(|one| one.rule == codegen::UNSAFE_DOCS);
                assert!(last.is_none(), "seed {seed}: {found}");
            }
        }
    }
    assert!(made * 4 > count, "{made} of {count} are generated");
}
