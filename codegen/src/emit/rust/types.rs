//! Types of the ir as Rust writes them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Api, Name, Primitive, Type, TypeId};

/// Renders types for one file, and keeps which other models the file has to import.
pub(crate) struct Types<'a> {
    pub api: &'a Api,
    /// The module of `models` that the file is; `None` outside `models`.
    module: Option<&'a Name>,
    /// What the crate is called where the file stands.
    root: TokenStream,
    imports: RefCell<BTreeSet<&'a Name>>,
}

impl<'a> Types<'a> {
    /// For a file of the `models` module.
    pub(crate) fn in_models(api: &'a Api, module: &'a Name) -> Self {
        Self::new(api, Some(module))
    }

    /// For a file outside `models`, where model names are written `models::Name`.
    pub(crate) fn outside(api: &'a Api) -> Self {
        Self::new(api, None)
    }

    /// For a file outside the crate, such as a test.
    pub(crate) fn in_tests(api: &'a Api, crate_name: &Ident) -> Self {
        Self {
            root: quote!(#crate_name),
            ..Self::new(api, None)
        }
    }

    fn new(api: &'a Api, module: Option<&'a Name>) -> Self {
        Self {
            api,
            module,
            root: quote!(crate),
            imports: RefCell::default(),
        }
    }

    /// The `use` item for the types of other files of `models` that were rendered so far.
    pub(crate) fn imports(&self) -> Option<TokenStream> {
        let names = self.imports.borrow();
        let names: Vec<&Name> = names.iter().copied().collect();
        (!names.is_empty()).then(|| quote!(use super::{#(#names),*};))
    }

    /// A type without the `Option` or `Box` that its use may add.
    pub(crate) fn rust(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Primitive(primitive) => self.primitive(*primitive),
            Type::Named(id) => self.named(*id),
            Type::Array(item) => {
                let item = self.rust(item);
                quote!(Vec<#item>)
            }
            Type::Map(item) => {
                let item = self.rust(item);
                quote!(BTreeMap<String, #item>)
            }
            Type::Nullable(inner) => {
                let inner = self.rust(inner);
                quote!(Option<#inner>)
            }
            Type::Any => quote!(Value),
        }
    }

    fn primitive(&self, primitive: Primitive) -> TokenStream {
        let name = primitive_type(primitive);
        let is_text_type = matches!(
            primitive,
            Primitive::DateTime
                | Primitive::Date
                | Primitive::Time
                | Primitive::Duration
                | Primitive::Uuid
                | Primitive::Base64
        );
        let root = is_text_type.then(|| {
            let root = &self.root;
            quote!(#root::)
        });
        quote!(#root #name)
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let def = self.api.type_def(id);
        let name = &def.name;
        match self.module {
            Some(module) if *module == def.module => quote!(#name),
            Some(_) => {
                self.imports.borrow_mut().insert(name);
                quote!(#name)
            }
            None => quote!(models::#name),
        }
    }

    /// What tells a type from others: its Rust text with every alias in it resolved. Nothing is
    /// imported for it.
    pub(crate) fn identity(&self, ty: &Type) -> String {
        match self.api.resolve_alias(ty) {
            Type::Primitive(primitive) => primitive_type(*primitive).to_string(),
            Type::Named(id) => self.api.type_def(*id).name.to_string(),
            Type::Array(item) => format!("Vec<{}>", self.identity(item)),
            Type::Map(item) => format!("BTreeMap<String, {}>", self.identity(item)),
            Type::Nullable(inner) => format!("Option<{}>", self.identity(inner)),
            Type::Any => "Value".to_owned(),
        }
    }
}

/// A type as code outside the crate has it. That code imports `models` and `Value` of the crate, and
/// `BTreeMap`.
#[must_use]
pub fn type_outside(api: &Api, ty: &Type, crate_name: &str) -> String {
    let krate = ident(&crate_name.replace('-', "_"));
    Types::in_tests(api, &krate).rust(ty).to_string()
}

/// The scalar itself; the text types by the name that the crate's root exports them under.
fn primitive_type(primitive: Primitive) -> TokenStream {
    match primitive {
        Primitive::Bool => quote!(bool),
        Primitive::I32 => quote!(i32),
        Primitive::I64 => quote!(i64),
        Primitive::U32 => quote!(u32),
        Primitive::U64 => quote!(u64),
        Primitive::F32 => quote!(f32),
        Primitive::F64 => quote!(f64),
        Primitive::String | Primitive::Binary => quote!(String),
        Primitive::DateTime => quote!(DateTime),
        Primitive::Date => quote!(Date),
        Primitive::Time => quote!(Time),
        Primitive::Duration => quote!(Duration),
        Primitive::Uuid => quote!(Uuid),
        Primitive::Base64 => quote!(Base64),
    }
}

/// An identifier of the generator's own words.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
