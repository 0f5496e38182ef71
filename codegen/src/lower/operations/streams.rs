//! Responses in sequential media types: what each item is (OpenAPI 3.2.0, Sequential Media Types and
//! Special Considerations for Server-Sent Events).

use openapiv3::MediaType;

use crate::document::extensions;
use crate::ir::{Primitive, Stream, StreamFormat, Type};
use crate::lower::context::Lowerer;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::site::Site;

/// The fields of an event.
const EVENT: &[&str] = &["data", "event", "id", "retry"];

impl<'a> Lowerer<'a> {
    /// The items of a media type that is sequential. The schema is that of an item (`itemSchema`),
    /// or of the whole content as an array, or, as descriptions before 3.2 have it, of an item too.
    pub(crate) fn lower_stream(
        &mut self,
        media_type: &str,
        media: &'a MediaType,
        at: &Site,
    ) -> Option<Stream> {
        let format = stream_format(media_type)?;
        let is_event = format == StreamFormat::Events;
        let Some(schema) = &media.schema else {
            return Some(untyped(format));
        };
        let describes_item = extensions::describes_item(media);
        let mut site = at.within(if describes_item {
            "itemSchema"
        } else {
            "schema"
        });
        let mut schema = SchemaRef::from(schema);
        if !describes_item
            && let Some(items) = self.keywords(schema).and_then(|keywords| keywords.items)
        {
            schema = SchemaRef::from(items);
            site.pointer.push_str("/items");
        }
        site.name = at.name.extended(if is_event { "Event" } else { "Item" });
        if is_event && let Some(data) = self.event_data(schema) {
            schema = data;
            site.pointer.push_str("/properties/data");
        }
        if is_event && self.has_text_data(schema) {
            return Some(untyped(format));
        }
        let (ty, notes) = self.lower_schema(schema, &site);
        Some(Stream {
            format,
            item: match ty {
                // Inside JSON, binary is text.
                Type::Primitive(Primitive::Binary) => Type::Primitive(Primitive::String),
                ty => nullable(ty, notes.nullable),
            },
            json: true,
        })
    }

    fn keywords(&self, schema: SchemaRef<'a>) -> Option<Keywords<'a>> {
        match schema {
            SchemaRef::Item(schema) => Some(Keywords::of(schema)),
            SchemaRef::Ref(reference) => self
                .schema_of(reference)
                .map(|(_, schema)| Keywords::of(schema)),
        }
    }

    /// The schema of the data, if this schema is that of a whole event.
    fn event_data(&self, schema: SchemaRef<'a>) -> Option<SchemaRef<'a>> {
        let properties = self.keywords(schema)?.properties;
        let are_fields = properties.keys().all(|name| EVENT.contains(&name.as_str()));
        let data = properties.get("data").filter(|_| are_fields)?;
        Some(SchemaRef::from(data))
    }

    /// True if the data is a string, which is not JSON, or if events of several kinds have data of
    /// their own each, so that there is no one type.
    fn has_text_data(&self, schema: SchemaRef<'a>) -> bool {
        let Some(keywords) = self.keywords(schema) else {
            return false;
        };
        let mut members = keywords.one_of.iter().chain(keywords.any_of);
        keywords.ty == Some("string")
            || members.any(|member| self.event_data(SchemaRef::from(member)).is_some())
    }
}

/// Items of which the document says nothing: any JSON, or events with any data.
fn untyped(format: StreamFormat) -> Stream {
    let json = format != StreamFormat::Events;
    Stream {
        format,
        item: if json {
            Type::Any
        } else {
            Type::Primitive(Primitive::String)
        },
        json,
    }
}

/// How the items of a sequential media type follow each other.
fn stream_format(media_type: &str) -> Option<StreamFormat> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence.to_ascii_lowercase().as_str() {
        "text/event-stream" => Some(StreamFormat::Events),
        "application/jsonl"
        | "application/jsonlines"
        | "application/ndjson"
        | "application/x-jsonl"
        | "application/x-jsonlines"
        | "application/x-ndjson" => Some(StreamFormat::Lines),
        essence if essence == "application/json-seq" || essence.ends_with("+json-seq") => {
            Some(StreamFormat::Sequence)
        }
        _ => None,
    }
}
