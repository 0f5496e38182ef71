//! Where the node that a pointer names stands in the text.
//!
//! Asked for a position, JSON is read along the way to it; YAML is read once as a whole. A document
//! without diagnostics pays for neither.

mod follow;
mod json;
mod yaml;

use json::Json;
use yaml::Yaml;

/// The positions of a file's nodes.
#[derive(Debug)]
pub(crate) enum Positions {
    Json(Json),
    Yaml(Yaml),
}

impl Positions {
    /// Those of this text.
    pub fn of(text: &str) -> Self {
        match Json::of(text) {
            Some(json) => Self::Json(json),
            None => Self::Yaml(Yaml::of(text)),
        }
    }

    /// Line and column, from 1, of the node in the same text, or of its nearest ancestor that
    /// exists.
    pub fn find(&self, text: &str, pointer: &str) -> (usize, usize) {
        match self {
            Self::Json(json) => json.find(text, pointer),
            Self::Yaml(yaml) => yaml.find(pointer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"ä": 1, "a": [ {"b": "x"},
  "é", {"c": {"d": [true]}} ],
  "a/b": {"~": null}, "t\u0061b": {"e": 2}, "a": {"z": [3]}
}"#;

    /// JSON is YAML, so what reads that says the same; but a collection with an escaped key is found
    /// by itself in JSON.
    #[test]
    fn json_is_found_where_yaml_is() {
        let (json, yaml) = (Positions::of(TEXT), Positions::Yaml(Yaml::of(TEXT)));
        assert!(matches!(json, Positions::Json(_)));
        for pointer in [
            "", "/ä", "/a", "/a/z", "/a/z/0", "/a/z/1", "/a/none", "/a~1b", "/a~1b/~0", "/tab/e",
            "/none",
        ] {
            assert_eq!(
                json.find(TEXT, pointer),
                yaml.find(TEXT, pointer),
                "{pointer}"
            );
        }
        assert_eq!(json.find(TEXT, "/a/z"), (3, 51));
        assert_eq!(json.find(TEXT, "/tab"), (3, 35));
    }

    #[test]
    fn nodes_of_every_kind_are_found_in_json() {
        let text = "{\"é\": 1, \"a\": [{\"b\": 2},\n {\"c\": [3]}]}";
        let positions = Positions::of(text);
        assert_eq!(positions.find(text, "/é"), (1, 7));
        assert_eq!(positions.find(text, "/a"), (1, 10));
        assert_eq!(positions.find(text, "/a/0/b"), (1, 22));
        assert_eq!(positions.find(text, "/a/1"), (2, 2));
        assert_eq!(positions.find(text, "/a/1/c"), (2, 3));
        assert_eq!(positions.find(text, "/a/1/c/0"), (2, 9));
        // Made by the reader around what stands there.
        assert_eq!(positions.find(text, "/a/allOf/0/1/c"), (2, 3));
    }

    #[test]
    fn what_only_looks_like_json_is_yaml() {
        let text = "{a: 1, # comment\n b: [2]}";
        let positions = Positions::of(text);
        assert!(matches!(positions, Positions::Yaml(_)));
        assert_eq!(positions.find(text, "/b/0"), (2, 6));
    }
}
