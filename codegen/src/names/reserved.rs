//! Names that are taken: what generated files import, and what generated types call their own.
//!
//! [`IMPORTS`] is the one list of imports. `emit` makes the `use` items of a file from it, and the
//! names that the document's types, operations and modules must not have are made from it here.

/// A kind of generated file, by what it imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `src/models/<module>.rs`.
    Models,
    /// `src/operations/<group>/mod.rs`.
    Group,
    /// `src/operations/<group>/<operation>.rs`.
    Operation,
    /// `src/responses/<module>.rs`.
    Responses,
    /// `src/client.rs`.
    Client,
    /// `tests/examples.rs`.
    Tests,
}

use FileKind::{Client, Group, Models, Operation, Responses, Tests};

/// Something that files of some kinds import where their code names it.
#[derive(Debug)]
pub(crate) struct Import {
    /// What code calls it.
    pub name: &'static str,
    /// The module that it is in; its own path where code names the module itself.
    pub path: &'static str,
    /// The files that import it.
    pub files: &'static [FileKind],
}

const fn import(name: &'static str, path: &'static str, files: &'static [FileKind]) -> Import {
    Import { name, path, files }
}

/// What generated files import, in the order in which their `use` items have it.
pub(crate) const IMPORTS: &[Import] = &[
    import("Client", "crate", &[Group, Operation]),
    import("models", "crate", &[Group, Operation, Responses, Tests]),
    import("operations", "crate", &[Client]),
    import("BuildError", "crate::runtime", &[Client]),
    import("ByteStream", "crate::runtime", &[Operation]),
    import("Bytes", "crate::runtime", &[Operation, Responses]),
    import("CallOptions", "crate::runtime", &[Group, Operation]),
    import("Core", "crate::runtime", &[Client]),
    import("CoreBuilder", "crate::runtime", &[Client]),
    import("Scheme", "crate::runtime", &[Client]),
    import("Credential", "crate::runtime", &[Client]),
    import("Error", "crate::runtime", &[Operation]),
    import("CustomRequest", "crate::runtime", &[Client]),
    import("EventStream", "crate::runtime", &[Operation]),
    import("FormStyle", "crate::runtime", &[Operation]),
    import("HeaderError", "crate::runtime", &[Operation, Responses]),
    import("HeaderMap", "crate::runtime", &[Operation, Responses]),
    import("ItemStream", "crate::runtime", &[Operation]),
    import("Method", "crate::runtime", &[Client]),
    import("Redacted", "crate::runtime", &[Models]),
    import("Request", "crate::runtime", &[Operation]),
    import("RequestError", "crate::runtime", &[Client]),
    import("Response", "crate::runtime", &[Operation]),
    import("Split", "crate::runtime", &[Operation]),
    import("Style", "crate::runtime", &[Operation]),
    import("TokenSource", "crate::runtime", &[Client]),
    import("client_settings", "crate::runtime", &[Client]),
    import("float", "crate::runtime", &[Models]),
    import("headers", "crate::runtime", &[Operation, Responses]),
    import("integer", "crate::runtime", &[Models]),
    import("integer_enum", "crate::runtime", &[Models]),
    import("json_object", "crate::runtime", &[Models]),
    import("large_object", "crate::runtime", &[Models]),
    import("redacted", "crate::runtime", &[Models]),
    import("operation", "crate::runtime", &[Operation]),
    import("pages", "crate::runtime", &[Operation]),
    import("setters", "crate::runtime", &[Models, Operation]),
    import("string_enum", "crate::runtime", &[Models]),
    import("value_enum", "crate::runtime", &[Models]),
    import("Deserialize", "serde", &[Models]),
    import("Deserializer", "serde", &[Models]),
    import("Serialize", "serde", &[Models, Tests]),
    import("Serializer", "serde", &[Models]),
    import("DeserializeOwned", "serde::de", &[Tests]),
    import(
        "Value",
        "serde_json",
        &[Models, Group, Operation, Responses, Tests],
    ),
    import("fmt", "std", &[Models, Operation]),
    import(
        "BTreeMap",
        "std::collections",
        &[Models, Group, Operation, Responses, Tests],
    ),
];

/// What files of this kind import.
fn imports(file: FileKind) -> impl Iterator<Item = &'static str> {
    let imports = IMPORTS
        .iter()
        .filter(move |import| import.files.contains(&file));
    imports.map(|import| import.name)
}

/// Types and traits of the prelude, and the variants of its enums: what generated code names
/// without a path.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Names of imports that no type of the crate has, wherever it is.
const EVERYWHERE: &[&str] = &["BTreeMap", "Value"];

/// True if no type of the crate may have this name.
pub(crate) fn is_reserved_type(name: &str) -> bool {
    PRELUDE.contains(&name) || EVERYWHERE.contains(&name)
}

/// The names that no model may have.
pub(crate) fn models() -> Vec<&'static str> {
    let everywhere = PRELUDE.iter().chain(EVERYWHERE).copied();
    everywhere.chain(imports(FileKind::Models)).collect()
}

/// True if no model may have this name.
pub(crate) fn is_reserved_model(name: &str) -> bool {
    is_reserved_type(name) || imports(FileKind::Models).any(|import| import == name)
}

/// Names that operations do not have since files of theirs imported them once: names stay.
const FORMER_IMPORTS: &[&str] = &[
    "FilePart",
    "FormEncoding",
    "FormParts",
    "Method",
    "RawResponse",
    "RequestError",
];

/// The names that no type of an operation may have.
pub(crate) fn builders() -> Vec<&'static str> {
    let imported = imports(FileKind::Operation).chain(imports(FileKind::Group));
    imported.chain(FORMER_IMPORTS.iter().copied()).collect()
}

/// True if no type of an operation may have this name.
pub(crate) fn is_reserved_builder(name: &str) -> bool {
    builders().contains(&name)
}

/// Every name in the lists of this file.
pub fn all() -> impl Iterator<Item = &'static str> {
    let lists = [
        PRELUDE,
        EVERYWHERE,
        FORMER_IMPORTS,
        CRATES,
        CLIENT,
        CLIENT_TYPES,
        CLIENT_BUILDER,
        GROUP,
        OPERATION,
        PAGES,
        MODEL,
        HEADERS,
        SERVER,
    ];
    let imports = IMPORTS
        .iter()
        .flat_map(|import| import.path.split("::").chain([import.name]));
    imports.chain(lists.into_iter().flatten().copied())
}

/// Crates that generated code names by paths that it does not import.
const CRATES: &[&str] = &["reqwest"];

/// True if no module of an operation may have this name: the module is declared in the file of its
/// group, beside what that imports and the crates that it names.
pub(crate) fn is_reserved_operation_module(name: &str) -> bool {
    let root = |import: &Import| import.path.split("::").next() == Some(name);
    imports(FileKind::Group).any(|import| import == name)
        || IMPORTS.iter().any(root)
        || CRATES.contains(&name)
}

/// What the client calls its own methods and fields, which the methods for groups stand beside.
pub(crate) const CLIENT: &[&str] = &[
    "builder",
    "clone",
    "core",
    "new",
    "replace_credentials",
    "request",
];

/// Types beside which those of groups are named.
pub(crate) const CLIENT_TYPES: &[&str] = &["CallOptions", "Client", "ClientBuilder", "Credentials"];

/// What the client's builder calls its own methods, which those for security schemes stand beside.
pub(crate) const CLIENT_BUILDER: &[&str] = &[
    "allow_http",
    "allow_missing_credentials",
    "assume_no_redirects",
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "default_header",
    "hook",
    "http_client",
    "http_client_builder",
    "idempotency_header",
    "idle_timeout",
    "max_response_body",
    "new",
    "retry",
    "timeout",
    "user_agent",
];

/// What the handle of a group has beside the methods for operations.
pub(crate) const GROUP: &[&str] = &["clone"];

/// What the builders of operations call their own methods and fields, which those for parameters
/// stand beside.
pub(crate) const OPERATION: &[&str] = &[
    "accept",
    "body",
    "client",
    "clone",
    "content_type",
    "error",
    "header",
    "idempotency_key",
    "idle_timeout",
    "options",
    "query_param",
    "request",
    "response",
    "resume_events",
    "resume_events_blocking",
    "retry",
    "send",
    "send_blocking",
    "send_events",
    "send_events_blocking",
    "send_items",
    "send_items_blocking",
    "start_events",
    "send_streaming",
    "send_streaming_blocking",
    "timeout",
];

/// The same for those of operations whose result comes in pages.
pub(crate) const PAGES: &[&str] = &["items", "pages"];

/// What models call their own methods, which the setters of properties stand beside, and what
/// those would hide of Rust's.
pub(crate) const MODEL: &[&str] = &[
    "new",
    "default",
    "clone",
    "into",
    "try_into",
    "into_form",
    "additional_part",
    "additional_parts",
    "additional_properties",
];

/// What the types of response headers call their own methods.
pub(crate) const HEADERS: &[&str] = &["of", "clone"];

/// What the types of servers call their own methods, which the setters of variables stand beside.
pub(crate) const SERVER: &[&str] = &["new", "clone", "default"];
