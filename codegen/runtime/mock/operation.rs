//! What a mock has to know of an operation: how its requests are written, and how its responses are.

use super::content::Written;
use crate::runtime::{
    requests::error::RequestError,
    responses::{
        error::Error,
        response::{RawResponse, Response},
    },
};

/// An operation of the API: the builder of its requests.
///
/// It is implemented for all of them, of the same tables that send requests and read responses, and
/// cannot be implemented for other types.
pub trait Operation: Sealed + Sized {
    /// The content of a success.
    type Success;

    /// The content of a documented error.
    type Error;

    /// Method and path template, as in the description.
    const NAME: &'static str;

    /// The request, without credentials.
    #[doc(hidden)]
    fn written(self) -> Result<reqwest::Request, RequestError>;

    /// The success with this content, and with this status if there is one; `None` if the
    /// description has no such success.
    #[doc(hidden)]
    fn success(content: &Self::Success, status: Option<u16>) -> Option<Written>;

    /// The documented error with this content and this status, if the description has it.
    #[doc(hidden)]
    fn error(content: &Self::Error, status: u16) -> Option<Written> {
        let _ = (content, status);
        None
    }

    /// What a client makes of a response.
    #[doc(hidden)]
    fn read(response: RawResponse) -> Result<Response<Self::Success>, Error<Self::Error>>;
}

/// Only what is generated has it, which no other crate can name.
pub trait Sealed {}

/// The content of a `Response` or an `Error`.
pub trait Content {
    type Content;
}

impl<T> Content for Response<T> {
    type Content = T;
}

impl<E> Content for Error<E> {
    type Content = E;
}

/// Implements [`Operation`] for the builder of an operation. Each row of the two lists is a response
/// that the description has: the variant of its content, its statuses, and how it is written.
macro_rules! mock_operation {
    (
        $builder:ident<'_>: $name:expr;
        $success:ty: success($content:ident) { $($successes:tt)* }
        $error:ty: $(error($problem:ident) { $($errors:tt)* })?
    ) => {
        impl $crate::runtime::mock::operation::Sealed for $builder<'_> {}

        #[allow(clippy::ignored_unit_patterns, reason = "a row is for content of any type")]
        impl $crate::runtime::mock::operation::Operation for $builder<'_> {
            type Success =
                <$success as $crate::runtime::mock::operation::Content>::Content;
            type Error =
                <$error as $crate::runtime::mock::operation::Content>::Content;

            const NAME: &'static str = $name;

            fn written(
                self,
            ) -> Result<::reqwest::Request, $crate::runtime::requests::error::RequestError> {
                let client = self.client;
                client.core.written(self.request())
            }

            fn success(
                $content: &Self::Success,
                status: Option<u16>,
            ) -> Option<$crate::runtime::mock::content::Written> {
                $crate::runtime::mock::operation::written!($content, status; $($successes)*)
            }

            $(
                fn error(
                    $problem: &Self::Error,
                    status: u16,
                ) -> Option<$crate::runtime::mock::content::Written> {
                    let status = Some(status);
                    $crate::runtime::mock::operation::written!($problem, status; $($errors)*)
                }
            )?

            fn read(
                response: $crate::runtime::responses::response::RawResponse,
            ) -> Result<
                $crate::runtime::responses::response::Response<Self::Success>,
                $crate::runtime::responses::error::Error<Self::Error>,
            > {
                Self::response(response)
            }
        }
    };
}

/// Writes a response by the first row that has its content and status.
macro_rules! written {
    (
        $content:ident, $status:ident;
        $(
            $variant:pat, $($first:literal $(..= $last:literal)?)|+
                => $write:ident($($argument:tt)*);
        )*
    ) => {
        match $content {
            $(
                $variant if $crate::runtime::mock::content::choose(
                    $status, &[$(($first, &[$($last)?])),+],
                ).is_some() => $crate::runtime::mock::content::choose(
                    $status, &[$(($first, &[$($last)?])),+],
                ).map(|status| $crate::runtime::mock::content::$write(status, $($argument)*)),
            )*
            _ => None,
        }
    };
}

pub(crate) use {mock_operation, written};
