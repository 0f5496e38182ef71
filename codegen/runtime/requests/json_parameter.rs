//! Parameters that are JSON text (OpenAPI 3.0.4, Parameter Object, `content`).

use super::{data::Data, escape, request::Request};
use serde::Serialize;

impl Request {
    /// Adds a path parameter as JSON text.
    pub(crate) fn path_json<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        if let Some(json) = self.json_text(name, value) {
            let before = self.path.len();
            escape::push(&mut self.path, &json);
            self.path_piece(name, before);
        }
    }

    /// Adds a query parameter as JSON text.
    pub(crate) fn query_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) {
        if let Some(json) = value.and_then(|value| self.json_text(name, value)) {
            self.query_pair(name, format_args!("{json}"));
        }
    }

    /// Sets a header parameter to JSON text. A value with control characters is refused.
    pub(crate) fn header_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) {
        if let Some(json) = value.and_then(|value| self.json_text(name, value)) {
            self.set_header(name, &json);
        }
    }

    /// Adds a cookie parameter as JSON text, percent-encoded.
    pub(crate) fn cookie_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) {
        if let Some(json) = value.and_then(|value| self.json_text(name, value)) {
            self.cookie_pair(name, format_args!("{json}"));
        }
    }

    /// The JSON text of a parameter; `None` if it cannot be serialized.
    fn json_text<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Option<String> {
        self.serialized(name, Data::of(value).map(|data| data.json()))
    }
}
