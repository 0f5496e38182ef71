//! Request bodies (OpenAPI 3.0.4, Request Body Object).

use openapiv3::{AdditionalProperties, MediaType};

use crate::ir::{Body, BodyContent, MediaKind, Name};
use crate::lower::context::Lowerer;
use crate::lower::operations::media_types::{examples, rank, variant_of};
use crate::lower::operations::styles::form_encoding;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::selection::SelectedOperation;
use crate::lower::site::{Section, Site, escape};
use crate::names::Scope;

impl<'a> Lowerer<'a> {
    /// The operation's request body. One that can only be empty, of a method that needs none, says
    /// that there is no body. `builder` is what types beside the operation are called after.
    pub(crate) fn lower_body(
        &mut self,
        selected: &SelectedOperation<'a>,
        site: &Site,
        builder: &Name,
    ) -> Option<Body> {
        let found = self.object(selected.operation.request_body.as_ref()?, |components| {
            &components.request_bodies
        })?;
        let document = found.object;
        if !document.required
            && !selected.method.sends_content()
            && document
                .content
                .values()
                .all(|media| self.holds_nothing(media))
        {
            return None;
        }
        let body_site = match found.component {
            Some(component) => self.component_site(Section::RequestBodies, component),
            None => Site {
                name: site.name.extended("Body"),
                ..site.within("requestBody")
            },
        };
        let mut scope = Scope::default();
        let mut contents = Vec::new();
        let mut documented: Vec<_> = document.content.iter().collect();
        // The sort is stable.
        documented
            .sort_by_key(|(media_type, media)| rank(media_type, self.codec(media_type, media)));
        for (media_type, media) in documented {
            self.count("request media types", true);
            let at = body_site.within(&format!("content/{}", escape(media_type)));
            let content = self.lower_content(media_type, media, &at, &mut scope);
            contents.push(content);
        }
        (!contents.is_empty()).then(|| Body {
            required: document.required,
            docs: document.description.clone(),
            contents,
            type_name: builder.extended("Body"),
        })
    }

    /// True if the only value of the content is an object without properties.
    fn holds_nothing(&self, media: &'a MediaType) -> bool {
        let schema = match media.schema.as_ref().map(SchemaRef::from) {
            Some(SchemaRef::Item(schema)) => Some(schema),
            Some(SchemaRef::Ref(reference)) => self.schema_of(reference).map(|(_, schema)| schema),
            None => None,
        };
        let Some(mut keywords) = schema.map(Keywords::of) else {
            return false;
        };
        let is_closed = matches!(keywords.additional, Some(AdditionalProperties::Any(false)));
        keywords.additional = None;
        is_closed && keywords.ty == Some("object") && !keywords.is_structural()
    }

    fn lower_content(
        &mut self,
        media_type: &str,
        media: &'a MediaType,
        at: &Site,
        scope: &mut Scope,
    ) -> BodyContent {
        let kind = self.codec(media_type, media);
        let media_type = match kind {
            MediaKind::Multipart => &multipart_type(media_type),
            _ => media_type,
        };
        let (ty, encoding) = match kind {
            MediaKind::Form => (self.media_schema(media, at).0, form_encoding(media)),
            MediaKind::Multipart => (self.lower_multipart(media_type, media, at), Vec::new()),
            _ => (self.media_type(kind, media, at), Vec::new()),
        };
        let is_range = media_type.contains('*');
        BodyContent {
            media_type: if is_range && kind == MediaKind::Json {
                "application/json".to_owned()
            } else {
                media_type.to_owned()
            },
            variant: self.distinct_name(
                scope,
                &variant_of(media_type, kind),
                "",
                &at.pointer,
                "media type",
            ),
            kind,
            ty,
            boxed: false,
            encoding,
            examples: examples(media),
        }
    }
}

/// The media type of a multipart body without a boundary, since each request has its own. A range is
/// `multipart/form-data`.
fn multipart_type(media_type: &str) -> String {
    if media_type.contains('*') {
        return "multipart/form-data".to_owned();
    }
    let is_boundary = |parameter: &str| {
        let name = parameter.split('=').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("boundary")
    };
    let parts = media_type.split(';').map(str::trim);
    let kept: Vec<&str> = parts.filter(|part| !is_boundary(part)).collect();
    kept.join("; ")
}
