//! What a media type asks of the crate.

/// What kind of codec a media type needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaKind {
    /// `application/json` and `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// `text/*`, XML and other text: a `String`.
    Text,
    /// All else: bytes.
    Binary,
}

impl MediaKind {
    /// True if content of this kind is a value of the schema's type. Text and bytes are given and
    /// taken as they are.
    #[must_use]
    pub fn has_model(self) -> bool {
        matches!(self, Self::Json | Self::Form | Self::Multipart)
    }
}
