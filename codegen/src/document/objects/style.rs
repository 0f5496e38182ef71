//! `style`: how the value of a parameter, a header or a property of a form is written (OpenAPI 3.1.2,
//! Style Values).

use openapiv3 as model;

use crate::document::reader::Reader;
use crate::document::rules;
use crate::document::value::{JsonObject, quoted_list};

/// Where the value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// OpenAPI 3.2: the whole query string.
    QueryString,
}

impl Location {
    pub const ALL: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Cookie,
        Self::QueryString,
    ];

    /// As `in` says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }

    /// The styles that there are, and the default.
    fn styles(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Path => (&["matrix", "label", "simple"], "simple"),
            Self::Query | Self::QueryString => (
                &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
                "form",
            ),
            // OpenAPI 3.2: `cookie` is like `form`, but nothing is percent-encoded.
            Self::Cookie => (&["form", "cookie"], "form"),
            Self::Header => (&["simple"], "simple"),
        }
    }
}

/// Leaves out a style that does not exist for the location.
pub(super) fn repair_style(reader: &mut Reader<'_, '_>, map: &mut JsonObject, location: Location) {
    let Some(written) = map.get("style") else {
        return;
    };
    let (allowed, default) = location.styles();
    let word = written.as_str().unwrap_or_default().to_owned();
    if allowed.contains(&word.as_str()) {
        return;
    }
    map.shift_remove("style");
    if let Some(near) = allowed.iter().find(|near| near.eq_ignore_ascii_case(&word)) {
        let message = format!("the style `{word}` must be written `{near}`");
        let help = format!("write `{near}`");
        reader.warn(rules::UNKNOWN_STYLE, "style", message, Some(&help));
        map.insert("style".to_owned(), (*near).into());
        return;
    }
    let message = format!("`{word}` is not a style for this location; `{default}` is used");
    let help = format!("use one of {}", quoted_list(allowed));
    reader.warn(rules::UNKNOWN_STYLE, "style", message, Some(&help));
}

pub(super) fn query_style(style: &str) -> model::QueryStyle {
    match style {
        "spaceDelimited" => model::QueryStyle::SpaceDelimited,
        "pipeDelimited" => model::QueryStyle::PipeDelimited,
        "deepObject" => model::QueryStyle::DeepObject,
        _ => model::QueryStyle::Form,
    }
}
