//! Types where they are used.

/// Index of a [`TypeDef`](super::TypeDef) in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// A type of the standard library or of the crate's runtime.
    Primitive(Primitive),
    /// A type with a name of its own in `models`.
    Named(TypeId),
    /// `Vec<T>`.
    Array(Box<Type>),
    /// `BTreeMap<String, T>`.
    Map(Box<Type>),
    /// `Option<T>` inside an array, a map or an alias: the item may be `null`.
    Nullable(Box<Type>),
    /// Any JSON: `serde_json::Value`.
    Any,
}

impl Type {
    /// The named type in it, to be changed.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named_mut(),
            Self::Primitive(_) | Self::Any => None,
        }
    }

    /// The named type in it; a type expression has one at most.
    #[must_use]
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named(),
            Self::Primitive(_) | Self::Any => None,
        }
    }
}

/// Scalars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// `bool`.
    Bool,
    /// `i32`: `integer` with format `int32`.
    I32,
    /// `i64`: `integer` without a narrower format.
    I64,
    /// `u32`: format `uint32`.
    U32,
    /// `u64`: format `uint64`.
    U64,
    /// `f32`: format `float`.
    F32,
    /// `f64`: `number`.
    F64,
    /// `String`.
    String,
    /// `runtime::DateTime`: format `date-time`, the text as sent.
    DateTime,
    /// `runtime::Date`: format `date`.
    Date,
    /// `runtime::Time`: format `time`.
    Time,
    /// `runtime::Duration`: format `duration`.
    Duration,
    /// `runtime::Uuid`: format `uuid`.
    Uuid,
    /// `runtime::Base64`: format `byte`, the text as sent, decoded on demand.
    Base64,
    /// `Bytes` as a whole body; inside JSON a `String`.
    Binary,
}

impl Primitive {
    /// True if its JSON is a number without a fraction.
    #[must_use]
    pub fn is_integer(self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64)
    }

    /// True if its JSON is any number.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F64)
    }

    /// True if its JSON is a string.
    #[must_use]
    pub fn is_text(self) -> bool {
        match self {
            Self::Bool | Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F32 | Self::F64 => {
                false
            }
            Self::String
            | Self::DateTime
            | Self::Date
            | Self::Time
            | Self::Duration
            | Self::Uuid
            | Self::Base64
            | Self::Binary => true,
        }
    }
}
