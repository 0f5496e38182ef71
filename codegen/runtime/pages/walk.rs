//! The way over the pages of an operation: one after the other, each when it is polled for.

use super::{
    trail::{Seen, Trail},
    turn::{Next, Turn},
};
use crate::runtime::{
    client::{
        core::Core,
        platform::{BoxFuture, MaybeSend},
    },
    requests::{error::RequestError, request::Request},
    responses::{error::Error, failure::Failure, response::RawResponse},
};
use std::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

// if: PageLinks
use reqwest::Url;

/// An operation at one of its pages, which is read as an `X`.
pub(super) trait Source<X, E>: MaybeSend {
    /// The request for the page.
    fn request(&self) -> Request;

    /// Reads the page, and turns to the next one.
    fn read(&mut self, response: RawResponse) -> Result<(X, Turn), Error<E>>;
}

/// The pages of an operation.
pub(super) struct Walk<'a, X, E> {
    source: Box<dyn Source<X, E> + 'a>,
    place: Place<'a>,
}

impl<'a, X, E> Walk<'a, X, E> {
    #[inline]
    pub(super) fn new(core: &'a Core, source: impl Source<X, E> + 'a) -> Self {
        Self {
            source: Box::new(source),
            place: Place {
                core,
                state: State::Asks,
                operation: "",
                is_first: true,
                trail: Trail::default(),
                seen: Seen::default(),
                // if: PageLinks
                link: None,
            },
        }
    }

    /// The next page; `None` at the end, and after an error.
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<X, Error<E>>>> {
        let Self { source, place } = self;
        let Some(outcome) = ready!(place.poll_response(context, &|| source.request())) else {
            return Poll::Ready(None);
        };
        let page = match outcome {
            Ok(response) => {
                place.seen.add(response.body());
                source.read(response)
            }
            Err(failure) => Err(failure.into()),
        };
        Poll::Ready(Some(page.map(|(page, turn)| {
            place.go_on(turn, &|| source.request());
            page
        })))
    }

    /// Asks for the page again that failed.
    #[inline]
    pub(super) fn resume(&mut self) {
        if let State::Failed = self.place.state {
            self.place.state = State::Asks;
        }
    }
}

type Call<'a> = BoxFuture<'a, Result<RawResponse, Failure>>;

/// Where on its way a walk is. What does not depend on the operation is here, to be compiled once.
struct Place<'a> {
    core: &'a Core,
    state: State<'a>,
    operation: &'static str,
    is_first: bool,
    trail: Trail,
    seen: Seen,
    // if: PageLinks
    /// What led to the page.
    link: Option<Url>,
}

enum State<'a> {
    /// The page has not been asked for.
    Asks,
    /// It has.
    Waits(Call<'a>),
    /// It did not come, or cannot be read.
    Failed,
    /// It cannot be asked for.
    Refuses(RequestError),
    Ended,
}

impl<'a> Place<'a> {
    /// The response for the page.
    #[inline]
    fn poll_response(
        &mut self,
        context: &mut Context<'_>,
        request: &dyn Fn() -> Request,
    ) -> Poll<Option<Result<RawResponse, Failure>>> {
        loop {
            match mem::replace(&mut self.state, State::Ended) {
                State::Asks => self.state = State::Waits(self.send(request())),
                State::Waits(mut call) => {
                    let Poll::Ready(outcome) = call.as_mut().poll(context) else {
                        self.state = State::Waits(call);
                        return Poll::Pending;
                    };
                    // Until the page has been read.
                    self.state = State::Failed;
                    return Poll::Ready(Some(outcome));
                }
                State::Refuses(reason) => {
                    let failure = Failure::from(reason).of(self.operation);
                    return Poll::Ready(Some(Err(failure)));
                }
                State::Failed => {
                    self.state = State::Failed;
                    return Poll::Ready(None);
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }

    #[inline]
    fn send(&mut self, mut request: Request) -> Call<'a> {
        self.operation = request.operation;
        if !self.is_first {
            self.core.omit_key(&mut request);
        }
        // if: PageLinks
        let request = request.led_by(self.link.as_ref());
        let core = self.core;
        Box::pin(core.execute(request))
    }

    /// Goes to what follows the page.
    #[allow(
        unused_variables,
        reason = "only links are relative to the present request"
    )]
    #[inline]
    fn go_on(&mut self, turn: Turn, request: &dyn Fn() -> Request) {
        self.is_first = false;
        let is_new = match turn.next {
            Ok(Next::End) => {
                self.state = State::Ended;
                return;
            }
            Ok(_) if self.seen.are_empty(turn.count) => Err(RequestError::new(
                "the server sends one page without items after the other",
            )),
            Ok(Next::Page) if self.seen.is_the_same() => Err(RequestError::new(
                "the server sends the same page again and again",
            )),
            Ok(Next::Page) => Ok(true),
            Ok(Next::Cursor(cursor)) => Ok(self.trail.add(cursor)),
            // if: PageLinks
            Ok(Next::Link(link)) => self.follow(&link, request),
            Err(reason) => Err(reason),
        };
        self.state = match is_new {
            Ok(true) => State::Asks,
            // Some servers name the last page again, when it has become empty.
            Ok(false) if turn.count == 0 => State::Ended,
            Ok(false) => State::Refuses(RequestError::new(
                "the server names a page as the next that it has named before, so that there would \
                 be no end",
            )),
            Err(reason) => State::Refuses(reason),
        };
    }

    // if: PageLinks
    /// Goes where a link leads, which may be relative to the present page. Credentials go along, so
    /// it must be the same origin. False if it led there before.
    #[inline]
    fn follow(&mut self, link: &str, request: &dyn Fn() -> Request) -> Result<bool, RequestError> {
        let here = match self.link.take() {
            Some(link) => link,
            None => self.core.url(request())?,
        };
        let Ok(mut there) = here.join(link) else {
            return Err(RequestError::new("the link to the next page is not a URL"));
        };
        if there.origin() != here.origin()
            || !there.username().is_empty()
            || there.password().is_some()
        {
            return Err(RequestError::new(
                "the link to the next page leads to another scheme, host or port, where \
                 credentials are not sent",
            ));
        }
        there.set_fragment(None);
        let is_new = there != here && self.trail.add(there.as_str().to_owned());
        self.link = Some(there);
        Ok(is_new)
    }
}
