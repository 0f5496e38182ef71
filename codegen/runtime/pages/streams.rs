//! The pages of an operation, and their items, as callers read them.

use super::{
    paged::Paged,
    turn::Turn,
    walk::{Source, Walk},
};
#[cfg(feature = "blocking")]
use crate::runtime::client::blocking;
use crate::runtime::{
    client::{core::Core, platform::MaybeSend},
    requests::request::Request,
    responses::{
        error::Error,
        response::{RawResponse, Response},
    },
};
use std::{
    convert::Infallible,
    fmt,
    future::poll_fn,
    mem,
    task::{Context, Poll, ready},
    vec,
};

/// The pages of an operation, one after the other. `T` is a page, `E` the body of documented errors.
///
/// A page is asked for when it is waited for, and not before; what was set for the call (headers,
/// limits of time, retries) holds for each. After an error the pages have ended, unless
/// [`resume`](Self::resume) is called.
///
/// With the feature `stream`, it is a [`futures_core::Stream`].
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the crate is not there")
)]
#[must_use = "nothing is sent until `next` is awaited"]
pub struct Pages<'a, T, E = Infallible> {
    walk: Walk<'a, Response<T>, E>,
}

impl<T, E> Pages<'_, T, E> {
    /// Waits for the next page; `None` at the end. A call that is given up loses nothing.
    ///
    /// An error is one of the call, or [`Error::Request`] if the server names as the next page one
    /// of another origin, or one that it has named before.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error<E>>> {
        poll_fn(|context| self.walk.poll_page(context)).await
    }

    /// The pages, each waited for where there is no `async`. In `async` code the only one is an
    /// [`Error::Request`].
    #[cfg(feature = "blocking")]
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<Response<T>, Error<E>>> {
        blocking::iterate(|context| self.walk.poll_page(context))
    }

    /// After an error, asks for the page again that failed, when it is next waited for.
    #[inline]
    pub fn resume(&mut self) {
        self.walk.resume();
    }
}

impl<T, E> fmt::Debug for Pages<'_, T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pages")
    }
}

#[cfg(feature = "stream")]
impl<T, E> futures_core::Stream for Pages<'_, T, E> {
    type Item = Result<Response<T>, Error<E>>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.walk.poll_page(context)
    }
}

/// The items of all pages of an operation, one after the other. `I` is an item, `E` the body of
/// documented errors.
///
/// There is one page in memory at most: the next one is asked for when the last item of a page has
/// been given out and one more is waited for. What was set for the call (headers, limits of time,
/// retries) holds for each page. After an error the items have ended, unless
/// [`resume`](Self::resume) is called.
///
/// With the feature `stream`, it is a [`futures_core::Stream`].
#[cfg_attr(
    not(feature = "stream"),
    allow(rustdoc::broken_intra_doc_links, reason = "the crate is not there")
)]
#[must_use = "nothing is sent until `next` is awaited"]
pub struct PageItems<'a, I, E = Infallible> {
    walk: Walk<'a, Vec<I>, E>,
    items: vec::IntoIter<I>,
}

impl<I, E> PageItems<'_, I, E> {
    /// Waits for the next item; `None` at the end. A call that is given up loses nothing.
    ///
    /// An error is one of the call for a page, or [`Error::Request`] if the server names as the next
    /// page one of another origin, or one that it has named before.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The items, each waited for where there is no `async`. In `async` code the only one is an
    /// [`Error::Request`].
    #[cfg(feature = "blocking")]
    pub fn blocking(&mut self) -> impl Iterator<Item = Result<I, Error<E>>> {
        blocking::iterate(|context| self.poll_item(context))
    }

    /// After an error, asks for the page again that failed, when the next item is waited for.
    #[inline]
    pub fn resume(&mut self) {
        self.walk.resume();
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, Error<E>>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            // Its memory is not needed any longer.
            self.items = Vec::new().into_iter();
            match ready!(self.walk.poll_page(context)) {
                Some(Ok(items)) => self.items = items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<I, E> fmt::Debug for PageItems<'_, I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PageItems")
    }
}

#[cfg(feature = "stream")]
impl<I: Unpin, E> futures_core::Stream for PageItems<'_, I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

/// The pages of an operation.
#[inline]
pub(crate) fn pages<'a, O>(core: &'a Core, operation: O) -> Pages<'a, O::Page, O::Error>
where
    O: Paged + MaybeSend + 'a,
{
    let walk = Walk::new(core, Whole(operation));
    Pages { walk }
}

/// The items of all pages of an operation.
#[inline]
pub(crate) fn items<'a, O>(core: &'a Core, operation: O) -> PageItems<'a, O::Item, O::Error>
where
    O: Paged + MaybeSend + 'a,
{
    PageItems {
        walk: Walk::new(core, Items(operation)),
        items: Vec::new().into_iter(),
    }
}

/// Reads pages whole.
struct Whole<O>(O);

impl<O: Paged + MaybeSend> Source<Response<O::Page>, O::Error> for Whole<O> {
    fn request(&self) -> Request {
        self.0.request_page()
    }

    fn read(
        &mut self,
        response: RawResponse,
    ) -> Result<(Response<O::Page>, Turn), Error<O::Error>> {
        let mut page = O::read_page(response)?;
        let turn = turn(&mut self.0, &mut page);
        Ok((page, turn))
    }
}

/// Reads the items of pages.
struct Items<O>(O);

impl<O: Paged + MaybeSend> Source<Vec<O::Item>, O::Error> for Items<O> {
    fn request(&self) -> Request {
        self.0.request_page()
    }

    fn read(&mut self, response: RawResponse) -> Result<(Vec<O::Item>, Turn), Error<O::Error>> {
        let mut page = O::read_page(response)?;
        let turn = turn(&mut self.0, &mut page);
        let items = O::items_of(&mut page).map(mem::take);
        Ok((items.unwrap_or_default(), turn))
    }
}

/// Turns to the page after this one.
fn turn<O: Paged>(operation: &mut O, page: &mut Response<O::Page>) -> Turn {
    let count = O::items_of(page).map_or(0, |items| items.len());
    let mut turn = Turn::new(count);
    // The turn itself says how it ended.
    let _ = operation.turn(page, &mut turn);
    turn
}
