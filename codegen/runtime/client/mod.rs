//! The client behind all operations: how it is built, which credentials it has, and how it sends.

mod base;
#[cfg(feature = "blocking")]
pub(crate) mod blocking;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) mod browser;
pub(crate) mod builder;
mod call;
mod checks;
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
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) mod system;
// if: TokenSources
pub(crate) mod tokens;
#[cfg(feature = "tracing")]
mod trace;

/// What the client needs of the system: sockets, timers and tasks, or a browser.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use browser as platform;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use system as platform;
