//! Every kind of change between two versions of a crate, by name.

use std::fmt;

/// What a change asks of the version number (Semantic Versioning 2.0.0; Cargo's rules of it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing changes.
    None,
    /// Docs or the inside of the crate.
    Patch,
    /// Code that uses the crate goes on as before.
    Minor,
    /// Such code may no longer compile, or do something else.
    Major,
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// Where a change is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// By the compiler: code that uses the crate.
    Rust,
    /// When the code runs: what is sent, and what may come back.
    Wire,
}

impl fmt::Display for Area {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Rust => "Rust",
            Self::Wire => "wire",
        })
    }
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct ChangeRule {
    /// The name, kebab-case.
    pub name: &'static str,
    /// Where it is noticed.
    pub area: Area,
    /// What it asks of the version number.
    pub level: Level,
    /// What has changed and why it has this level. One line of Markdown.
    pub explanation: &'static str,
}

/// A constant for each rule, and `RULES`, the list of all of them:
/// `CONSTANT: Area Level = "name", "explanation";`.
macro_rules! change_rules {
    ($($constant:ident: $area:ident $level:ident = $name:literal, $explanation:literal;)*) => {
        $(
            #[doc = $explanation]
            pub(super) const $constant: &ChangeRule = &ChangeRule {
                name: $name,
                area: Area::$area,
                level: Level::$level,
                explanation: $explanation,
            };
        )*

        /// All rules, those of Rust first.
        pub const RULES: &[&ChangeRule] = &[$($constant),*];
    };
}

change_rules! {
    // Items.
    OPERATION_REMOVED: Rust Major = "operation-removed", "an operation is gone, and with it its method and types";
    OPERATION_RENAMED: Rust Major = "operation-renamed", "the same request is made by a method with another name";
    OPERATION_ADDED: Rust Minor = "operation-added", "there is a new operation";
    GROUP_REMOVED: Rust Major = "group-removed", "a method of `Client` that leads to a group of operations is gone";
    GROUP_ADDED: Rust Minor = "group-added", "there is a new group of operations";
    MODEL_REMOVED: Rust Major = "model-removed", "a type of `models` is gone";
    MODEL_RENAMED: Rust Major = "model-renamed", "a type of `models` has another name";
    MODEL_ADDED: Rust Minor = "model-added", "there is a new type in `models`";
    MODEL_KIND_CHANGED: Rust Major = "model-kind-changed", "a name of `models` stands for another kind of type: a struct, an enum or an alias";
    SERVER_REMOVED: Rust Major = "server-removed", "an item of `servers` is gone";
    SERVER_ADDED: Rust Minor = "server-added", "there is a new item in `servers`";
    CREDENTIALS_REMOVED: Rust Major = "credentials-removed", "a method of `ClientBuilder` that sets credentials is gone";
    CREDENTIALS_ADDED: Rust Minor = "credentials-added", "`ClientBuilder` has a new method for credentials";
    FEATURE_REMOVED: Rust Major = "feature-removed", "a feature of the crate is gone: Cargo refuses manifests that name it";
    FEATURE_ADDED: Rust Minor = "feature-added", "the crate has a new feature";
    FEATURE_NEEDS_LESS: Rust Major = "feature-needs-less", "a feature no longer switches on another one that code may rely on";
    FEATURE_NEEDS_MORE: Rust Minor = "feature-needs-more", "a feature switches on another one too";
    // Models.
    FIELD_REMOVED: Rust Major = "field-removed", "a public field, its setter or its getter is gone";
    FIELD_RENAMED: Rust Major = "field-renamed", "the same property, or one just like it, is a field with another name";
    FIELD_ADDED: Rust Minor = "field-added", "there is a new field; structs are `non_exhaustive`";
    FIELD_TYPE_CHANGED: Rust Major = "field-type-changed", "a field has another type";
    CONSTRUCTOR_CHANGED: Rust Major = "constructor-changed", "`new` takes other arguments";
    VARIANT_REMOVED: Rust Major = "variant-removed", "a variant of an enum is gone";
    VARIANT_RENAMED: Rust Major = "variant-renamed", "the same value is a variant with another name";
    VARIANT_ADDED: Rust Minor = "variant-added", "there is a new variant; enums are `non_exhaustive`, and kept the value as an unknown one before";
    VARIANT_CHANGED: Rust Major = "variant-changed", "a variant holds another type";
    ENUM_BASE_CHANGED: Rust Major = "enum-base-changed", "the values of an enum have another type";
    ALIAS_CHANGED: Rust Major = "alias-changed", "an alias stands for another type";
    TRAIT_REMOVED: Rust Major = "trait-removed", "a type no longer implements a trait, such as `Default` or a conversion";
    TRAIT_ADDED: Rust Minor = "trait-added", "a type implements one more trait";
    METHOD_REMOVED: Rust Major = "method-removed", "a method is gone";
    METHOD_ADDED: Rust Minor = "method-added", "there is a new method";
    METHOD_CHANGED: Rust Major = "method-changed", "a method takes or returns something else";
    SECRECY_CHANGED: Rust Minor = "secrecy-changed", "`Debug` shows a value that it did not show, or the reverse";
    DEPRECATED: Rust Minor = "deprecated", "an item is deprecated now: code that uses it gets a warning";
    NO_LONGER_DEPRECATED: Rust Minor = "no-longer-deprecated", "an item is no longer deprecated";
    // Operations.
    ARGUMENTS_CHANGED: Rust Major = "arguments-changed", "the method of an operation takes other arguments, or takes them in another order";
    ARGUMENTS_WIDENED: Rust Minor = "arguments-widened", "the method of an operation takes the body that it took, and others too";
    ARGUMENT_RENAMED: Rust Minor = "argument-renamed", "an argument has another name, which no call says";
    BUILDER_CHANGED: Rust Major = "builder-changed", "the method of an operation returns a builder with another name";
    PARAMETER_REMOVED: Rust Major = "parameter-removed", "the setter or the argument of a parameter is gone";
    PARAMETER_RENAMED: Rust Major = "parameter-renamed", "the same parameter has another name in Rust";
    PARAMETER_ADDED: Rust Minor = "parameter-added", "there is a new optional parameter";
    SETTER_CHANGED: Rust Major = "setter-changed", "the setter of a parameter takes another type, or has become an argument";
    BODY_REMOVED: Rust Major = "body-removed", "a media type of the request body is gone, and with it a variant or an argument";
    BODY_ADDED: Rust Minor = "body-added", "the request body can be sent in one more media type";
    BODY_TYPE_CHANGED: Rust Major = "body-type-changed", "the request body has another type";
    RESULT_CHANGED: Rust Major = "result-changed", "`send` returns another type";
    ERROR_TYPE_CHANGED: Rust Major = "error-type-changed", "the documented errors of an operation have another type";
    CONTENT_CHANGED: Rust Major = "content-changed", "the content of a response has another type";
    RESPONSE_TYPE_REMOVED: Rust Major = "response-type-removed", "the enum over the responses of an operation, or the struct of headers, is gone";
    RESPONSE_TYPE_ADDED: Rust Minor = "response-type-added", "there is a new enum over responses, or a new struct of headers";
    RESPONSE_TYPE_SPLIT: Rust Major = "response-type-split", "operations that had one type for their responses have different ones now";
    SHARING_CHANGED: Rust Minor = "sharing-changed", "a type for responses is one type with those of other operations now, or no longer";
    // Requests.
    REQUEST_LINE_CHANGED: Wire Major = "request-line-changed", "an operation has another method or path";
    SERVER_CHANGED: Wire Major = "server-changed", "requests go to another server";
    SERVER_VALUES_CHANGED: Wire Minor = "server-values-changed", "other values are documented for a variable of a server's URL";
    WIRE_NAME_CHANGED: Wire Major = "wire-name-changed", "a field, a parameter or a header has another name in JSON or HTTP";
    VALUE_CHANGED: Wire Major = "value-changed", "a variant of an enum stands for another value";
    ORDER_CHANGED: Wire Major = "order-changed", "the variants of a union are tried in another order, so that a value may be read as another one";
    CONVERSION_CHANGED: Wire Major = "conversion-changed", "what is converted into a union or a request body becomes another variant";
    TAG_CHANGED: Wire Major = "tag-changed", "another property, or another value of it, says which variant of a union it is";
    ENCODING_CHANGED: Wire Major = "encoding-changed", "a value is sent in another place, style or form, or read in another way";
    MEDIA_TYPE_CHANGED: Wire Major = "media-type-changed", "a request body is sent in another media type";
    DEFAULT_BODY_CHANGED: Wire Major = "default-body-changed", "another media type is what a request body is sent in unless the caller chooses";
    SECURITY_NARROWED: Wire Major = "security-narrowed", "credentials that were enough for an operation no longer are";
    SECURITY_WIDENED: Wire Minor = "security-widened", "an operation accepts other or fewer credentials too";
    SECURITY_REORDERED: Wire Major = "security-reordered", "of the credentials that a client has, others are sent: the first alternative is taken for which there are some";
    SCOPES_ADDED: Wire Major = "scopes-added", "an operation asks for scopes that it did not ask for";
    SCOPES_REMOVED: Wire Minor = "scopes-removed", "an operation no longer asks for a scope";
    CREDENTIALS_CHANGED: Wire Major = "credentials-changed", "credentials are sent or fetched in another way";
    CONSTANT_CHANGED: Wire Major = "constant-changed", "a field or a parameter has another only value, or has one now, or no longer";
    DEFAULT_CHANGED: Wire Major = "default-changed", "what the server takes for a value that is not sent is another one, or is not said any more";
    DEFAULT_ADDED: Wire Minor = "default-added", "it is said what the server takes for a value that is not sent";
    REQUEST_REQUIRED: Wire Major = "request-required", "a request without this value was accepted, and is not any more";
    REQUEST_OPTIONAL: Wire Minor = "request-optional", "a request may leave this value out";
    REQUEST_NOT_NULLABLE: Wire Major = "request-not-nullable", "`null` was accepted for a value that is sent, and is not any more";
    REQUEST_NULLABLE: Wire Minor = "request-nullable", "`null` is accepted for a value that is sent";
    REQUEST_LIMIT_NARROWED: Wire Major = "request-limit-narrowed", "values that were accepted are outside the limits of what is sent";
    REQUEST_LIMIT_WIDENED: Wire Minor = "request-limit-widened", "more values are accepted than before";
    READ_ONLY: Wire Major = "read-only", "a property that could be sent is for responses only";
    NO_LONGER_READ_ONLY: Wire Minor = "no-longer-read-only", "a property can be sent too";
    IDEMPOTENCE_CHANGED: Wire Minor = "idempotence-changed", "other failures of an operation are tried again, as its description says that they may be";
    PAGING_CHANGED: Wire Minor = "paging-changed", "`pages` and `items` ask for the next page in another way";
    // Responses.
    RESPONSE_OPTIONAL: Wire Major = "response-optional", "a value that every response had may be absent";
    RESPONSE_REQUIRED: Wire Minor = "response-required", "a value that could be absent is in every response";
    RESPONSE_NULLABLE: Wire Major = "response-nullable", "a value that is received may be `null`";
    RESPONSE_NOT_NULLABLE: Wire Minor = "response-not-nullable", "a value that is received is no longer `null`";
    ABSENT_ALIKE: Wire Minor = "absent-alike", "a value that is received may be absent or `null`, of which callers see `None` as they did of the other";
    RESPONSE_LIMIT_WIDENED: Wire Major = "response-limit-widened", "values may be received that were outside the limits before";
    RESPONSE_LIMIT_NARROWED: Wire Minor = "response-limit-narrowed", "fewer values are received than before";
    WRITE_ONLY: Wire Major = "write-only", "a property that was received is for requests only";
    NO_LONGER_WRITE_ONLY: Wire Minor = "no-longer-write-only", "a property can be received too";
    RESPONSE_DEFAULT_CHANGED: Wire Minor = "response-default-changed", "the documented default of a value that is only received is another one";
    RESPONSE_MEDIA_TYPE_ADDED: Wire Major = "response-media-type-added", "the client asks for responses in a media type that callers could not get before";
    ACCEPT_CHANGED: Wire Minor = "accept-changed", "the client asks for responses in fewer media types, or in another order";
    STATUS_ADDED: Wire Minor = "status-added", "a status is documented that callers got in the same way before, as a success or as the error that undocumented statuses are read as";
    ERROR_STATUS_ADDED: Wire Major = "error-status-added", "an error that callers got as `Error::Undocumented` comes as `Error::Api` now";
    STATUS_REMOVED: Wire Minor = "status-removed", "a status is no longer documented";
    UNDOCUMENTED_ERRORS_CHANGED: Wire Major = "undocumented-errors-changed", "errors with statuses that are not documented are read as another type";
    // Either.
    USAGE_CHANGED: Wire Minor = "usage-changed", "a type is sent or received that was not before, or no longer";
    OTHER_CHANGE: Wire Major = "other-change", "the outlines differ in something that this version has no rule for";
}

/// The rule with this name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static ChangeRule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
