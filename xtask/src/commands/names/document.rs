//! Documents in which everything that has a name bears every word.

use super::words::Words;
use serde_json::{Map, Value, json};

/// As many words stand in one place: types with hundreds of fields are another matter.
const AT_A_TIME: usize = 60;

/// What the schemas of a document are that bear the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schemas {
    /// Objects.
    Objects,
    /// Lists of values.
    Enums,
    /// `oneOf`.
    Unions,
    /// Other names of a map.
    Maps,
}

impl Schemas {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Objects, Self::Enums, Self::Unions, Self::Maps];

    /// The name of the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Objects => "objects",
            Self::Enums => "enums",
            Self::Unions => "unions",
            Self::Maps => "maps",
        }
    }

    /// The schema of a word; `other` is another word, `refers` if it may be referred to.
    fn schema(self, other: &str, refers: bool) -> Value {
        let item = if refers { reference(other) } else { text() };
        match self {
            Self::Objects => json!({
                "type": "object",
                "required": ["id"],
                "properties": { "id": text(), "other": item, "any": {} },
                "example": { "id": other },
            }),
            Self::Enums => json!({ "type": "string", "enum": ["one", "err", "ok", other] }),
            Self::Unions => json!({ "oneOf": [
                { "type": "integer" },
                { "type": "array", "items": item },
            ] }),
            Self::Maps => json!({ "type": "object", "additionalProperties": item }),
        }
    }
}

/// The document.
pub fn with(words: &Words, schemas: Schemas) -> Value {
    // The names of all kinds of types are made alike; one document with all of them is enough.
    let in_scope: Vec<&str> = words.in_scope.iter().map(String::as_str).collect();
    let words = match schemas {
        Schemas::Objects => words.all(),
        _ => in_scope.clone(),
    };
    let mut paths = Map::new();
    if schemas == Schemas::Objects {
        operations(&words, &mut paths);
        groups(&in_scope, &mut paths);
        for (number, words) in words.chunks(AT_A_TIME).enumerate() {
            full_operations(words, number, &mut paths);
        }
    }
    json!({
        "openapi": "3.0.4",
        "info": { "title": "Names", "version": "1" },
        "servers": servers(&words),
        "paths": paths,
        "components": {
            "schemas": components(&words, schemas),
            "securitySchemes": each(&words, scheme),
        },
    })
}

/// A member for each word.
fn each(words: &[&str], value: impl Fn(usize, &str) -> Value) -> Value {
    let members = words.iter().enumerate();
    let members = members.map(|(index, word)| ((*word).to_owned(), value(index, word)));
    Value::Object(members.collect())
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn reference(word: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{word}") })
}

fn references(words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| reference(word)).collect()
}

fn json_content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// A schema for each word, and some of which everything inside bears the words.
fn components(words: &[&str], schemas: Schemas) -> Value {
    let mut components = each(words, |index, _| {
        let other = words.get(index ^ 1).unwrap_or(&words[0]);
        schemas.schema(other, index % 2 == 1)
    });
    for (number, words) in words.chunks(AT_A_TIME).enumerate() {
        for (name, mut schema) in full_schemas(words, schemas) {
            if schema.get("properties").is_some() {
                schema["type"] = json!("object");
            }
            components[format!("All{name}{number}")] = schema;
        }
    }
    components
}

/// Schemas with members that bear the words.
fn full_schemas(words: &[&str], schemas: Schemas) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        (
            "References",
            json!({ "properties": each(words, |_, word| reference(word)) }),
        ),
        ("Untagged", json!({ "oneOf": references(words) })),
    ];
    if schemas != Schemas::Objects {
        return all;
    }
    let texts = each(words, |_, _| text());
    let nullable = each(words, |_, _| json!({ "type": "string", "nullable": true }));
    let secret = each(
        words,
        |_, _| json!({ "type": "string", "format": "password" }),
    );
    let mixed = words.iter().map(|word| json!(word)).chain([json!(1)]);
    all.extend([
        ("Optional", json!({ "properties": texts })),
        (
            "Required",
            json!({ "properties": texts, "required": words }),
        ),
        (
            "Kept",
            json!({ "properties": texts, "required": words, "additionalProperties": true }),
        ),
        ("Secret", json!({ "properties": secret })),
        ("States", json!({ "properties": nullable })),
        ("Texts", json!({ "type": "string", "enum": words })),
        ("Mixed", json!({ "enum": mixed.collect::<Vec<_>>() })),
        (
            "Tagged",
            json!({ "oneOf": references(words), "discriminator": { "propertyName": "id" } }),
        ),
    ]);
    all
}

/// Servers called by the words, fixed ones and some with a variable; and some with all variables.
fn servers(words: &[&str]) -> Vec<Value> {
    let mut servers = vec![json!({ "url": "https://example.com" })];
    for word in words {
        servers.push(json!({
            "url": format!("https://example.com/{word}"),
            "description": format!("{word} fixed"),
        }));
        servers.push(json!({
            "url": format!("https://{{{word}}}.example.com"),
            "description": word,
            "variables": { *word: { "default": "www" } },
        }));
    }
    for words in words.chunks(AT_A_TIME) {
        servers.push(json!({
            "url": format!("https://example.com/{{{}}}", words.join("}/{")),
            "variables": each(words, |_, _| json!({ "default": "x" })),
        }));
    }
    servers
}

fn scheme(index: usize, word: &str) -> Value {
    match index % 3 {
        0 => json!({ "type": "http", "scheme": "bearer" }),
        1 => json!({ "type": "http", "scheme": "basic" }),
        _ => json!({ "type": "apiKey", "in": "header", "name": word }),
    }
}

/// For each word an operation, in a group of all.
fn operations(words: &[&str], paths: &mut Map<String, Value>) {
    for (index, word) in words.iter().enumerate() {
        let other = words[(index + 7) % words.len()];
        let header = json!({ other: { "schema": text() } });
        let operation = json!({
            "operationId": word,
            "tags": ["all words"],
            "security": [{ *word: [] }],
            "parameters": [
                { "name": word, "in": "query", "schema": { "type": "object", "additionalProperties": text() }, "style": "deepObject" },
                { "name": other, "in": "header", "schema": text() },
            ],
            "requestBody": {
                "required": index % 2 == 0,
                "content": {
                    "application/json": { "schema": reference(word) },
                    "application/x-www-form-urlencoded": { "schema": reference(word) },
                    format!("application/{word}"): { "schema": { "type": "string", "format": "binary" } },
                },
            },
            "responses": {
                "200": { "description": "Fine", "headers": header, "content": json_content(&reference(word)) },
                "400": { "description": "Bad", "content": json_content(&reference(other)) },
                "404": { "description": "None" },
            },
        });
        paths.insert(format!("/{word}"), json!({ "post": operation }));
    }
}

/// For each word a group with an operation.
fn groups(words: &[&str], paths: &mut Map<String, Value>) {
    for word in words {
        let content = json!({
            "application/json": { "schema": reference(word), "example": { "id": word } },
        });
        let operation = json!({
            "operationId": format!("get {word}"),
            "x-rust-name": "get",
            "tags": [word],
            "parameters": [{ "name": "value", "in": "query", "required": true, "schema": {} }],
            "responses": { "200": { "description": "Fine", "content": content } },
        });
        paths.insert(format!("/{word}/group"), json!({ "get": operation }));
    }
}

/// Operations of which everything inside bears the words.
fn full_operations(words: &[&str], number: usize, paths: &mut Map<String, Value>) {
    let parameters = |location: &str, required: bool| -> Vec<Value> {
        let each = words.iter().map(
            |word| json!({ "name": word, "in": location, "required": required, "schema": text() }),
        );
        each.collect()
    };
    let done = json!({ "204": { "description": "Done" } });
    let form = |required: &[&str]| {
        json!({
            "required": true,
            "content": { "multipart/form-data": { "schema": {
                "type": "object",
                "properties": each(words, |_, _| text()),
                "required": required,
            } } },
        })
    };
    let headers = each(words, |_, _| json!({ "schema": text() }));
    let states = json_content(&reference(&format!("AllStates{number}")));
    let untagged = json_content(&reference(&format!("AllUntagged{number}")));
    let operations = [
        (
            "optional",
            json!({ "parameters": parameters("query", false), "responses": done }),
        ),
        (
            "required",
            json!({ "parameters": parameters("query", true), "responses": done }),
        ),
        (
            "headers",
            json!({
                "parameters": parameters("header", false),
                "responses": { "200": { "description": "Fine", "headers": headers } },
            }),
        ),
        (
            "form",
            json!({ "requestBody": form(&[]), "responses": done }),
        ),
        (
            "full_form",
            json!({ "requestBody": form(words), "responses": done }),
        ),
        (
            "states",
            json!({
                "requestBody": { "content": states },
                "responses": { "200": { "description": "Fine", "content": untagged } },
            }),
        ),
    ];
    for (name, mut operation) in operations {
        operation["operationId"] = json!(format!("all {name} {number}"));
        operation["tags"] = json!(["shared"]);
        paths.insert(
            format!("/all/{name}/{number}"),
            json!({ "patch": operation }),
        );
    }
}
