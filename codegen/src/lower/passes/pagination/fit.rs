//! Whether what `x-pagination` names is what it takes: parameters that can say a page, and pointers
//! that lead to values of the right types.

use crate::ir::{Api, CursorPlace, Operation, Pagination, Pointer, Primitive, RangeEnd, Type, Way};

/// What does not fit: where below `x-pagination`, and what to do.
pub(super) struct Misfit {
    pub(super) at: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
}

type Fits = Result<(), Misfit>;

/// Whether all of it fits its operation.
pub(super) fn fits(api: &Api, operation: &Operation, pagination: &Pagination) -> Fits {
    let misfit = |message: &str, help| Misfit {
        at: "",
        message: message.to_owned(),
        help,
    };
    if operation.body.as_ref().is_some_and(|body| !body.is_clone()) {
        return Err(misfit(
            "the body of the request cannot be sent for each page: it may be a stream or a file",
            "remove `x-pagination`",
        ));
    }
    let Some(page) = operation.page_type() else {
        return Err(misfit(
            "the successes of the operation are not all JSON of one type",
            "give them one schema, in one media type",
        ));
    };
    let Some(item) = item_type(api, page, &pagination.items) else {
        return Err(Misfit {
            at: "/items",
            message: "this does not lead to an array".to_owned(),
            help: "name the properties of the success that lead to the items, all of them properties of objects",
        });
    };
    let leads = |at, from, pointer: Option<&Pointer>, kind: Kind| match pointer {
        Some(pointer) => leads_to(api, at, from, pointer, kind),
        None => Ok(()),
    };
    let takes = |at, index: usize, kind: Kind| {
        let parameter = &operation.parameters[index];
        if kind.is_of(api.resolve_alias(&parameter.ty)) {
            return Ok(());
        }
        Err(Misfit {
            at,
            message: format!(
                "the parameter `{}` is not {}",
                parameter.wire_name,
                kind.name()
            ),
            help: "name another parameter, or correct its schema",
        })
    };
    leads("/more", page, pagination.more.as_ref(), Kind::Boolean)?;
    match &pagination.way {
        Way::Range {
            start, end, total, ..
        } => {
            takes("/range/start", *start, Kind::Integer)?;
            if let Some(RangeEnd {
                parameter,
                included,
            }) = end
            {
                let at = if *included {
                    "/range/last"
                } else {
                    "/range/end"
                };
                takes(at, *parameter, Kind::Integer)?;
            }
            leads("/range/total", page, total.as_ref(), Kind::Integer)
        }
        Way::Number {
            parameter, total, ..
        } => {
            takes("/page/parameter", *parameter, Kind::Integer)?;
            leads("/page/total", page, total.as_ref(), Kind::Integer)
        }
        Way::Cursor { parameter, from } => {
            takes("/cursor/parameter", *parameter, Kind::Cursor)?;
            match from {
                CursorPlace::Body(at) => leads("/cursor/body", page, Some(at), Kind::Cursor),
                CursorPlace::LastItem(at) => leads("/cursor/item", item, Some(at), Kind::Cursor),
                CursorPlace::Header(_) => Ok(()),
            }
        }
        Way::LinkInBody(at) => leads("/link/body", page, Some(at), Kind::Text),
        Way::LinkInHeader(_) => Ok(()),
    }
}

fn item_type<'a>(api: &'a Api, page: &'a Type, items: &Pointer) -> Option<&'a Type> {
    match api.field_path(page, items)?.target {
        Type::Array(item) => Some(item),
        _ => None,
    }
}

fn leads_to(api: &Api, at: &'static str, from: &Type, pointer: &Pointer, kind: Kind) -> Fits {
    let path = api.field_path(from, pointer);
    if path.is_some_and(|path| kind.is_of(path.target)) {
        return Ok(());
    }
    Err(Misfit {
        at,
        message: format!("this does not lead to {}", kind.name()),
        help: "name the properties that lead to it, all of them properties of objects",
    })
}

/// What a value has to be.
#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    Integer,
    Text,
    /// A text or an integer.
    Cursor,
}

impl Kind {
    fn is_of(self, ty: &Type) -> bool {
        let Type::Primitive(primitive) = ty else {
            return false;
        };
        match self {
            Self::Boolean => *primitive == Primitive::Bool,
            Self::Integer => primitive.is_integer(),
            Self::Text => primitive.is_text(),
            Self::Cursor => primitive.is_text() || primitive.is_integer(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Text => "a string",
            Self::Cursor => "a string or an integer",
        }
    }
}
