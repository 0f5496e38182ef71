//! What tests of snapshots share.

use std::collections::BTreeSet;
use std::path::Path;

/// Fails if `folder`, relative to `tests/snapshots`, holds a snapshot that `is_asserted` refuses
/// by its file name without `.snap`.
///
/// `cargo insta test` looks after such snapshots itself, and reviews nothing if a test fails.
pub fn assert_no_orphans(folder: &str, is_asserted: impl Fn(&str) -> bool) {
    if std::env::var_os("INSTA_FORCE_PASS").is_some() {
        return;
    }
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(folder);
    let entries = std::fs::read_dir(&directory).expect("the directory is there");
    let orphans: BTreeSet<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".snap")?.to_owned()))
        .filter(|name| !is_asserted(name))
        .collect();
    assert!(
        orphans.is_empty(),
        "no test asserts these snapshots in {}: {orphans:#?}\n\
         To remove them, run `cargo insta test --unreferenced=delete -p codegen`.",
        directory.display()
    );
}
