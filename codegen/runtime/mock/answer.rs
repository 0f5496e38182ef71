//! The answers to a call.

use crate::runtime::responses::response::RawResponse;
use std::time::Duration;

/// What the server does with a request.
#[derive(Clone)]
pub(super) struct Answer {
    pub(super) response: RawResponse,
    pub(super) delay: Duration,
    pub(super) fault: Option<Fault>,
    /// How often it is still given. If that was not said: once if another one follows, else always.
    pub(super) left: Option<usize>,
}

/// How the server fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It closes the connection without a response.
    Closes,
    /// It never responds.
    Hangs,
    /// It closes the connection in the middle of the body.
    Cuts,
    /// It sends nothing more from the middle of the body on.
    Stalls,
}

impl From<RawResponse> for Answer {
    fn from(response: RawResponse) -> Self {
        Self {
            response,
            delay: Duration::ZERO,
            fault: None,
            left: None,
        }
    }
}

/// Takes the next of several answers.
pub(super) fn next(answers: &mut [Answer]) -> Option<Answer> {
    let last = answers.len().checked_sub(1)?;
    let is_left = |answer: &Answer| answer.left != Some(0);
    let index = answers.iter().position(is_left)?;
    let answer = answers.get_mut(index)?;
    match &mut answer.left {
        Some(left) => *left -= 1,
        None if index < last => answer.left = Some(0),
        None => {}
    }
    Some(answer.clone())
}
