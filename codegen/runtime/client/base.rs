//! The URL that the paths of operations are added to.

use reqwest::Url;

/// Room for the path of an operation, in bytes.
const ROOM: usize = 96;

/// A base URL, prepared for paths.
pub(super) struct Base {
    pub(super) url: Url,
    /// Its path without the slash at its end.
    pub(super) path: String,
    /// The same URL with a long path. A copy of it has room for the path and query of most operations.
    roomy: Url,
}

impl Base {
    pub(super) fn new(url: Url) -> Self {
        let mut roomy = url.clone();
        roomy.set_path(&"-".repeat(ROOM));
        Self {
            path: path(&url).to_owned(),
            roomy,
            url,
        }
    }

    /// A copy whose path is to be set: there is room for it.
    #[inline]
    pub(super) fn to_be_filled(&self) -> Url {
        self.roomy.clone()
    }
}

/// The path of a URL without the slashes at its end.
pub(super) fn path(url: &Url) -> &str {
    let mut path = url.path();
    while let Some(shorter) = path.strip_suffix('/') {
        path = shorter;
    }
    path
}
