//! Objects: the struct, its constructor and setters, and how it is read and written.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::models::object;
use crate::emit::rust::types::{Types, field_value, inline};
use crate::emit::rustdoc::{described, doc};
use crate::ir::{Additional, Field, Name, Struct, Type, TypeDef};

/// Everything about one struct that is JSON.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let definition = definition(types, def, body);
    let methods = methods(types, def, body);
    let debug = debug(def, body);
    let object = object::emit(types, def, body);
    quote! { #definition #methods #debug #object }
}

fn definition(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let name = &def.name;
    let docs = crate::emit::rustdoc::type_docs(def);
    let mut derives = vec![quote!(Clone)];
    if !has_secret(def, body) {
        derives.push(quote!(Debug));
    }
    if body.fields.iter().all(|field| !field.required) {
        derives.push(quote!(Default));
    }
    derives.push(quote!(PartialEq));
    let fields = body.fields.iter().map(|field| {
        let docs = field_docs(field);
        let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
        let name = &field.name;
        let ty = field_type(types, field);
        quote! { #docs #deprecated pub #name: #ty }
    });
    let additional = additional_type(types, body).map(|ty| {
        quote! {
            #[doc = " Properties beyond the named ones."]
            pub additional_properties: #ty
        }
    });
    let fields = fields.chain(additional);
    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

pub(crate) fn field_docs(field: &Field) -> TokenStream {
    let mut text = described(field.docs.as_deref(), || format!("`{}`.", field.wire_name));
    if let Some(default) = &field.default {
        text.push_str(&format!(
            "\n\nIf absent, the service takes `{}`.",
            default.to_string().replace('`', "'")
        ));
    }
    if field.read_only {
        text.push_str("\n\nRead-only: set by the service, not to be sent.");
    }
    if field.write_only {
        text.push_str("\n\nWrite-only: sent, never given back.");
    }
    doc(&text)
}

/// True if the field is wrapped in one `Option` at least.
fn is_option(field: &Field) -> bool {
    !field.required || (field.nullable && field.ty != Type::Any)
}

fn field_type(types: &Types<'_>, field: &Field) -> TokenStream {
    let mut ty = types.rust(&field.ty);
    if field.boxed {
        ty = quote!(Box<#ty>);
    }
    if field.three_states {
        quote!(Option<Option<#ty>>)
    } else if is_option(field) {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

fn additional_type(types: &Types<'_>, body: &Struct) -> Option<TokenStream> {
    match &body.additional {
        Additional::Kept(ty) => Some(types.rust(&Type::Map(Box::new(ty.clone())))),
        Additional::Ignored => None,
    }
}

fn methods(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let name = &def.name;
    let new = constructor(types, def, body);
    let setters = body.fields.iter().map(|field| setter(types, field));
    let additional = match &body.additional {
        Additional::Kept(ty) => {
            let parameter = format_ident!("additional_properties");
            let argument = types.argument(&Type::Map(Box::new(ty.clone())), &parameter);
            let (ty, value) = (argument.ty, argument.value);
            Some(quote! {
                #[doc = " Sets the properties beyond the named ones."]
                #[must_use]
                pub fn additional_properties(mut self, additional_properties: #ty) -> Self {
                    self.additional_properties = #value;
                    self
                }
            })
        }
        Additional::Ignored => None,
    };
    quote! {
        impl #name {
            #new
            #(#setters)*
            #additional
        }
    }
}

/// `new` with all that is required.
pub(crate) fn constructor(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let required: Vec<&Field> = body.fields.iter().filter(|field| field.required).collect();
    let article = if def.name.as_str().starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    let docs = match required.as_slice() {
        [] => format!(" Creates {article} `{}` in which nothing is set.", def.name),
        _ => format!(" Creates {article} `{}` from what it requires.", def.name),
    };
    let many = (required.len() > 7).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    );
    let parameters = required.iter().map(|field| {
        let name = &field.name;
        let argument = required_argument(types, field, name);
        let ty = argument.0;
        quote!(#name: #ty)
    });
    let parameters = quote!(#(#parameters),*);
    let inline = inline(&parameters);
    let values = body.fields.iter().map(|field| {
        let name = &field.name;
        if !field.required {
            return quote!(#name: None);
        }
        field_value(name, &required_argument(types, field, name).1)
    });
    let additional = matches!(body.additional, Additional::Kept(_)).then(|| {
        types.use_map();
        quote!(additional_properties: BTreeMap::new())
    });
    let build = if required.is_empty() {
        quote!(Self::default())
    } else {
        let values = values.chain(additional);
        quote!(Self { #(#values,)* })
    };
    quote! {
        #[doc = #docs]
        #[must_use]
        #many
        #inline
        pub fn new(#parameters) -> Self { #build }
    }
}

/// Type and conversion of a required field's parameter.
fn required_argument(types: &Types<'_>, field: &Field, name: &Name) -> (TokenStream, TokenStream) {
    if is_option(field) {
        let ty = types.rust(&field.ty);
        let boxed = field.boxed.then(|| quote!(.map(Box::new)));
        return (quote!(impl Into<Option<#ty>>), quote!(#name.into()#boxed));
    }
    let argument = types.argument(&field.ty, name);
    let value = argument.value;
    let value = if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    (argument.ty, value)
}

pub(crate) fn setter(types: &Types<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    let shown = field.name.as_str();
    let docs = format!(" Sets `{shown}`.");
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let (ty, value) = if field.required {
        required_argument(types, field, name)
    } else {
        let argument = types.argument(&field.ty, name);
        let value = argument.value;
        let value = if field.boxed {
            quote!(Box::new(#value))
        } else {
            value
        };
        let value = quote!(Some(#value));
        let value = if field.three_states {
            quote!(Some(#value))
        } else {
            value
        };
        (argument.ty, value)
    };
    let inline = inline(&ty);
    let null = field.three_states.then(|| {
        let method = field.null_setter();
        let docs = format!(" Sets `{shown}` to `null`, which asks the service to remove it.");
        quote! {
            #[doc = #docs]
            #[must_use]
            #[inline]
            pub fn #method(mut self) -> Self {
                self.#name = Some(None);
                self
            }
        }
    });
    quote! {
        #[doc = #docs]
        #[must_use]
        #deprecated
        #inline
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
        #null
    }
}

fn has_secret(def: &TypeDef, body: &Struct) -> bool {
    def.sensitive || body.fields.iter().any(|field| field.sensitive)
}

/// `Debug` by hand where a field is a secret.
pub(crate) fn debug(def: &TypeDef, body: &Struct) -> Option<TokenStream> {
    if !has_secret(def, body) {
        return None;
    }
    let name = &def.name;
    let text = def.name.as_str();
    let fields = body.fields.iter().map(|field| {
        let name = &field.name;
        let shown = field.name.as_str();
        if !(field.sensitive || def.sensitive) {
            quote!(.field(#shown, &self.#name))
        } else if is_option(field) {
            quote!(.field(#shown, &redacted(self.#name.as_ref())))
        } else {
            quote!(.field(#shown, &Redacted))
        }
    });
    let additional = matches!(body.additional, Additional::Kept(_)).then(|| {
        if def.sensitive {
            quote!(.field("additional_properties", &Redacted))
        } else {
            quote!(.field("additional_properties", &self.additional_properties))
        }
    });
    Some(quote! {
        impl fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#text)#(#fields)*#additional.finish()
            }
        }
    })
}
