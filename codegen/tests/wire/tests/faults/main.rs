//! What a call becomes when the server, the network or the caller's settings are against it: over
//! real sockets, what the server saw and what the caller got.

#[cfg(feature = "stream")]
mod sink;
mod support;

#[cfg(feature = "blocking")]
mod blocking;
mod bounds;
mod broken;
mod connections;
mod credentials;
mod custom;
#[cfg(feature = "stream")]
mod downloads;
mod hooks;
#[cfg(feature = "oauth2")]
mod oauth2;
mod page_links;
mod pages;
mod redirects;
mod retries;
mod texts;
mod timeouts;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "stream")]
mod uploads;
