//! Named types: what a schema becomes.

use serde_json::Value;

use crate::ir::body::PartField;
use crate::ir::constraints::Constraints;
use crate::ir::name::Name;
use crate::ir::place::Place;
use crate::ir::types::{Primitive, Type};

/// A named type of the `models` module.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// The Rust name.
    pub name: Name,
    /// The name that it would have if no other type had that, where a warning is to say so.
    pub wanted: Option<Name>,
    /// The module below `models` that holds it; inline types share the module of their owner.
    pub module: Name,
    /// Name in the document (`components.schemas` key), if it has one of its own.
    pub schema_name: Option<String>,
    /// JSON pointer into the normalized document.
    pub pointer: String,
    /// Where it stands, if it is inline.
    pub place: Option<Place>,
    /// `title` and `description`, Markdown.
    pub docs: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The limits of its values, for the docs, if there are any.
    pub constraints: Option<Box<Constraints>>,
    /// `format: password` or `x-sensitive: true` on the schema itself.
    pub sensitive: bool,
    /// Where the type travels.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
    /// The document's own examples of this type, decoded and encoded again by the crate's tests.
    pub examples: Vec<Value>,
}

/// Where a type travels. All are false for a schema that no operation reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "a type may travel in all of these ways"
)]
pub struct Usage {
    /// In requests.
    pub request: bool,
    /// In responses.
    pub response: bool,
    /// In JSON that is sent, where `null` and absent differ.
    pub json_request: bool,
    /// In a merge patch (RFC 7396), which removes by `null`.
    pub merge_patch: bool,
}

impl Usage {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
            json_request: self.json_request || other.json_request,
            merge_patch: self.merge_patch || other.merge_patch,
        }
    }
}

/// What a named type is.
#[derive(Debug, Clone, PartialEq, Hash)]
pub enum TypeKind {
    /// An object with known properties.
    Struct(Struct),
    /// A fixed list of values, kept open for others.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// The body of a `multipart` request: a struct that becomes a form, not JSON. A field of type
    /// `Primitive::Binary` is a file.
    Multipart {
        /// Its fields: one for each part, then one for each header of a part.
        body: Struct,
        /// How each field travels, in the order of the fields.
        parts: Vec<PartField>,
        /// True if parts that the document does not name may be added.
        open: bool,
    },
    /// Another name for a type. Emitted as `pub type`, as a newtype when it refers to itself.
    Alias {
        /// The type it names.
        ty: Type,
        /// True if the alias reaches itself, which Rust allows to a struct only.
        recursive: bool,
    },
}

impl TypeKind {
    /// The types that it is made of.
    pub fn contents(&self) -> impl Iterator<Item = &Type> {
        let (fields, variants, one): (&[Field], &[Variant], Option<&Type>) = match self {
            Self::Struct(body) | Self::Multipart { body, .. } => {
                let additional = match &body.additional {
                    Additional::Kept(ty) => Some(ty),
                    Additional::Ignored => None,
                };
                (&body.fields, &[], additional)
            }
            Self::Union(union) => (&[], &union.variants, None),
            Self::Alias { ty, .. } => (&[], &[], Some(ty)),
            Self::Enum(_) => (&[], &[], None),
        };
        let fields = fields.iter().map(|field| &field.ty);
        let variants = variants.iter().map(|variant| &variant.ty);
        fields.chain(variants).chain(one)
    }

    /// The types that it is made of, to be changed.
    pub fn contents_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let (fields, variants, one): (&mut [Field], &mut [Variant], Option<&mut Type>) = match self
        {
            Self::Struct(body) | Self::Multipart { body, .. } => {
                let additional = match &mut body.additional {
                    Additional::Kept(ty) => Some(ty),
                    Additional::Ignored => None,
                };
                (&mut body.fields, &mut [], additional)
            }
            Self::Union(union) => (&mut [], &mut union.variants, None),
            Self::Alias { ty, .. } => (&mut [], &mut [], Some(ty)),
            Self::Enum(_) => (&mut [], &mut [], None),
        };
        let fields = fields.iter_mut().map(|field| &mut field.ty);
        let variants = variants.iter_mut().map(|variant| &mut variant.ty);
        fields.chain(variants).chain(one)
    }
}

/// What a type stands for among these definitions: the target of an alias, through all aliases that
/// follow it. An alias that reaches itself is a type of its own; while it is not yet marked as such,
/// the search ends after as many steps as there are types.
#[must_use]
pub fn resolve_alias<'t>(types: &'t [TypeDef], ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..=types.len() {
        let Type::Named(id) = ty else { break };
        match &types[id.0].kind {
            TypeKind::Alias {
                ty: target,
                recursive: false,
            } => ty = target,
            _ => break,
        }
    }
    ty
}

/// An object with known properties.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct Struct {
    /// In the document's order.
    pub fields: Vec<Field>,
    /// What `additionalProperties` says beside the properties.
    pub additional: Additional,
    /// It is so large that it is decoded in a `Box`: on the way through the decoder, a stack holds
    /// a dozen copies of a value, and as many again of each that it lies in.
    pub large: bool,
}

/// Properties beyond the named ones.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub enum Additional {
    /// Not mentioned, or forbidden: unknown fields are ignored on decoding.
    #[default]
    Ignored,
    /// Kept in the field `additional_properties: BTreeMap<String, T>`.
    Kept(Type),
}

/// A property of an object. What few properties have lies in boxes: there are many properties.
#[derive(Debug, Clone, PartialEq, Hash)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
pub struct Field {
    /// Name on the wire.
    pub wire_name: String,
    /// Rust name.
    pub name: Name,
    /// Type of the value itself, without `Option`.
    pub ty: Type,
    /// Demanded by `new` and by decoding. Already corrected for `readOnly` and `writeOnly`.
    pub required: bool,
    /// May be `null`. Required: `Option<T>`, sent as `null`. Optional: see [`Field::three_states`].
    pub nullable: bool,
    /// Optional, and sent where `null` differs from absent: `Option<Option<T>>`; of any JSON, which
    /// has a `null` of its own, `Option<Value>`.
    pub three_states: bool,
    /// The value lies in a `Box`: it is large, or the type would otherwise contain itself.
    pub boxed: bool,
    /// Never shown by `Debug`.
    pub sensitive: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Markdown.
    pub docs: Option<String>,
    /// The schema's `default`, said in the docs.
    pub default: Option<Box<Value>>,
    /// The schema's `example`, for the docs.
    pub example: Option<Box<Value>>,
    /// The limits of its values, for the docs, if there are any.
    pub constraints: Option<Box<Constraints>>,
    /// The only value that the property has. If required, it is sent without being asked for.
    pub constant: Option<Box<Value>>,
}

impl Field {
    /// True if `new` demands a value.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        self.required && self.constant.is_none()
    }

    /// Name of the setter that makes a field of three states `null`.
    #[must_use]
    pub fn null_setter(&self) -> Name {
        self.name.extended("_null")
    }
}

/// A list of values, open for ones that a newer server adds.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Enum {
    /// The type of the unknown variant's content and of the wire: `String`, `I64`, or `None` for
    /// values of several types, carried as `serde_json::Value`.
    pub base: Option<Primitive>,
    /// In the document's order, without `null`.
    pub values: Vec<EnumValue>,
    /// Name of the variant that keeps unknown values: `Unknown`, unless a value has that name.
    pub fallback: Name,
}

/// One value of an enum.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct EnumValue {
    /// On the wire.
    pub value: Value,
    /// Rust variant.
    pub name: Name,
    /// Markdown (`x-enum-descriptions` and the like).
    pub docs: Option<String>,
}

/// `oneOf`, `anyOf`, or a discriminated hierarchy.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Union {
    /// Tried in this order, the most specific first, where no tag decides.
    pub variants: Vec<Variant>,
    /// The property that says which variant it is.
    pub tag: Option<Tag>,
    /// Name of the variant that holds several others at once, if a value can be several (`anyOf`).
    pub several: Option<Name>,
    /// Name of the variant that keeps what no other takes, as `serde_json::Value`.
    pub fallback: Name,
}

impl Union {
    /// The tag, if it says alone which variant a value is.
    #[must_use]
    pub fn deciding_tag(&self) -> Option<&Tag> {
        self.tag.as_ref().filter(|tag| tag.decides)
    }
}

/// The property by which a union tells its variants apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The property on the wire.
    pub property: String,
    /// True if each variant has values of its own, all of one JSON type, and every value of the
    /// union has the tag. Otherwise the tag only narrows the choice: variants without values, and
    /// those that share one, are told apart by their structure.
    pub decides: bool,
}

/// One member of a union.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Variant {
    /// Rust variant.
    pub name: Name,
    /// Its content.
    pub ty: Type,
    /// The content lies in a `Box`: it is large, or the union would otherwise contain itself.
    pub boxed: bool,
    /// Values of the tag that select it: strings, integers or booleans; empty without a tag.
    pub tag_values: Vec<Value>,
    /// The one of them that is written if the content does not have the tag.
    pub sent_tag: Option<Value>,
    /// Markdown.
    pub docs: Option<String>,
}

/// The value of a tag as text, by which tags are compared (OpenAPI 3.0.4, Discriminator Object,
/// "Options for Mapping Values to Schemas").
#[must_use]
pub fn tag_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
