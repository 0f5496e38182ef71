//! The crate of the token operations, file by file: what a maintainer reviews when the description
//! or the generator changes.

mod common;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use codegen::{File, Generated, Options};

fn generated() -> Generated {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/token-operations.yaml");
    let options = Options {
        crate_name: "authlete-token-client".to_owned(),
        ..Options::default()
    };
    let generated = match codegen::generate(&spec, &options) {
        Ok(generated) => generated,
        Err(diagnostics) => panic!("{diagnostics}"),
    };
    assert!(generated.warnings.is_empty(), "{}", generated.warnings);
    generated
}

/// The snapshots: their names and what they hold. The files of the runtime are ordinary Rust that is
/// reviewed where it is written.
fn snapshots() -> Vec<(String, String)> {
    let files = generated().files.into_iter();
    let files: Vec<File> = files
        .filter(|file| !file.path.starts_with("src/runtime/"))
        .collect();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let list = ("files".to_owned(), paths.join("\n"));
    let files = files
        .into_iter()
        .map(|file| (file.path.replace('/', "-"), file.contents));
    [list].into_iter().chain(files).collect()
}

/// The compiler does not ask for docs of models, since other documents lack them. Ours does not.
#[test]
fn every_field_of_a_model_has_docs() {
    let models = generated().files.into_iter();
    let mut fields = 0;
    for file in models.filter(|file| file.path.starts_with("src/models/")) {
        let lines: Vec<&str> = file.contents.lines().collect();
        for two in lines.windows(2) {
            let is_field = two[1].starts_with("    pub ") && !two[1].contains(" fn ");
            if is_field {
                assert!(two[0].starts_with("    ///"), "{}: {}", file.path, two[1]);
                fields += 1;
            }
        }
    }
    assert!(fields > 50, "{fields} fields");
}

#[test]
fn every_file_is_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/token_operations");
    settings.set_omit_expression(true);
    let mut failed = Vec::new();
    settings.bind(|| {
        for (name, text) in snapshots() {
            // A failure does not end the loop, so that one run shows all that changed.
            let check = || insta::assert_snapshot!(name.as_str(), text);
            if catch_unwind(AssertUnwindSafe(check)).is_err() {
                failed.push(name);
            }
        }
    });
    assert!(
        failed.is_empty(),
        "{} snapshots differ: {failed:#?}\nTo review them, run `cargo insta review`.",
        failed.len()
    );
}

#[test]
fn no_snapshot_is_left_of_a_file_that_is_no_longer_generated() {
    let names: BTreeSet<String> = snapshots().into_iter().map(|(name, _)| name).collect();
    common::assert_no_orphans("token_operations", |name| names.contains(name));
}
