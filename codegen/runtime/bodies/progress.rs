//! How far a body is, for those who want to be told.

use std::sync::Arc;

/// How much of a body was sent, or has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The bytes until now.
    pub bytes: u64,
    /// The bytes of the whole body, if they are known.
    pub total: Option<u64>,
}

/// Who is told.
pub(crate) type Listener = Arc<dyn Fn(Progress) + Send + Sync>;
