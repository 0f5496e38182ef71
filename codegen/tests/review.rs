//! What changes of a description mean to the users of the crate: each edit of
//! `fixtures/review/edits.yaml`, and the rules under which its changes come.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use codegen::outline::Outline;
use codegen::review::{Area, Level, RULES, Review, compare};
use codegen::{Access, Options, read};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Edit {
    edit: String,
    patch: json_patch::Patch,
}

fn fixture<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/review");
    let text = fs::read_to_string(path.join(name)).expect("it is there");
    serde_yaml::from_str(&text).expect("it is as expected")
}

fn outline(api: &Value) -> Outline {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let spec = folder.path().join("api.json");
    fs::write(&spec, api.to_string()).expect("it can be written");
    let options = Options {
        crate_name: "kennel".to_owned(),
        ..Options::default()
    };
    let made = read(&spec, &[], &Access::default()).and_then(|it| it.outline(&options));
    match made {
        Ok((outline, _)) => outline,
        Err(diagnostics) => panic!("{diagnostics}"),
    }
}

fn edited(api: &Value, edit: &Edit) -> Option<Value> {
    let mut api = api.clone();
    json_patch::patch(&mut api, &edit.patch).ok()?;
    Some(api)
}

/// The outlines of the base, and of each edit of it.
fn outlines() -> &'static (Outline, Vec<(String, Outline)>) {
    static OUTLINES: LazyLock<(Outline, Vec<(String, Outline)>)> = LazyLock::new(|| {
        let base: Value = fixture("base.yaml");
        let edits: Vec<Edit> = fixture("edits.yaml");
        let outlines = edits.into_iter().map(|edit| {
            let Some(api) = edited(&base, &edit) else {
                panic!("cannot be made: {}", edit.edit)
            };
            (edit.edit, outline(&api))
        });
        (outline(&base), outlines.collect())
    });
    &OUTLINES
}

fn shown(review: &Review) -> String {
    let mut text = String::new();
    for change in &review.changes {
        let part = change.part.as_deref().unwrap_or_default();
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let (old, new) = (value(&change.old), value(&change.new));
        let (area, level, name) = (change.rule.area, change.rule.level, change.rule.name);
        let _ = writeln!(
            text,
            "  {level:5} {area} {name}: {} {part}: {old} => {new}",
            change.item
        );
    }
    text
}

#[test]
fn each_edit_comes_under_its_rules() {
    let (base, edits) = outlines();
    let mut text = String::new();
    for (name, outline) in edits {
        let review = compare(base, outline);
        let (rust, wire) = (review.level_of(Area::Rust), review.level_of(Area::Wire));
        let _ = writeln!(text, "{name}: Rust {rust}, wire {wire}\n{}", shown(&review));
    }
    insta::assert_snapshot!("edits", text);
}

/// An outline that differs is no patch; one that does not is none.
#[test]
fn every_difference_of_outlines_is_seen() {
    let (base, edits) = outlines();
    for (name, outline) in edits {
        for (old, new) in [(base, outline), (outline, base)] {
            let is_different = old.to_string() != new.to_string();
            let level = compare(old, new).level();
            assert_eq!(is_different, level >= Level::Minor, "{name}");
        }
    }
}

/// What is read from a file is judged as what was just made.
#[test]
fn an_outline_that_was_read_is_judged_alike() {
    let (base, edits) = outlines();
    let read = Outline::parse(&base.to_string());
    for (name, outline) in edits {
        let made = shown(&compare(base, outline));
        assert_eq!(made, shown(&compare(&read, outline)), "{name}");
    }
}

/// One step is never judged higher than the higher of two that lead to the same.
#[test]
fn two_steps_are_not_less_than_one() {
    let base: Value = fixture("base.yaml");
    let edits: Vec<Edit> = fixture("edits.yaml");
    let (old, _) = outlines();
    let mut pairs = 0;
    for (index, first) in edits.iter().enumerate() {
        // Each with some of the others, also those that undo it.
        let others = edits.iter().cycle().skip(index + 1);
        let between = edited(&base, first).expect("it can be made");
        let middle = outline(&between);
        let one_step = compare(old, &middle).level();
        for second in others.step_by(67).take(3) {
            let Some(end) = edited(&between, second) else {
                continue;
            };
            let new = outline(&end);
            let other_step = compare(&middle, &new).level();
            let both = compare(old, &new).level();
            let names = (&first.edit, &second.edit);
            assert!(both <= one_step.max(other_step), "{names:?}: {both}");
            pairs += 1;
        }
    }
    assert!(pairs > 300, "only {pairs} pairs of edits can be made");
}

/// What no edit of one description shows: outlines that other versions of the generator write, or
/// that take an API of another size.
const WRITTEN: &[(&str, &str, &[&str])] = &[
    (
        "feature default; needs client, rustls\nfeature pets",
        "feature default; needs client",
        &["feature-needs-less", "feature-removed"],
    ),
    (
        "feature default; needs client",
        "feature default; needs client, all\nfeature all",
        &["feature-added", "feature-needs-more"],
    ),
    (
        "operation operations::Pets::list() -> ListPets",
        "operation operations::Pets::list() -> List",
        &["builder-changed"],
    ),
    (
        "operation operations::Pets::a() -> A\n  enum AError; shared AError\n\
         operation operations::Pets::b() -> B\n  enum BError; shared AError",
        "operation operations::Pets::a() -> A\n  enum AError\n\
         operation operations::Pets::b() -> B\n  enum BError",
        &["sharing-changed", "sharing-changed", "response-type-split"],
    ),
    (
        "operation operations::Pets::a() -> A\n  error: Error<AError>; others models::One",
        "operation operations::Pets::a() -> A\n  error: Error<AError>",
        &["undocumented-errors-changed"],
    ),
    (
        "operation operations::A::a() -> A\n  body B::One(String)\n  body B::Two(String); by-name-only",
        "operation operations::A::a() -> A\n  body B::One(String); by-name-only\n  body B::Two(String)",
        &["conversion-changed", "conversion-changed"],
    ),
    (
        "operation operations::A::a() -> A\n  fn send(); accept [\"a/b\", \"c/d\"]",
        "operation operations::A::a() -> A\n  fn send(); accept [\"c/d\", \"a/b\"]",
        &["accept-changed"],
    ),
    (
        "struct models::Pet; received\n  flag x",
        "struct models::Pet; received\n  flag y; new",
        &["other-change", "other-change"],
    ),
    (
        "struct models::Pet; received\n  field a: models::Id\ntype models::Id = String",
        "struct models::Pet; received\n  field a: String\ntype models::Id = String",
        &[],
    ),
];

#[test]
fn outlines_of_other_versions_come_under_their_rules() {
    for (old, new, expected) in WRITTEN {
        let review = compare(&Outline::parse(old), &Outline::parse(new));
        let rules: Vec<&str> = review.changes.iter().map(|it| it.rule.name).collect();
        assert_eq!(rules, *expected, "{old}\n{new}");
    }
}

#[test]
fn every_rule_is_needed() {
    let (base, edits) = outlines();
    let mut used = BTreeSet::new();
    for (_, outline) in edits {
        for (old, new) in [(base, outline), (outline, base)] {
            let changes = compare(old, new).changes;
            used.extend(changes.iter().map(|change| change.rule.name));
        }
    }
    used.extend(WRITTEN.iter().flat_map(|(_, _, rules)| rules.iter()));
    let unused: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.name)
        .filter(|name| !used.contains(name))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn places_are_those_of_the_documents() {
    let base: Value = fixture("base.yaml");
    let edits: Vec<Edit> = fixture("edits.yaml");
    let edit = edits
        .iter()
        .find(|it| it.edit.starts_with("length of a property of a request l"));
    let changed = edited(&base, edit.expect("it is there")).expect("it can be made");
    let review = compare(&outline(&base), &outline(&changed));
    let [change] = review.changes.as_slice() else {
        panic!("{}", shown(&review))
    };
    let expected = Some("/components/schemas/NewGuest/properties/name");
    assert_eq!(change.new_pointer.as_deref(), expected);
    assert_eq!(change.old_pointer.as_deref(), expected);
}
