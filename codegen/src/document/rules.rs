//! Every rule of the reader, by name: what it says of a document and what is made of it.

macro_rules! rules {
    ($($constant:ident = $name:literal: $explanation:literal;)*) => {
        $(#[doc = $explanation] pub(crate) const $constant: &str = $name;)*

        /// All rules that the reader applies on the way, with an explanation.
        pub const RULES: &[(&str, &str)] = &[$(($name, $explanation)),*];
    };
}

rules! {
    // Files.
    UNREADABLE_FILE = "unreadable-file": "the file cannot be read (error)";
    NOT_UTF8 = "not-utf8": "the file is not encoded as UTF-8 (error)";
    EMPTY_FILE = "empty-file": "the file holds nothing (error)";
    SYNTAX = "syntax": "the file is neither JSON nor YAML (error)";
    NOT_JSON = "not-json": "a `.json` file that is no JSON, but YAML (comments, trailing commas)";
    SEVERAL_DOCUMENTS = "several-documents": "the file holds several YAML documents (error)";
    ALIAS_BOMB = "alias-bomb": "the aliases of the file expand to far more than it holds (error)";
    DUPLICATE_KEY = "duplicate-key": "a key stands more than once in its object; the last one counts";
    INVISIBLE_CHARACTER = "invisible-character": "the file has invisible characters or such that reorder text; they are written out in docs and dropped from names";
    NOT_OPENAPI = "not-openapi": "the file is no OpenAPI document (error)";
    UNSUPPORTED_VERSION = "unsupported-version": "a document of Swagger 2.0 or of another version that is not supported (error)";
    // References.
    DANGLING_REF = "dangling-ref": "a `$ref` names something that does not exist (error)";
    REF_LOOP = "reference-loop": "a `$ref` leads back to itself and never to a value (error)";
    REMOTE_REF = "remote-ref": "a `$ref` names a file on another host; none is fetched (error)";
    UNREADABLE_REF = "unreadable-ref": "a `$ref` names a file that cannot be read (error)";
    WRONG_REF = "wrong-ref": "a `$ref` names a component of another kind than stands here (error)";
    MISPLACED_REF = "misplaced-ref": "a `$ref` names a response where its schema belongs, or a schema where a response or body with it does; that is taken";
    BROKEN_REF = "broken-ref": "`$ref` is no string; it is left out";
    REF_SIBLINGS = "ref-siblings": "OpenAPI 3.0 ignores what stands beside a `$ref`; what describes or marks the value is kept, the rest left out";
    DROPPED_COMPONENT = "dropped-component": "a `$ref` names a component that was left out; so is what refers to it";
    DANGLING_MAPPING = "dangling-mapping": "a discriminator maps to a schema that does not exist; the entry is left out";
    COMPONENT_NAME = "component-name": "a component's name has characters that references cannot carry; it is renamed";
    TOO_DEEP = "too-deep": "the document is nested too deeply (error)";
    TOO_LARGE = "too-large": "the references of the document expand to far more than it holds (error)";
    // Shape of values.
    TEXT_EXPECTED = "text-expected": "a number or boolean where a string belongs; its text is taken";
    FLAG_EXPECTED = "flag-expected": "a string or number where a boolean belongs; `true`, `1`, `false` and `0` are understood";
    NUMBER_EXPECTED = "number-expected": "a string where a number belongs; it is parsed";
    COUNT_EXPECTED = "count-expected": "a length or count that is no non-negative integer; it is left out";
    LIST_EXPECTED = "list-expected": "a single value where a list belongs; it is taken as a list of one";
    MAP_EXPECTED = "map-expected": "a list where a map belongs; its items are named by their position";
    WRONG_TYPE = "wrong-type": "a value of a type that says nothing here; it is left out";
    NULL_VALUE = "null-value": "`null` where something else belongs; it is left out";
    UNKNOWN_FIELD = "unknown-field": "a field that the specification does not know; it is left out";
    UNKNOWN_WORD = "unknown-word": "a word that is not among those allowed here; the nearest is taken, or it is left out";
    NOT_REPRESENTED = "not-represented": "a feature that the generated client does not represent";
    // The document.
    MISSING_INFO = "missing-info": "`info`, its `title` or its `version` is missing; a default is taken";
    NO_PATHS = "no-paths": "the document has no paths: the crate holds models only";
    WEBHOOKS = "webhooks": "webhooks are calls to the API's user: their models are generated, the calls are not";
    PATH_SLASH = "path-without-slash": "a path that does not begin with `/`; one is put before it";
    UNKNOWN_METHOD = "unsupported-method": "an HTTP method that the generated client does not send; the operation is left out";
    // Operations.
    MISSING_RESPONSES = "missing-responses": "an operation without `responses`; any response is undocumented";
    STATUS_CODE = "status-code": "a key of `responses` that is no status code, range or `default`";
    MISSING_DESCRIPTION = "missing-description": "a response without `description`; it stays empty";
    MISSING_MEDIA_TYPE = "missing-media-type": "a schema without media type; `application/json` is taken";
    BODY_SCHEMA = "media-type-schema": "a schema where a Response or Request Body Object belongs; it is taken as its JSON content";
    UNKNOWN_SCHEME = "unknown-scheme": "a security requirement names a scheme that is not defined; it is left out";
    INCOMPLETE_SCHEME = "incomplete-scheme": "a security scheme lacks what is needed to send it; the caller's HTTP client must";
    INCOMPLETE_FLOW = "incomplete-flow": "an OAuth2 flow lacks a URL; it stays empty";
    NAMELESS = "nameless": "an object without the name or URL that makes it useful; it is left out";
    SERVER_VARIABLE = "server-variable-default": "a server variable without `default`; its first value is taken";
    // Parameters.
    PATH_REQUIRED = "path-parameter-required": "a path parameter that is not `required`; it is, as a path without it is another path";
    PARAMETER_SCHEMA = "parameter-without-schema": "a parameter or header with neither `schema` nor `content`; it is a string";
    SWAGGER_PARAMETER = "swagger-parameter": "a parameter or header written as in Swagger 2.0; it is converted";
    SCHEMA_AND_CONTENT = "schema-and-content": "a parameter with both `schema` and `content`; `schema` is taken";
    SEVERAL_CONTENTS = "several-contents": "a parameter with several media types; the first is taken";
    UNKNOWN_STYLE = "unknown-style": "a `style` that does not exist for this kind of parameter; the default is taken";
    // Schemas.
    NEWER_KEYWORD = "newer-keyword": "a keyword or form of OpenAPI 3.1 in a 3.0 document; it is understood as in 3.1";
    MISSING_TYPE = "missing-type": "a schema whose `type` follows from its other keywords; it is added";
    UNKNOWN_TYPE = "unknown-type": "a `type` that does not exist; the one it means is taken, or none";
    MISSING_ITEMS = "missing-items": "an array without `items`; they may be anything";
    REQUIRED_FLAG = "required-flag": "`required: true` on a property itself; it is moved to the list of the object";
    REQUIRED_NAME = "required-unknown-property": "`required` names a property that the schema does not have";
    ENUM_VALUES = "enum-values": "an `enum` with values twice, of another type than `type`, or none at all";
    NULLABLE_TYPE = "nullable-without-type": "`nullable` on a schema that does not say what else it may be";
    DISCRIMINATOR = "discriminator-property": "a discriminator given as a string, or without `propertyName`";
}
