//! Which parts of a form are files: binary data, what has no `type`, unions of these with each other
//! or with text, and values that the client cannot write in the media type that they have.

use std::collections::HashSet;

use openapiv3::MediaType;

use crate::ir::{Primitive, Type};
use crate::lower::context::Lowerer;
use crate::lower::operations::multipart::content_type::ContentType;
use crate::lower::schemas::flatten::{FlatSchema, Subschema};

/// How deep unions and arrays are looked into.
const MAX_DEPTH: usize = 8;

/// What a part is.
#[derive(Clone, Copy)]
enum Shape {
    /// One file or several, or text in its place.
    File { repeated: bool, or_text: bool },
    /// Anything of any type.
    Untyped,
    /// No file.
    Other { repeated: bool },
}

impl<'a> Lowerer<'a> {
    /// Says which properties are files. Returns the names of those that may be text instead.
    pub(super) fn find_files(
        &mut self,
        flat: &mut FlatSchema<'a>,
        media: &MediaType,
    ) -> HashSet<&'a str> {
        let mut texts = HashSet::new();
        for (&name, subschemas) in &flat.properties {
            let content_type = ContentType::of(media, name);
            let shape = self.part_shape(subschemas, &content_type, 0);
            let (repeated, or_text) = match shape {
                Shape::File { repeated, or_text } => (repeated, or_text),
                Shape::Untyped if !content_type.is_json_only() => (false, false),
                Shape::Untyped | Shape::Other { .. } => continue,
            };
            if or_text {
                texts.insert(name);
            }
            let file = Type::Primitive(Primitive::Binary);
            let ty = if repeated {
                Type::Array(Box::new(file))
            } else {
                file
            };
            flat.decided.insert(name, ty);
        }
        texts
    }

    fn part_shape(
        &mut self,
        subschemas: &[Subschema<'a>],
        content_type: &ContentType,
        depth: usize,
    ) -> Shape {
        let other = Shape::Other { repeated: false };
        if depth > MAX_DEPTH {
            return other;
        }
        let flat = self.flatten(subschemas, &HashSet::new(), None);
        if let Some(union) = flat.alternatives.first() {
            let members = union.members.iter().map(|member| Subschema {
                schema: member.into(),
                pointer: union.pointer.clone(),
            });
            let members: Vec<Subschema<'a>> = members.collect();
            return self.union_shape(&members, content_type, depth);
        }
        let is_structural = !flat.properties.is_empty() || flat.additional.is_some();
        match flat.ty {
            _ if flat.values.iter().any(|value| !value.is_null()) => other,
            Some("string") => {
                let is_binary = match flat.format.as_deref() {
                    Some(format) => format == "binary",
                    None => content_type.is_binary_only(),
                };
                if is_binary { one_file() } else { other }
            }
            Some("array") => self.array_shape(&flat, content_type, depth),
            None if !flat.items.is_empty() => self.array_shape(&flat, content_type, depth),
            None if !is_structural && !flat.excludes => Shape::Untyped,
            None | Some("object") if !content_type.admits_json() => one_file(),
            _ => other,
        }
    }

    fn array_shape(
        &mut self,
        flat: &FlatSchema<'a>,
        content_type: &ContentType,
        depth: usize,
    ) -> Shape {
        let item = if flat.items.is_empty() {
            Shape::Untyped
        } else {
            self.part_shape(&flat.items, content_type, depth + 1)
        };
        match item {
            Shape::File { or_text, .. } => Shape::File {
                repeated: true,
                or_text,
            },
            Shape::Untyped if !content_type.is_json_only() => Shape::File {
                repeated: true,
                or_text: false,
            },
            Shape::Untyped | Shape::Other { .. } => Shape::Other { repeated: true },
        }
    }

    /// A union with a file in it: the caller sends one file, several, or text in its place.
    fn union_shape(
        &mut self,
        members: &[Subschema<'a>],
        content_type: &ContentType,
        depth: usize,
    ) -> Shape {
        let mut has_file = false;
        let (mut repeated, mut or_text) = (false, false);
        for member in members {
            let shape = self.part_shape(std::slice::from_ref(member), content_type, depth + 1);
            match shape {
                Shape::File {
                    repeated: several,
                    or_text: text,
                } => {
                    has_file = true;
                    repeated |= several;
                    or_text |= text;
                }
                Shape::Untyped => or_text = true,
                Shape::Other { repeated: several } => {
                    repeated |= several;
                    or_text = true;
                }
            }
        }
        if has_file {
            Shape::File { repeated, or_text }
        } else {
            Shape::Other { repeated }
        }
    }
}

fn one_file() -> Shape {
    Shape::File {
        repeated: false,
        or_text: false,
    }
}
