//! From the API to the API: what can be said only once all of it is lowered.

pub(crate) mod examples;
pub(crate) mod plain;
pub(crate) mod recursion;
pub(crate) mod sensitive;
pub(crate) mod unreferenced;
pub(crate) mod usage;
