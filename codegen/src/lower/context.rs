//! What every part of lowering shares: the document, the types made so far, and the diagnostics.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, Schema};
use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::{Coverage, Name, Type, TypeDef, TypeId, TypeKind, Usage};
use crate::lower::schemas::view::SchemaRef;
use crate::names;
use crate::names::Scope;

/// Where a type stands, which decides its name, its module and the places of its diagnostics.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The Rust name that a new type at this place asks for.
    pub name: Name,
    /// The module of `models` that the type goes to.
    pub module: Name,
    /// JSON pointer of the schema.
    pub pointer: String,
    /// The definition to fill, if the place is a component schema.
    pub define: Option<TypeId>,
}

impl Place {
    /// An inline schema below this one. `part` is added to the name, `pointer` to the pointer.
    pub(crate) fn child(&self, part: &str, pointer: &str) -> Self {
        let part = names::type_name(part);
        let part = part.as_str();
        let part = part.strip_suffix("Model").unwrap_or(part);
        Self {
            name: self.name.extended(part),
            module: self.module.clone(),
            pointer: format!("{}/{pointer}", self.pointer),
            define: None,
        }
    }
}

/// Escapes a token of a JSON pointer (RFC 6901, section 3).
pub(crate) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// A description that stands beside or behind a schema, and what else its data say.
#[derive(Debug, Clone, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a keyword of its own"
)]
pub(crate) struct Annotations {
    pub docs: Option<String>,
    pub deprecated: bool,
    pub sensitive: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub nullable: bool,
    pub default: Option<Value>,
    pub rust_name: Option<String>,
}

/// The state of lowering.
pub(crate) struct Lowerer<'a> {
    pub document: &'a OpenAPI,
    pub diagnostics: &'a mut Diagnostics,
    pub types: Vec<TypeDef>,
    pub type_names: Scope,
    /// Component schemas by name.
    pub components: HashMap<&'a str, TypeId>,
    /// Their names, the other way round.
    pub component_names: HashMap<TypeId, &'a str>,
    /// Component schemas that are not lowered yet, and where they stand.
    pub pending: HashMap<TypeId, (&'a str, SchemaRef<'a>, Place)>,
    /// Component schemas that extend another by `allOf`, by the name of the extended one.
    pub subtypes: HashMap<&'a str, Vec<&'a str>>,
    /// References that are being flattened, so that a schema that extends itself ends.
    pub flattening: HashSet<String>,
    /// References that this flattening has followed already: once more adds nothing.
    pub flattened: HashSet<String>,
    /// Where references end, for those that were followed.
    resolved: RefCell<HashMap<&'a str, (&'a str, &'a Schema)>>,
    /// How deep inline schemas are nested.
    pub depth: usize,
    pub coverage: Coverage,
}

impl<'a> Lowerer<'a> {
    pub(crate) fn new(document: &'a OpenAPI, diagnostics: &'a mut Diagnostics) -> Self {
        let mut lowerer = Self {
            document,
            diagnostics,
            types: Vec::new(),
            type_names: Scope::default(),
            components: HashMap::new(),
            component_names: HashMap::new(),
            pending: HashMap::new(),
            subtypes: HashMap::new(),
            flattening: HashSet::new(),
            flattened: HashSet::new(),
            resolved: RefCell::default(),
            depth: 0,
            coverage: Coverage::default(),
        };
        for kind in [
            "operations",
            "parameters",
            "request media types",
            "responses",
            "schemas",
        ] {
            lowerer
                .coverage
                .counts
                .insert(kind, crate::ir::Count::default());
        }
        lowerer
    }

    /// The components of the document.
    pub(crate) fn components_of_document(&self) -> Option<&'a Components> {
        self.document.components.as_ref()
    }

    /// The component that a `#/components/<section>/<name>` reference names. The reader has seen to
    /// it that each exists and is no reference itself.
    pub(crate) fn resolve<'b, T>(
        section: &'b IndexMap<String, openapiv3::ReferenceOr<T>>,
        reference: &str,
    ) -> Option<(&'b str, &'b T)> {
        let (key, item) = section.get_key_value(reference_name(reference))?;
        Some((key.as_str(), item.as_item()?))
    }

    /// The schema that a reference leads to, through aliases, with its component's name.
    pub(crate) fn schema_of(&self, reference: &str) -> Option<(&'a str, &'a Schema)> {
        let schemas = &self.components_of_document()?.schemas;
        let mut resolved = self.resolved.borrow_mut();
        let mut followed = Vec::new();
        let mut name = reference_name(reference);
        let end = loop {
            let (key, schema) = schemas.get_key_value(name)?;
            if let Some(known) = resolved.get(key.as_str()) {
                break *known;
            }
            followed.push(key.as_str());
            match SchemaRef::from(schema) {
                SchemaRef::Item(schema) => break (key.as_str(), schema),
                SchemaRef::Ref(next) => name = reference_name(next),
            }
            if followed.len() > schemas.len() {
                return None;
            }
        };
        resolved.extend(followed.into_iter().map(|name| (name, end)));
        Some(end)
    }

    /// The definition of the component that a reference names.
    pub(crate) fn component_type(&self, reference: &str) -> Option<TypeId> {
        self.components.get(reference_name(reference)).copied()
    }

    /// Puts `kind` where `place` says: into the component's own definition, or into a new one.
    pub(crate) fn define(&mut self, kind: TypeKind, place: &Place, notes: &Annotations) -> Type {
        let id = place.define.unwrap_or_else(|| self.reserve(place));
        let def = &mut self.types[id.0];
        def.kind = kind;
        def.docs.clone_from(&notes.docs);
        def.deprecated = notes.deprecated;
        def.sensitive = notes.sensitive;
        Type::Named(id)
    }

    /// A new definition, to be filled later.
    pub(crate) fn reserve(&mut self, place: &Place) -> TypeId {
        let mut scope = std::mem::take(&mut self.type_names);
        let name = self.unique_name(&mut scope, &place.name, "", &place.pointer, "inline schema");
        self.type_names = scope;
        self.push_definition(name, place)
    }

    /// A new definition under a name that is taken already.
    pub(crate) fn push_definition(&mut self, name: Name, place: &Place) -> TypeId {
        self.types.push(TypeDef {
            name,
            module: place.module.clone(),
            schema_name: None,
            pointer: place.pointer.clone(),
            docs: None,
            deprecated: false,
            sensitive: false,
            usage: Usage::default(),
            kind: TypeKind::Alias {
                ty: Type::Any,
                recursive: false,
            },
            examples: Vec::new(),
        });
        TypeId(self.types.len() - 1)
    }

    /// A place that says more than Rust's types can: any JSON, with a warning that says why.
    pub(crate) fn fallback(&mut self, pointer: &str, why: &str) -> Type {
        self.coverage.fallbacks += 1;
        self.diagnostics.warning(
            "fallback-to-value",
            pointer,
            format!("this schema becomes `serde_json::Value`: {why}"),
            None,
        );
        Type::Any
    }

    /// Counts one item of the document, and whether the crate has it.
    pub(crate) fn count(&mut self, kind: &'static str, represented: bool) {
        let count = self.coverage.counts.entry(kind).or_default();
        count.found += 1;
        count.represented += usize::from(represented);
    }

    /// The name that `x-rust-name` asks for. One that is no identifier is an error.
    pub(crate) fn rust_name(
        &mut self,
        extensions: &IndexMap<String, Value>,
        pointer: &str,
    ) -> Option<Name> {
        self.chosen_name(extensions.get("x-rust-name")?, pointer)
    }

    /// The name that a person chose. One that is no identifier is an error.
    pub(crate) fn chosen_name(&mut self, wanted: &Value, pointer: &str) -> Option<Name> {
        let name = wanted.as_str().and_then(names::chosen);
        if name.is_none() {
            self.diagnostics.error(
                "invalid-rust-name",
                format!("{pointer}/x-rust-name"),
                format!("{wanted} is not a Rust identifier"),
                Some(
                    "give a name of letters, digits and underscores that starts with a letter"
                        .to_owned(),
                ),
            );
        }
        name
    }

    /// A name that is free in `scope`, with a warning if it had to be changed.
    pub(crate) fn unique_name(
        &mut self,
        scope: &mut Scope,
        wanted: &Name,
        separator: &str,
        pointer: &str,
        what: &str,
    ) -> Name {
        let wanted = &names::fitting(wanted, separator);
        let name = scope.unique(wanted, separator);
        if name != *wanted {
            self.diagnostics.warning(
                "name-collision",
                pointer,
                format!("the Rust name `{wanted}` of this {what} is taken; it becomes `{name}`"),
                Some("choose a name with `x-rust-name`".to_owned()),
            );
        }
        name
    }
}

/// The last part of `#/components/<section>/<name>`, unescaped.
pub(crate) fn reference_name(reference: &str) -> &str {
    // Component names are restricted to letters, digits, `.`, `-` and `_` (OpenAPI 3.0.4,
    // Components Object), and the reader renames those that are not, so nothing is escaped.
    reference.rsplit('/').next().unwrap_or(reference)
}
