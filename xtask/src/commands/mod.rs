//! The commands, one module for each.

pub mod api_diff;
pub mod bench;
pub mod conformance;
pub mod contract;
pub mod corpus;
pub mod fuzz;
pub mod names;
pub mod programs;
pub mod regenerate;
pub mod round_trip;
pub mod rules;
pub mod soak;
