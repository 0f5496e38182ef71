//! An operation with pages as a table: where the items of a page are, and how the request is turned
//! to the next one.
//!
//! ```text
//! pages! {
//!     ListPets<'_>: models::PetList, models::Pet, models::Problem;
//!     |page| page.pets.as_mut();
//!     |self, page, turn| {
//!         let cursor = turn.cursor(page.next.clone())?;
//!         self.cursor = Some(cursor);
//!     }
//! }
//! ```
//!
//! The types are those of a page, of an item, and of the body of errors.

/// Implements `pages` and `items` of an operation's builder. All is `#[inline]`, as the functions of
/// `operation!` are.
macro_rules! pages {
    (
        $builder:ident<'_>: $page:ty, $item:ty, $error:ty;
        |$body:ident| $items:expr;
        |$self:ident, $response:ident, $turn:ident| { $($write:tt)* }
    ) => {
        impl<'a> $builder<'a> {
            /// Reads page after page, as they are asked for. Nothing is sent before.
            #[inline]
            #[must_use = "nothing is sent until `next` is awaited"]
            pub fn pages(self) -> $crate::runtime::pages::streams::Pages<'a, $page, $error> {
                let client = self.client;
                $crate::runtime::pages::streams::pages(&client.core, self)
            }

            /// Reads the items of all pages, one after the other. Nothing is sent before.
            #[inline]
            #[must_use = "nothing is sent until `next` is awaited"]
            pub fn items(self) -> $crate::runtime::pages::streams::PageItems<'a, $item, $error> {
                let client = self.client;
                $crate::runtime::pages::streams::items(&client.core, self)
            }
        }

        impl $crate::runtime::pages::paged::Paged for $builder<'_> {
            type Page = $page;
            type Item = $item;
            type Error = $error;

            #[inline]
            fn request_page(&self) -> $crate::runtime::requests::request::Request {
                self.clone().request()
            }

            #[inline]
            fn read_page(
                response: $crate::runtime::responses::response::RawResponse,
            ) -> Result<
                $crate::runtime::responses::response::Response<$page>,
                $crate::runtime::responses::error::Error<$error>,
            > {
                Self::response(response)
            }

            #[inline]
            fn items_of($body: &mut $page) -> Option<&mut Vec<$item>> {
                $items
            }

            #[inline]
            #[allow(unused_variables, reason = "not all pages say what follows them")]
            fn turn(
                &mut $self,
                $response: &$crate::runtime::responses::response::Response<$page>,
                $turn: &mut $crate::runtime::pages::turn::Turn,
            ) -> Option<()> {
                $($write)*
                Some(())
            }
        }
    };
}

pub(crate) use pages;
