//! The crate of the token operations, file by file: what a maintainer reviews when the description
//! or the generator changes.

use std::path::Path;

use codegen::{Options, emit};

#[test]
fn every_file_is_as_reviewed() {
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
    // The runtime is ordinary Rust that is reviewed where it is written.
    let files: Vec<&emit::File> = generated
        .files
        .iter()
        .filter(|file| !file.path.starts_with("src/runtime/"))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/token_operations");
    settings.set_omit_expression(true);
    settings.bind(|| {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        insta::assert_snapshot!("files", paths.join("\n"));
        for file in files {
            insta::assert_snapshot!(file.path.replace('/', "-"), file.contents);
        }
    });
}
