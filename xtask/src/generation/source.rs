//! Where a crate is generated from.

use codegen::{Access, Options};
use std::path::PathBuf;

/// How a description is read, and what of it is generated.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Source {
    /// An overlay (OpenAPI Overlay Specification 1.0) that changes the description before it is read;
    /// can be repeated
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Only the operations with this tag, and what they need; can be repeated
    #[arg(long, value_name = "TAG")]
    pub only_tag: Vec<String>,
    /// Only the operation with this id, and what it needs; can be repeated
    #[arg(long, value_name = "ID")]
    pub only_operation: Vec<String>,
    /// A folder that the description may read beside its own, or a hidden one in it; can be repeated
    #[arg(long, value_name = "DIR")]
    pub allow_dir: Vec<PathBuf>,
    /// Read what references name below a URL from a folder, `https://example.org/=vendor/`; can be
    /// repeated
    #[arg(long, value_name = "URL=DIR", value_parser = mapping)]
    pub map_url: Vec<(String, PathBuf)>,
}

impl Source {
    /// What the description may read.
    #[must_use]
    pub fn access(&self) -> Access {
        Access {
            folders: self.allow_dir.clone(),
            urls: self.map_url.clone(),
        }
    }

    /// What is generated, under no name yet.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            only_tags: self.only_tag.clone(),
            only_operations: self.only_operation.clone(),
            ..Options::default()
        }
    }
}

/// The two parts of `--map-url`.
fn mapping(value: &str) -> Result<(String, PathBuf), String> {
    match value.split_once('=') {
        Some((url, folder)) if url.contains("://") && !folder.is_empty() => {
            Ok((url.to_owned(), PathBuf::from(folder)))
        }
        _ => Err("expected `URL=DIR`, as in `https://example.org/=vendor/`".to_owned()),
    }
}
