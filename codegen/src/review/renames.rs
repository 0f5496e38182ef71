//! What is the same under another name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::rules::{
    ChangeRule, FIELD_RENAMED, MODEL_RENAMED, OPERATION_RENAMED, PARAMETER_RENAMED, VARIANT_RENAMED,
};
use crate::outline::{Item, Line, Outline};

/// Something that has another name.
pub(super) struct Renamed<'a, T> {
    pub old: &'a T,
    pub new: &'a T,
}

/// All of them, old and new, by where they are.
pub(super) fn those<T>(renamed: &[Renamed<'_, T>]) -> HashSet<*const T> {
    let both = renamed.iter().flat_map(|it| [it.old, it.new]);
    both.map(std::ptr::from_ref).collect()
}

/// The rule for a line with another name.
pub(super) fn rule(line: &Line) -> &'static ChangeRule {
    match &*line.kind {
        "operation" => OPERATION_RENAMED,
        "field" => FIELD_RENAMED,
        "variant" => VARIANT_RENAMED,
        "parameter" => PARAMETER_RENAMED,
        _ => MODEL_RENAMED,
    }
}

/// How the name that it had can be kept.
pub(super) fn help(name: &str) -> String {
    let name = name.rsplit("::").next().unwrap_or(name);
    let name = name.trim_start_matches("r#");
    format!("to keep the name, write x-rust-name: {name} there")
}

/// Items that are gone, each with the only new one that is the same but for its name.
pub(super) fn of_items<'a>(old: &'a Outline, new: &'a Outline) -> Vec<Renamed<'a, Item>> {
    let names = |outline: &'a Outline| -> BTreeSet<&'a str> {
        let items = outline.items.iter();
        items.map(|item| item.line.name.as_str()).collect()
    };
    let (old_names, new_names) = (names(old), names(new));
    let gone = old.items.iter();
    let gone = gone.filter(|item| !new_names.contains(item.line.name.as_str()));
    let came = new.items.iter();
    let came = came.filter(|item| !old_names.contains(item.line.name.as_str()));
    alike(gone, came, identity)
}

/// Parts of an item that are gone, each with the only new one that is the same but for its name.
pub(super) fn of_parts<'a>(old: &'a Item, new: &'a Item) -> Vec<Renamed<'a, Line>> {
    let names = |item: &'a Item| -> BTreeSet<(&'a str, &'a str)> {
        let parts = item.parts.iter();
        parts
            .map(|part| (&*part.kind, part.name.as_str()))
            .collect()
    };
    let (old_names, new_names) = (names(old), names(new));
    let key = |part: &Line| (part.kind.to_string(), part.name.clone());
    let is_in = |names: &BTreeSet<(&str, &str)>, part: &Line| {
        let (kind, name) = key(part);
        names.contains(&(kind.as_str(), name.as_str()))
    };
    let gone = || old.parts.iter().filter(|part| !is_in(&new_names, part));
    let came = || new.parts.iter().filter(|part| !is_in(&old_names, part));
    // The same on the wire first, whatever its type; then what differs in its name there too.
    let mut renamed = alike(gone(), came(), same_on_wire);
    let found: BTreeSet<_> = renamed
        .iter()
        .flat_map(|it| [key(it.old), key(it.new)])
        .collect();
    let is_left = |part: &&Line| !found.contains(&key(part));
    renamed.extend(alike(
        gone().filter(is_left),
        came().filter(is_left),
        same_but_for_names,
    ));
    renamed
}

/// Pairs those that have the same identity, if there is one of each.
fn alike<'a, T>(
    old: impl Iterator<Item = &'a T>,
    new: impl Iterator<Item = &'a T>,
    identity: impl Fn(&T) -> Option<String>,
) -> Vec<Renamed<'a, T>> {
    let by_identity = |those: &mut dyn Iterator<Item = &'a T>| {
        let mut by_identity: HashMap<String, Vec<&'a T>> = HashMap::new();
        for one in those {
            if let Some(identity) = identity(one) {
                by_identity.entry(identity).or_default().push(one);
            }
        }
        by_identity
    };
    let (mut old, mut new) = (old, new);
    let old: BTreeMap<_, _> = by_identity(&mut old).into_iter().collect();
    let new = by_identity(&mut new);
    let pairs = old.into_iter().filter_map(|(identity, old)| {
        match (old.as_slice(), new.get(&identity)?.as_slice()) {
            ([old], [new]) => Some(Renamed {
                old: *old,
                new: *new,
            }),
            _ => None,
        }
    });
    pairs.collect()
}

/// What makes an item the one it is, whatever its name.
fn identity(item: &Item) -> Option<String> {
    match &*item.line.kind {
        "operation" => {
            let request = item.parts.iter().find(|part| part.kind == "request")?;
            Some(format!("operation{}", request.signature))
        }
        "struct" | "enum" if item.parts.len() > 1 => {
            // A type of few parts is like many others.
            let name = item.line.name.as_str();
            let parts = item.parts.iter();
            let parts = parts.map(|part| part.to_string().replace(name, "Self"));
            Some(format!(
                "{}{}",
                item.line.kind,
                parts.collect::<Vec<_>>().join("\n")
            ))
        }
        _ => None,
    }
}

fn same_on_wire(part: &Line) -> Option<String> {
    let on_wire = match &*part.kind {
        "field" => part.get("wire")?.to_owned(),
        // Which of the parameters of a path it is, its place in the arguments says.
        "parameter" if part.get("in") == Some("path") => "in path".to_owned(),
        "parameter" => format!("{} in {}", part.get("wire")?, part.get("in")?),
        "body" => part.get("media-type")?.to_owned(),
        "variant" => part.get("value").or_else(|| part.get("tag"))?.to_owned(),
        _ => return None,
    };
    Some(format!("{} {on_wire}", part.kind))
}

fn same_but_for_names(part: &Line) -> Option<String> {
    if !matches!(&*part.kind, "field" | "parameter") {
        return None;
    }
    let mut nameless = part.clone();
    nameless.name = String::new();
    nameless.facts.retain(|(fact, _)| fact != "wire");
    Some(nameless.to_string())
}
