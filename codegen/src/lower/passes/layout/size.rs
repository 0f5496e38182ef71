//! How much room values take: an estimate that is never less than what the compiler needs.
//!
//! It holds for targets with pointers of 64 bits. `serde_json::Value` counts with the size that its
//! feature `preserve_order` gives it, which any crate of a program may turn on.

use crate::ir::{Additional, Field, Primitive, Type, TypeDef, TypeKind, resolve_alias};

/// The room that a value takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub size: usize,
    align: usize,
    /// There are bit patterns that are no value, so that an `Option` around it takes no more room.
    has_niche: bool,
}

impl Layout {
    pub const BOX: Self = Self::words(1, true);
    pub const NOTHING: Self = Self::scalar(0, 1, false);
    /// `String`, `Vec` and what consists of one.
    pub const TEXT: Self = Self::words(3, true);
    const MAP: Self = Self::words(3, false);
    const VALUE: Self = Self::words(9, true);

    const fn words(count: usize, has_niche: bool) -> Self {
        Self::scalar(8 * count, 8, has_niche)
    }

    const fn scalar(size: usize, align: usize, has_niche: bool) -> Self {
        Self {
            size,
            align,
            has_niche,
        }
    }

    fn optional(self) -> Self {
        if self.has_niche {
            self
        } else {
            Self::scalar(self.size + self.align, self.align, true)
        }
    }

    /// A struct. The compiler orders the fields so that room is lost after the last one only.
    fn together(parts: impl Iterator<Item = Self>) -> Self {
        let mut all = Self::NOTHING;
        for part in parts {
            all.size += part.size;
            all.align = all.align.max(part.align);
            all.has_niche |= part.has_niche;
        }
        all.size = all.size.next_multiple_of(all.align);
        all
    }

    /// An enum with a tag of its own.
    fn either(parts: impl Iterator<Item = Self>) -> Self {
        let largest = parts.map(|part| part.size.next_multiple_of(8)).max();
        Self::scalar(8 + largest.unwrap_or_default(), 8, true)
    }
}

/// The layouts of named types, as far as they are known.
pub(super) struct Layouts<'a> {
    pub types: &'a [TypeDef],
    pub named: &'a [Layout],
}

impl Layouts<'_> {
    /// The layout of a definition, if those of the types that it holds by value are known.
    pub fn of_definition(&self, def: &TypeDef) -> Layout {
        match &def.kind {
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                let others = match &body.additional {
                    Additional::Kept(_) => Some(Layout::MAP),
                    Additional::Ignored => None,
                };
                let fields = body.fields.iter().map(|field| self.of_field(field));
                Layout::together(fields.chain(others))
            }
            TypeKind::Union(union) => {
                let variants = union.variants.iter();
                let variants = variants.map(|variant| self.held(&variant.ty, variant.boxed));
                Layout::either(variants.chain([Layout::VALUE]))
            }
            TypeKind::Enum(known) => match known.base {
                Some(Primitive::String) => Layout::TEXT,
                Some(_) => Layout::either([Layout::words(1, false)].into_iter()),
                None => Layout::VALUE,
            },
            TypeKind::Alias { ty, .. } => self.of(ty),
        }
    }

    /// The layout of a type where it is used.
    pub fn of(&self, ty: &Type) -> Layout {
        match resolve_alias(self.types, ty) {
            Type::Primitive(primitive) => of_primitive(*primitive),
            Type::Array(_) => Layout::TEXT,
            Type::Map(_) => Layout::MAP,
            Type::Nullable(inner) => self.of(inner).optional(),
            Type::Named(id) => self.named[id.0],
            Type::Any => Layout::VALUE,
        }
    }

    fn held(&self, ty: &Type, boxed: bool) -> Layout {
        if boxed { Layout::BOX } else { self.of(ty) }
    }

    fn of_field(&self, field: &Field) -> Layout {
        let options = usize::from(!field.required) + usize::from(field.nullable);
        let value = self.held(&field.ty, field.boxed);
        (0..options).fold(value, |layout, _| layout.optional())
    }
}

fn of_primitive(primitive: Primitive) -> Layout {
    match primitive {
        Primitive::Bool => Layout::scalar(1, 1, true),
        Primitive::I32 | Primitive::U32 | Primitive::F32 => Layout::scalar(4, 4, false),
        Primitive::I64 | Primitive::U64 | Primitive::F64 => Layout::words(1, false),
        text if text.is_text() => Layout::TEXT,
        _ => Layout::VALUE,
    }
}
