//! What the runtime asks of an operation with pages.

use super::turn::Turn;
use crate::runtime::{
    requests::request::Request,
    responses::{
        error::Error,
        response::{RawResponse, Response},
    },
};

/// The builder of an operation with pages, at one of them.
pub(crate) trait Paged {
    type Page;
    type Item;
    type Error;

    /// The request for the page.
    fn request_page(&self) -> Request;

    /// Reads the page.
    fn read_page(response: RawResponse) -> Result<Response<Self::Page>, Error<Self::Error>>;

    /// The items of a page, if there are any.
    fn items_of(page: &mut Self::Page) -> Option<&mut Vec<Self::Item>>;

    /// Turns to the page after this one. `None` and `turn` say that there is none, or why not.
    fn turn(&mut self, page: &Response<Self::Page>, turn: &mut Turn) -> Option<()>;
}
