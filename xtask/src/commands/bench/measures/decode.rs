//! What a program takes to compile that decodes models.

use super::{
    super::{
        context::Bench,
        rival::CRATE,
        table::{Bound, Row, Section, Unit},
    },
    compile, generate,
};
use crate::files::{self, failed};
use miette::Result;
use serde_json::{Map, Value, json};
use std::{fmt::Write as _, fs, path::Path};

/// The program, an example of the generated crate.
const PROGRAM: &str = "decode_all";

/// The tables that say how a struct is read; its name follows.
const TABLES: [&str; 2] = ["json_object! {", "large_object! {"];

/// Compiles a program for each description, and one for a struct of many required properties: what is
/// to clean up after each of them must not be code of its own.
pub fn measure(bench: &Bench) -> Result<Section> {
    let mut documents = compile::documents(bench);
    let required = bench.directory.join("required.json");
    files::write(&required, many_required().to_string())?;
    documents.push(("100 required properties", "required", required));
    let rows = documents.into_iter().map(|(what, name, document)| {
        let lines = ir_lines(bench, &generate::ours(bench, &document, name)?)?;
        let bound = format!("decoding_ir_lines.{name}");
        Ok(Row::new(what, Unit::Count, lines).bound(Bound::Figure, bound))
    });
    Ok(Section {
        title: "Decoding models",
        method: "Lines of LLVM IR of a program that decodes each struct of the generated crate, \
                 before optimization, in debug: the functions that read models are compiled with \
                 the program, not with the library.",
        other: "",
        rows: rows.collect::<Result<_>>()?,
    })
}

/// A description of an object of 100 required properties.
fn many_required() -> Value {
    let names: Vec<String> = (0..100).map(|n| format!("property{n}")).collect();
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "string"})))
        .collect();
    let schema = json!({"type": "object", "required": names, "properties": properties});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Required properties", "version": "1"},
        "paths": {"/all": {"get": {"responses": {"200": {
            "description": "All of them.",
            "content": {"application/json": {"schema": schema}},
        }}}}},
    })
}

/// Lines of LLVM IR of a program that decodes each struct of a generated crate.
fn ir_lines(bench: &Bench, root: &Path) -> Result<f64> {
    let mut models = Vec::new();
    let folder = root.join("src/models");
    let entries = fs::read_dir(&folder).map_err(|error| failed("list", &folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| failed("list", &folder, &error))?;
        models.extend(structs(&files::read(&entry.path())?));
    }
    models.sort_unstable();
    let examples = root.join("examples");
    files::create_dir(&examples)?;
    files::write(
        &examples.join(format!("{PROGRAM}.rs")),
        program(&CRATE.replace('-', "_"), &models),
    )?;
    compile::ir_lines(root, &compile::target(bench), &["--example", PROGRAM])
}

/// The structs of a file that are JSON objects.
fn structs(text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let mut structs = Vec::new();
    while let Some(line) = lines.next() {
        if TABLES.contains(&line) {
            let row = lines.next().unwrap_or_default();
            let mut words = row.split([' ', ':', '{']).filter(|word| !word.is_empty());
            structs.extend(words.next().map(str::to_owned));
        }
    }
    structs
}

fn program(library: &str, models: &[String]) -> String {
    let mut program = format!(
        "use {library}::models::*;\n\nfn main() {{\n    let text = std::env::args().nth(1).unwrap();\n"
    );
    for model in models {
        let _ = writeln!(
            program,
            "    println!(\"{{}}\", serde_json::from_str::<{model}>(&text).is_ok());"
        );
    }
    program.push_str("}\n");
    program
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_found_by_their_tables() {
        let text = "json_object! {\n    V5_4: Default {\n        optional name = \"name\";\n    }\n}\n\n\
                    large_object! {\n    Owner {}\n}\n\nstring_enum! {\n    Kind {}\n}\n";
        assert_eq!(structs(text), ["V5_4", "Owner"]);
    }
}
