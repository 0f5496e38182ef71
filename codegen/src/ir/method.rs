//! HTTP methods.

/// HTTP methods of the Path Item Object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named like the methods")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// All of them, in the order of the Path Item Object's fields (OpenAPI 3.0.4).
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// As HTTP writes it: `GET`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// True if a request of this method is about the content that it sends (RFC 9110, section 9.3).
    #[must_use]
    pub const fn sends_content(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }

    /// The field of the Path Item Object that holds the operation: `get`.
    #[must_use]
    pub fn field_name(self) -> String {
        self.as_str().to_ascii_lowercase()
    }

    /// The method of a field of the Path Item Object: `get`.
    #[must_use]
    pub fn of_field(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|method| method.field_name() == name)
    }
}
