//! Types of the ir as Rust writes them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::ir::{Api, Name, Primitive, Type, TypeDef, TypeId, TypeKind};

/// Renders types for one file, and keeps what the file has to import for them.
pub(crate) struct Types<'a> {
    pub api: &'a Api,
    /// The module of `models` that the file is; `None` outside `models`.
    module: Option<&'a Name>,
    /// What the crate is called where the file stands.
    root: TokenStream,
    imports: RefCell<BTreeSet<String>>,
    uses_map: RefCell<bool>,
    uses_value: RefCell<bool>,
}

/// How a method takes a value, and how it becomes what is stored.
pub(crate) struct Argument {
    /// The parameter's type.
    pub ty: TokenStream,
    /// The expression that converts the parameter.
    pub value: TokenStream,
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
            uses_map: RefCell::default(),
            uses_value: RefCell::default(),
        }
    }

    /// The `use` items for all that was rendered so far.
    pub(crate) fn imports(&self) -> TokenStream {
        let map = self.uses_map.borrow().then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let value = self.uses_value.borrow().then(|| {
            quote!(
                use serde_json::Value;
            )
        });
        let names: Vec<Ident> = self
            .imports
            .borrow()
            .iter()
            .map(|name| ident(name))
            .collect();
        let models = match (self.module, names.as_slice()) {
            (_, []) => None,
            (Some(_), names) => Some(quote!(use super::{#(#names),*};)),
            (None, _) => Some(quote!(
                use crate::models;
            )),
        };
        quote!(#map #value #models)
    }

    /// Imports `BTreeMap`.
    pub(crate) fn use_map(&self) {
        self.uses_map.replace(true);
    }

    /// `serde_json::Value`, imported.
    pub(crate) fn value(&self) -> TokenStream {
        self.uses_value.replace(true);
        quote!(Value)
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
                self.use_map();
                let item = self.rust(item);
                quote!(BTreeMap<String, #item>)
            }
            Type::Nullable(inner) => {
                let inner = self.rust(inner);
                quote!(Option<#inner>)
            }
            Type::Any => self.value(),
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
                self.imports.borrow_mut().insert(def.name.to_string());
                quote!(#name)
            }
            None => {
                self.imports.borrow_mut().insert("models".to_owned());
                quote!(models::#name)
            }
        }
    }

    /// How a method takes a value of type `ty` in a parameter called `name`.
    pub(crate) fn argument(&self, ty: &Type, name: &impl ToTokens) -> Argument {
        let plain = |ty: TokenStream| Argument {
            ty,
            value: quote!(#name),
        };
        let into = |ty: TokenStream| Argument {
            ty: quote!(impl Into<#ty>),
            value: quote!(#name.into()),
        };
        match self.behind_alias(ty) {
            Type::Primitive(primitive) if is_copied(*primitive) => plain(self.rust(ty)),
            Type::Primitive(_) | Type::Any => into(self.rust(ty)),
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Struct(_) | TypeKind::Multipart { .. } => plain(self.rust(ty)),
                _ => into(self.rust(ty)),
            },
            Type::Array(item) => {
                let (item, converts) = self.item(item);
                let map = converts.then(|| quote!(.map(Into::into)));
                Argument {
                    ty: quote!(impl IntoIterator<Item = #item>),
                    value: quote!(#name.into_iter()#map.collect()),
                }
            }
            Type::Map(item) => {
                let (item, converts) = self.item(item);
                let value = if converts {
                    quote!(value.into())
                } else {
                    quote!(value)
                };
                Argument {
                    ty: quote!(impl IntoIterator<Item = (impl Into<String>, #item)>),
                    value: quote!(#name.into_iter().map(|(name, value)| (name.into(), #value)).collect()),
                }
            }
            Type::Nullable(inner) => {
                let inner = self.rust(inner);
                into(quote!(Option<#inner>))
            }
        }
    }

    /// The type of an item of an iterator, and whether it is to be converted.
    fn item(&self, ty: &Type) -> (TokenStream, bool) {
        let rust = self.rust(ty);
        let converts = match self.behind_alias(ty) {
            Type::Primitive(primitive) => !is_copied(*primitive),
            Type::Any => true,
            Type::Named(id) => !matches!(self.api.type_def(*id).kind, TypeKind::Struct(_)),
            _ => false,
        };
        if converts {
            (quote!(impl Into<#rust>), true)
        } else {
            (rust, false)
        }
    }

    /// What tells a type from others: its Rust text with every alias in it resolved. Nothing is
    /// imported for it.
    pub(crate) fn identity(&self, ty: &Type) -> String {
        match self.behind_alias(ty) {
            Type::Primitive(primitive) => primitive_type(*primitive).to_string(),
            Type::Named(id) => self.api.type_def(*id).name.to_string(),
            Type::Array(item) => format!("Vec<{}>", self.identity(item)),
            Type::Map(item) => format!("BTreeMap<String, {}>", self.identity(item)),
            Type::Nullable(inner) => format!("Option<{}>", self.identity(inner)),
            Type::Any => "Value".to_owned(),
        }
    }

    /// What an alias stands for; a recursive alias is a type of its own.
    pub(crate) fn behind_alias<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        while let Type::Named(id) = ty {
            match &self.api.type_def(*id).kind {
                TypeKind::Alias {
                    ty: target,
                    recursive: false,
                } => ty = target,
                _ => break,
            }
        }
        ty
    }

    /// The definition behind a name, through aliases.
    pub(crate) fn definition(&self, ty: &Type) -> Option<&TypeDef> {
        match self.behind_alias(ty) {
            Type::Named(id) => Some(self.api.type_def(*id)),
            _ => None,
        }
    }
}

/// Scalars that are passed as they are.
pub(crate) fn is_copied(primitive: Primitive) -> bool {
    matches!(
        primitive,
        Primitive::Bool
            | Primitive::I32
            | Primitive::I64
            | Primitive::U32
            | Primitive::U64
            | Primitive::F32
            | Primitive::F64
    )
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

/// `#[inline]` for a function with these parameters. Small functions are compiled where they are
/// called, as those of the standard derives are; a generic one is so by itself.
pub(crate) fn inline(parameters: &TokenStream) -> Option<TokenStream> {
    let is_generic = parameters
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(name) if name == "impl"));
    (!is_generic).then(|| quote!(#[inline]))
}

/// A field of a struct expression, short where the value is called like the field.
pub(crate) fn field_value(name: &impl ToTokens, value: &TokenStream) -> TokenStream {
    if name.to_token_stream().to_string() == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

/// An integer as a person writes it: from five digits on, in groups of three.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    let sign = (value < 0).then(|| quote!(-));
    let number = text
        .parse::<Literal>()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(value.unsigned_abs()));
    quote!(#sign #number)
}

/// The first of `names` that none of `taken` is called.
pub(crate) fn free_name<'n>(taken: &[&str], names: &[&'n str]) -> &'n str {
    names
        .iter()
        .copied()
        .find(|name| !taken.contains(name))
        .unwrap_or("generated_name")
}
