//! The features of groups of operations: when there are some, and what each compiles.
//! `cargo xtask corpus --each-group` compiles them.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::{Generated, Options, generate};
use serde_json::{Map, Value, json};

fn generated(document: &Path, group_features: Option<bool>) -> Generated {
    let options = Options {
        crate_name: "groups".to_owned(),
        group_features,
        ..Options::default()
    };
    match generate(document, &options) {
        Ok(generated) => generated,
        Err(diagnostics) => panic!("{diagnostics:?}"),
    }
}

fn generated_of(
    paths: &Map<String, Value>,
    components: &Value,
    group_features: Option<bool>,
) -> Generated {
    let info = json!({ "title": "Many", "version": "1" });
    let document =
        json!({ "openapi": "3.0.4", "info": info, "paths": paths, "components": components });
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("many.json");
    fs::write(&path, document.to_string()).expect("it can be written");
    generated(&path, group_features)
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/groups/groups.yaml")
}

fn feature(generated: &Generated, name: &str) -> Option<Vec<String>> {
    let mut features = generated.manifest.features.iter();
    let found = features.find(|(feature, _)| feature == name);
    found.map(|(_, entries)| entries.clone())
}

#[test]
fn many_operations_have_features_unless_the_crate_has_none() {
    let few = generated(&fixture(), None);
    assert_eq!(feature(&few, "all"), None);
    assert!(
        few.files
            .iter()
            .all(|file| !file.contents.contains("code-scanning"))
    );
    let responses = json!({ "204": { "description": "Done." } });
    let operation = json!({ "get": { "tags": ["things"], "responses": responses } });
    let paths = (0..101).map(|index| (format!("/things/{index}"), operation.clone()));
    let paths: Map<String, Value> = paths.collect();
    let many = generated_of(&paths, &json!({}), None);
    assert_eq!(feature(&many, "all"), Some(vec!["things".to_owned()]));
    let before = generated_of(&paths, &json!({}), Some(false));
    assert_eq!(feature(&before, "all"), None);
}

/// The line before the declaration of a module of models.
fn line_before<'g>(generated: &'g Generated, module: &str) -> &'g str {
    let mut files = generated.files.iter();
    let models = files.find(|file| file.path == "src/models/mod.rs");
    let lines: Vec<&str> = models.expect("it has models").contents.lines().collect();
    let declaration = format!("mod {module};");
    let index = lines.iter().position(|line| **line == declaration);
    lines[index.unwrap_or_else(|| panic!("no `{declaration}`")) - 1]
}

#[test]
fn what_nearly_all_groups_need_is_always_there() {
    let whole = json!({ "$ref": "#/components/schemas/Whole" });
    let content = json!({ "application/json": { "schema": whole } });
    let responses = json!({ "200": { "description": "It is there.", "content": content } });
    let operation = |index: usize| json!({ "get": { "tags": [format!("tag{index}")], "responses": responses } });
    let part = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let inner = json!({ "type": "object", "properties": { "part": { "$ref": "#/components/schemas/Part" } } });
    let schemas = json!({ "Whole": inner, "Part": part });
    for (groups, is_gated) in [(32, true), (33, false)] {
        let paths = (0..groups).map(|index| (format!("/{index}"), operation(index)));
        let paths: Map<String, Value> = paths.collect();
        let found = generated_of(&paths, &json!({ "schemas": schemas }), Some(true));
        for module in ["whole", "part"] {
            let line = line_before(&found, module);
            assert_eq!(line.ends_with(")]"), is_gated, "{groups} groups: {line}");
        }
    }
}

#[test]
fn a_model_is_there_with_each_group_that_needs_it() {
    let groups = generated(&fixture(), Some(true));
    let all = ["code-scanning", "tag-client", "名前"].map(str::to_owned);
    assert_eq!(feature(&groups, "all"), Some(all.to_vec()));
    let default = ["client", "rustls", "all"].map(str::to_owned);
    assert_eq!(feature(&groups, "default"), Some(default.to_vec()));
    let gate_of = |module: &str| line_before(&groups, module);
    assert_eq!(gate_of("alert"), r#"#[cfg(feature = "code-scanning")]"#);
    assert_eq!(gate_of("person"), gate_of("alert"), "an alert has one");
    assert_eq!(
        gate_of("full_name"),
        r#"#[cfg(any(feature = "code-scanning", feature = "tag-client", feature = "名前"))]"#
    );
    assert_eq!(
        gate_of("problem"),
        gate_of("full_name"),
        "the third group decodes errors as it that are not documented"
    );
    assert_eq!(gate_of("unused"), r#"#[cfg(feature = "all")]"#);
}
