//! The mock server.

use super::{
    expected::Expected,
    http,
    operation::Operation,
    received::ReceivedRequest,
    state::{Shared, Stub},
    stub::Mock,
};
use std::{fmt, io, net::SocketAddr, thread};
use tokio::sync::oneshot;

/// A server on this machine that answers as a test says, for programs that call the API.
///
/// A call that no [`Mock`] answers gets the status 501. When the server is dropped, it panics if
/// there was one, or if a mock was not called as often as [`Mock::expect`] says. No message shows a
/// value that was sent.
///
/// It runs in a thread of its own, and listens on a port that is free.
pub struct MockServer {
    state: Shared,
    address: SocketAddr,
    /// Dropped, it stops the server.
    _stop: oneshot::Sender<()>,
}

impl MockServer {
    /// Starts a server of an API with these operations.
    pub(crate) fn of(operations: &'static [&'static str]) -> io::Result<Self> {
        let state = Shared::default();
        let (stop, stopped) = oneshot::channel();
        let address = http::start(operations, state.clone(), stopped)?;
        Ok(Self {
            state,
            address,
            _stop: stop,
        })
    }

    /// The base URL.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says what becomes of all calls of an operation, which is named by the type of its requests.
    #[must_use = "without an answer, the calls are unexpected"]
    pub fn on_any<O: Operation>(&self) -> Mock<'_, O> {
        self.mock(Stub::new(O::NAME, None))
    }

    /// Says what becomes of the calls whose requests have all that this one has. They may have more:
    /// optional parameters, and optional properties of a JSON body, that this one leaves open.
    ///
    /// A body that cannot be read at once, such as a stream, may be any.
    ///
    /// # Panics
    ///
    /// If the request could not be sent.
    #[must_use = "without an answer, the calls are unexpected"]
    #[track_caller]
    pub fn on<O: Operation>(&self, request: O) -> Mock<'_, O> {
        match request.written() {
            Ok(request) => self.mock(Stub::new(O::NAME, Some(Expected::of(request)))),
            Err(error) => panic!("a request of `{}` could not be sent: {error}", O::NAME),
        }
    }

    /// All requests, in the order in which they came.
    #[must_use]
    pub fn received(&self) -> Vec<ReceivedRequest> {
        self.state.lock().received.clone()
    }

    /// Checks that the calls were as expected, as dropping the server does.
    ///
    /// # Panics
    ///
    /// If they were not.
    #[track_caller]
    pub fn verify(&self) {
        let problems = self.state.lock().problems();
        assert!(
            problems.is_empty(),
            "the calls were not as expected:\n- {}",
            problems.join("\n- ")
        );
    }

    fn mock<O: Operation>(&self, stub: Stub) -> Mock<'_, O> {
        let mut state = self.state.lock();
        state.stubs.push(stub);
        Mock::new(&self.state, state.stubs.len() - 1)
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        // A test that has failed already says why.
        if !thread::panicking() {
            self.verify();
        }
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MockServer")
            .field("uri", &self.uri())
            .finish_non_exhaustive()
    }
}
