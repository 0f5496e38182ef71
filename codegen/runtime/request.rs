//! A request as an operation puts it together: path, query, headers and cookies.

use super::{
    RequestError,
    body::Payload,
    data::Data,
    form::{self, FormEncoding},
    security::sensitive,
    style::{self, Escape, Style},
};
use reqwest::{
    Method,
    header::{HeaderMap, HeaderName},
};
use serde::Serialize;
use std::{fmt, mem};

/// A request that is being put together. The client adds credentials and sends it.
pub struct Request {
    pub(super) method: Method,
    pub(super) security: &'static [&'static [usize]],
    pub(super) server: Option<&'static str>,
    /// Begins with the path of the base URL.
    pub(super) path: String,
    /// Length of that.
    pub(super) base_path: usize,
    pub(super) query: String,
    pub(super) cookies: String,
    pub(super) headers: HeaderMap,
    pub(super) payload: Payload,
    checks: Checks,
}

/// The segments of the path that hold parameters and are still to be looked at.
#[derive(Default)]
struct Checks {
    /// The last parameter, and where in the path the first unchecked segment begins.
    pending: Option<(&'static str, usize)>,
    /// The parameter that made a segment which must not be sent.
    refused: Option<&'static str>,
}

impl Request {
    pub(super) fn new(
        method: Method,
        security: &'static [&'static [usize]],
        base_path: &str,
    ) -> Self {
        let mut path = String::with_capacity(base_path.len() + 64);
        path.push_str(base_path);
        Self {
            method,
            security,
            server: None,
            path,
            base_path: base_path.len(),
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            payload: Payload::None,
            checks: Checks::default(),
        }
    }

    /// The operation has a server of its own, which may be relative to the client's.
    pub fn server(&mut self, url: &'static str) {
        self.server = Some(url);
    }

    /// Adds a piece of the path that is no parameter.
    pub fn path(&mut self, literal: &'static str) {
        self.path.push_str(literal);
        if literal.contains('/') {
            self.check_segments();
        }
    }

    /// Adds a path parameter.
    ///
    /// # Errors
    ///
    /// If it is empty: the request would go to another endpoint.
    pub fn path_parameter<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    ) -> Result<(), RequestError> {
        let data = named(name, Data::of(value))?;
        let escape = if allow_reserved {
            Escape::PathReserved
        } else {
            Escape::Strict
        };
        self.path_piece(name, |path| {
            style::path(path, name, &data, style, explode, escape);
        })
    }

    /// Adds a path parameter as JSON text.
    ///
    /// # Errors
    ///
    /// If the value does not serialize.
    pub fn path_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), RequestError> {
        let json = named(name, json_text(value))?;
        self.path_piece(name, |path| Escape::Strict.push(path, &json))
    }

    fn path_piece(
        &mut self,
        name: &'static str,
        write: impl FnOnce(&mut String),
    ) -> Result<(), RequestError> {
        let before = self.path.len();
        write(&mut self.path);
        if self.path.len() == before {
            return Err(RequestError::new(format!(
                "the path parameter `{name}` is empty, which would address another endpoint"
            )));
        }
        let start = match self.checks.pending {
            Some((_, start)) => start,
            None => self.path[..before].rfind('/').map_or(0, |slash| slash + 1),
        };
        self.checks.pending = Some((name, start));
        Ok(())
    }

    /// Refuses segments that URL rules would take for a step to another endpoint.
    fn check_segments(&mut self) {
        if let Some((name, start)) = self.checks.pending.take()
            && self.path[start..].split('/').any(is_dots)
        {
            self.checks.refused.get_or_insert(name);
        }
    }

    /// Adds a query parameter.
    ///
    /// # Errors
    ///
    /// If the value does not serialize.
    pub fn query<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    ) -> Result<(), RequestError> {
        if let Some(value) = value {
            let data = named(name, Data::of(value))?;
            let escape = Escape::in_query(allow_reserved);
            self.reserve_query();
            style::query(&mut self.query, name, &data, style, explode, escape);
        }
        Ok(())
    }

    /// Room for a usual query at once.
    fn reserve_query(&mut self) {
        if self.query.capacity() == 0 {
            self.query.reserve(128);
        }
    }

    /// Adds a query parameter as JSON text.
    ///
    /// # Errors
    ///
    /// If the value does not serialize.
    pub fn query_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), RequestError> {
        if let Some(value) = value {
            let json = named(name, json_text(value))?;
            style::pair(&mut self.query, "&", name, &json);
        }
        Ok(())
    }

    /// Adds a query string as it stands (OpenAPI 3.2, `in: querystring`).
    pub fn query_string(&mut self, query: &str) {
        if !self.query.is_empty() && !query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(query);
    }

    /// Adds a query string that is a form.
    ///
    /// # Errors
    ///
    /// If the value is not an object or does not serialize.
    pub fn query_string_form<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
        encoding: FormEncoding,
    ) -> Result<(), RequestError> {
        let query = form::encode(value, encoding)?;
        self.query_string(&query);
        Ok(())
    }

    /// Adds a query string that is JSON text.
    ///
    /// # Errors
    ///
    /// If the value does not serialize.
    pub fn query_string_json<T: Serialize + ?Sized>(
        &mut self,
        value: &T,
    ) -> Result<(), RequestError> {
        let mut query = String::new();
        Escape::Strict.push(&mut query, &json_text(value)?);
        self.query_string(&query);
        Ok(())
    }

    /// Sets a header parameter (style `simple`, not percent-encoded).
    ///
    /// # Errors
    ///
    /// If the value does not serialize or has control characters.
    pub fn header<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        explode: bool,
    ) -> Result<(), RequestError> {
        let Some(value) = value else { return Ok(()) };
        let data = named(name, Data::of(value))?;
        let mut text = String::new();
        style::simple(&mut text, &data, explode, Escape::Never);
        self.set_header(name, &text)
    }

    /// Sets a header parameter to JSON text.
    ///
    /// # Errors
    ///
    /// If the value does not serialize or has control characters.
    pub fn header_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), RequestError> {
        let Some(value) = value else { return Ok(()) };
        let json = named(name, json_text(value))?;
        self.set_header(name, &json)
    }

    fn set_header(&mut self, name: &'static str, text: &str) -> Result<(), RequestError> {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return Err(RequestError::new(format!("`{name}` is not a header name")));
        };
        let Some(value) = sensitive(text) else {
            return Err(RequestError::new(format!(
                "the header `{name}` has control characters"
            )));
        };
        self.headers.insert(header, value);
        Ok(())
    }

    /// Adds a cookie parameter.
    ///
    /// # Errors
    ///
    /// If the value does not serialize, or would end the cookie where it is not percent-encoded.
    pub fn cookie<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
        style: Style,
        explode: bool,
    ) -> Result<(), RequestError> {
        if let Some(value) = value {
            let data = named(name, Data::of(value))?;
            if style == Style::Cookie && data.json().contains(';') {
                return Err(RequestError::new(format!(
                    "the cookie `{name}` has a semicolon, which would begin another cookie"
                )));
            }
            style::cookie(&mut self.cookies, name, &data, style, explode);
        }
        Ok(())
    }

    /// Adds a cookie parameter as JSON text, percent-encoded.
    ///
    /// # Errors
    ///
    /// If the value does not serialize.
    pub fn cookie_json<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), RequestError> {
        if let Some(value) = value {
            let json = named(name, json_text(value))?;
            style::pair(&mut self.cookies, "; ", name, &json);
        }
        Ok(())
    }

    /// Refuses the request if its path leads elsewhere.
    pub(super) fn check(&mut self) -> Result<(), RequestError> {
        self.check_segments();
        match self.checks.refused {
            None => Ok(()),
            Some(name) => Err(RequestError::new(format!(
                "the path parameter `{name}` makes a path segment `.` or `..`, which would address \
                 another endpoint"
            ))),
        }
    }

    /// Some documents put a query into the path.
    pub(super) fn split_query(&mut self) {
        if let Some(mark) = self.path.find('?') {
            let rest = mem::replace(&mut self.query, self.path.split_off(mark + 1));
            self.path.truncate(mark);
            self.query_string(&rest);
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// A segment that means this or the parent directory, also when its dots are percent-encoded.
fn is_dots(segment: &str) -> bool {
    if segment.len() > "%2e%2e".len() {
        return false;
    }
    let rest = segment.replace("%2e", ".").replace("%2E", ".");
    rest == "." || rest == ".."
}

fn json_text<T: Serialize + ?Sized>(value: &T) -> Result<String, RequestError> {
    serde_json::to_string(value).map_err(unwritable)
}

#[cold]
pub(super) fn unwritable(error: serde_json::Error) -> RequestError {
    RequestError::new("a value does not serialize").caused_by(error)
}

/// Says which parameter it is that does not serialize.
fn named<T>(name: &str, result: Result<T, RequestError>) -> Result<T, RequestError> {
    result.map_err(|error| {
        RequestError::new(format!("the parameter `{name}` does not serialize")).caused_by(error)
    })
}
