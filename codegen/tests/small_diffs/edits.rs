//! The edits, and the files that each changes.

use Step::{Copy, Last, Put, Remove, Rename, Replace};

/// A step of an edit, at a pointer into the description, whose first word may stand for more:
/// `schemas`, `list` and `revoke`.
pub enum Step {
    /// Sets a value (JSON), which may be there; `-` is the end of a list.
    Put(&'static str, &'static str),
    /// Removes a value.
    Remove(&'static str),
    /// Gives an entry of a map another key, in the same place.
    Rename(&'static str, &'static str),
    /// Copies an entry of a map to another key.
    Copy(&'static str, &'static str),
    /// Moves an entry to the end of its map.
    Last(&'static str),
    /// Replaces a string wherever it stands.
    Replace(&'static str, &'static str),
}

/// What is edited, how, and what becomes of which files: `+` is added, `-` removed, others change.
pub type Edit = (&'static str, &'static [Step], &'static [&'static str]);

pub const EDITS: &[Edit] = &[
    ("nothing", &[], &[]),
    (
        "the description of the API",
        &[Put("/info/description", r#""Another text.""#)],
        &["src/lib.rs"],
    ),
    (
        "the version of the API",
        &[Put("/info/version", r#""another""#)],
        &["src/lib.rs"],
    ),
    (
        "the description of a schema",
        &[Put("/schemas/Pair/description", r#""Another text.""#)],
        &["src/models/pair.rs"],
    ),
    (
        "a schema that an operation's response needs, added",
        &[
            Put(
                "/schemas/note",
                r#"{"type": "object", "properties": {"text": {"type": "string"}}}"#,
            ),
            Put(
                "/schemas/access_token/properties/note",
                r##"{"$ref": "#/components/schemas/note"}"##,
            ),
        ],
        &[
            "outline.txt",
            "src/models/access_token.rs",
            "src/models/mod.rs",
            "+ src/models/note.rs",
        ],
    ),
    (
        "a schema that nothing refers to, added",
        &[Put(
            "/schemas/note",
            r#"{"type": "object", "properties": {"text": {"type": "string"}}}"#,
        )],
        &["outline.txt", "src/models/mod.rs", "+ src/models/note.rs"],
    ),
    (
        "a schema, removed with the property that refers to it",
        &[
            Remove("/schemas/client_extension"),
            Remove("/schemas/Client/properties/extension"),
        ],
        &[
            "outline.txt",
            "src/models/client.rs",
            "- src/models/client_extension.rs",
            "src/models/mod.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "a schema, renamed",
        &[
            Rename("/schemas/Pair", "Couple"),
            Replace("#/components/schemas/Pair", "#/components/schemas/Couple"),
        ],
        &[
            "outline.txt",
            "src/models/client.rs",
            "+ src/models/couple.rs",
            "src/models/mod.rs",
            "- src/models/pair.rs",
        ],
    ),
    ("the order of schemas", &[Last("/schemas/Pair")], &[]),
    (
        "an optional property, added",
        &[Put(
            "/schemas/access_token/properties/note",
            r#"{"type": "string"}"#,
        )],
        &["outline.txt", "src/models/access_token.rs"],
    ),
    (
        "an optional property of a request that is sent as a form too, added",
        &[Put(
            "/schemas/token_revoke_request/properties/note",
            r#"{"type": "string"}"#,
        )],
        &["outline.txt", "src/models/token_revoke_request.rs"],
    ),
    (
        "an optional property, removed",
        &[Remove("/schemas/access_token/properties/lastRefreshedAt")],
        &[
            "outline.txt",
            "src/models/access_token.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "an optional property, renamed",
        &[Rename(
            "/schemas/access_token/properties/lastRefreshedAt",
            "refreshedAt",
        )],
        &[
            "outline.txt",
            "src/models/access_token.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "the order of properties",
        &[Last("/schemas/access_token/properties/lastRefreshedAt")],
        &["src/models/access_token.rs"],
    ),
    (
        "an optional property, made required",
        &[Put("/schemas/Pair/required", r#"["key"]"#)],
        &["outline.txt", "src/models/pair.rs"],
    ),
    (
        "the type of a property",
        &[Put(
            "/schemas/access_token/properties/lastRefreshedAt/type",
            r#""string""#,
        )],
        &[
            "outline.txt",
            "src/models/access_token.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "the description of a property",
        &[Put(
            "/schemas/access_token/properties/lastRefreshedAt/description",
            r#""Another text.""#,
        )],
        &["src/models/access_token.rs"],
    ),
    (
        "an enum value, added",
        &[Put("/schemas/grant_type/enum/-", r#""OTHER""#)],
        &["outline.txt", "src/models/grant_type.rs"],
    ),
    (
        "an enum value, removed",
        &[Remove("/schemas/grant_type/enum/5")],
        &["outline.txt", "src/models/grant_type.rs"],
    ),
    (
        "an enum value, renamed",
        &[Put("/schemas/grant_type/enum/5", r#""OTHER""#)],
        &["outline.txt", "src/models/grant_type.rs"],
    ),
    (
        "an optional parameter, added",
        &[Put(
            "/list/parameters/-",
            r#"{"name": "note", "in": "query", "schema": {"type": "string"}}"#,
        )],
        &[
            "outline.txt",
            "src/operations/token_operations/auth_token_get_list_api.rs",
            "src/operations/token_operations/mod.rs",
        ],
    ),
    (
        "an optional parameter, removed",
        &[Remove("/list/parameters/1")],
        &[
            "outline.txt",
            "src/operations/token_operations/auth_token_get_list_api.rs",
            "src/operations/token_operations/mod.rs",
        ],
    ),
    (
        "an optional parameter, renamed",
        &[Put("/list/parameters/1/name", r#""until""#)],
        &[
            "outline.txt",
            "src/operations/token_operations/auth_token_get_list_api.rs",
            "src/operations/token_operations/mod.rs",
        ],
    ),
    (
        "the description of a parameter",
        &[Put("/list/parameters/3/description", r#""Another text.""#)],
        &[
            "src/operations/token_operations/auth_token_get_list_api.rs",
            "src/operations/token_operations/mod.rs",
        ],
    ),
    (
        "an operation, added",
        &[
            Copy("/paths/~1api~1auth~1token~1revoke", "/api/auth/token/note"),
            Put(
                "/paths/~1api~1auth~1token~1note/post/operationId",
                r#""auth_token_note_api""#,
            ),
        ],
        &[
            "outline.txt",
            "src/lib.rs",
            "src/mock.rs",
            "+ src/operations/token_operations/auth_token_note_api.rs",
            "src/operations/token_operations/mod.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "an operation, removed",
        &[Remove("/paths/~1api~1auth~1token~1revoke")],
        &[
            "outline.txt",
            "src/lib.rs",
            "src/mock.rs",
            "- src/operations/token_operations/auth_token_revoke_api.rs",
            "src/operations/token_operations/mod.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "an operation, renamed",
        &[Put("/revoke/operationId", r#""auth_token_end_api""#)],
        &[
            "outline.txt",
            "src/lib.rs",
            "+ src/operations/token_operations/auth_token_end_api.rs",
            "- src/operations/token_operations/auth_token_revoke_api.rs",
            "src/operations/token_operations/mod.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "the path of an operation",
        &[Rename(
            "/paths/~1api~1auth~1token~1revoke",
            "/api/auth/token/end",
        )],
        &[
            "outline.txt",
            "src/lib.rs",
            "src/mock.rs",
            "src/operations/token_operations/auth_token_revoke_api.rs",
            "src/operations/token_operations/mod.rs",
        ],
    ),
    (
        "the summary of an operation",
        &[Put("/revoke/summary", r#""Another text""#)],
        &["src/lib.rs", "src/operations/token_operations/mod.rs"],
    ),
    (
        "the description of an operation",
        &[Put("/revoke/description", r#""Another text.""#)],
        &["src/operations/token_operations/mod.rs"],
    ),
    (
        "the example of a request body",
        &[Put(
            "/revoke/requestBody/content/application~1json/example",
            r#"{"subject": "jane"}"#,
        )],
        &["tests/examples.rs"],
    ),
    (
        "a documented error, added",
        &[Copy("/revoke/responses/400", "409")],
        &[
            "outline.txt",
            "src/operations/token_operations/auth_token_revoke_api.rs",
            "src/operations/token_operations/mod.rs",
            "tests/examples.rs",
        ],
    ),
    (
        "a server, added",
        &[Put(
            "/servers/-",
            r#"{"url": "https://example.com", "description": "Another server."}"#,
        )],
        &["outline.txt", "src/servers.rs"],
    ),
];
