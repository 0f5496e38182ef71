//! What is not written in Rust: packages of npm and PyPI, and the servers that they bring.

pub mod registries;
pub mod server;
