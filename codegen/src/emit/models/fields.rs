//! What structs of the `models` module have in common, whether they are JSON objects or forms: the
//! definition, the constructor, a setter for each field, and `Debug`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::emit::models::field_docs::field_docs;
use crate::emit::rust::arguments::{Argument, inline, many_arguments, self_named_constructor};
use crate::emit::rust::debug;
use crate::emit::rust::expressions::field_value;
use crate::emit::rustdoc::{code, doc};
use crate::emit::wording::type_docs;
use crate::ir::{Api, Field, Primitive, Type, TypeDef};

/// A struct of the `models` module.
pub(crate) struct ModelStruct<'a> {
    pub api: &'a Api,
    pub def: &'a TypeDef,
    /// What is derived beside `Debug` and `Default`.
    pub traits: &'static [&'static str],
    /// One for each property.
    pub fields: Vec<ModelField<'a>>,
    /// What holds properties that the document does not name.
    pub open: Option<OpenField>,
}

/// A field as Rust has it.
pub(crate) struct ModelField<'a> {
    pub field: &'a Field,
    pub ty: TokenStream,
    /// How the constructor or the setter takes the value. The expression is what the field holds;
    /// of a field that has only one value, it is that value, and nothing is taken.
    pub argument: Argument,
    /// True if the type is an `Option`.
    pub is_option: bool,
    /// What the field is set to so that it is sent as `null`, if that differs from absent.
    pub null: Option<TokenStream>,
}

/// The field for properties that the document does not name.
pub(crate) struct OpenField {
    pub name: &'static str,
    pub docs: &'static str,
    pub ty: TokenStream,
    /// The empty value.
    pub initial: TokenStream,
    /// The method that sets or adds to it.
    pub method: TokenStream,
}

impl ModelStruct<'_> {
    /// The struct, its constructor and setters, the given further methods, and `Debug`.
    pub fn emit(&self, methods: &TokenStream) -> TokenStream {
        let definition = self.definition();
        let name = &self.def.name;
        let new = self.constructor();
        let default = self.default();
        let setters = self.setters();
        let others = self.fields.iter().map(ModelField::methods);
        let open = self.open.iter().map(|open| &open.method);
        let debug = self.debug();
        quote! {
            #definition

            impl #name {
                #new
                #(#others)*
                #(#open)*
                #methods
            }

            #setters

            #default

            #debug
        }
    }

    fn declaration(&self, member: &ModelField<'_>) -> TokenStream {
        let docs = doc(&field_docs(self.api, member.field));
        let deprecated = member.field.deprecated.then(|| quote!(#[deprecated]));
        let (name, ty) = (&member.field.name, &member.ty);
        let public = (!member.is_constant()).then(|| quote!(pub));
        quote!(#docs #deprecated #public #name: #ty)
    }

    /// The table of setters.
    fn setters(&self) -> Option<TokenStream> {
        let name = &self.def.name;
        let rows: Vec<_> = self.fields.iter().filter_map(ModelField::setter).collect();
        (!rows.is_empty()).then(|| quote!(setters! { #name { #(#rows)* } }))
    }

    /// What `new` takes.
    pub fn arguments(&self) -> impl Iterator<Item = &ModelField<'_>> {
        self.fields
            .iter()
            .filter(|member| member.field.is_asked_for())
    }

    /// True if the constructor fills in what has only one value.
    fn has_constants(&self) -> bool {
        self.fields.iter().any(ModelField::is_constant)
    }

    /// The traits that are derived.
    pub fn traits(&self) -> Vec<&'static str> {
        let mut traits = self.traits.to_vec();
        if !self.has_secret() {
            traits.push("Debug");
        }
        if self.arguments().next().is_none() && !self.has_constants() {
            traits.push("Default");
        }
        traits.sort_unstable();
        traits
    }

    fn definition(&self) -> TokenStream {
        let name = &self.def.name;
        let docs = type_docs(self.api, self.def);
        let traits = self.traits();
        let traits = traits.into_iter().map(|name| format_ident!("{name}"));
        let derive = (traits.len() > 0).then(|| quote!(#[derive(#(#traits),*)]));
        let fields = self.fields.iter().map(|field| self.declaration(field));
        let open = self.open.iter().map(|open| {
            let (docs, name, ty) = (open.docs, format_ident!("{}", open.name), &open.ty);
            quote!(#[doc = #docs] pub #name: #ty)
        });
        let fields = fields.chain(open);
        quote! {
            #docs
            #derive
            #[non_exhaustive]
            pub struct #name { #(#fields,)* }
        }
    }

    /// `new` with all that is required.
    fn constructor(&self) -> TokenStream {
        let type_name = &self.def.name;
        let required: Vec<_> = self.arguments().collect();
        let docs = match required.as_slice() {
            [] if self.has_constants() => format!(
                " Creates a new {} in which no optional field is set.",
                code(type_name.as_str())
            ),
            [] => format!(
                " Creates a new {} in which no field is set.",
                code(type_name.as_str())
            ),
            _ => format!(
                " Creates a new {} from its required fields.",
                code(type_name.as_str())
            ),
        };
        let many = many_arguments(required.len());
        let self_named = self_named_constructor(type_name);
        let parameters = required.iter().map(|member| {
            let (name, ty) = (&member.field.name, &member.argument.ty);
            quote!(#name: #ty)
        });
        let parameters = quote!(#(#parameters),*);
        let inline = inline(&parameters);
        let build = if required.is_empty() && !self.has_constants() {
            quote!(Self::default())
        } else {
            let values = self.fields.iter().map(|member| {
                let name = &member.field.name;
                if member.field.required {
                    field_value(name, &member.argument.value)
                } else {
                    quote!(#name: None)
                }
            });
            let open = self.open.iter().map(|open| {
                let (name, initial) = (format_ident!("{}", open.name), &open.initial);
                quote!(#name: #initial)
            });
            let values = values.chain(open);
            quote!(Self { #(#values,)* })
        };
        quote! {
            #[doc = #docs]
            #[must_use]
            #many
            #self_named
            #inline
            pub fn new(#parameters) -> Self { #build }
        }
    }

    /// `Default` by hand where the constructor takes nothing but fills in something.
    fn default(&self) -> Option<TokenStream> {
        let name = &self.def.name;
        let by_hand = self.arguments().next().is_none() && self.has_constants();
        by_hand.then(|| {
            quote! {
                impl Default for #name {
                    #[inline]
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }
        })
    }

    fn has_secret(&self) -> bool {
        self.def.sensitive || self.fields.iter().any(|member| member.field.sensitive)
    }

    /// `Debug` by hand where a field is a secret.
    fn debug(&self) -> Option<TokenStream> {
        if !self.has_secret() {
            return None;
        }
        let fields = self.fields.iter().map(|member| {
            let field = member.field;
            let name = &field.name;
            let value = if !(field.sensitive || self.def.sensitive) {
                quote!(self.#name)
            } else if member.is_option {
                quote!(redacted(self.#name.as_ref()))
            } else {
                quote!(Redacted)
            };
            (field.name.as_str(), value)
        });
        let open = self.open.iter().map(|open| {
            let name = format_ident!("{}", open.name);
            let value = if self.def.sensitive {
                quote!(Redacted)
            } else {
                quote!(self.#name)
            };
            (open.name, value)
        });
        let name = &self.def.name;
        Some(debug::of_struct(
            &quote!(#name),
            self.def.name.as_str(),
            fields.chain(open),
        ))
    }
}

impl ModelField<'_> {
    /// True if the field always has the same value in what is sent.
    fn is_constant(&self) -> bool {
        self.field.required && self.field.constant.is_some()
    }

    /// The methods beside the setter, and the setter of a field that has only one value.
    fn methods(&self) -> TokenStream {
        if self.is_constant() {
            return self.getter();
        }
        let choose = self.field.constant.as_ref().map(|value| self.choose(value));
        let null = self.null.as_ref().map(|null| self.set_null(null));
        quote!(#choose #null)
    }

    /// A value that cannot be chosen can be read: a newer server may send another one.
    fn getter(&self) -> TokenStream {
        let (name, ty) = (&self.field.name, &self.ty);
        let (ty, value) = match self.field.ty {
            Type::Primitive(Primitive::String) => (quote!(&str), quote!(&self.#name)),
            Type::Primitive(primitive) if !primitive.is_text() => (quote!(#ty), quote!(self.#name)),
            _ => (quote!(&#ty), quote!(&self.#name)),
        };
        let docs = format!(
            " Returns {}; what was decoded has the value that was received.",
            code(self.field.name.as_str())
        );
        let deprecated = self.deprecated();
        quote! {
            #[doc = #docs]
            #[must_use]
            #deprecated
            #[inline]
            pub fn #name(&self) -> #ty {
                #value
            }
        }
    }

    /// The row of the setter, if it takes a value.
    fn setter(&self) -> Option<TokenStream> {
        if self.field.constant.is_some() {
            return None;
        }
        let deprecated = self.deprecated();
        let name = &self.field.name;
        let Argument { ty, value } = &self.argument;
        Some(quote!(#deprecated #name: #ty => #value;))
    }

    /// The setter of a field that has only one value.
    fn choose(&self, only: &Value) -> TokenStream {
        let deprecated = self.deprecated();
        let (name, value) = (&self.field.name, &self.argument.value);
        let docs = format!(
            " Sets {} to its only value, {}.",
            code(name.as_str()),
            code(only.to_string())
        );
        quote! {
            #[doc = #docs]
            #[must_use]
            #deprecated
            #[inline]
            pub fn #name(mut self) -> Self {
                self.#name = #value;
                self
            }
        }
    }

    fn set_null(&self, null: &TokenStream) -> TokenStream {
        let (name, method) = (&self.field.name, self.field.null_setter());
        let docs = format!(
            " Sets {} to `null`, which is not the same as absent.",
            code(name.as_str())
        );
        quote! {
            #[doc = #docs]
            #[must_use]
            #[inline]
            pub fn #method(mut self) -> Self {
                self.#name = #null;
                self
            }
        }
    }

    fn deprecated(&self) -> Option<TokenStream> {
        self.field.deprecated.then(|| quote!(#[deprecated]))
    }
}
