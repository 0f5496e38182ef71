//! The mock server of `crate::mock`: what is said of calls, and the server that answers so.

mod answer;
pub(crate) mod calls;
pub(crate) mod content;
mod expected;
mod http;
pub(crate) mod operation;
mod pairs;
pub(crate) mod received;
pub(crate) mod server;
mod state;
// if: Events or Items
pub(crate) mod streams;
pub(crate) mod stub;
mod template;
