//! An operation as a table: what it is called by, how the request is written, and how each response
//! is read.
//!
//! ```text
//! operation! {
//!     ListPets<'_>: GET "/pets", [[0]];
//!     |self, request| {
//!         request.path("/pets");
//!         request.query("limit", self.limit.as_ref());
//!     }
//!     |response| Response<Vec<Pet>> {
//!         200..=299 => response.json();
//!     }
//!     |response| Error<Problem> {
//!         404 => response.json_error();
//!         _ => response.undocumented();
//!     }
//!     success(content) {
//!         _, 200 => json("application/json", content);
//!     }
//!     error(content) {
//!         _, 404 => json("application/json", content);
//!     }
//! }
//! ```
//!
//! The numbers are indices of security schemes, as `Request` has them. A response is read by the
//! first row that has its status; those of no row of the second block are errors. The last two
//! blocks are for mocks: how a server writes successes and errors.

/// Implements `send` of an operation's builder, and the functions that it is made of. Those are
/// `#[inline]`: compiled for the operations that are called, not for all that the API has.
macro_rules! operation {
    (
        $builder:ident<'_>: $method:ident $path:literal, [$($security:tt),*];
        |$self:ident, $request:ident| { $($write:tt)* }
        |$response:ident| $success:ty {
            $($status:pat $(if $condition:expr)? => $read:expr;)*
        }
        |$failure:ident| $error:ty { $($errors:tt)* }
        success($content:ident) { $($successes:tt)* }
        $(error($problem:ident) { $($problems:tt)* })?
    ) => {
        impl $builder<'_> {
            /// Sends the request.
            ///
            /// # Errors
            ///
            /// [`Error`](crate::Error) tells apart what can go wrong: the request could not be
            /// built, no response was received, or the response is not one that is documented as
            /// success.
            pub async fn send(self) -> Result<$success, $error> {
                let client = self.client;
                client.core.send(self.request(), Self::response).await
            }

            /// Does the same as [`send`](Self::send) where there is no `async`.
            ///
            /// # Errors
            ///
            /// Those of `send`, and [`Error::Request`](crate::Error::Request) in `async` code.
            #[cfg(feature = "blocking")]
            pub fn send_blocking(self) -> Result<$success, $error> {
                $crate::runtime::client::blocking::wait(self.send())
            }

            #[inline]
            fn request($self) -> $crate::runtime::requests::request::Request {
                let mut $request = $self.client.core.request(
                    ::reqwest::Method::$method,
                    concat!(stringify!($method), " ", $path),
                    &[$(&$security),*],
                );
                $request.options = $self.options;
                $($write)*
                $request
            }

            #[inline]
            fn response(
                $response: $crate::runtime::responses::response::RawResponse,
            ) -> Result<$success, $error> {
                match $response.status().as_u16() {
                    $($status $(if $condition)? => $read,)*
                    _ => Err(Self::error($response)),
                }
            }

            #[inline]
            fn error($failure: $crate::runtime::responses::response::RawResponse) -> $error {
                $crate::runtime::client::operation::read_error!($failure { $($errors)* })
            }
        }

        $crate::runtime::requests::options::call_options!($builder);

        #[cfg(feature = "mock")]
        $crate::runtime::mock::operation::mock_operation! {
            $builder<'_>: concat!(stringify!($method), " ", $path);
            $success: success($content) { $($successes)* }
            $error: $(error($problem) { $($problems)* })?
        }
    };
}

/// The error of a response, by its status where that makes a difference.
macro_rules! read_error {
    ($response:ident { _ => $read:expr; }) => {
        $read
    };
    ($response:ident { $($status:pat $(if $condition:expr)? => $read:expr;)* }) => {
        match $response.status().as_u16() {
            $($status $(if $condition)? => $read,)*
        }
    };
}

pub(crate) use {operation, read_error};
