//! Every rule of lowering, by name: what the document says and what becomes of it.

use crate::diagnostics::Diagnostics;
use crate::ir::Name;
use crate::rules::rules;

rules! {
    // The command line.
    NOTHING_SELECTED: Error = "nothing-selected", "no operation has a tag or operation ID that `--only-tag` or `--only-operation` asks for";
    // Names.
    INVALID_RUST_NAME: Error = "invalid-rust-name", "`x-rust-name` is not a Rust identifier";
    NAME_COLLISION: Warning = "name-collision", "two items of one Rust namespace get the same name; the later one gets a number";
    LOOK_ALIKE: Warning = "look-alike-name", "two names of one Rust namespace look alike, though their letters differ; the later one is spelled out (`p_u430_ge`), or gets a number";
    MISSING_OPERATION_ID: Warning = "missing-operation-id", "an operation without `operationId`; it is named after its method and path";
    DUPLICATE_OPERATION_ID: Warning = "duplicate-operation-id", "two operations with the same `operationId`; the later one is named after its method and path";
    // Servers.
    SERVER_URL: Warning = "server-url", "the URL of a server is neither http nor https, has a query, a fragment, a host with an empty part or an unpaired brace; requests are not sent there";
    SERVER_CREDENTIALS: Warning = "server-credentials", "the URL of a server contains credentials; they are left out";
    UNDEFINED_SERVER_VARIABLE: Warning = "undefined-server-variable", "the URL of a server names a variable that is not defined; callers have to set it";
    // Operations.
    IDEMPOTENCY_HEADER: Warning = "idempotency-header", "`x-idempotency-header` is not the name of a header; keys are sent in `Idempotency-Key`";
    PAGINATION: Warning = "pagination", "`x-pagination` is not what it should be, or does not fit its operation, which then has no pages";
    PAGINATION_PROPOSED: Note = "pagination-proposed", "results that look as if they came in pages, and no `x-pagination` that says so; proposed once for a document";
    IGNORED_HEADER: Warning = "ignored-header-parameter", "a header parameter named `Accept`, `Content-Type` or `Authorization`; OpenAPI says to ignore it";
    PATH_PARAMETER_NOT_IN_PATH: Warning = "path-parameter-not-in-path", "a path parameter that the path template does not name; it is left out";
    UNDECLARED_PATH_PARAMETER: Warning = "undeclared-path-parameter", "the path template names a parameter that is not defined; it is a string";
    MULTIPART_TYPE: Warning = "multipart-type", "a multipart request body other than `multipart/form-data` whose schema names no parts; the caller adds each under a name";
    CONTENT_NEVER_SENT: Warning = "content-never-sent", "`content` of a response that HTTP sends without a body (`HEAD`, 204, 205, 304); it is left out";
    EXAMPLE: Warning = "example-does-not-match", "an example that its schema does not describe; it is left out of the generated tests";
    // Schemas.
    FALLBACK: Warning = "fallback-to-value", "a schema that no Rust type represents; it becomes `serde_json::Value`";
    CYCLIC_ALL_OF: Warning = "cyclic-all-of", "a schema that extends itself through `allOf`; the repetition is left out";
    CONFLICTING_ALL_OF: Warning = "conflicting-all-of", "`allOf` with types or values that exclude each other; the later ones are taken";
    REQUIRED_WITHOUT_PROPERTY: Warning = "required-without-property", "`required` names a property that no member of the `allOf` has; it is not required";
    CIRCULAR_UNION: Warning = "circular-union", "a member of a `oneOf` or `anyOf` leads back to it through such members alone; it is left out";
    DISCRIMINATOR_WITHOUT_OBJECTS: Warning = "discriminator-without-objects", "a discriminator over alternatives that are not all objects; it decides among those that are";
    DISCRIMINATOR_WITHOUT_VALUES: Warning = "discriminator-without-values", "a discriminator with an alternative that it has no value for; that one is told apart by its structure";
}

/// Warns that an item is not called as it asks to be.
pub(crate) fn warn_of_collision(
    diagnostics: &mut Diagnostics,
    pointer: &str,
    what: &str,
    name: &Name,
    wanted: &Name,
) {
    diagnostics.warning(
        NAME_COLLISION,
        pointer,
        format!("this {what} is named `{name}`, as the Rust name `{wanted}` is already taken"),
        Some("choose another name with `x-rust-name`".to_owned()),
    );
}
