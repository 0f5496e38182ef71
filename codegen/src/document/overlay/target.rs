//! Which nodes of the document an action means: its `JSONPath` (RFC 9535).
//!
//! A path can select a node many times over, and takes the time for it: `$..*..*` selects it once
//! for each pair of nodes above it, `$['a','a']['a','a']` four times. So what a path can contain is
//! limited, and the length of what it selects grows with the document and no faster.

use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::{JsonPath, NormalizedPath};

const MOST_BYTES: usize = 1000;
const MOST_NESTING: usize = 8;
/// As many as an OpenAPI 3.0 path item can have operations.
const MOST_NAMES: usize = 8;

/// What is wrong with a path, and what to do.
type Refusal = (String, &'static str);

/// A path, and what it may cost.
pub(super) struct Target {
    /// As it is written.
    pub text: String,
    path: JsonPath,
    shape: Shape,
}

impl Target {
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let shape = Shape::of(text)?;
        let path = JsonPath::parse(text).map_err(|error| {
            (
                format!(
                    "`{text}` is not a JSONPath from character {} on",
                    error.position() + 1
                ),
                "write it as RFC 9535 says: `$.paths['/pets'].get`, `$.paths.*.get`, `$.tags[?@.name == 'pets']`; `match` and `search` are not supported",
            )
        })?;
        Ok(Self {
            text: text.to_owned(),
            path,
            shape,
        })
    }

    /// At how many nodes of a document with so many it may look.
    pub fn cost(&self, nodes: usize) -> usize {
        let Shape { is_search, filters } = self.shape;
        if is_search { nodes * (1 + filters) } else { 0 }
    }

    /// JSON pointers to the nodes, in the order of the document, each once.
    pub fn select(&self, root: &Value) -> Vec<String> {
        let located = self.path.query_located(root);
        let mut seen = HashSet::new();
        located
            .locations()
            .map(NormalizedPath::to_json_pointer)
            .filter(|pointer| seen.insert(pointer.clone()))
            .collect()
    }
}

/// What a path contains.
#[derive(Default)]
struct Shape {
    /// It selects more than what it names.
    is_search: bool,
    /// How often a filter looks at a node.
    filters: usize,
}

/// A bracket that is open.
struct Open {
    is_selection: bool,
    /// The selectors in it.
    selectors: usize,
    has_wildcard: bool,
}

impl Shape {
    /// Refuses a path that could select much more than there is.
    fn of(text: &str) -> Result<Self, Refusal> {
        const SPLIT: &str = "write several actions, each with a simpler target";
        let refuse = |message: String| Err((message, SPLIT));
        if text.len() > MOST_BYTES {
            return refuse(format!("the target is longer than {MOST_BYTES} bytes"));
        }
        let mut shape = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut names = 1_usize;
        let mut descents = 0_usize;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            match c {
                '\'' | '"' => skip_string(&mut chars, c),
                '[' | '(' => {
                    open.push(Open {
                        is_selection: c == '[',
                        selectors: 1,
                        has_wildcard: false,
                    });
                    if open.len() > MOST_NESTING {
                        return refuse(format!(
                            "the target has more than {MOST_NESTING} brackets in each other"
                        ));
                    }
                }
                ']' | ')' => {
                    let Some(closed) = open.pop().filter(|closed| closed.is_selection) else {
                        continue;
                    };
                    names = names.saturating_mul(closed.selectors);
                    if closed.selectors > 1 && closed.has_wildcard {
                        return refuse(
                            "the target has a wildcard, slice or filter beside another selector"
                                .to_owned(),
                        );
                    }
                }
                ',' => {
                    if let Some(open) = open.last_mut() {
                        open.selectors += 1;
                    }
                }
                '*' | '?' | ':' => {
                    shape.is_search = true;
                    let mut selections = open.iter_mut().rev();
                    if let Some(open) = selections.find(|open| open.is_selection) {
                        open.has_wildcard = true;
                    }
                }
                '@' => shape.filters += 1,
                '$' if at > 0 => {
                    return Err((
                        "a filter in the target looks at the whole document, for each node"
                            .to_owned(),
                        "compare with a literal, or with what stands below the node: `@.name`",
                    ));
                }
                '.' if chars.peek().is_some_and(|(_, next)| *next == '.') => {
                    chars.next();
                    shape.is_search = true;
                    descents += 1;
                }
                _ => {}
            }
        }
        if descents > 1 {
            return refuse("the target has more than one `..`".to_owned());
        }
        if names > MOST_NAMES {
            return refuse(format!(
                "the target names more than {MOST_NAMES} nodes of each that it goes through"
            ));
        }
        Ok(shape)
    }
}

fn skip_string(chars: &mut impl Iterator<Item = (usize, char)>, quote: char) {
    while let Some((_, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use serde_json::{Value, json};

    use super::Target;

    fn selected(path: &str, root: &Value) -> Vec<String> {
        let target = Target::parse(path);
        let target = target.unwrap_or_else(|(message, _)| panic!("{path}: {message}"));
        target.select(root)
    }

    #[test]
    fn nodes_are_selected_once_and_in_order() {
        let root = json!({
            "paths": {"/a~b": {"get": {"tags": ["x", "y"]}, "put": {}}, "/c": {"get": {}}},
            "tags": [{"name": "x"}, {"name": "y"}],
        });
        for (path, expected) in [
            ("$", &[""][..]),
            ("$.paths['/a~b'].get", &["/paths/~1a~0b/get"]),
            ("$.paths.*.get", &["/paths/~1a~0b/get", "/paths/~1c/get"]),
            (
                "$.paths['/a~b']['put', \"get\", 'put']",
                &["/paths/~1a~0b/put", "/paths/~1a~0b/get"],
            ),
            ("$..tags[?@ == 'x']", &["/paths/~1a~0b/get/tags/0"]),
            (
                "$.tags[?@.name == 'y' || @.name == '..[(,*$']",
                &["/tags/1"],
            ),
            ("$.tags[?length(@.name) == 1]", &["/tags/0", "/tags/1"]),
            ("$.paths[?@.put]", &["/paths/~1a~0b"]),
            ("$.tags[-1:]", &["/tags/1"]),
            ("$.nothing.*", &[]),
        ] {
            let found = selected(path, &root);
            let mut sorted = found.clone();
            sorted.sort();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(sorted, expected, "{path}");
        }
    }

    #[test]
    fn paths_that_select_more_than_there_is_are_refused() {
        let refused = [
            "paths",
            "$.",
            "$..*..*",
            "$..['a','a']['a','a']['a','a']['a','a']",
            "$[*,*][*,*][*,*]",
            "$[?@.a, ?@.a]",
            "$..[?$.paths]",
            "$..[?@..a]",
            "$[?match(@.a, '(((((a{99}){99}){99}){99}){99})')]",
            &format!("$.{}", "a".repeat(1000)),
            &format!("$[?{}@.a{}]", "(".repeat(40), ")".repeat(40)),
            &format!("${}", "[?@".repeat(200)),
        ];
        for path in refused {
            let start = Instant::now();
            assert!(Target::parse(path).is_err(), "{path}");
            assert!(start.elapsed().as_secs() < 5, "{path}");
        }
        let nested = format!("${}{}", "[?@".repeat(8), "]".repeat(8));
        let start = Instant::now();
        assert!(Target::parse(&nested).is_ok());
        assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    }
}
