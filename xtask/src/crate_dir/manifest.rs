//! Edits `Cargo.toml`: the dependency lines and features that the generated code needs, and
//! nothing else. What people added, their comments and their order stay.

use super::requirement::is_enough;
use crate::{files::read_plain, project};
use codegen::{BROWSER, Dependency, Manifest};
use miette::Result;
use std::path::Path;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The manifest with all that `needed` asks for.
///
/// # Errors
///
/// If it is no TOML, or has something else where Cargo has tables.
pub fn edit(text: &str, needed: &Manifest) -> Result<String> {
    edited(text, |document| {
        for dependency in &needed.dependencies {
            add_dependency(table(document, &["dependencies"])?, dependency);
        }
        for dependency in &needed.browser_dependencies {
            let path = &["target", BROWSER, "dependencies"];
            add_dependency(table(document, path)?, dependency);
        }
        for (name, entries) in &needed.features {
            add_feature(table(document, &["features"])?, name, entries);
        }
        Ok(())
    })
}

/// The manifest after a change, with the line ends that it had.
fn edited(text: &str, change: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<String> {
    let carriage_returns = text.contains("\r\n");
    let mut document: DocumentMut =
        text.replace("\r\n", "\n")
            .parse()
            .map_err(|error: toml_edit::TomlError| {
                miette::miette!(
                    help = "correct it, then run the command again",
                    "Cargo.toml is not valid TOML: {}",
                    error.to_string().trim_end()
                )
            })?;
    change(&mut document)?;
    let text = document.to_string();
    Ok(if carriage_returns {
        text.replace('\n', "\r\n")
    } else {
        text
    })
}

/// The manifest of a crate, if it has one.
///
/// # Errors
///
/// If it cannot be read.
pub fn read(root: &Path) -> Result<Option<String>> {
    let path = root.join("Cargo.toml");
    let text = read_plain(&path)?.map(String::from_utf8).transpose();
    text.map_err(|error| miette::miette!("cannot read {}: {error}", project::display(&path)))
}

/// The package's name, if the manifest says one.
#[must_use]
pub fn package_name(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let name = document.get("package")?.get("name")?.as_str()?;
    Some(name.to_owned())
}

/// The version that the manifest says itself.
#[must_use]
pub fn version(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let version = document.get("package")?.get("version")?.as_str()?;
    Some(version.to_owned())
}

/// The manifest with another version.
///
/// # Errors
///
/// If it says none.
pub fn with_version(text: &str, version: &str) -> Result<String> {
    edited(text, |document| {
        let package = document
            .get_mut("package")
            .and_then(Item::as_table_like_mut);
        let item = package.and_then(|package| package.get_mut("version"));
        let item = item.ok_or_else(|| miette::miette!("Cargo.toml has no version"))?;
        replace_value(item, version.into());
        Ok(())
    })
}

/// Whether the crate has a feature for each group of operations; nothing if it was not generated yet.
#[must_use]
pub fn has_group_features(text: &str) -> Option<bool> {
    let document: DocumentMut = text.parse().ok()?;
    let features = document.get("features")?.as_table_like()?;
    let is_generated = features.contains_key("client");
    let has_all = features.contains_key("all");
    (is_generated || has_all).then_some(has_all)
}

/// The table with these names, the outermost first; those that are not there are made.
fn table<'a>(document: &'a mut DocumentMut, path: &[&str]) -> Result<&'a mut dyn TableLike> {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    for (index, name) in path.iter().enumerate() {
        let item = table.entry(name).or_insert_with(|| {
            let mut new = Table::new();
            // Those around the last one have no line of their own.
            new.set_implicit(index + 1 < path.len());
            Item::Table(new)
        });
        table = item.as_table_like_mut().ok_or_else(|| {
            miette::miette!(
                help = "Cargo expects a table there",
                "`{name}` in Cargo.toml is not a table"
            )
        })?;
    }
    Ok(table)
}

fn add_dependency(section: &mut dyn TableLike, needed: &Dependency) {
    match section.get_mut(&needed.name) {
        None => insert(section, &needed.name, new_dependency(needed)),
        Some(item) => match item.as_str() {
            Some(version) if is_plain(needed) && is_enough(version, &needed.version) => {}
            Some(version) => {
                let version = version.to_owned();
                let mut table = InlineTable::new();
                table.insert("version", version.into());
                complete(&mut table, needed);
                replace_value(item, table.into());
            }
            None => {
                if let Some(table) = item.as_inline_table_mut() {
                    let before = table.to_string();
                    complete(table, needed);
                    if table.to_string() != before {
                        table.fmt(); // the spaces, where a value is no longer the last
                    }
                } else if let Some(table) = item.as_table_like_mut() {
                    complete(table, needed);
                }
            }
        },
    }
}

/// True if a version says it all.
fn is_plain(needed: &Dependency) -> bool {
    needed.features.is_empty() && needed.default_features && !needed.optional
}

fn new_dependency(needed: &Dependency) -> Value {
    if is_plain(needed) {
        return needed.version.as_str().into();
    }
    let mut table = InlineTable::new();
    table.insert("version", needed.version.as_str().into());
    complete(&mut table, needed);
    table.into()
}

/// Adds what is needed to a dependency that is written as a table.
fn complete(table: &mut dyn TableLike, needed: &Dependency) {
    let elsewhere = ["workspace", "path", "git"]
        .iter()
        .any(|key| table.contains_key(key));
    if !elsewhere {
        let present = table.get("version").and_then(Item::as_str);
        if !present.is_some_and(|present| is_enough(present, &needed.version)) {
            set(table, "version", needed.version.as_str().into());
        }
    }
    // A workspace's own line says this for its members, and Cargo refuses to be told otherwise.
    let inherited = table.contains_key("workspace");
    let defaults = table.get("default-features").and_then(Item::as_bool);
    if !inherited && defaults.unwrap_or(true) != needed.default_features {
        set(table, "default-features", needed.default_features.into());
    }
    if !needed.features.is_empty() {
        add_entries(table, "features", &needed.features);
    }
    let optional = table.get("optional").and_then(Item::as_bool);
    if optional.unwrap_or(false) != needed.optional {
        if needed.optional {
            set(table, "optional", true.into());
        } else {
            table.remove("optional");
        }
    }
}

/// `default` is people's choice once it is there; other features get what is missing.
fn add_feature(section: &mut dyn TableLike, name: &str, entries: &[String]) {
    if !section.contains_key(name) {
        let array: Array = entries.iter().collect();
        insert(section, name, array.into());
    } else if name != "default" {
        add_entries(section, name, entries);
    }
}

/// Adds the entries that the array under `key` lacks.
fn add_entries(table: &mut dyn TableLike, key: &str, entries: &[String]) {
    let Some(array) = table.get_mut(key).and_then(Item::as_array_mut) else {
        let array: Array = entries.iter().collect();
        table.insert(key, Item::Value(array.into()));
        return;
    };
    for entry in entries {
        if array.iter().any(|present| present.as_str() == Some(entry)) {
            continue;
        }
        // In an array with one entry a line, the new one gets a line too.
        let last = array.iter().last().map(|value| value.decor().clone());
        match last {
            Some(decor) if decor_has_newline(&decor) => {
                let mut value = Value::from(entry);
                *value.decor_mut() = decor;
                value.decor_mut().set_suffix("");
                array.push_formatted(value);
            }
            _ => array.push(entry),
        }
    }
}

fn decor_has_newline(decor: &toml_edit::Decor) -> bool {
    decor
        .prefix()
        .and_then(toml_edit::RawString::as_str)
        .is_some_and(|prefix| prefix.contains('\n') && prefix.trim().is_empty())
}

fn set(table: &mut dyn TableLike, key: &str, value: Value) {
    match table.get_mut(key) {
        Some(item) => replace_value(item, value),
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Replaces a value and keeps the comment behind it.
fn replace_value(item: &mut Item, mut value: Value) {
    if let Some(old) = item.as_value() {
        *value.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(value);
}

/// Adds a line; in its place, if the lines are in order.
fn insert(section: &mut dyn TableLike, key: &str, value: Value) {
    let keys: Vec<String> = section.iter().map(|(key, _)| key.to_owned()).collect();
    section.insert(key, Item::Value(value));
    if keys.len() > 1 && keys.is_sorted() {
        section.sort_values();
    }
}
