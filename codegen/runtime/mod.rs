//! What the operations and models of this crate share.
//!
//! Each folder holds the files of one subject. A file imports from the files below it, never from a
//! `mod.rs`; the names that the rest of the crate uses are re-exported here.
//!
//! `pub` marks what users of the crate can name: the types that the crate's root re-exports, and
//! their methods for users. What only the crate itself uses is `pub(crate)`, or `pub(super)` if only
//! the files of one folder use it.
//!
//! Functions that are small and not always called are `#[inline]`: they are compiled where they are
//! called.

#[cfg(feature = "client")]
pub(crate) mod bodies;
#[cfg(feature = "client")]
pub(crate) mod client;
#[cfg(feature = "mock")]
pub(crate) mod mock;
pub(crate) mod models;
// if: Pages
#[cfg(feature = "client")]
pub(crate) mod pages;
#[cfg(feature = "client")]
pub(crate) mod requests;
#[cfg(feature = "client")]
pub(crate) mod responses;

// For users.

// if: Base64
pub use models::base64::{Base64, Base64Error};
// if: Date
pub use models::text::Date;
// if: DateTime
pub use models::text::DateTime;
// if: Duration
pub use models::text::Duration;
// if: Time
pub use models::text::Time;
// if: Uuid
pub use models::text::Uuid;

// if: Multipart
#[cfg(feature = "client")]
pub use bodies::file_part::FilePart;
// if: Streams or Uploads
#[cfg(feature = "stream")]
pub use bodies::progress::Progress;
// if: Uploads
#[cfg(feature = "client")]
pub use bodies::upload::Upload;
// if: ClientCredentials
#[cfg(feature = "oauth2")]
pub use client::oauth2::{
    client_credentials::ClientCredentials, token_endpoint_error::TokenEndpointError,
};
// if: TokenSources
#[cfg(feature = "client")]
pub use client::tokens::{Token, TokenFuture, TokenSource};
// if: Pages
#[cfg(feature = "client")]
pub use pages::streams::{PageItems, Pages};
// if: TokenSources
#[cfg(feature = "client")]
pub use requests::error::BoxError;
// if: Streams
#[cfg(any(feature = "blocking", feature = "stream"))]
pub use responses::download::DownloadError;
// if: Events
#[cfg(feature = "client")]
pub use responses::events::{Event, EventStream};
// if: Uploads
#[cfg(feature = "stream")]
pub use responses::failure::UploadError;
// if: Headers
#[cfg(feature = "client")]
pub use responses::headers::HeaderError;
// if: Items
#[cfg(feature = "client")]
pub use responses::items::ItemStream;
// if: Streams
#[cfg(feature = "client")]
pub use responses::stream::ByteStream;
#[cfg(feature = "client")]
pub use {
    bytes::Bytes,
    client::{
        builder::BuildError,
        custom::CustomRequest,
        hooks::{Attempt, Hook},
        limits::Timeout,
        retry::RetryPolicy,
    },
    requests::error::RequestError,
    reqwest::{StatusCode, header::HeaderMap},
    responses::{
        error::{DecodeError, Error},
        failure::{TimeoutError, TransportError},
        response::{RawResponse, Response},
    },
};

// if: Events
#[cfg(feature = "mock")]
pub use mock::streams::EventOperation;
// if: Items
#[cfg(feature = "mock")]
pub use mock::streams::ItemOperation;
#[cfg(feature = "mock")]
pub use mock::{
    calls::Calls, operation::Operation, received::ReceivedRequest, server::MockServer, stub::Mock,
};

// For the generated models, operations and client.

// if: Floats
pub(crate) use models::float;
// if: Integers
pub(crate) use models::integer;
// if: LargeModels
pub(crate) use models::large::large_object;
// if: Enums
pub(crate) use models::open_enum::{integer_enum, string_enum, value_enum};
// if: Unions
pub(crate) use models::union;
pub(crate) use models::{
    json_object::json_object,
    redacted::{self, Redacted, redacted},
    setters::setters,
};

// if: Forms
#[cfg(feature = "client")]
pub(crate) use bodies::form_encoding::{FormEncoding, FormStyle};
// if: Multipart
#[cfg(feature = "client")]
pub(crate) use bodies::multipart;
// if: Streams
#[cfg(feature = "blocking")]
pub(crate) use client::blocking;
// if: ClientCredentials
#[cfg(feature = "oauth2")]
pub(crate) use client::oauth2::client_credentials::Flow;
// if: Pages
#[cfg(feature = "client")]
pub(crate) use pages::operation::pages;
// if: FormStyles or Styles
#[cfg(feature = "client")]
pub(crate) use requests::style::Style;
// if: Headers
#[cfg(feature = "client")]
pub(crate) use responses::headers;
// if: Items
#[cfg(feature = "client")]
pub(crate) use responses::split::Split;
#[cfg(feature = "client")]
pub(crate) use {
    client::{
        builder::CoreBuilder, core::Core, operation::operation, security::Credential,
        settings::client_settings, shared::Scheme,
    },
    requests::{options::CallOptions, request::Request},
    reqwest::Method,
};
