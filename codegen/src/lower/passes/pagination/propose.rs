//! Results that plainly come in pages, though the document does not say how. Nothing is wrong, so
//! each way is said once, with what could be written.

use super::fit::fits;
use super::written::{way, written};
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Api, CursorPlace, Field, Location, Method, Operation, Pagination, Parameter, Pointer, RangeEnd,
    Type, TypeKind, Way,
};
use crate::lower::rules::PAGINATION_PROPOSED;

/// Names of parameters and properties, without case and separators.
type Names = &'static [&'static str];

const PAGE: Names = &["page", "pageno", "pagenumber"];
const OFFSET: Names = &["offset", "skip"];
/// How many items are on a page.
const SIZE: Names = &[
    "count",
    "first",
    "itemsperpage",
    "limit",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "rows",
    "size",
    "take",
    "top",
];
const CURSOR: Names = &[
    "after",
    "continuationtoken",
    "cursor",
    "marker",
    "nexttoken",
    "pagetoken",
    "paginationtoken",
    "startcursor",
];
const NEXT_CURSOR: Names = &[
    "continuationtoken",
    "endcursor",
    "nextcursor",
    "nextmarker",
    "nextpagetoken",
    "nexttoken",
];
const NEXT_LINK: Names = &[
    "next",
    "nextlink",
    "nextpage",
    "nextpageurl",
    "nexturl",
    "odatanextlink",
];
const MORE: Names = &["hasmore", "hasnext", "hasnextpage"];
/// Properties with what is said of a page.
const ABOUT: Names = &[
    "links",
    "meta",
    "metadata",
    "pageinfo",
    "pagination",
    "paging",
    "responsemetadata",
];

/// What has more parameters or properties is not plain.
const FEW: usize = 64;
/// More ways in one API are not plain either.
const MOST_WAYS: usize = 8;

/// An operation that stands for all whose pages follow each other in the same way.
struct Found<'a> {
    way: String,
    first: &'a Operation,
    pagination: Pagination,
    others: usize,
}

/// Proposes what the first operation of each way could say.
pub(super) fn note(api: &Api, diagnostics: &mut Diagnostics) {
    let mut ways: Vec<Found<'_>> = Vec::new();
    for operation in api.operations().filter(|operation| !operation.says_pages) {
        let Some(pagination) = proposal(api, operation) else {
            continue;
        };
        let way = way(operation, &pagination.way);
        if let Some(found) = ways.iter_mut().find(|found| found.way == way) {
            found.others += 1;
        } else if ways.len() < MOST_WAYS {
            ways.push(Found {
                way,
                first: operation,
                pagination,
                others: 0,
            });
        }
    }
    for found in ways {
        let (message, others) = match found.others {
            0 => (
                "the result of this operation looks as if it came in pages".to_owned(),
                "",
            ),
            1 => (
                "the results of this operation and of one other look as if they came in pages"
                    .to_owned(),
                ", and to the other one with its own `items`",
            ),
            others => (
                format!(
                    "the results of this operation and of {others} others look as if they came in pages"
                ),
                ", and to the others with their own `items`",
            ),
        };
        diagnostics.note(
            PAGINATION_PROPOSED,
            &found.first.pointer,
            message,
            Some(format!(
                "if so, add `x-pagination: {}` to the operation{others}; else `x-pagination: false`",
                written(found.first, &found.pagination)
            )),
        );
    }
}

fn proposal(api: &Api, operation: &Operation) -> Option<Pagination> {
    if operation.method != Method::Get || operation.parameters.len() > FEW {
        return None;
    }
    let page = operation.page_type()?;
    let items = items(api, page)?;
    let more = property(api, page, &|field, _| is_one_of(&field.wire_name, MORE));
    let ways = [
        link_in_header(operation),
        link_in_body(api, page),
        cursor(api, operation, page),
        more.as_ref()
            .and_then(|_| cursor_of_last_item(api, operation, page)),
        number(operation),
        range(operation),
    ];
    let mut proposals = ways.into_iter().flatten().map(|way| Pagination {
        items: items.clone(),
        more: more.clone(),
        way,
    });
    proposals.find(|proposal| fits(api, operation, proposal).is_ok())
}

/// The body, or the only array in it.
fn items(api: &Api, page: &Type) -> Option<Pointer> {
    let is_array = |pointer: &Pointer| {
        let path = api.field_path(page, pointer);
        path.is_some_and(|path| matches!(path.target, Type::Array(_)))
    };
    let whole = Pointer::default();
    if is_array(&whole) {
        return Some(whole);
    }
    let within = fields(api, page, &whole)
        .iter()
        .map(|field| below(&whole, field));
    let mut arrays = within.filter(is_array);
    arrays.next().filter(|_| arrays.next().is_none())
}

/// The fields of a plain object.
fn fields<'a>(api: &'a Api, page: &'a Type, at: &Pointer) -> &'a [Field] {
    let path = api.field_path(page, at);
    let definition = path.and_then(|path| api.definition_of(path.target));
    match definition.map(|definition| &definition.kind) {
        Some(TypeKind::Struct(object)) if object.fields.len() <= FEW => &object.fields,
        _ => &[],
    }
}

fn below(outer: &Pointer, field: &Field) -> Pointer {
    let names = outer.0.iter().chain([&field.wire_name]);
    Pointer(names.cloned().collect())
}

/// A property of the body, or of what it has about the page, whose name is given too.
fn property(api: &Api, page: &Type, is_meant: &dyn Fn(&Field, &str) -> bool) -> Option<Pointer> {
    let within = |outer: &Pointer, name: &str| {
        let mut fields = fields(api, page, outer).iter();
        let field = fields.find(|field| is_meant(field, name))?;
        Some(below(outer, field))
    };
    let whole = Pointer::default();
    let about = fields(api, page, &whole).iter();
    let mut about = about.filter(|field| is_one_of(&field.wire_name, ABOUT));
    within(&whole, "")
        .or_else(|| about.find_map(|outer| within(&below(&whole, outer), &outer.wire_name)))
}

fn link_in_header(operation: &Operation) -> Option<Way> {
    // Links lead to all sorts of things; beside these parameters they lead to pages.
    [PAGE, OFFSET, SIZE, CURSOR]
        .iter()
        .find_map(|names| parameter(operation, names))?;
    let responses = operation.success.responses.iter();
    let mut headers = responses.flat_map(|one| &one.headers);
    let link = headers.find(|header| header.wire_name.eq_ignore_ascii_case("link"))?;
    Some(Way::LinkInHeader(link.wire_name.clone()))
}

fn link_in_body(api: &Api, page: &Type) -> Option<Way> {
    let is_link = |field: &Field, outer: &str| {
        let constraints = field.constraints.as_ref();
        let format = constraints.and_then(|constraints| constraints.format.as_deref());
        let plain = plain(&field.wire_name);
        plain.is_some_and(|plain| {
            NEXT_LINK.contains(&plain.as_str())
                && (plain.ends_with("link")
                    || plain.ends_with("url")
                    || is_one_of(outer, &["links"])
                    || format.is_some_and(|format| format.starts_with("uri") || format == "url"))
        })
    };
    property(api, page, &is_link).map(Way::LinkInBody)
}

fn cursor(api: &Api, operation: &Operation, page: &Type) -> Option<Way> {
    let parameter = parameter(operation, CURSOR)?;
    let at = property(api, page, &|field, _| {
        is_one_of(&field.wire_name, NEXT_CURSOR)
    })?;
    Some(Way::Cursor {
        parameter,
        from: CursorPlace::Body(at),
    })
}

/// Where the page says that there is more, its last item is what the next page comes after.
fn cursor_of_last_item(api: &Api, operation: &Operation, page: &Type) -> Option<Way> {
    let last = || {
        property(api, page, &|field, _| {
            is_one_of(&field.wire_name, &["lastid"])
        })
    };
    let (parameter, from) = match parameter(operation, &["startingafter"]) {
        Some(parameter) => (
            parameter,
            CursorPlace::LastItem(Pointer(vec!["id".to_owned()])),
        ),
        None => (
            parameter(operation, &["after", "afterid"])?,
            CursorPlace::Body(last()?),
        ),
    };
    Some(Way::Cursor { parameter, from })
}

fn number(operation: &Operation) -> Option<Way> {
    let parameter = parameter(operation, PAGE)?;
    let Parameter {
        default,
        constraints,
        ..
    } = &operation.parameters[parameter];
    let default = default.as_ref().and_then(serde_json::Value::as_i64);
    let minimum = constraints.minimum.as_ref();
    let is_zero = minimum.is_some_and(|bound| !bound.exclusive && bound.value.as_i64() == Some(0));
    Some(Way::Number {
        parameter,
        first: default.unwrap_or(i64::from(!is_zero)),
        total: None,
    })
}

fn range(operation: &Operation) -> Option<Way> {
    let (start, end) = match parameter(operation, OFFSET) {
        Some(offset) => {
            parameter(operation, SIZE)?;
            (offset, None)
        }
        None => (
            parameter(operation, &["start"])?,
            Some(RangeEnd {
                parameter: parameter(operation, &["end"])?,
                included: false,
            }),
        ),
    };
    Some(Way::Range {
        start,
        end,
        first: 0,
        total: None,
    })
}

fn parameter(operation: &Operation, names: Names) -> Option<usize> {
    let mut parameters = operation.parameters.iter();
    parameters.position(|one| one.location == Location::Query && is_one_of(&one.wire_name, names))
}

fn is_one_of(name: &str, names: Names) -> bool {
    plain(name).is_some_and(|plain| names.contains(&plain.as_str()))
}

/// A name without case and separators, unless it is longer than any that is looked for.
fn plain(name: &str) -> Option<String> {
    const LONGEST: usize = 32;
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    (name.len() <= LONGEST).then(|| letters.map(|letter| letter.to_ascii_lowercase()).collect())
}
