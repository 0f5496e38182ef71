//! The items of two outlines: which of them are there, and what is said of each as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Review, Subject};
use super::comparison::Comparison;
use super::facts::{self, Direction};
use super::pairs::{Pair, pairs};
use super::renames::{self, Renamed};
use super::rules::{self, ChangeRule};
use super::types::Meanings;
use super::{arguments, parts};
use crate::outline::{Item, Line, Outline};

/// Compares all of them.
pub(super) fn compare(old: &Outline, new: &Outline) -> Review {
    let renamed = renames::of_items(old, new);
    let names = renamed.iter().flat_map(new_names);
    let meanings = (Meanings::of(old).renamed(names), Meanings::of(new));
    let mut comparison = Comparison::of(meanings);
    for Renamed { old, new } in &renamed {
        let subject = Subject::of_items(Some(old), Some(new));
        let (was, is) = (old.line.name.as_str(), new.line.name.as_str());
        let mut change = subject.change(renames::rule(&new.line), Some(was), Some(is));
        change.help = Some(renames::help(was));
        comparison.count(&new.line.kind, |counts| counts.changed += 1);
        comparison.changes.push(change);
        let old = comparison.types.renamed(old);
        both(&mut comparison, &old, new);
    }
    let renamed = renames::those(&renamed);
    let is_renamed = |item: &&Item| renamed.contains(&std::ptr::from_ref(*item));
    let pairs = pairs(
        old.items.iter().filter(|item| !is_renamed(item)),
        new.items.iter().filter(|item| !is_renamed(item)),
        |item| (place(&item.line.kind), item.line.name.as_str()),
    );
    for pair in pairs.into_values() {
        match pair {
            Pair::Removed(item) => {
                comparison.count(&item.line.kind, |counts| counts.removed += 1);
                let subject = Subject::of_items(Some(item), None);
                let change =
                    subject.change(removed(&item.line), Some(item.line.title()), None::<String>);
                comparison.changes.push(change);
            }
            Pair::Added(item) => {
                comparison.count(&item.line.kind, |counts| counts.added += 1);
                let subject = Subject::of_items(None, Some(item));
                let change =
                    subject.change(added(&item.line), None::<String>, Some(item.line.title()));
                comparison.changes.push(change);
            }
            Pair::Both(old, new) => {
                let before = comparison.changes.len();
                both(&mut comparison, old, new);
                if comparison.changes.len() > before {
                    comparison.count(&new.line.kind, |counts| counts.changed += 1);
                }
            }
        }
    }
    split_types(&mut comparison, old, new);
    comparison.into_review()
}

/// Names that an item gives to types, with those that they have now.
fn new_names(renamed: &Renamed<'_, Item>) -> Vec<(String, String)> {
    let (old, new) = (&renamed.old.line, &renamed.new.line);
    if old.kind != "operation" {
        return vec![(old.name.clone(), new.name.clone())];
    }
    // The types of an operation are named after it.
    let builder = |line: &'_ Line| line.signature.rsplit(" -> ").next().map(str::to_owned);
    let (Some(was), Some(is)) = (builder(old), builder(new)) else {
        return Vec::new();
    };
    let types = |item: &'_ Item| -> BTreeSet<String> {
        let named = item.parts.iter().filter_map(|part| match &*part.kind {
            "enum" | "headers" => Some(part.name.as_str()),
            "body" => part.name.split_once("::").map(|(name, _)| name),
            _ => None,
        });
        named.map(str::to_owned).collect()
    };
    let renamed = types(renamed.old).into_iter().filter_map(|name| {
        let rest = name.strip_prefix(&was)?;
        Some((name.clone(), format!("{is}{rest}")))
    });
    renamed.chain([(was.clone(), is.clone())]).collect()
}

/// Features first, then in the order of an outline.
fn place(kind: &str) -> u8 {
    match kind {
        "feature" => 0,
        "builder" => 1,
        "server" => 2,
        "group" => 3,
        "operation" => 4,
        _ => 5,
    }
}

fn removed(line: &Line) -> &'static ChangeRule {
    match &*line.kind {
        "feature" => rules::FEATURE_REMOVED,
        "server" => rules::SERVER_REMOVED,
        "group" => rules::GROUP_REMOVED,
        "operation" => rules::OPERATION_REMOVED,
        "struct" | "enum" | "type" => rules::MODEL_REMOVED,
        _ => rules::OTHER_CHANGE,
    }
}

fn added(line: &Line) -> &'static ChangeRule {
    match &*line.kind {
        "feature" => rules::FEATURE_ADDED,
        "server" => rules::SERVER_ADDED,
        "group" => rules::GROUP_ADDED,
        "operation" => rules::OPERATION_ADDED,
        "struct" | "enum" | "type" => rules::MODEL_ADDED,
        _ => rules::OTHER_CHANGE,
    }
}

/// Adds the changes of an item that both versions have.
fn both(comparison: &mut Comparison<'_>, old: &Item, new: &Item) {
    let subject = Subject::of_items(Some(old), Some(new));
    if old.line.kind != new.line.kind {
        let texts = (old.line.title(), new.line.title());
        let change = subject.change(rules::MODEL_KIND_CHANGED, Some(texts.0), Some(texts.1));
        comparison.changes.push(change);
        return;
    }
    let (was, is) = comparison
        .types
        .meanings(&old.line.signature, &new.line.signature);
    if was != is {
        let rules = match &*new.line.kind {
            "operation" => called(&was, &is, new),
            "type" => vec![rules::ALIAS_CHANGED],
            "enum" => vec![rules::ENUM_BASE_CHANGED],
            "group" => vec![rules::METHOD_CHANGED],
            _ => vec![rules::OTHER_CHANGE],
        };
        let shown = |line: &Line| {
            Some(
                line.signature
                    .trim_start_matches([':', ' ', '='])
                    .to_owned(),
            )
        };
        let changes = rules
            .into_iter()
            .map(|rule| subject.change(rule, shown(&old.line), shown(&new.line)));
        comparison.changes.extend(changes);
    }
    let direction = match &*new.line.kind {
        "struct" | "enum" | "type" => Direction::of_type(&old.line, &new.line),
        _ => Direction::REQUEST,
    };
    let lines = (&old.line, &new.line);
    facts::compare(
        subject,
        lines,
        direction,
        was == is,
        &mut comparison.changes,
    );
    parts::compare(comparison, old, new);
}

/// The rules for an operation that is called otherwise.
fn called(old: &str, new: &str, item: &Item) -> Vec<&'static ChangeRule> {
    let split = |text: &'_ str| -> (String, String) {
        let (arguments, builder) = text.rsplit_once(" -> ").unwrap_or((text, ""));
        (arguments.to_owned(), builder.to_owned())
    };
    let ((was, old_builder), (is, new_builder)) = (split(old), split(new));
    let is_widened = takes_as_before(&is, item).is_some_and(|before| before == was);
    let arguments = (was != is).then(|| {
        if is_widened {
            rules::ARGUMENTS_WIDENED
        } else {
            arguments::rule(&was, &is, rules::ARGUMENTS_CHANGED)
        }
    });
    let builder = (old_builder != new_builder).then_some(rules::BUILDER_CHANGED);
    arguments.into_iter().chain(builder).collect()
}

/// The arguments of an operation that takes an enum over bodies, with the content of its default
/// variant in the place of that: code that gives the content compiles with either.
fn takes_as_before(arguments: &str, item: &Item) -> Option<String> {
    let mut parts = item.parts.iter();
    let body = parts.find(|part| part.kind == "body" && part.has("sent-by-default"))?;
    let (name, _) = body.name.split_once("::")?;
    let content = body.signature.strip_prefix('(')?.strip_suffix(')')?;
    Some(arguments.replace(&format!("impl Into<{name}>"), content))
}

fn by_name(outline: &Outline) -> BTreeMap<&str, &Item> {
    let items = outline.items.iter();
    items.map(|item| (item.line.name.as_str(), item)).collect()
}

/// Types for responses that were one type and are several now.
fn split_types(comparison: &mut Comparison<'_>, old: &Outline, new: &Outline) {
    let shared = |outline: &Outline| -> BTreeMap<(String, String), String> {
        let mut types = BTreeMap::new();
        for item in &outline.items {
            for part in item
                .parts
                .iter()
                .filter(|part| matches!(&*part.kind, "enum" | "headers"))
            {
                let own = || format!("{} of {}", part.name, item.line.name);
                let identity = part.get("shared").map_or_else(own, str::to_owned);
                types.insert((item.line.name.clone(), part.name.clone()), identity);
            }
        }
        types
    };
    let (before, now) = (shared(old), shared(new));
    let (old_items, new_items) = (by_name(old), by_name(new));
    // Of those that were one, the identity of the first that is still there.
    let mut first: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for (place, identity) in &before {
        let Some(is) = now.get(place) else { continue };
        let (of, kept) = *first.entry(identity).or_insert((&place.0, is));
        if kept == is {
            continue;
        }
        let items = (
            old_items.get(place.0.as_str()),
            new_items.get(place.0.as_str()),
        );
        let subject = Subject::of_items(items.0.copied(), items.1.copied());
        let text = format!("{} is also that of {of}", place.1);
        let change = subject.change(
            rules::RESPONSE_TYPE_SPLIT,
            Some(text),
            Some(format!("{} is another type", place.1)),
        );
        comparison.changes.push(change);
    }
}
