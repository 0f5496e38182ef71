//! The parts of an item: which of them are there, and how Rust code uses each.

use std::collections::BTreeSet;

use super::change::{Change, Subject};
use super::comparison::Comparison;
use super::facts::{self, Direction};
use super::pairs::{Pair, pairs};
use super::renames::{self, Renamed};
use super::reported::{Reported, order};
use super::rules::{self, ChangeRule};
use super::{arguments, security};
use crate::outline::{Item, Line};

/// Adds the changes of the parts of an item.
pub(super) fn compare(comparison: &mut Comparison<'_>, old: &Item, new: &Item) {
    let subject = Subject::of_items(Some(old), Some(new));
    let renamed = renames::of_parts(old, new);
    let mut reported = Reported::default();
    for Renamed { old: was, new: is } in &renamed {
        reported.note(was);
        reported.note(is);
        let subject = subject.with(Some(was), Some(is));
        // That a body is a variant now, or no longer, is a change of the arguments; and so is the name
        // of one, which no call says.
        let is_argument = |line: &Line| line.kind == "parameter" && line.has("required");
        if was.kind != "body" && !(is_argument(was) && is_argument(is)) {
            let titles = (Some(was.title()), Some(is.title()));
            let mut change = subject.change(renames::rule(was), titles.0, titles.1);
            change.help = Some(renames::help(&was.name));
            comparison.count(&is.kind, |counts| counts.changed += 1);
            comparison.changes.push(change);
        }
        both(comparison, subject, was, is);
    }
    let renamed = renames::those(&renamed);
    let is_renamed = |line: &&Line| renamed.contains(&std::ptr::from_ref(*line));
    let pairs = pairs(
        old.parts.iter().filter(|line| !is_renamed(line)),
        new.parts.iter().filter(|line| !is_renamed(line)),
        |line| (order(&line.kind), line.kind.as_ref(), line.name.as_str()),
    );
    for pair in pairs.into_values() {
        match pair {
            Pair::Removed(line) => {
                comparison.count(&line.kind, |counts| counts.removed += 1);
                let subject = subject.with(Some(line), None);
                if !reported.says(line) {
                    let change =
                        subject.change(removed(line), Some(line.to_string()), None::<String>);
                    comparison.changes.push(change);
                }
                reported.note(line);
            }
            Pair::Added(line) => {
                comparison.count(&line.kind, |counts| counts.added += 1);
                if reported.says(line) {
                    continue;
                }
                let subject = subject.with(None, Some(line));
                for rule in added(line, old, new) {
                    let change = subject.change(rule, None::<String>, Some(line.to_string()));
                    comparison.changes.push(change);
                }
                reported.note(line);
            }
            Pair::Both(was, is) => {
                if reported.says(is) {
                    continue;
                }
                let before = comparison.changes.len();
                both(comparison, subject.with(Some(was), Some(is)), was, is);
                if comparison.changes.len() > before {
                    comparison.count(&is.kind, |counts| counts.changed += 1);
                    if !comparison.types.are_same(&was.signature, &is.signature) {
                        reported.note(is);
                    }
                }
            }
        }
    }
}

/// The rule for a part that is gone.
fn removed(line: &Line) -> &'static ChangeRule {
    match &*line.kind {
        "field" | "header" => rules::FIELD_REMOVED,
        "variant" => rules::VARIANT_REMOVED,
        "impl" | "implements" => rules::TRAIT_REMOVED,
        "parameter" => rules::PARAMETER_REMOVED,
        "body" => rules::BODY_REMOVED,
        "encoding" => rules::ENCODING_CHANGED,
        "server" => rules::SERVER_CHANGED,
        "status" => rules::STATUS_REMOVED,
        "enum" | "headers" => rules::RESPONSE_TYPE_REMOVED,
        "credentials" => rules::CREDENTIALS_REMOVED,
        "variable" | "fn" => rules::METHOD_REMOVED,
        _ => rules::OTHER_CHANGE,
    }
}

/// The rules for a part that is new.
fn added(line: &Line, old: &Item, new: &Item) -> Vec<&'static ChangeRule> {
    let rule = match &*line.kind {
        "field" if line.has("required") && Direction::of_type(&old.line, &new.line).request => {
            return vec![rules::FIELD_ADDED, rules::REQUEST_REQUIRED];
        }
        "parameter" if line.has("required") => return vec![rules::REQUEST_REQUIRED],
        "field" | "header" => rules::FIELD_ADDED,
        "variant" => rules::VARIANT_ADDED,
        "impl" | "implements" => rules::TRAIT_ADDED,
        "parameter" => rules::PARAMETER_ADDED,
        "body" if line.has("required") && !old.parts.iter().any(|part| part.kind == "body") => {
            return vec![rules::REQUEST_REQUIRED];
        }
        "body" => rules::BODY_ADDED,
        "encoding" => rules::ENCODING_CHANGED,
        "server" => rules::SERVER_CHANGED,
        "status" => status_added(line, old),
        "enum" | "headers" => rules::RESPONSE_TYPE_ADDED,
        "credentials" => rules::CREDENTIALS_ADDED,
        "variable" | "fn" => rules::METHOD_ADDED,
        _ => rules::OTHER_CHANGE,
    };
    vec![rule]
}

/// Whether callers got a response of this status in another way before it was documented.
fn status_added(line: &Line, old: &Item) -> &'static ChangeRule {
    if line.name.starts_with('2') {
        return rules::STATUS_ADDED;
    }
    let mut parts = old.parts.iter();
    let others = parts.find(|part| part.kind == "error");
    let others = others.and_then(|error| error.get("others"));
    let is_read_alike = others == line.signature.strip_prefix(": ");
    let class = line.name.get(..1).map(|class| format!("{class}XX"));
    let is_documented = old.parts.iter().any(|part| {
        let status = part.name.split(' ').next().unwrap_or_default();
        part.kind == "status"
            && part.signature == line.signature
            && (status == "default" || Some(status) == class.as_deref())
    });
    let has_content = !line.signature.is_empty();
    if (is_read_alike && has_content) || is_documented {
        rules::STATUS_ADDED
    } else {
        rules::ERROR_STATUS_ADDED
    }
}

/// Adds the changes of a part that both versions have.
fn both(comparison: &mut Comparison<'_>, subject: Subject<'_>, old: &Line, new: &Line) {
    let (was, is) = comparison.types.meanings(&old.signature, &new.signature);
    let is_same_type =
        was == is || (new.kind == "request" && without_names(&was) == without_names(&is));
    let mut found: Vec<Change> = Vec::new();
    if !is_same_type {
        for rule in signature(old, new, &was, &is) {
            let texts = (&old.signature, &new.signature);
            let shown = |text: &str| text.trim_start_matches(": ").to_owned();
            found.push(subject.change(rule, Some(shown(texts.0)), Some(shown(texts.1))));
        }
    }
    let direction = match &*new.kind {
        "field" | "variant" | "impl" => {
            let items = subject.old_item.zip(subject.new_item);
            items.map_or(Direction::REQUEST, |(old, new)| {
                Direction::of_type(&old.line, &new.line)
            })
        }
        "status" | "header" | "headers" | "error" | "enum" => Direction::RESPONSE,
        _ => Direction::REQUEST,
    };
    // What undocumented errors are read as is part of the type.
    if new.kind != "error" || is_same_type {
        let (old, new) = comparison.types.with_same_facts(old, new);
        facts::compare(subject, (&old, &new), direction, is_same_type, &mut found);
    }
    comparison.changes.append(&mut found);
}

/// A path template whatever its parameters are called: they are not sent.
fn without_names(template: &str) -> String {
    let mut is_inside = false;
    let kept = template.chars().filter(|&c| {
        is_inside = (is_inside || c == '{') && c != '}';
        !is_inside || c == '{'
    });
    kept.collect()
}

/// The rules for a part that is used otherwise.
fn signature(old: &Line, new: &Line, was: &str, is: &str) -> Vec<&'static ChangeRule> {
    let rule = match &*new.kind {
        "field" | "header" => rules::FIELD_TYPE_CHANGED,
        "fn" if new.name == "new" => arguments::rule(was, is, rules::CONSTRUCTOR_CHANGED),
        "credentials" => arguments::rule(was, is, rules::METHOD_CHANGED),
        "fn" if new.name == "send" => rules::RESULT_CHANGED,
        "fn" | "variable" => rules::METHOD_CHANGED,
        "variant" => rules::VARIANT_CHANGED,
        "parameter" => rules::SETTER_CHANGED,
        "body" => rules::BODY_TYPE_CHANGED,
        "request" => rules::REQUEST_LINE_CHANGED,
        "security" => security::rule(was, is),
        "error" => rules::ERROR_TYPE_CHANGED,
        "status" => rules::CONTENT_CHANGED,
        "implements" => return traits(&old.signature, &new.signature),
        _ => rules::OTHER_CHANGE,
    };
    vec![rule]
}

/// The rules for the traits that are derived.
fn traits(old: &str, new: &str) -> Vec<&'static ChangeRule> {
    let list = |text: &str| -> BTreeSet<String> {
        let text = text.trim_start_matches(": ");
        text.split(", ").map(str::to_owned).collect()
    };
    let (old, new) = (list(old), list(new));
    let removed = (!old.is_subset(&new)).then_some(rules::TRAIT_REMOVED);
    let added = (!new.is_subset(&old)).then_some(rules::TRAIT_ADDED);
    removed.into_iter().chain(added).collect()
}
