//! Parameters that are written by `style` and `explode`: arrays, objects, and values whose type
//! allows either.

use super::{
    data::Data,
    error::RequestError,
    request::Request,
    style::{self, Escape, Style},
};
use serde::Serialize;

impl Request {
    /// Adds a path parameter. An empty value is refused: the request would go to another endpoint.
    pub(crate) fn path_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    ) {
        let Some(data) = self.data(name, value) else {
            return;
        };
        let escape = if allow_reserved {
            Escape::PathReserved
        } else {
            Escape::Strict
        };
        let before = self.path.len();
        style::path(&mut self.path, name, &data, style, explode, escape);
        self.path_piece(name, before);
    }

    /// Adds a query parameter.
    pub(crate) fn query_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    ) {
        if let Some(data) = value.and_then(|value| self.data(name, value)) {
            let escape = Escape::in_query(allow_reserved);
            self.reserve_query();
            style::query(&mut self.query, name, &data, style, explode, escape);
        }
    }

    /// Sets a header parameter (style `simple`, not percent-encoded). An array or object in which
    /// there is nothing is not sent, like `null`. A value with control characters is refused.
    pub(crate) fn header_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        explode: bool,
    ) {
        if let Some(data) = value.and_then(|value| self.data(name, value))
            && !data.is_empty()
        {
            let mut text = String::new();
            style::simple(&mut text, &data, explode, Escape::Never);
            self.set_header(name, &text);
        }
    }

    /// Adds a cookie parameter. A value that is not percent-encoded and would end the cookie is
    /// refused.
    pub(crate) fn cookie_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        style: Style,
        explode: bool,
    ) {
        let Some(data) = value.and_then(|value| self.data(name, value)) else {
            return;
        };
        if style == Style::Cookie && data.json().contains(';') {
            return self.refuse(RequestError::new(format!(
                "the cookie `{name}` contains a semicolon, which would start another cookie"
            )));
        }
        style::cookie(&mut self.cookies, name, &data, style, explode);
    }

    /// The value of a parameter; `None` if it cannot be serialized.
    fn data<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<Data> {
        self.serialized(name, Data::of(value))
    }
}
