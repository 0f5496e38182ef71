//! Overlays: what they change of a description, and what is said of those that do not fit.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::ir::{Api, CursorPlace, Operation, TypeKind, Way};
use codegen::{Access, Diagnostics, Generated, Options};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/overlays")
        .join(name)
}

fn generate(spec: &Path, overlays: &[PathBuf]) -> Result<Generated, Diagnostics> {
    let options = Options {
        crate_name: "library".to_owned(),
        ..Options::default()
    };
    codegen::read(spec, overlays, &Access::default())?.generate(&options)
}

/// What is made of a stranger's description with overlays of these texts, and what is said of them.
fn overlaid(overlays: &[&str]) -> (Option<Api>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("strangers.yaml");
    fs::copy(fixture("strangers.yaml"), &spec).expect("a fixture");
    let mut paths = Vec::new();
    for (index, text) in overlays.iter().enumerate() {
        let path = folder.path().join(format!("overlay-{index}.yaml"));
        fs::write(&path, text).expect("there is room");
        paths.push(path);
    }
    let (api, found) = match generate(&spec, &paths) {
        Ok(generated) => (Some(generated.api), generated.warnings),
        Err(found) => (None, found),
    };
    let folder = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    (api, found.to_string().replace(&folder, ""))
}

/// An overlay with these actions.
fn actions(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}")
}

fn operation<'a>(api: &'a Api, id: &str) -> Option<&'a Operation> {
    api.operations().find(|operation| operation.id == id)
}

#[test]
fn a_stranger_s_description_gets_what_a_client_should_know() {
    let spec = fixture("strangers.yaml");
    let generated = generate(&spec, &[fixture("own.yaml")]).expect("it fits");
    assert!(generated.warnings.is_empty(), "{}", generated.warnings);
    let api = &generated.api;
    let books = operation(api, "books_list_v1").expect("an operation");
    assert_eq!(books.name.as_str(), "all");
    let names: Vec<&str> = books
        .parameters
        .iter()
        .map(|parameter| parameter.wire_name.as_str())
        .collect();
    assert_eq!(names, ["after", "language"]);
    let pages = books.pagination.as_ref().expect("pages");
    let Way::Cursor {
        parameter: 0,
        from: CursorPlace::Body(at),
    } = &pages.way
    else {
        panic!("{pages:?}");
    };
    assert_eq!(at.0, ["following"]);
    assert_eq!(
        operation(api, "addBook").and_then(|operation| operation.idempotent),
        Some(true)
    );
    assert!(operation(api, "reset").is_none());
    let book = api.types.iter().find(|def| def.name.as_str() == "Book");
    let Some(TypeKind::Struct(book)) = book.map(|def| &def.kind) else {
        panic!("{book:?}");
    };
    let fields = book.fields.iter();
    let fields: Vec<_> = fields
        .map(|field| (field.wire_name.as_str(), field.required, field.sensitive))
        .collect();
    assert_eq!(fields, [("title", true, false), ("loanCode", true, true)]);

    // The crate has the pages, and is another without the overlay.
    let all = |generated: &Generated| {
        let files = generated.files.iter();
        let texts = files.map(|file| file.contents.as_str());
        texts.collect::<Vec<_>>().concat()
    };
    assert!(all(&generated).contains("fn items("));
    let without = generate(&spec, &[]).expect("it is right");
    assert!(!all(&without).contains("fn items("));
}

#[test]
fn later_actions_and_overlays_see_what_earlier_ones_left() {
    let first = actions(
        "  - {target: '$.paths', update: {/shelves: {get: {operationId: shelves, responses: {'204': {description: Done}}}}}}\n\
         \x20 - {target: '$.paths[\"/shelves\"].get', update: {operationId: racks}}\n",
    );
    let second = actions(
        "  - {target: '$.paths[\"/shelves\"].get.operationId', remove: true}\n\
         \x20 - {target: '$.paths[\"/shelves\"].get', update: {operationId: shelving}}\n",
    );
    let (api, said) = overlaid(&[&first, &second]);
    assert_eq!(said, "");
    let api = api.expect("it fits");
    assert!(operation(&api, "shelving").is_some());
    assert!(operation(&api, "racks").is_none());
    let (api, said) = overlaid(&[&second, &first]);
    assert!(operation(&api.expect("it fits"), "racks").is_some());
    assert_eq!(
        said.matches("warning[overlay-without-effect]").count(),
        2,
        "{said}"
    );
}

#[test]
fn what_is_wrong_with_an_overlay_is_said_at_its_place() {
    let mut shown = String::new();
    for overlay in [
        "openapi: 3.0.4\n",
        "overlay: 2.0.0\nactions: []\n",
        "overlay: 1.0.0\nactions: none\n",
        "overlay: [\n",
        &actions(
            "  - update: {}\n  - {target: '$.info', remove: 'yes'}\n  - {target: 'paths.get', update: {}}\n  - {target: '$..*..*', remove: true}\n  - all\n",
        ),
        &actions(
            "  - {target: '$.info', copy: '$.paths'}\n  - {target: '$.nowhere', update: {a: 1}}\n",
        ),
        &actions("  - {target: '$.info', update: text}\n"),
        &actions("  - target: $\n    update:\n      info:\n        title: [a]\n"),
        &actions("  - {target: '$.info.title', update: Other}\n"),
        &actions("  - {target: '$', remove: true}\n"),
        &actions(
            &"  - {target: '$.info', update: {x-deep: DEEP}}\n  - {target: '$.info[\"x-deep\"]PATH', update: DEEP}\n"
                .replace("DEEP", &format!("{}{{}}{}", "{a: ".repeat(70), "}".repeat(70)))
                .replace("PATH", &".a".repeat(70))
        ),
    ] {
        let (_, said) = overlaid(&[overlay]);
        shown += &format!("{said}\n----\n");
    }
    insta::assert_snapshot!(shown);

    let missing = generate(&fixture("strangers.yaml"), &[fixture("missing.yaml")]);
    let missing = missing.expect_err("there is no overlay").to_string();
    assert!(missing.starts_with("error[unreadable-file]"), "{missing}");
}

#[test]
fn messages_about_what_came_from_an_overlay_name_its_line() {
    let (_, said) = overlaid(&[&actions(
        "  - target: $.paths['/books'].get.parameters[?@.name == 'trace']\n    remove: true\n\
         \x20 - target: $.paths['/books'].get.parameters\n    update: {name: a, in: query, schema: {type: int}}\n\
         \x20 - target: $.components.schemas.Book.properties\n    update:\n      pages: {type: int}\n\
         \x20 - target: $.components.schemas.Book.properties.title\n    update: {type: text}\n",
    )]);
    let places: Vec<&str> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--> "))
        .collect();
    assert_eq!(
        places,
        [
            "overlay-0.yaml:7:49",
            "overlay-0.yaml:10:21",
            "overlay-0.yaml:12:20",
        ],
        "{said}"
    );
    // What the document has itself is found there; behind an item that is gone, in its list.
    let (_, said) = overlaid(&[&actions(
        "  - target: $.paths['/books'].get.parameters[?@.name == 'trace']\n    remove: true\n\
         \x20 - target: $.paths['/books'].get.parameters[0].schema.type\n    remove: true\n\
         \x20 - target: $.paths['/books'].get.parameters[0].schema\n    remove: true\n\
         \x20 - target: $.paths['/books'].get\n    update: {tags: [1]}\n",
    )]);
    let places: Vec<&str> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--> "))
        .collect();
    assert_eq!(
        places,
        ["overlay-0.yaml:11:21", "strangers.yaml:10:7"],
        "{said}"
    );
}

#[test]
fn an_overlay_cannot_make_a_description_of_any_size() {
    let text = "x".repeat(1 << 20);
    let overlay = actions(&format!(
        "  - {{target: '$..*', update: {{x-text: {text}}}}}\n"
    ));
    let (api, said) = overlaid(&[&overlay]);
    assert!(api.is_none() && said.contains("overlay"), "{said}");
    let overlay = actions(&format!(
        "  - {{target: '$.paths.*[?@.tags]', update: {{x-texts: [{}]}}}}\n",
        format!("{text}, ").repeat(30)
    ));
    let (api, said) = overlaid(&[&overlay, &overlay]);
    assert!(api.is_none() && said.contains("error[too-large]"), "{said}");
    // Each of many actions costs what it does, and no more.
    let many = "  - {target: '$.tags', update: {name: x}}\n".repeat(20_000)
        + &"  - {target: '$.tags[?@.name == \"x\"]', remove: true}\n".repeat(2);
    let (api, said) = overlaid(&[&actions(&many)]);
    assert!(api.is_some(), "{said}");
    assert_eq!(said.matches("selects nothing").count(), 1, "{said}");
}
