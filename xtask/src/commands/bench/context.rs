//! What the measurements share.

use super::rival::{self, Rival};
use std::path::PathBuf;

/// What the measurements share.
#[derive(Debug)]
pub struct Bench {
    pub short: bool,
    pub rival_name: rival::Name,
    pub rival: Option<Rival>,
    pub large: Option<PathBuf>,
    /// Where everything that is made goes.
    pub directory: PathBuf,
}
