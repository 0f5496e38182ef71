//! The bytes that the generated client sends, and what it makes of those that it receives.

mod support;

mod bodies;
mod constants;
mod cookies_and_headers;
mod forms;
mod large;
mod media_types;
mod models;
mod multipart;
mod names;
mod nulls;
mod numbers;
mod parameters;
mod paths;
mod queries;
mod reading;
mod response_headers;
mod security;
mod servers;
mod statuses;
mod streams;
mod unions;
