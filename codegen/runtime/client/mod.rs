//! The client behind all operations: how it is built, which credentials it has, and how it sends.

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod builder;
mod call;
pub(crate) mod core;
mod credentials;
pub(crate) mod custom;
pub(crate) mod hooks;
pub(crate) mod limits;
// if: ClientCredentials
#[cfg(feature = "oauth2")]
pub(crate) mod oauth2;
pub(crate) mod operation;
pub(crate) mod retry;
pub(crate) mod security;
pub(crate) mod settings;
pub(crate) mod shared;
// if: TokenSources
pub(crate) mod tokens;
#[cfg(feature = "tracing")]
mod trace;
