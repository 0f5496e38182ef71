//! Templates of paths and server URLs: text with names in braces (OpenAPI 3.2.0, Path Templating
//! and Server Variable Object).

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// What stands in braces. It contains none.
    Name(&'a str),
}

impl<'a> Piece<'a> {
    /// What stands in braces.
    pub(crate) fn name(&self) -> Option<&'a str> {
        match self {
            Self::Text(_) => None,
            Self::Name(name) => Some(name),
        }
    }
}

/// The pieces of a template, in order. A brace without its partner is text.
pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // What follows a `}` and is not yet a piece.
    let mut rest = template;
    let mut searched = 0;
    while let Some(found) = rest[searched..].find('}') {
        let end = searched + found;
        // Not over all of the text again for each brace without a partner.
        let Some(start) = rest[searched..end].rfind('{') else {
            searched = end + 1;
            continue;
        };
        let start = searched + start;
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(Piece::Name(&rest[start + 1..end]));
        rest = &rest[end + 1..];
        searched = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_split_at_pairs_of_braces() {
        use Piece::{Name, Text};
        let rows: [(&str, &[Piece<'_>]); 6] = [
            ("", &[]),
            ("/a", &[Text("/a")]),
            ("{a}{b}/c", &[Name("a"), Name("b"), Text("/c")]),
            ("/{a{b}", &[Text("/{a"), Name("b")]),
            ("/a}/{b}/{", &[Text("/a}/"), Name("b"), Text("/{")]),
            ("{}", &[Name("")]),
        ];
        for (template, expected) in rows {
            assert_eq!(pieces(template), expected, "{template}");
        }
    }
}
