//! The keywords of a schema, whatever variant `openapiv3` parsed it into.

use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type as SchemaType,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::document::extensions::SENSITIVE;

/// A schema or a reference to one, boxed or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SchemaRef<'a> {
    /// `$ref`: the whole reference.
    Ref(&'a str),
    /// The schema itself.
    Item(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

/// The keywords of a schema that decide its type (OpenAPI 3.0.4, Schema Object).
#[derive(Debug, Clone)]
pub(crate) struct Keywords<'a> {
    pub schema: &'a Schema,
    pub data: &'a SchemaData,
    pub ty: Option<&'a str>,
    pub format: Option<String>,
    pub values: Vec<Value>,
    pub properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    pub required: &'a [String],
    pub additional: Option<&'a AdditionalProperties>,
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub one_of: &'a [ReferenceOr<Schema>],
    pub any_of: &'a [ReferenceOr<Schema>],
    pub all_of: &'a [ReferenceOr<Schema>],
    pub not: Option<&'a ReferenceOr<Schema>>,
}

static NO_PROPERTIES: LazyLock<IndexMap<String, ReferenceOr<Box<Schema>>>> =
    LazyLock::new(IndexMap::new);

impl<'a> Keywords<'a> {
    pub(crate) fn of(schema: &'a Schema) -> Self {
        let mut keywords = Keywords {
            schema,
            data: &schema.schema_data,
            ty: None,
            format: None,
            values: Vec::new(),
            properties: &NO_PROPERTIES,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            not: None,
        };
        match &schema.schema_kind {
            SchemaKind::Type(ty) => keywords.set_type(ty),
            SchemaKind::OneOf { one_of } => keywords.one_of = one_of,
            SchemaKind::AnyOf { any_of } => keywords.any_of = any_of,
            SchemaKind::AllOf { all_of } => keywords.all_of = all_of,
            SchemaKind::Not { not } => keywords.not = Some(not),
            SchemaKind::Any(any) => {
                keywords.ty = any.typ.as_deref();
                keywords.format.clone_from(&any.format);
                keywords.values.clone_from(&any.enumeration);
                keywords.properties = &any.properties;
                keywords.required = &any.required;
                keywords.additional = any.additional_properties.as_ref();
                keywords.items = any.items.as_ref();
                keywords.one_of = &any.one_of;
                keywords.any_of = &any.any_of;
                keywords.all_of = &any.all_of;
                keywords.not = any.not.as_deref();
            }
        }
        keywords
    }

    fn set_type(&mut self, ty: &'a SchemaType) {
        match ty {
            SchemaType::String(string) => {
                self.ty = Some("string");
                self.format = format_text(&string.format, |format| match format {
                    openapiv3::StringFormat::Date => "date",
                    openapiv3::StringFormat::DateTime => "date-time",
                    openapiv3::StringFormat::Password => "password",
                    openapiv3::StringFormat::Byte => "byte",
                    openapiv3::StringFormat::Binary => "binary",
                });
                self.values = values(&string.enumeration);
            }
            SchemaType::Number(number) => {
                self.ty = Some("number");
                self.format = format_text(&number.format, |format| match format {
                    openapiv3::NumberFormat::Float => "float",
                    openapiv3::NumberFormat::Double => "double",
                });
                self.values = values(&number.enumeration);
            }
            SchemaType::Integer(integer) => {
                self.ty = Some("integer");
                self.format = format_text(&integer.format, |format| match format {
                    openapiv3::IntegerFormat::Int32 => "int32",
                    openapiv3::IntegerFormat::Int64 => "int64",
                });
                self.values = values(&integer.enumeration);
            }
            SchemaType::Boolean(boolean) => {
                self.ty = Some("boolean");
                self.values = values(&boolean.enumeration);
            }
            SchemaType::Object(object) => {
                self.ty = Some("object");
                self.properties = &object.properties;
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
            }
            SchemaType::Array(array) => {
                self.ty = Some("array");
                self.items = array.items.as_ref();
            }
        }
    }

    /// The schemas that stand right inside this one, and those that its discriminator maps to.
    pub(crate) fn inner_schemas(&self) -> impl Iterator<Item = SchemaRef<'a>> {
        let additional = match self.additional {
            Some(AdditionalProperties::Schema(schema)) => Some(schema.as_ref()),
            Some(AdditionalProperties::Any(_)) | None => None,
        };
        let discriminator = self.data.discriminator.iter();
        let mapped = discriminator.flat_map(|discriminator| discriminator.mapping.values());
        let boxed = self.properties.values().chain(self.items);
        let members = self.one_of.iter().chain(self.any_of).chain(self.all_of);
        boxed
            .map(SchemaRef::from)
            .chain(
                members
                    .chain(self.not)
                    .chain(additional)
                    .map(SchemaRef::from),
            )
            .chain(mapped.map(|target| SchemaRef::Ref(target)))
    }

    /// True if the schema says something of the value's shape, beyond `type: object`.
    pub(crate) fn is_structural(&self) -> bool {
        self.ty.is_some_and(|ty| ty != "object")
            || self.format.is_some()
            || !self.values.is_empty()
            || !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional.is_some()
            || self.items.is_some()
            || !self.one_of.is_empty()
            || !self.any_of.is_empty()
            || !self.all_of.is_empty()
    }

    /// `format: password` or `x-sensitive: true`.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.format.as_deref() == Some("password") || is_sensitive(&self.data.extensions)
    }
}

/// `x-sensitive: true`.
pub(crate) fn is_sensitive(extensions: &IndexMap<String, Value>) -> bool {
    extensions.get(SENSITIVE) == Some(&Value::Bool(true))
}

fn values<T: Clone + Into<Value>>(enumeration: &[Option<T>]) -> Vec<Value> {
    enumeration
        .iter()
        .map(|value| value.clone().map_or(Value::Null, Into::into))
        .collect()
}

fn format_text<F>(
    format: &VariantOrUnknownOrEmpty<F>,
    name: impl Fn(&F) -> &'static str,
) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
