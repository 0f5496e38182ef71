//! Where inline types stand, for the docs of those that the document does not describe.

use std::collections::HashMap;

use crate::ir::{Api, OperationPart, Place, Root, TypeId};

/// Names whose way from the root is longer than this are not worth a line of docs.
const MAX_PATH: usize = 200;

/// Sets the place of every inline type. Types keep their indices from here on.
pub(crate) fn find(api: &mut Api) {
    let roots = Roots::of(api);
    let places: Vec<Option<Place>> = api
        .types
        .iter()
        .map(|def| match &def.schema_name {
            Some(_) => None,
            None => roots.place(&def.pointer),
        })
        .collect();
    for (def, place) in api.types.iter_mut().zip(places) {
        def.place = place;
    }
}

/// What pointers begin with.
struct Roots {
    schemas: HashMap<String, TypeId>,
    operations: HashMap<String, (usize, usize)>,
}

impl Roots {
    fn of(api: &Api) -> Self {
        let schemas = api.types.iter().enumerate().filter_map(|(index, def)| {
            let name = def.schema_name.clone()?;
            Some((name, TypeId(index)))
        });
        let groups = api.groups.iter().enumerate();
        let operations = groups.flat_map(|(group, one)| {
            let operations = one.operations.iter().enumerate();
            operations.map(move |(index, operation)| (operation.pointer.clone(), (group, index)))
        });
        Self {
            schemas: schemas.collect(),
            operations: operations.collect(),
        }
    }

    fn place(&self, pointer: &str) -> Option<Place> {
        let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
        let (root, rest) = match tokens.as_slice() {
            ["components", "schemas", name, rest @ ..] => {
                let id = self.schemas.get(&unescaped(name))?;
                (Root::Schema(*id), rest)
            }
            ["components", section, name, rest @ ..] => {
                let root = Root::Component {
                    section: unescaped(section),
                    name: unescaped(name),
                };
                (root, schema(rest)?)
            }
            ["paths", path, method, rest @ ..] => {
                let operation = self.operations.get(&format!("/paths/{path}/{method}"))?;
                let (part, rest) = part(rest)?;
                let root = Root::Operation {
                    group: operation.0,
                    operation: operation.1,
                    part,
                };
                (root, rest)
            }
            _ => return None,
        };
        let (path, alternative) = way(rest)?;
        Some(Place {
            root,
            path,
            alternative,
        })
    }
}

/// The part of an operation that a pointer leads to, and the rest of it from the schema on.
fn part<'t, 'p>(tokens: &'t [&'p str]) -> Option<(OperationPart, &'t [&'p str])> {
    let (part, rest) = match tokens {
        ["requestBody", rest @ ..] => (OperationPart::Body, rest),
        ["parameters", _, rest @ ..] => (OperationPart::Parameter, rest),
        ["responses", status, "headers", name, rest @ ..] => {
            let header = OperationPart::Header {
                response: unescaped(status),
                name: unescaped(name),
            };
            (header, rest)
        }
        ["responses", status, rest @ ..] => (OperationPart::Response(unescaped(status)), rest),
        _ => return None,
    };
    Some((part, schema(rest)?))
}

/// What stands behind `schema`, which may lie in a media type.
fn schema<'t, 'p>(tokens: &'t [&'p str]) -> Option<&'t [&'p str]> {
    match tokens {
        ["schema", rest @ ..] | ["content", _, "schema" | "itemSchema", rest @ ..] => Some(rest),
        ["content"] => Some(&[]),
        _ => None,
    }
}

/// The way through a schema, and whether it ends at an alternative.
fn way(tokens: &[&str]) -> Option<(String, bool)> {
    let mut path = String::new();
    let mut alternative = false;
    let mut rest = tokens;
    while let [keyword, after @ ..] = rest {
        rest = after;
        alternative = false;
        match *keyword {
            "items" => path.push_str("[]"),
            "additionalProperties" => path.push_str(".*"),
            "properties" => {
                let [name, after @ ..] = after else {
                    return None;
                };
                rest = after;
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&unescaped(name));
            }
            "allOf" => rest = after.get(1..)?,
            "oneOf" | "anyOf" => {
                rest = after.get(1..).unwrap_or_default();
                alternative = !after.is_empty();
            }
            _ => return None,
        }
        if path.len() > MAX_PATH {
            return None;
        }
    }
    Some((path, alternative))
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::{OperationPart, part, way};

    #[test]
    fn the_way_is_that_of_json() {
        let rows = [
            ("", Some(("", false))),
            (
                "properties/a/items/properties/b~1c",
                Some(("a[].b/c", false)),
            ),
            ("additionalProperties/allOf/0/items", Some((".*[]", false))),
            ("properties/a/oneOf/1", Some(("a", true))),
            ("oneOf/1/properties/a", Some(("a", false))),
            ("properties", None),
            ("else", None),
        ];
        for (pointer, expected) in rows {
            let tokens: Vec<&str> = pointer.split('/').filter(|it| !it.is_empty()).collect();
            let found = way(&tokens);
            let found = found.as_ref().map(|(path, is)| (path.as_str(), *is));
            assert_eq!(found, expected, "{pointer}");
        }
    }

    #[test]
    fn parts_of_operations_are_told_apart() {
        let of = |pointer: &str| {
            let tokens: Vec<&str> = pointer.split('/').collect();
            part(&tokens).map(|(part, _)| part)
        };
        let response = || "200".to_owned();
        assert_eq!(
            of("requestBody/content/a~1b/schema"),
            Some(OperationPart::Body)
        );
        assert_eq!(
            of("responses/200/content/a~1b/schema/items"),
            Some(OperationPart::Response(response()))
        );
        assert_eq!(
            of("responses/200/headers/X/schema"),
            Some(OperationPart::Header {
                response: response(),
                name: "X".to_owned()
            })
        );
        assert_eq!(of("parameters/0/schema"), Some(OperationPart::Parameter));
        assert_eq!(of("callbacks/a"), None);
    }
}
