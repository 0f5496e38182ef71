//! Every rule of the reader: what it says of a document, and what is made of it.

use crate::rules::rules;

rules! {
    // Files.
    UNREADABLE_FILE: Error = "unreadable-file", "the file cannot be read";
    NOT_UTF8: Error = "not-utf8", "the file is not encoded as UTF-8";
    EMPTY_FILE: Error = "empty-file", "the file is empty";
    SYNTAX: Error = "syntax", "the file is neither JSON nor YAML";
    NOT_JSON: Warning = "not-json", "a `.json` file that is YAML but not JSON (comments, trailing commas); it is read as YAML";
    SEVERAL_DOCUMENTS: Error = "several-documents", "the file contains several YAML documents";
    ALIAS_BOMB: Error = "alias-bomb", "the aliases of the file expand to much more data than the file contains";
    DUPLICATE_KEY: Warning = "duplicate-key", "a key occurs more than once in its object; the last value is used";
    INVISIBLE_CHARACTER: Warning = "invisible-character", "the file contains invisible characters or characters that reorder text; they are escaped in docs and removed from names";
    NOT_OPENAPI: Error = "not-openapi", "the file is not an OpenAPI document";
    UNSUPPORTED_VERSION: Error = "unsupported-version", "a document of Swagger 2.0 or of another version that is not supported";
    // Overlays.
    OVERLAY: Error = "overlay", "an overlay is not what it should be, or does not fit the document";
    OVERLAY_WITHOUT_EFFECT: Warning = "overlay-without-effect", "an action of an overlay selects nothing, or has nothing to do";
    // References.
    DANGLING_REF: Degraded = "dangling-ref", "a `$ref` names something that does not exist";
    REF_LOOP: Degraded = "reference-loop", "a `$ref` leads back to itself and never to a value";
    REMOTE_REF: Degraded = "remote-ref", "a `$ref` names a file on another host; none is fetched";
    UNREADABLE_REF: Degraded = "unreadable-ref", "a `$ref` names a file that cannot be read";
    HIDDEN_REF: Degraded = "hidden-ref", "a `$ref` names a file whose name, or that of a folder above it, begins with a dot (`.env`, `.git/config`) and that is not allowed; it is not read";
    OUTSIDE_REF: Degraded = "outside-ref", "a `$ref` names a file outside of the folder of the document that is not allowed; it is not read";
    WRONG_REF: Degraded = "wrong-ref", "a `$ref` names a component of the wrong type";
    MISPLACED_REF: Warning = "misplaced-ref", "a `$ref` names an object that holds the intended one, or that can be read as it: a response instead of its schema or of a request body, a schema instead of a response, a header parameter instead of a header; the intended object is used";
    ENCLOSING_REF: Warning = "enclosing-ref", "a `$ref` names a definition in `$defs` as if the schema around it were the document; that definition is used";
    BROKEN_REF: Warning = "broken-ref", "`$ref` is not a string; it is ignored";
    REF_SIBLINGS: Warning = "ref-siblings", "OpenAPI 3.0 ignores the fields next to `$ref`; annotations are kept, other fields are ignored";
    DROPPED_COMPONENT: Warning = "dropped-component", "a `$ref` names a component that is ignored; the reference is ignored as well";
    DANGLING_MAPPING: Warning = "dangling-mapping", "a discriminator maps to a schema that does not exist; the entry is ignored";
    COMPONENT_NAME: Warning = "component-name", "the name of a component has characters that a reference cannot contain; the component is renamed";
    TOO_DEEP: Error = "too-deep", "the file is nested too deeply";
    PART_TOO_DEEP: Degraded = "part-too-deep", "what references bring is nested too deeply";
    TOO_LARGE: Error = "too-large", "the references of the document expand to much more data than the document contains";
    // Shape of values.
    TEXT_EXPECTED: Warning = "text-expected", "a number or boolean instead of a string; its text is used";
    FLAG_EXPECTED: Warning = "flag-expected", "a string or number instead of a boolean; words such as `true`, `yes`, `1`, `false`, `no` and `0` are understood";
    NUMBER_EXPECTED: Warning = "number-expected", "a string instead of a number; it is parsed";
    COUNT_EXPECTED: Warning = "count-expected", "a length or count that is not a non-negative integer; it is ignored";
    LIST_EXPECTED: Warning = "list-expected", "a single value instead of a list; it is read as a list with one item";
    MAP_EXPECTED: Warning = "map-expected", "a list instead of a map; its items are named by their position";
    WRONG_TYPE: Warning = "wrong-type", "a value of the wrong type; it is converted if its meaning is clear, and ignored otherwise";
    NULL_VALUE: Warning = "null-value", "`null` instead of a value; it is ignored";
    UNKNOWN_FIELD: Warning = "unknown-field", "a field that the specification does not define; it is ignored";
    RESERVED_EXTENSION: Warning = "reserved-extension", "an extension whose prefix is reserved for the generator; it is ignored";
    UNKNOWN_WORD: Warning = "unknown-word", "a word that is not one of the allowed values; it is corrected if its meaning is clear, and ignored otherwise";
    NOT_REPRESENTED: Warning = "not-represented", "a feature that the generated client does not support";
    // The document.
    MISSING_INFO: Warning = "missing-info", "`info`, its `title` or its `version` is missing; a default is used";
    NO_PATHS: Warning = "no-paths", "the document has no `paths`; the crate contains models only";
    WEBHOOKS: Warning = "webhooks", "webhooks are requests that the API sends: their models are generated, the requests are not";
    PATH_SLASH: Warning = "path-without-slash", "a path does not begin with `/`; a `/` is added";
    PATH_TOO_LONG: Degraded = "path-too-long", "a path of more than 8000 bytes; it is ignored";
    NAME_TOO_LONG: Degraded = "name-too-long", "names without end: what has a JSON pointer of more than 20000 bytes is ignored";
    UNKNOWN_METHOD: Warning = "unsupported-method", "an HTTP method that the generated client does not support; the operation is ignored";
    // Operations.
    MISSING_RESPONSES: Warning = "missing-responses", "an operation has no `responses`; every response is treated as undocumented";
    STATUS_CODE: Warning = "status-code", "a key of `responses` is not a status code, a range or `default`; it is corrected or ignored";
    MISSING_DESCRIPTION: Warning = "missing-description", "a response has no `description`; it is empty";
    MISSING_MEDIA_TYPE: Warning = "missing-media-type", "a schema has no media type; `application/json` is assumed";
    BODY_SCHEMA: Warning = "media-type-schema", "a schema instead of a Response Object or Request Body Object; it is used as its JSON content";
    UNKNOWN_SCHEME: Degraded = "unknown-scheme", "a security requirement names a scheme that is not defined; the HTTP client that the caller supplies must authenticate";
    INCOMPLETE_SCHEME: Warning = "incomplete-scheme", "a security scheme lacks a field that is needed to apply it; the HTTP client that the caller supplies must authenticate";
    INCOMPLETE_FLOW: Warning = "incomplete-flow", "an OAuth2 or OpenID Connect scheme lacks a flow or URL; it is empty";
    NAMELESS: Warning = "nameless", "an object lacks the name or URL that makes it useful; it is ignored";
    SERVER_VARIABLE: Warning = "server-variable-default", "a server variable has no `default`; callers have to set it, unless it has one value only";
    // Parameters.
    PATH_REQUIRED: Warning = "path-parameter-required", "a path parameter is not `required`; it is read as required";
    PARAMETER_SCHEMA: Warning = "parameter-without-schema", "a parameter or header has neither `schema` nor `content`; it is read as a string";
    SWAGGER_PARAMETER: Warning = "swagger-parameter", "a field is written as in Swagger 2.0; it is converted";
    SCHEMA_AND_CONTENT: Warning = "schema-and-content", "a parameter or header has both `schema` and `content`; `schema` is used";
    SEVERAL_CONTENTS: Warning = "several-contents", "a parameter or header has several media types; the first one is used";
    UNKNOWN_STYLE: Warning = "unknown-style", "a `style` that does not exist for this location; the default is used";
    // Schemas.
    NEWER_KEYWORD: Warning = "newer-keyword", "an OpenAPI 3.1 feature in a 3.0 document; it is read as in 3.1";
    MISSING_TYPE: Warning = "missing-type", "a schema has no `type`, but its other keywords imply one; it is added";
    UNKNOWN_TYPE: Warning = "unknown-type", "a `type` that does not exist; it is corrected if its meaning is clear, and ignored otherwise";
    MISSING_ITEMS: Warning = "missing-items", "an array has no `items`; its items can be any value";
    REQUIRED_FLAG: Warning = "required-flag", "`required: true` on a property instead of on its object; it is moved to the object";
    REQUIRED_NAME: Warning = "required-unknown-property", "`required` lists a property that the schema does not have";
    ENUM_TEXTS: Warning = "enum-texts", "`x-enum-varnames` or `x-enum-descriptions` is not a list with a text for each value of the `enum`, or a map from its values to texts; it is ignored";
    ENUM_VALUES: Warning = "enum-values", "an `enum` has duplicate values, values of the wrong type, or no values; they are removed, converted or ignored";
    NULLABLE_TYPE: Warning = "nullable-without-type", "`nullable` on a schema without `type`; the value can be anything";
    DISCRIMINATOR: Warning = "discriminator-property", "a discriminator has no `propertyName`; it is ignored";
}
