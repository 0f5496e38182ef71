//! Mutates a document's tree: what it says, not how it is written.

use super::{
    random::Random,
    words::{HOSTILE, KEYWORDS, TEXTS},
};
use serde_json::{Map, Value, json};

/// Changes a few things, sometimes many, as `random` says.
pub fn mutate(tree: &mut Value, random: &mut Random) {
    let times = if random.one_in(8) {
        1 + random.below(40)
    } else {
        1 + random.below(6)
    };
    // Copies of what holds them double a tree again and again.
    let most = 4 * count(tree) + 10_000;
    for _ in 0..times {
        let nodes = count(tree);
        if nodes > most {
            break;
        }
        let path = path_of(tree, random.below(nodes));
        let other = path_of(tree, random.below(nodes));
        one(tree, &path, &other, random);
    }
}

/// A way from the top: positions, whether of items or of members.
type Path = Vec<usize>;

/// Nodes of a tree.
fn count(tree: &Value) -> usize {
    let below: usize = match tree {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    };
    below + 1
}

/// The way to node number `number`, each node before those below it.
fn path_of(tree: &Value, number: usize) -> Path {
    /// True if it is found; else `left` is less by the nodes seen.
    fn walk(value: &Value, left: &mut usize, path: &mut Path) -> bool {
        if *left == 0 {
            return true;
        }
        *left -= 1;
        let mut step = |index: usize, child: &Value| {
            path.push(index);
            let found = walk(child, left, path);
            if !found {
                path.pop();
            }
            found
        };
        match value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .any(|(index, child)| step(index, child)),
            Value::Object(map) => map
                .values()
                .enumerate()
                .any(|(index, child)| step(index, child)),
            _ => false,
        }
    }
    let (mut left, mut path) = (number, Path::new());
    walk(tree, &mut left, &mut path);
    path
}

fn get<'a>(tree: &'a mut Value, path: &[usize]) -> Option<&'a mut Value> {
    path.iter().try_fold(tree, |value, index| match value {
        Value::Array(items) => items.get_mut(*index),
        Value::Object(map) => map.values_mut().nth(*index),
        _ => None,
    })
}

/// The JSON pointer of a node.
fn pointer(tree: &Value, path: &[usize]) -> String {
    let mut value = tree;
    let mut pointer = String::new();
    for index in path {
        let (name, child) = match value {
            Value::Array(items) => (index.to_string(), items.get(*index)),
            Value::Object(map) => match map.iter().nth(*index) {
                Some((key, child)) => (key.replace('~', "~0").replace('/', "~1"), Some(child)),
                None => return pointer,
            },
            _ => return pointer,
        };
        pointer.push('/');
        pointer.push_str(&name);
        match child {
            Some(child) => value = child,
            None => return pointer,
        }
    }
    pointer
}

/// Changes the node at `path`; `other` is a node that may be used for it.
fn one(tree: &mut Value, path: &[usize], other: &[usize], random: &mut Random) {
    match random.below(12) {
        0 => remove(tree, path),
        1 => duplicate(tree, path, random),
        2 => replace(tree, path, random_value(random, 2)),
        3 => rename(tree, path, random),
        4 => {
            // A reference to anywhere, also to what holds it.
            let pointer = pointer(tree, other);
            replace(tree, path, json!({ "$ref": format!("#{pointer}") }));
        }
        5 => {
            if let Some(copy) = get(tree, other).cloned() {
                replace(tree, path, copy);
            }
        }
        6 => swap(tree, path, other),
        7 | 8 => {
            let value = random_value(random, 2);
            if let Some(Value::Object(map)) = get(tree, path) {
                map.insert(text_of(random.pick(KEYWORDS)), value);
            }
        }
        9 => wrap(tree, path, random),
        10 => {
            if let Some(value) = get(tree, path) {
                nudge(value, random);
            }
        }
        _ => {
            let text = any_text(random);
            replace(tree, path, Value::String(text));
        }
    }
}

/// A text for a name or a value, often one that tries to get out of there.
fn any_text(random: &mut Random) -> String {
    let texts = if random.one_in(2) { HOSTILE } else { TEXTS };
    text_of(random.pick(texts))
}

fn text_of(text: Option<&&str>) -> String {
    text.map(|text| (*text).to_owned()).unwrap_or_default()
}

fn replace(tree: &mut Value, path: &[usize], new: Value) {
    if let Some(value) = get(tree, path) {
        *value = new;
    }
}

fn parent<'a>(tree: &'a mut Value, path: &[usize]) -> Option<(&'a mut Value, usize)> {
    let (last, above) = path.split_last()?;
    Some((get(tree, above)?, *last))
}

fn remove(tree: &mut Value, path: &[usize]) {
    match parent(tree, path) {
        Some((Value::Array(items), index)) if index < items.len() => {
            items.remove(index);
        }
        Some((Value::Object(map), index)) => {
            if let Some(key) = map.keys().nth(index).cloned() {
                map.shift_remove(&key);
            }
        }
        _ => {}
    }
}

fn duplicate(tree: &mut Value, path: &[usize], random: &mut Random) {
    match parent(tree, path) {
        Some((Value::Array(items), index)) if index < items.len() => {
            items.insert(index, items[index].clone());
        }
        Some((Value::Object(map), index)) => {
            if let Some((key, value)) = map.iter().nth(index) {
                let (key, value) = (variation(key, random), value.clone());
                map.insert(key, value);
            }
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, path: &[usize], random: &mut Random) {
    if let Some((Value::Object(map), index)) = parent(tree, path) {
        let renamed: Map<String, Value> = std::mem::take(map)
            .into_iter()
            .enumerate()
            .map(|(number, (key, value))| {
                let key = if number == index {
                    variation(&key, random)
                } else {
                    key
                };
                (key, value)
            })
            .collect();
        *map = renamed;
    }
}

/// A name that may become the same Rust name, or one of another kind.
fn variation(name: &str, random: &mut Random) -> String {
    match random.below(8) {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => format!("{name}_"),
        3 => format!("{name}2"),
        4 => name.replace(|c: char| !c.is_alphanumeric(), ""),
        5 => text_of(random.pick(KEYWORDS)),
        6 => format!("{name}{}", any_text(random)),
        _ => any_text(random),
    }
}

fn swap(tree: &mut Value, one: &[usize], other: &[usize]) {
    // One inside the other would come to hold itself.
    if one.starts_with(other) || other.starts_with(one) {
        return;
    }
    let taken = get(tree, one).map(Value::take);
    let replaced =
        taken.and_then(|taken| get(tree, other).map(|place| std::mem::replace(place, taken)));
    if let Some(replaced) = replaced {
        replace(tree, one, replaced);
    }
}

/// Puts a node inside others, sometimes deep inside.
fn wrap(tree: &mut Value, path: &[usize], random: &mut Random) {
    let depth = match random.below(20) {
        0 => 200 + random.below(2000),
        1 => 30 + random.below(100),
        _ => 1 + random.below(3),
    };
    let kind = random.below(6);
    let Some(value) = get(tree, path) else {
        return;
    };
    for _ in 0..depth {
        let inner = value.take();
        *value = match kind {
            0 => Value::Array(vec![inner]),
            1 => object("items", inner),
            2 => object("allOf", Value::Array(vec![inner])),
            3 => object(
                "oneOf",
                Value::Array(vec![inner, json!({ "type": "string" })]),
            ),
            4 => object("properties", object("x", inner)),
            _ => object("additionalProperties", inner),
        };
    }
}

/// `json!` would copy all that is inside.
fn object(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}

/// Another value of the same type, or nearly.
fn nudge(value: &mut Value, random: &mut Random) {
    *value = match &*value {
        Value::Bool(value) => json!(!value),
        Value::Number(_) => random_number(random),
        Value::String(text) => match random.below(3) {
            0 => Value::String(variation(text, random)),
            1 => json!([text]),
            _ => Value::String(text.chars().rev().collect()),
        },
        Value::Array(items) => match random.below(3) {
            0 => Value::Array(items.iter().rev().cloned().collect()),
            1 => items.first().cloned().unwrap_or_default(),
            _ => json!([]),
        },
        Value::Object(map) => match random.below(3) {
            0 => Value::Object(
                map.iter()
                    .rev()
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect(),
            ),
            1 => map.values().cloned().collect(),
            _ => json!({}),
        },
        Value::Null => json!("null"),
    };
}

fn random_number(random: &mut Random) -> Value {
    let numbers = [
        json!(0),
        json!(-1),
        json!(1.5),
        json!(-0.0),
        json!(1e308),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(200),
        json!(9_007_199_254_740_993_u64),
    ];
    random.pick(&numbers).cloned().unwrap_or_default()
}

fn random_value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => json!(random.one_in(2)),
        2 => random_number(random),
        3 | 4 => Value::String(any_text(random)),
        5 => (0..random.below(4))
            .map(|_| random_value(random, depth - 1))
            .collect(),
        _ => {
            let mut map = Map::new();
            for _ in 0..random.below(4) {
                let key = text_of(random.pick(KEYWORDS));
                map.insert(key, random_value(random, depth - 1));
            }
            Value::Object(map)
        }
    }
}

#[cfg(test)]
mod tests;
