//! Puts hostile texts into a document: names, values and texts, in every place that has one.

use serde_json::{Map, Value};

use crate::texts::TEXTS;

/// Random, but the same in every run.
pub struct Random(u64);

impl Random {
    /// Of a document's number.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number from 0, less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or_default()
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn text(&mut self) -> String {
        match self.below(12) {
            0 => TEXTS[self.below(TEXTS.len())].repeat(1 + self.below(40)),
            1 | 2 => format!(
                "{}{}",
                TEXTS[self.below(TEXTS.len())],
                TEXTS[self.below(TEXTS.len())]
            ),
            _ => TEXTS[self.below(TEXTS.len())].to_owned(),
        }
    }
}

/// Words that say what a document is. Everything else is a stranger's.
const GRAMMAR: &[&str] = &[
    "openapi", "$ref", "type", "in", "style", "format", "swagger", "flow",
];

/// Maps whose keys are names of the document's own.
const NAMED: &[&str] = &[
    "properties",
    "content",
    "headers",
    "scopes",
    "variables",
    "mapping",
    "encoding",
    "examples",
    "patternProperties",
];

/// Replaces some of the strings and names of what stands under `key`.
pub fn poison(value: &mut Value, key: &str, random: &mut Random) {
    match value {
        Value::String(text) if !GRAMMAR.contains(&key) => {
            if random.one_in(4) {
                *text = match key {
                    // An absolute URL is checked where it is read; its variables are names.
                    "url" => format!("https://example.com/{}", random.text()),
                    _ => random.text(),
                };
            }
        }
        Value::Array(items) => {
            for item in items {
                poison(item, key, random);
            }
        }
        Value::Object(map) => {
            let is_named = NAMED.contains(&key);
            let entries: Vec<_> = std::mem::take(map).into_iter().collect();
            for (name, mut inner) in entries {
                poison(&mut inner, if is_named { "" } else { &name }, random);
                let name = match key {
                    "paths" if random.one_in(4) => {
                        format!("{name}/{}", random.text().replace(['{', '}'], ""))
                    }
                    "securitySchemes" | "schemas" | "parameters" => name,
                    _ if is_named && random.one_in(4) => random.text(),
                    _ => name,
                };
                map.insert(name, inner);
            }
            if random.one_in(6) {
                describe(map, random);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Gives a schema or the like the texts that it did not have.
fn describe(map: &mut Map<String, Value>, random: &mut Random) {
    if !map.contains_key("type") {
        return;
    }
    for key in ["description", "title", "default", "x-rust-name"] {
        if random.one_in(3) {
            map.insert(key.to_owned(), random.text().into());
        }
    }
    if map["type"] == "string" && random.one_in(3) {
        let values: Vec<Value> = (0..3).map(|_| random.text().into()).collect();
        map.insert("enum".to_owned(), values.into());
    }
}
