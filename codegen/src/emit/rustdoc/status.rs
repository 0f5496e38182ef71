//! Statuses in the docs of a crate.

use crate::ir::StatusPattern;

/// A status in a sentence: `status 404`, `any other status`.
pub(crate) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(_) | StatusPattern::Range(_) => format!("status {status}"),
        StatusPattern::Default => format!("{status} status"),
    }
}
