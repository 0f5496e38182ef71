//! Tokens for the credentials of a client (RFC 6749, 4.4).

pub(crate) mod client_credentials;
pub(crate) mod token_endpoint;
pub(crate) mod token_endpoint_error;
