//! What the crate's `Cargo.toml` has to hold for the generated files.

use std::iter;

use crate::emit::context::Context;
use crate::emit::features::GroupFeatures;
use crate::emit::runtime::parts::{Part, Parts};

/// The dependencies and features that the generated files need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// By name.
    pub dependencies: Vec<Dependency>,
    /// What browsers need beyond them, by name: those of the target [`BROWSER`].
    pub browser_dependencies: Vec<Dependency>,
    /// Features and what they switch on.
    pub features: Vec<(String, Vec<String>)>,
}

/// The target of crates that run in a browser, as Cargo has it.
pub const BROWSER: &str = r#"cfg(all(target_arch = "wasm32", target_os = "unknown"))"#;

/// A line of `[dependencies]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Name of the package.
    pub name: String,
    /// Version requirement.
    pub version: String,
    /// Features that are asked for.
    pub features: Vec<String>,
    /// Whether the package's default features are on.
    pub default_features: bool,
    /// Behind a feature.
    pub optional: bool,
}

/// True if the crate has a type that converts to one of `jiff`.
pub(crate) fn converts_dates(parts: &Parts) -> bool {
    [Part::Date, Part::DateTime, Part::Duration]
        .into_iter()
        .any(|part| parts.has(part))
}

/// True if the crate has a type that is a stream, or is made of one.
pub(crate) fn has_streams(parts: &Parts) -> bool {
    parts.has(Part::Streams) || parts.has(Part::Pages) || parts.has(Part::Uploads)
}

/// The manifest of the crate.
pub(crate) fn manifest(context: &Context<'_>) -> Manifest {
    Manifest {
        dependencies: dependencies(&context.parts),
        browser_dependencies: browser_dependencies(),
        features: features(context),
    }
}

/// True if what makes credentials text is needed whatever the features.
fn always_needs_base64(parts: &Parts) -> bool {
    parts.has(Part::Base64) || parts.has(Part::Basic)
}

fn dependency(name: &str, version: &str) -> Dependency {
    Dependency {
        name: name.to_owned(),
        version: version.to_owned(),
        features: Vec::new(),
        default_features: true,
        optional: false,
    }
}

/// Without default features.
fn small(name: &str, version: &str, features: &[&str]) -> Dependency {
    Dependency {
        features: features.iter().map(|&feature| feature.to_owned()).collect(),
        default_features: false,
        ..dependency(name, version)
    }
}

fn optional(dependency: Dependency) -> Dependency {
    Dependency {
        optional: true,
        ..dependency
    }
}

/// Timers and a clock, and bodies that are read as they come.
fn browser_dependencies() -> Vec<Dependency> {
    vec![
        optional(small("futures-core", "0.3", &[])),
        optional(small("gloo-timers", "0.4", &["futures"])),
        optional(small("reqwest", "0.13", &["stream"])),
        optional(dependency("web-time", "1.1")),
    ]
}

fn dependencies(parts: &Parts) -> Vec<Dependency> {
    let multipart: &[&str] = if parts.has(Part::Multipart) {
        &["multipart"]
    } else {
        &[]
    };
    let mut dependencies = vec![
        optional(dependency("bytes", "1.10")),
        optional(dependency("httpdate", "1.0")),
        optional(small("hyper", "1.6", &["http1", "server"])),
        optional(small("hyper-util", "0.1.10", &["tokio"])),
        optional(dependency("percent-encoding", "2.3")),
        optional(small("reqwest", "0.13", multipart)),
        small("serde", "1.0", &["std"]),
        // Without the feature, the last digit of a number may change when it is read.
        Dependency {
            features: vec!["float_roundtrip".to_owned()],
            ..dependency("serde_json", "1.0")
        },
        optional(small("tokio", "1.39", &["rt", "sync", "time"])),
        optional(small("tracing", "0.1", &["std"])),
        optional(small("zeroize", "1.8", &["alloc"])),
    ];
    let base64 = small("base64", "0.23", &["std"]);
    if always_needs_base64(parts) {
        dependencies.push(base64);
    } else if parts.has(Part::ClientCredentials) {
        dependencies.push(optional(base64));
    }
    if converts_dates(parts) {
        dependencies.push(optional(small("jiff", "0.2", &["std"])));
    }
    if has_streams(parts) {
        dependencies.push(optional(small("futures-core", "0.3", &[])));
    }
    if parts.has(Part::Uploads) {
        dependencies.push(optional(dependency("http-body", "1.0")));
    }
    if parts.has(Part::Uuid) {
        dependencies.push(optional(small("uuid", "1", &["std"])));
    }
    dependencies.sort_by(|one, other| one.name.cmp(&other.name));
    dependencies
}

/// The features, and what each switches on.
fn features(context: &Context<'_>) -> Vec<(String, Vec<String>)> {
    let parts = &context.parts;
    let feature = |name: &str, parts: &[&str]| {
        (
            name.to_owned(),
            parts.iter().map(|&part| part.to_owned()).collect(),
        )
    };
    let groups = context.features.as_ref().map(GroupFeatures::names);
    let default: &[&str] = match groups {
        Some(_) => &["client", "rustls", "all"],
        None => &["client", "rustls"],
    };
    let mut features = vec![
        feature("default", default),
        feature(
            "client",
            &[
                "dep:bytes",
                "dep:futures-core",
                "dep:gloo-timers",
                "dep:httpdate",
                "dep:percent-encoding",
                "dep:reqwest",
                "dep:tokio",
                "dep:web-time",
                "dep:zeroize",
            ],
        ),
        feature("rustls", &["client", "reqwest/rustls"]),
        feature("native-tls", &["client", "reqwest/native-tls"]),
        feature("tracing", &["client", "dep:tracing"]),
        feature("blocking", &["client"]),
        feature(
            "mock",
            &["client", "dep:hyper", "dep:hyper-util", "tokio/net"],
        ),
    ];
    if parts.has(Part::ClientCredentials) {
        let base64 = (!always_needs_base64(parts)).then_some("dep:base64");
        let needed: Vec<&str> = iter::once("client").chain(base64).collect();
        features.push(feature("oauth2", &needed));
    }
    if converts_dates(parts) {
        features.push(feature("jiff", &["dep:jiff"]));
    }
    if has_streams(parts) {
        let uploads = parts.has(Part::Uploads).then_some("dep:http-body");
        let needed: Vec<&str> = ["client", "dep:futures-core"]
            .into_iter()
            .chain(uploads)
            .collect();
        features.push(feature("stream", &needed));
    }
    if parts.has(Part::Uuid) {
        features.push(feature("uuid", &["dep:uuid"]));
    }
    if let Some(groups) = groups {
        let names: Vec<&str> = groups.iter().map(String::as_str).collect();
        features.push(feature("all", &names));
        features.extend(names.iter().map(|name| feature(name, &[])));
    }
    features
}
