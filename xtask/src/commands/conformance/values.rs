//! From the text of a parameter to the JSON that its type is decoded from: what `style` and
//! `explode` say (OpenAPI 3.0.4, Style Values), read backwards.

use super::{
    operations::Found,
    scenarios::{self, Call},
};
use codegen::ir::{Api, Location, Parameter, ParameterContent, Primitive, Style, Type, TypeKind};
use serde_json::{Map, Number, Value};

/// The value of a parameter in a call; none if the call has none.
#[must_use]
pub fn of_parameter(found: &Found<'_>, index: usize, call: &Call) -> Option<Value> {
    let parameter = &found.operation.parameters[index];
    let reader = Reader {
        api: &found.krate.api,
        parameter,
    };
    match parameter.location {
        Location::Path => {
            let (_, text) = found.path.iter().find(|(other, _)| *other == index)?;
            Some(reader.path(text))
        }
        Location::Query => {
            let others: Vec<&str> = found
                .operation
                .parameters
                .iter()
                .filter(|other| other.location == Location::Query)
                .map(|other| other.wire_name.as_str())
                .collect();
            reader.query(call, &others)
        }
        Location::Header => {
            let text = call.header(&parameter.wire_name)?;
            Some(reader.value(&text, ",", false))
        }
        Location::Cookie | Location::QueryString => None,
    }
}

struct Reader<'a> {
    api: &'a Api,
    parameter: &'a Parameter,
}

impl Reader<'_> {
    fn style(&self) -> (Style, bool) {
        match (&self.parameter.content, self.parameter.location) {
            (ParameterContent::Style { style, explode, .. }, _) => (*style, *explode),
            (_, Location::Query) => (Style::Form, true),
            _ => (Style::Simple, false),
        }
    }

    fn path(&self, text: &str) -> Value {
        let (style, explode) = self.style();
        match style {
            Style::Label => {
                let text = text.strip_prefix('.').unwrap_or(text);
                self.value(text, if explode { "." } else { "," }, explode)
            }
            Style::Matrix => {
                let assigned = format!("{}=", self.parameter.wire_name);
                let parts = text.split(';').skip(1);
                let parts: Vec<&str> = parts
                    .map(|part| part.strip_prefix(&assigned).unwrap_or(part))
                    .collect();
                let delimiter = if explode { ";" } else { "," };
                self.value(&parts.join(";"), delimiter, explode)
            }
            _ => self.value(text, ",", explode),
        }
    }

    /// The value in a query, of which parameters of these names are parts too.
    fn query(&self, call: &Call, names: &[&str]) -> Option<Value> {
        let (style, explode) = self.style();
        let name = &self.parameter.wire_name;
        if let ParameterContent::Media(_) = self.parameter.content {
            let text = scenarios::text(call.query.get(name)?);
            return Some(serde_json::from_str(&text).unwrap_or(Value::String(text)));
        }
        if self.is_object() && style == Style::Form && explode {
            let others = call.query.iter();
            let others = others.filter(|(other, _)| !names.contains(&other.as_str()));
            let entries: Map<String, Value> = others
                .map(|(other, value)| (other.clone(), self.member(other, &scenarios::text(value))))
                .collect();
            return (!entries.is_empty()).then_some(Value::Object(entries));
        }
        let delimiter = match style {
            Style::SpaceDelimited => " ",
            Style::PipeDelimited => "|",
            _ => ",",
        };
        Some(match call.query.get(name)? {
            Value::Array(items) => {
                let items = items.iter();
                items
                    .map(|item| scalar(self.api, self.item(), &scenarios::text(item)))
                    .collect()
            }
            value => {
                let text = scenarios::text(value);
                self.value(
                    &text.replace("%7C", "|").replace("%20", " "),
                    delimiter,
                    false,
                )
            }
        })
    }

    /// A value whose items are delimited, and assigned by `=` if `assigned`.
    fn value(&self, text: &str, delimiter: &str, assigned: bool) -> Value {
        if self.is_object() {
            let pieces: Vec<&str> = text.split(delimiter).collect();
            let pairs: Vec<(&str, &str)> = if assigned {
                let pairs = pieces.iter();
                pairs.filter_map(|pair| pair.split_once('=')).collect()
            } else {
                pieces
                    .as_chunks()
                    .0
                    .iter()
                    .map(|[name, value]| (*name, *value))
                    .collect()
            };
            let members = pairs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), self.member(name, value)));
            return Value::Object(members.collect());
        }
        if let Type::Array(item) = self.api.resolve_alias(&self.parameter.ty) {
            let items = text.split(delimiter);
            return items.map(|text| self.decoded(item, text)).collect();
        }
        self.decoded(&self.parameter.ty, text)
    }

    fn decoded(&self, ty: &Type, text: &str) -> Value {
        if self.parameter.location == Location::Path {
            scalar(self.api, ty, &percent_decoded(text))
        } else {
            scalar(self.api, ty, text)
        }
    }

    fn is_object(&self) -> bool {
        match self.api.resolve_alias(&self.parameter.ty) {
            Type::Map(_) => true,
            Type::Named(id) => matches!(self.api.type_def(*id).kind, TypeKind::Struct(_)),
            _ => false,
        }
    }

    fn item(&self) -> &Type {
        match self.api.resolve_alias(&self.parameter.ty) {
            Type::Array(item) | Type::Map(item) => item,
            other => other,
        }
    }

    /// The value of a property of an object.
    fn member(&self, name: &str, text: &str) -> Value {
        let def = self.api.definition_of(&self.parameter.ty);
        if let Some(TypeKind::Struct(body)) = def.map(|def| &def.kind) {
            let field = body.fields.iter().find(|field| field.wire_name == name);
            return match field {
                Some(field) => self.decoded(&field.ty, text),
                None => Value::String(text.to_owned()),
            };
        }
        self.decoded(self.item(), text)
    }
}

/// The JSON of a scalar.
#[must_use]
pub fn scalar(api: &Api, ty: &Type, text: &str) -> Value {
    let number = || text.parse::<Number>().map(Value::Number).ok();
    let parsed = match api.resolve_alias(ty) {
        Type::Primitive(Primitive::Bool) => text.parse().map(Value::Bool).ok(),
        Type::Primitive(primitive) if !primitive.is_text() => number(),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Enum(values) => match values.base {
                Some(base) if base.is_integer() || base.is_float() => number(),
                _ => None,
            },
            _ => None,
        },
        Type::Nullable(inner) => return scalar(api, inner, text),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Undoes percent-encoding. What is no text then stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
