//! `contentType` of the Encoding Object: "a comma-separated list, each element of which is either a
//! specific media type (e.g. `image/png`) or a wildcard media type (e.g. `image/*`)".

use openapiv3::MediaType;

use crate::ir::MediaKind;
use crate::lower::operations::media_types::media_kind;

const OCTETS: &str = "application/octet-stream";

/// The media types that a part may have; none if the document does not say.
pub(super) struct ContentType(Vec<String>);

impl ContentType {
    /// Those of the part of this name.
    pub(super) fn of(media: &MediaType, part: &str) -> Self {
        let encoding = media.encoding.get(part);
        let text = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let elements = text.unwrap_or_default().split(',').map(str::trim);
        Self(
            elements
                .filter(|element| !element.is_empty())
                .map(str::to_owned)
                .collect(),
        )
    }

    /// The one media type that the part has.
    pub(super) fn single(&self) -> Option<String> {
        match self.0.as_slice() {
            [only] if !is_range(only) => Some(only.clone()),
            _ => None,
        }
    }

    /// True if the part is JSON and nothing else.
    pub(super) fn is_json_only(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|one| media_kind(one) == MediaKind::Json)
    }

    /// True if the part is bytes of some media type and nothing else.
    pub(super) fn is_binary_only(&self) -> bool {
        !self.0.is_empty()
            && self
                .0
                .iter()
                .all(|one| !is_any(one) && media_kind(one) == MediaKind::Binary)
    }

    /// True if a value with structure is sent as JSON: as such, or as the text of it.
    pub(super) fn admits_json(&self) -> bool {
        let is_such =
            |one: &String| is_any(one) || media_kind(one) == MediaKind::Json || is_plain_text(one);
        self.0.is_empty() || self.0.iter().any(is_such)
    }

    /// The media type of a part that is JSON, if it is not `application/json`.
    pub(super) fn of_json(&self) -> Option<String> {
        let json = |one: &&String| !is_range(one) && media_kind(one) == MediaKind::Json;
        let found = self.0.iter().find(json);
        found.cloned().or_else(|| self.single())
    }

    /// The media type of a part that is text, if it is not `text/plain`.
    pub(super) fn of_text(&self) -> Option<String> {
        if self.0.len() > 1 && self.0.iter().any(|one| is_plain_text(one)) {
            return None;
        }
        let text = |one: &&String| !is_range(one) && media_kind(one) == MediaKind::Text;
        self.single().or_else(|| self.0.iter().find(text).cloned())
    }

    /// The media type of a file, or else those that the caller must choose from: what the server
    /// takes is not what a file is.
    pub(super) fn of_file(&self) -> (Option<String>, Vec<String>) {
        // Parts within a part have a boundary that only the caller knows.
        let is_whole = |one: &String| media_kind(one) != MediaKind::Multipart;
        let single = self.single().filter(is_whole);
        if single.is_some() {
            (single, Vec::new())
        } else if self.0.is_empty() || self.0.iter().any(|one| is_any(one) || one == OCTETS) {
            (Some(OCTETS.to_owned()), Vec::new())
        } else {
            (None, self.0.clone())
        }
    }
}

/// True for `image/*` and the like.
fn is_range(media_type: &str) -> bool {
    media_type.contains('*')
}

/// True for the ranges that say nothing of the content.
fn is_any(media_type: &str) -> bool {
    matches!(media_type, "*/*" | "*" | "application/*")
}

fn is_plain_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    matches!(essence, "text/plain" | "text/*")
}
