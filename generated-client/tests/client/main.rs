//! Runs the client against servers on the loopback interface.

#![cfg(feature = "client")]

mod builder;
mod errors;
mod evolution;
mod models;
mod pages;
mod paths;
mod requests;
mod responses;
mod samples;
mod secrets;
mod support;
