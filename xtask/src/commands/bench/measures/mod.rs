//! The measurements, each a module that fills the tables of its part.

pub mod call;
pub mod compile;
pub mod decode;
pub mod generate;
pub mod size;
pub mod start;
