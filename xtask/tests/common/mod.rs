//! A crate to write to and read from.

#![allow(dead_code, reason = "each test file uses its part")]

use codegen::File;
use codegen::MARK;
use std::{collections::BTreeMap, fs, path::Path};

/// A generated file.
pub fn generated(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        contents: format!("{MARK} from test.yaml.\n{text}\n"),
    }
}

/// Any other file.
pub fn other(path: &str, text: &str) -> File {
    File {
        path: path.to_owned(),
        contents: text.to_owned(),
    }
}

/// Writes files as they are.
pub fn put(root: &Path, files: &[File]) {
    for file in files {
        let path = root.join(&file.path);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("can be made");
        fs::write(path, &file.contents).expect("can be written");
    }
}

/// Everything below a directory but what a run works with.
pub fn contents(root: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    collect(root, "", &mut all);
    all
}

/// The files as [`contents`] reads them.
pub fn as_contents<'a>(files: impl IntoIterator<Item = &'a File>) -> BTreeMap<String, String> {
    files
        .into_iter()
        .map(|file| (file.path.clone(), file.contents.clone()))
        .collect()
}

fn collect(directory: &Path, prefix: &str, all: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(directory).expect("can be listed") {
        let entry = entry.expect("can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if name.starts_with(".xtask-regenerate") {
            continue;
        }
        if entry.file_type().expect("has a type").is_dir() {
            collect(&entry.path(), &format!("{name}/"), all);
        } else {
            all.insert(name, fs::read_to_string(entry.path()).expect("is text"));
        }
    }
}
