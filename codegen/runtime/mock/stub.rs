//! What a test says of the calls of an operation.

use super::{
    answer::{Answer, Fault},
    calls::Calls,
    content::Written,
    operation::Operation,
    received::ReceivedRequest,
    state::{Shared, Stub},
};
use crate::runtime::responses::{error::Error, response::RawResponse};
use bytes::Bytes;
use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use std::{fmt, marker::PhantomData, sync::Arc, time::Duration};

/// What a [`MockServer`](crate::mock::MockServer) does with some calls of an operation.
///
/// Answers are given in the order in which they are said: each once, the last one from then on,
/// unless [`times`](Self::times) says how often. A mock whose answers are all given leaves the calls
/// to those that were made before it.
///
/// The methods take effect at once; what is said of an answer is said of the last one.
pub struct Mock<'a, O> {
    state: &'a Shared,
    /// Which of those of the server.
    index: usize,
    operation: PhantomData<fn() -> O>,
}

#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "what a method says holds at once"
)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a test has no use for what was answered"
)]
impl<'a, O: Operation> Mock<'a, O> {
    pub(super) fn new(state: &'a Shared, index: usize) -> Self {
        Self {
            state,
            index,
            operation: PhantomData,
        }
    }

    /// Only calls that meet this condition. One that asks the server must hold it by a
    /// [`Weak`](std::sync::Weak): a server that its own mock holds is never dropped, nor verified.
    pub fn when(
        self,
        condition: impl Fn(&ReceivedRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.stub(|stub| stub.conditions.push(Arc::new(condition)));
        self
    }

    /// Answers with a success: the first that the description has for this content.
    ///
    /// # Panics
    ///
    /// If a client would not read it as a success.
    #[track_caller]
    pub fn respond(self, content: O::Success) -> Self {
        self.succeed(&content, None)
    }

    /// Answers with a success that has this status.
    ///
    /// # Panics
    ///
    /// If the description has no such success, or a client would not read it as one.
    #[track_caller]
    pub fn respond_with(self, status: u16, content: O::Success) -> Self {
        self.succeed(&content, Some(status))
    }

    /// Answers with an error that the description has.
    ///
    /// # Panics
    ///
    /// If the description has no error with this status and content, or a client would not read it as
    /// one.
    #[track_caller]
    pub fn respond_error(self, status: u16, content: O::Error) -> Self {
        let response = documented::<O>(O::error(&content, status), Some(status));
        assert!(
            matches!(O::read(response.clone()), Err(Error::Api(_))),
            "a client does not read this response to `{}` as a documented error",
            O::NAME,
        );
        self.answer(response)
    }

    // if: Events or Items
    /// Answers with what was written.
    #[track_caller]
    pub(super) fn respond_written(self, written: Written) -> Self {
        let response = documented::<O>(Some(written), None);
        self.answer(response)
    }

    /// Answers with any response, whether or not the description has it.
    pub fn respond_raw(self, response: RawResponse) -> Self {
        self.answer(response)
    }

    /// Closes the connection instead of an answer.
    pub fn close(self) -> Self {
        self.fail(Fault::Closes)
    }

    /// Never answers.
    pub fn hang(self) -> Self {
        self.fail(Fault::Hangs)
    }

    /// Closes the connection in the middle of the answer's body.
    ///
    /// # Panics
    ///
    /// If there is no answer yet.
    #[track_caller]
    pub fn cut(self) -> Self {
        self.last(|answer| answer.fault = Some(Fault::Cuts))
    }

    /// Sends nothing more from the middle of the answer's body on.
    ///
    /// # Panics
    ///
    /// If there is no answer yet.
    #[track_caller]
    pub fn stall(self) -> Self {
        self.last(|answer| answer.fault = Some(Fault::Stalls))
    }

    /// Sends the first half of the answer's body as if it were all of it, which is no JSON.
    ///
    /// # Panics
    ///
    /// If there is no answer yet.
    #[track_caller]
    pub fn garble(self) -> Self {
        self.last(|answer| {
            let body = answer.response.body();
            let half = body.slice(..body.len() / 2);
            answer.response = RawResponse::new(
                answer.response.status(),
                answer.response.headers().clone(),
                half,
            );
        })
    }

    /// Waits so long before the answer.
    ///
    /// # Panics
    ///
    /// If there is no answer yet.
    #[track_caller]
    pub fn delay(self, delay: Duration) -> Self {
        self.last(|answer| answer.delay = delay)
    }

    /// Sends this header with the answer, instead of any with the same name.
    ///
    /// # Panics
    ///
    /// If there is no answer yet, or the header is not one.
    #[track_caller]
    pub fn header(self, name: &str, value: &str) -> Self {
        let header = (HeaderName::try_from(name), HeaderValue::from_str(value));
        let (Ok(name), Ok(value)) = header else {
            panic!(
                "`{}` is not a header, or has no such value",
                name.escape_debug()
            );
        };
        self.last(|answer| {
            let response = &answer.response;
            let mut headers = response.headers().clone();
            headers.insert(name, value);
            answer.response = RawResponse::new(response.status(), headers, response.body().clone());
        })
    }

    /// Gives the answer so often, and no more.
    ///
    /// # Panics
    ///
    /// If there is no answer yet.
    #[track_caller]
    pub fn times(self, count: usize) -> Self {
        self.last(|answer| answer.left = Some(count))
    }

    /// Says how many of these calls there are until the server is dropped: a number, or a range such
    /// as `1..`. Each attempt counts.
    pub fn expect(self, calls: impl Into<Calls>) -> Self {
        self.stub(|stub| stub.calls = Some(calls.into()));
        self
    }

    /// The calls that this mock has answered.
    #[must_use]
    pub fn received(&self) -> Vec<ReceivedRequest> {
        let state = self.state.lock();
        let stub = state.stubs.get(self.index);
        let indices = stub.map_or(&[][..], |stub| &stub.answered);
        let received = indices
            .iter()
            .filter_map(|&index| state.received.get(index));
        received.cloned().collect()
    }

    #[track_caller]
    fn succeed(self, content: &O::Success, status: Option<u16>) -> Self {
        let response = documented::<O>(O::success(content, status), status);
        assert!(
            O::read(response.clone()).is_ok(),
            "a client does not read this response to `{}` as a success",
            O::NAME,
        );
        self.answer(response)
    }

    fn fail(self, fault: Fault) -> Self {
        let response = RawResponse::new(StatusCode::OK, HeaderMap::new(), Bytes::new());
        self.answer(Answer {
            fault: Some(fault),
            ..response.into()
        })
    }

    fn answer(self, answer: impl Into<Answer>) -> Self {
        self.stub(|stub| stub.answers.push(answer.into()));
        self
    }

    /// Changes the last answer.
    #[track_caller]
    fn last(self, change: impl FnOnce(&mut Answer)) -> Self {
        let is_there = self.stub(|stub| stub.answers.last_mut().map(change).is_some());
        assert!(
            is_there != Some(false),
            "say the answer to `{}` first, for instance with `respond`",
            O::NAME,
        );
        self
    }

    fn stub<T>(&self, change: impl FnOnce(&mut Stub) -> T) -> Option<T> {
        self.state.lock().stubs.get_mut(self.index).map(change)
    }
}

/// The response that the description has.
#[track_caller]
fn documented<O: Operation>(written: Option<Written>, status: Option<u16>) -> RawResponse {
    match (written, status) {
        (Some(Ok(response)), _) => response,
        (Some(Err(error)), _) => {
            panic!("the response to `{}` cannot be written: {error}", O::NAME)
        }
        (None, Some(status)) => panic!(
            "the description of `{}` has no response with the status {status} and this content: \
             `respond_raw` sends any",
            O::NAME
        ),
        (None, None) => panic!("the description of `{}` has no such response", O::NAME),
    }
}

impl<O: Operation> fmt::Debug for Mock<'_, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Mock").field(&O::NAME).finish()
    }
}
