//! Results that come in pages: the table of which the runtime makes `pages` and `items`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::operations::responses;
use crate::emit::rust::expressions::integer;
use crate::emit::rust::types::Types;
use crate::ir::{
    Api, CursorPlace, CursorTarget, FieldPath, Operation, Pagination, Parameter, Pointer,
    Primitive, Step, Type, Way,
};

/// The table, if the operation has pages.
pub(super) fn table(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let pages = Pages {
        api: types.api,
        operation,
        page: operation.page_type()?,
    };
    let items = pages.path(&pagination.items)?;
    let Type::Array(item) = items.target else {
        return None;
    };
    let name = &operation.type_name;
    let page = types.rust(pages.page);
    let error = responses::error_body(types, operation);
    let error = error.unwrap_or_else(|| quote!(std::convert::Infallible));
    let list = match items.steps.as_slice() {
        [] => quote!(Some(page)),
        steps => read(&quote!(page), steps, Leaf::Changed).in_option(),
    };
    let turn = pages.turn(pagination, &items, item)?;
    let item = types.rust(item);
    Some(quote! {
        pages! {
            #name<'_>: #page, #item, #error;
            |page| #list;
            |self, page, turn| { #turn }
        }
    })
}

/// An operation with pages.
struct Pages<'a> {
    api: &'a Api,
    operation: &'a Operation,
    page: &'a Type,
}

impl<'a> Pages<'a> {
    fn path(&self, pointer: &Pointer) -> Option<FieldPath<'a>> {
        self.api.field_path(self.page, pointer)
    }

    /// The statements that turn the request to the next page.
    fn turn(
        &self,
        pagination: &Pagination,
        items: &FieldPath<'_>,
        item: &Type,
    ) -> Option<TokenStream> {
        let more = match &pagination.more {
            Some(pointer) => {
                let path = self.path(pointer)?;
                let more = read(&quote!(page), &path.steps, Leaf::Copied).in_option();
                quote!(turn.more(#more)?;)
            }
            None => quote!(),
        };
        let way = match &pagination.way {
            Way::Range {
                start,
                end,
                first,
                total,
            } => {
                let end = end.as_ref();
                let method = match end {
                    Some(end) if end.included => quote!(closed_range),
                    _ => quote!(range),
                };
                let start = self.parameter(*start);
                let end = end.map(|end| self.parameter(end.parameter));
                let (from, first) = (number(start), integer(*first));
                let to = end.map_or_else(|| quote!(None), number);
                let (total, given) = self.total(total.as_ref())?;
                let set_start = set(start, &quote!(turn.fits(next.start)?));
                let set_end = end.map(|end| set(end, &quote!(turn.fits(next.end)?)));
                quote! {
                    #total
                    let next = turn.#method(#first, #from, #to, #given)?;
                    #set_start
                    #set_end
                }
            }
            Way::Number {
                parameter,
                first,
                total,
            } => {
                let parameter = self.parameter(*parameter);
                let (present, first) = (number(parameter), integer(*first));
                let (total, given) = self.total(total.as_ref())?;
                let set = set(parameter, &quote!(turn.fits(next)?));
                quote! {
                    #total
                    let next = turn.number(#first, #present, #given)?;
                    #set
                }
            }
            Way::Cursor { into, from } => {
                let cursor = match from {
                    CursorPlace::Body(pointer) => {
                        let text = self.text(pointer)?;
                        quote!(cursor(#text))
                    }
                    CursorPlace::LastItem(pointer) => {
                        let text = self.text_of_last(items, item, pointer)?;
                        quote!(cursor(#text))
                    }
                    CursorPlace::Header(name) => quote!(cursor_header(page.headers(), #name)),
                };
                let set = match into {
                    CursorTarget::Parameter(parameter) => {
                        let parameter = self.parameter(*parameter);
                        set(parameter, &self.cursor_as(&parameter.ty))
                    }
                    CursorTarget::Property(pointer) => self.set_in_body(pointer)?,
                };
                quote! {
                    let cursor = turn.#cursor?;
                    #set
                }
            }
            Way::LinkInBody(pointer) => {
                let link = self.text(pointer)?;
                quote!(turn.link(#link)?;)
            }
            Way::LinkInHeader(name) => quote!(turn.link_header(page.headers(), #name)?;),
        };
        Some(quote!(#more #way))
    }

    fn parameter(&self, index: usize) -> &'a Parameter {
        &self.operation.parameters[index]
    }

    /// What reads how many there are, and what the turn is given of it.
    fn total(&self, pointer: Option<&Pointer>) -> Option<(TokenStream, TokenStream)> {
        let Some(pointer) = pointer else {
            return Some((quote!(), quote!(None)));
        };
        let path = self.path(pointer)?;
        let total = read(&quote!(page), &path.steps, Leaf::Copied).in_option();
        Some((quote!(let total = #total.map(i128::from);), quote!(total)))
    }

    /// A value of the page as text.
    fn text(&self, pointer: &Pointer) -> Option<TokenStream> {
        let path = self.path(pointer)?;
        Some(read(&quote!(page), &path.steps, text_of(path.target)).in_option())
    }

    /// A value of the last item as text.
    fn text_of_last(
        &self,
        items: &FieldPath<'_>,
        item: &Type,
        pointer: &Pointer,
    ) -> Option<TokenStream> {
        let path = self.api.field_path(item, pointer)?;
        let last = match read(&quote!(page), &items.steps, Leaf::Place) {
            Value::Plain(list) => quote!(#list.last()),
            Value::Option(list) => quote!(#list.and_then(|items| items.last())),
        };
        let leaf = text_of(path.target);
        Some(match (read(&quote!(item), &path.steps, leaf), leaf) {
            // The item itself.
            (_, Leaf::Cloned) if path.steps.is_empty() => quote!(#last.cloned()),
            (_, _) if path.steps.is_empty() => quote!(#last.map(ToString::to_string)),
            (Value::Plain(text), _) => quote!(#last.map(|item| #text)),
            (Value::Option(text), _) => quote!(#last.and_then(|item| #text)),
        })
    }

    /// Puts the cursor into the body of the request.
    fn set_in_body(&self, pointer: &Pointer) -> Option<TokenStream> {
        let path = self.api.field_path(self.operation.json_body()?, pointer)?;
        let fields = path.steps.iter().map(|step| step.field);
        let options = path.steps.last()?.options;
        let cursor = self.cursor_as(path.target);
        let value = (0..options).fold(cursor, |value, _| quote!(Some(#value)));
        Some(quote!(self.body #(.#fields)* = #value;))
    }

    /// The cursor as a value of this type.
    fn cursor_as(&self, ty: &Type) -> TokenStream {
        match self.api.resolve_alias(ty) {
            Type::Primitive(Primitive::String | Primitive::Binary) => quote!(cursor),
            Type::Primitive(primitive) if primitive.is_integer() => {
                quote!(turn.parsed(&cursor)?)
            }
            _ => quote!(cursor.into()),
        }
    }
}

/// The number that a parameter has now.
fn number(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    if parameter.required {
        quote!(Some(i128::from(self.#name)))
    } else {
        quote!(self.#name.map(i128::from))
    }
}

fn set(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let name = &parameter.name;
    if parameter.required {
        quote!(self.#name = #value;)
    } else {
        quote!(self.#name = Some(#value);)
    }
}

/// What an expression does with the value that a path leads to.
#[derive(Clone, Copy)]
enum Leaf {
    /// It copies a scalar.
    Copied,
    /// It clones a text.
    Cloned,
    /// It writes another scalar as text.
    Written,
    /// It borrows the value, to be changed.
    Changed,
    /// It borrows the value.
    Borrowed,
    /// It names the place of the value, or borrows it from an `Option`.
    Place,
}

fn text_of(ty: &Type) -> Leaf {
    match ty {
        Type::Primitive(Primitive::String | Primitive::Binary) => Leaf::Cloned,
        _ => Leaf::Written,
    }
}

/// An expression, by whether its value is an `Option`.
enum Value {
    Plain(TokenStream),
    Option(TokenStream),
}

impl Value {
    fn in_option(self) -> TokenStream {
        match self {
            Self::Plain(value) => quote!(Some(#value)),
            Self::Option(value) => value,
        }
    }
}

/// The expression for what a path leads to that begins at `place`.
fn read(place: &TokenStream, steps: &[Step<'_>], leaf: Leaf) -> Value {
    let mut place = place.clone();
    for (index, step) in steps.iter().enumerate() {
        let field = step.field;
        place = quote!(#place.#field);
        if step.options > 0 {
            return Value::Option(read_option(&place, step.options, &steps[index + 1..], leaf));
        }
    }
    Value::Plain(match leaf {
        Leaf::Copied | Leaf::Place => place,
        Leaf::Cloned => quote!(#place.clone()),
        Leaf::Written => quote!(#place.to_string()),
        Leaf::Changed => quote!(&mut #place),
        Leaf::Borrowed => quote!(&#place),
    })
}

/// The same from an `Option` on, or from several around each other.
fn read_option(place: &TokenStream, options: usize, rest: &[Step<'_>], leaf: Leaf) -> TokenStream {
    let inner = |method: TokenStream| {
        let more = (1..options).map(|_| quote!(.and_then(Option::#method)));
        quote!(#place.#method()#(#more)*)
    };
    let flat = (1..options).map(|_| quote!(.flatten()));
    match (leaf, rest) {
        (Leaf::Copied, []) => quote!(#place #(#flat)*),
        (Leaf::Cloned, []) => quote!(#place.clone() #(#flat)*),
        (Leaf::Written, []) => {
            let inner = inner(quote!(as_ref));
            quote!(#inner.map(ToString::to_string))
        }
        (Leaf::Borrowed | Leaf::Place, []) => inner(quote!(as_ref)),
        (Leaf::Changed, []) => inner(quote!(as_mut)),
        _ => {
            let inner = inner(match leaf {
                Leaf::Changed => quote!(as_mut),
                _ => quote!(as_ref),
            });
            let leaf = match leaf {
                Leaf::Place => Leaf::Borrowed,
                leaf => leaf,
            };
            match read(&quote!(value), rest, leaf) {
                Value::Plain(value) => quote!(#inner.map(|value| #value)),
                Value::Option(value) => quote!(#inner.and_then(|value| #value)),
            }
        }
    }
}
