//! Responses: what a call gives back, and what its errors carry (OpenAPI 3.0.4, Responses Object).

use openapiv3::{ReferenceOr, Response as ResponseObject, StatusCode};

use crate::ir::{Documented, MediaKind, Method, Name, Response, StatusPattern, Type};
use crate::lower::context::Lowerer;
use crate::lower::operations::media_types::{examples, rank, variant_of};
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::lower::site::{Section, Site, escape};
use crate::names::{self, Scope};

impl<'a> Lowerer<'a> {
    /// Success and errors of an operation.
    ///
    /// Success is what 2xx responses say; where none is documented, what 3xx responses say, else
    /// what `default` says, since it then covers success too. All others are errors.
    pub(crate) fn lower_responses(
        &mut self,
        selected: &SelectedOperation<'a>,
        site: &Site,
        builder: &Name,
    ) -> (Documented, Documented) {
        let object = &selected.operation.responses;
        let mut all: Vec<(StatusPattern, &'a ReferenceOr<ResponseObject>, String)> = object
            .responses
            .iter()
            .map(|(code, response)| (pattern(code), response, code.to_string()))
            .chain(
                object
                    .default
                    .iter()
                    .map(|response| (StatusPattern::Default, response, "default".to_owned())),
            )
            .collect();
        all.sort_by_key(|(status, ..)| *status);
        let of_class = |class: u16| all.iter().any(|(status, ..)| is_of_class(*status, class));
        let success_class = if of_class(2) {
            Some(2)
        } else if of_class(3) {
            Some(3)
        } else {
            None
        };
        let mut success = Vec::new();
        let mut errors = Vec::new();
        for (status, response, key) in all {
            let pointer = format!("{}/responses/{key}", selected.pointer);
            let Some(response) = self.object(response, |components| &components.responses) else {
                continue;
            };
            let content_site = match response.component {
                Some(component) => self.component_site(Section::Responses, component),
                None => Site {
                    name: site.name.extended(content_suffix(status).as_str()),
                    pointer: pointer.clone(),
                    ..site.clone()
                },
            };
            self.count("responses", true);
            let is_success = success_class.is_some_and(|class| is_of_class(status, class));
            let mut lowered = Vec::new();
            self.lower_response(
                response.object,
                status,
                builder,
                &content_site,
                &mut lowered,
            );
            if selected.method == Method::Head || is_bodiless(status) {
                self.remove_content(&mut lowered, &pointer);
            }
            if is_success {
                success.extend(lowered);
                continue;
            }
            if success_class.is_none() && status == StatusPattern::Default {
                success.extend(lowered.iter().cloned().map(|response| Response {
                    status: StatusPattern::Range(2),
                    ..response
                }));
            }
            errors.extend(lowered);
        }
        if success.is_empty() {
            // Only errors are documented; a call succeeds all the same.
            success.push(Response {
                status: StatusPattern::Range(2),
                variant: names::fixed("Success"),
                docs: None,
                media_type: None,
                kind: None,
                ty: None,
                stream: None,
                boxed: false,
                headers: Vec::new(),
                headers_type: None,
                shared_headers: None,
                examples: Vec::new(),
            });
        }
        (
            documented(success, &builder.extended("Success")),
            documented(errors, &builder.extended("Error")),
        )
    }

    /// RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5: such a response has no body, whatever
    /// the document says.
    fn remove_content(&mut self, responses: &mut Vec<Response>, pointer: &str) {
        responses.truncate(1);
        for response in responses {
            if response.media_type.take().is_some() {
                self.diagnostics.warning(
                    rules::CONTENT_NEVER_SENT,
                    format!("{pointer}/content"),
                    "this `content` is ignored: HTTP responses to this method or with this status have no body"
                        .to_owned(),
                    Some("remove `content`".to_owned()),
                );
            }
            response.kind = None;
            response.ty = None;
            response.stream = None;
            response.examples.clear();
        }
    }

    fn lower_response(
        &mut self,
        object: &'a ResponseObject,
        status: StatusPattern,
        builder: &Name,
        content_site: &Site,
        list: &mut Vec<Response>,
    ) {
        let status_name = status_name(status);
        let headers = self.lower_headers(object, content_site);
        let headers_type = (!headers.is_empty()).then(|| match status {
            StatusPattern::Code(200) => builder.extended("Headers"),
            _ => builder.extended(&format!("{status_name}Headers")),
        });
        let docs = Some(object.description.clone()).filter(|docs| !docs.trim().is_empty());
        let mut response = Response {
            status,
            variant: status_name.clone(),
            docs,
            media_type: None,
            kind: None,
            ty: None,
            stream: None,
            boxed: false,
            headers,
            headers_type,
            shared_headers: None,
            examples: Vec::new(),
        };
        if object.content.is_empty() {
            list.push(response);
            return;
        }
        let mut contents: Vec<_> = object.content.iter().collect();
        contents.sort_by_key(|(media_type, media)| rank(media_type, self.codec(media_type, media)));
        for (index, (media_type, media)) in contents.into_iter().enumerate() {
            let kind = self.codec(media_type, media);
            let at = content_site.within(&format!("content/{}", escape(media_type)));
            let ty = match kind {
                MediaKind::Form => Type::Primitive(crate::ir::Primitive::Binary),
                _ => self.media_type(kind, media, &at),
            };
            let kind = match kind {
                MediaKind::Form | MediaKind::Multipart => MediaKind::Binary,
                kind => kind,
            };
            response.variant = if index == 0 {
                status_name.clone()
            } else {
                status_name.extended(variant_of(media_type, kind).as_str())
            };
            response.media_type = Some(media_type.clone());
            response.kind = Some(kind);
            response.ty = Some(ty);
            // Errors are read as a whole.
            response.stream = is_of_class(status, 2)
                .then(|| self.lower_stream(media_type, media, &at))
                .flatten();
            response.examples = examples(media);
            list.push(response.clone());
            response.headers.clear();
            response.headers_type = None;
        }
    }
}

/// Names an enum over the bodies of the responses, unless they share one type.
fn documented(mut responses: Vec<Response>, enum_name: &Name) -> Documented {
    let shared = responses
        .first()
        .is_some_and(|first| responses.iter().all(|response| response.ty == first.ty));
    let mut scope = Scope::default();
    for response in &mut responses {
        // Rust's style has an underscore between two numbers only.
        let separator = if response.variant.as_str().ends_with(char::is_numeric) {
            "_"
        } else {
            ""
        };
        response.variant = scope.unique(&response.variant, separator);
    }
    Documented {
        shared_enum: None,
        enum_name: (!shared && !responses.is_empty()).then(|| enum_name.clone()),
        responses,
    }
}

fn pattern(code: &StatusCode) -> StatusPattern {
    match code {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(class) => StatusPattern::Range(*class),
    }
}

fn is_bodiless(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Code(204 | 205 | 304))
}

fn is_of_class(status: StatusPattern, class: u16) -> bool {
    match status {
        StatusPattern::Code(code) => code / 100 == class,
        StatusPattern::Range(range) => range == class,
        StatusPattern::Default => false,
    }
}

/// What the content of a response adds to the name of its operation.
fn content_suffix(status: StatusPattern) -> Name {
    if is_of_class(status, 2) {
        names::fixed("Response")
    } else {
        status_name(status)
    }
}

fn status_name(status: StatusPattern) -> Name {
    names::fixed(&match status {
        StatusPattern::Code(code) => format!("Status{code}"),
        StatusPattern::Range(class) => format!("Status{class}xx"),
        StatusPattern::Default => "Default".to_owned(),
    })
}
