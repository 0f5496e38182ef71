//! What is proposed where results look as if they came in pages.

use codegen::{Options, Severity};

use super::lowered_with;

const PLAIN: &str = "{type: object, properties: {items: {type: array, items: {type: object, properties: {id: {type: string}}}}}}";

/// A property beside the items.
fn beside(properties: &str) -> String {
    PLAIN.replace("{items:", &format!("{{{properties}, items:"))
}

/// One operation: its parameters (`name type; name type`), the schema of its result, and what else it has.
struct Operation<'a> {
    parameters: &'a str,
    schema: &'a str,
    more: &'a str,
}

/// What is proposed for these operations: message and help.
fn proposed(operations: &[Operation<'_>]) -> Vec<(String, String)> {
    let mut document = "paths:\n".to_owned();
    for (index, operation) in operations.iter().enumerate() {
        let parameters: Vec<String> = operation
            .parameters
            .split_terminator("; ")
            .map(|parameter| {
                let (name, schema) = parameter.split_once(' ').expect("a parameter has a type");
                format!("{{name: '{name}', in: query, schema: {{type: {schema}}}}}")
            })
            .collect();
        document += &format!(
            "  /list/{index}:\n    get:\n      operationId: list{index}\n      parameters: [{}]\n      \
             responses:\n        '200':\n          description: A page\n          \
             headers: {{Link: {{schema: {{type: string}}}}}}\n          \
             content: {{application/json: {{schema: {}}}}}\n{}",
            parameters.join(", "),
            operation.schema,
            operation.more,
        );
    }
    if operations
        .iter()
        .any(|one| !one.schema.starts_with("{type: array"))
    {
        document = document.replace("headers: {Link", "headers: {X-Other");
    }
    let options = Options {
        deny_warnings: true,
        ..Options::default()
    };
    let (_, notes) = lowered_with(&document, options);
    let texts = notes.iter().map(|note| {
        let kind = (note.rule, note.severity);
        assert_eq!(kind, ("pagination-proposed", Severity::Note));
        (note.message.clone(), note.help.clone().unwrap_or_default())
    });
    texts.collect()
}

fn proposed_for(parameters: &str, schema: &str, more: &str) -> Vec<(String, String)> {
    proposed(&[Operation {
        parameters,
        schema,
        more,
    }])
}

#[test]
fn pages_are_proposed_where_they_are_plain_and_no_one_denies_a_note() {
    let more = beside("has_more: {type: boolean}");
    let cursor = beside("nextCursor: {type: string}");
    let cursor_and_more =
        beside("has_more: {type: boolean}, nextCursor: {type: string, nullable: true}");
    let meta = beside("meta: {type: object, properties: {'next:page:token': {type: integer}}}");
    let last = beside("has_more: {type: boolean}, last_id: {type: string}");
    let next = beside("next: {type: string, format: uri, nullable: true}");
    let links = beside("links: {type: object, properties: {next: {type: string}}}");
    let odata = beside("'@odata.nextLink': {type: string}");
    for (parameters, schema, expected) in [
        (
            "page integer",
            PLAIN,
            "{items: /items, page: {parameter: page}}",
        ),
        (
            "page_number integer, default: 0; size integer",
            PLAIN,
            "{items: /items, page: {parameter: page_number}}",
        ),
        (
            "page integer, minimum: 0",
            PLAIN,
            "{items: /items, page: {parameter: page, first: 0}}",
        ),
        (
            "offset integer; limit integer",
            PLAIN,
            "{items: /items, range: {start: offset}}",
        ),
        (
            "$skip integer; $top integer",
            PLAIN,
            "{items: /items, range: {start: \"$skip\"}}",
        ),
        (
            "start integer; end integer",
            PLAIN,
            "{items: /items, range: {start: start, end: end}}",
        ),
        (
            "cursor string",
            &cursor,
            "{items: /items, cursor: {parameter: cursor, body: /nextCursor}}",
        ),
        (
            "cursor string",
            &cursor_and_more,
            "{items: /items, more: /has_more, cursor: {parameter: cursor, body: /nextCursor}}",
        ),
        (
            "page-token string",
            &meta,
            "{items: /items, cursor: {parameter: page-token, body: \"/meta/next:page:token\"}}",
        ),
        (
            "starting_after string",
            &more,
            "{items: /items, more: /has_more, cursor: {parameter: starting_after, item: /id}}",
        ),
        (
            "after string",
            &last,
            "{items: /items, more: /has_more, cursor: {parameter: after, body: /last_id}}",
        ),
        (
            "page integer",
            &next,
            "{items: /items, link: {body: /next}}",
        ),
        ("", &links, "{items: /items, link: {body: /links/next}}"),
        (
            "$top integer; $skip integer",
            &odata,
            "{items: /items, link: {body: \"/@odata.nextLink\"}}",
        ),
        (
            "page integer; per_page integer",
            "{type: array, items: {}}",
            "{items: \"\", link: {header: Link}}",
        ),
    ] {
        let found = proposed_for(parameters, schema, "");
        let [(message, help)] = found.as_slice() else {
            panic!("{parameters} {schema}: {found:?}");
        };
        assert_eq!(
            message,
            "the result of this operation looks as if it came in pages"
        );
        assert!(
            help.contains(&format!("`x-pagination: {expected}`")),
            "{help}"
        );
        // What is proposed is understood, and nothing more is.
        let said = format!("      x-pagination: {expected}\n");
        assert_eq!(proposed_for(parameters, schema, &said), [], "{expected}");
        let not = "      x-pagination: false\n";
        assert_eq!(proposed_for(parameters, schema, not), [], "{expected}");
    }
}

#[test]
fn nothing_is_proposed_where_it_is_not_plain() {
    let two_arrays =
        "{type: object, properties: {a: {type: array, items: {}}, b: {type: array, items: {}}}}";
    let next_text = beside("next: {type: string}");
    let many: Vec<String> = (0..70)
        .map(|index| format!("p{index}: {{type: string}}"))
        .collect();
    let many = beside(&many.join(", "));
    for (parameters, schema) in [
        ("page string", PLAIN),
        ("page integer", two_arrays),
        ("page integer", "{type: object}"),
        ("page integer", "{type: string}"),
        ("page integer", &many),
        ("start integer", PLAIN),
        ("offset integer", PLAIN),
        ("cursor string", PLAIN),
        ("cursor string", &next_text),
        ("starting_after string", PLAIN),
        ("limit integer", PLAIN),
        ("sort string", "{type: array, items: {}}"),
    ] {
        assert_eq!(proposed_for(parameters, schema, ""), [], "{parameters}");
    }
}

#[test]
fn a_way_is_proposed_once_for_all_operations_that_have_it() {
    let other = PLAIN.replace("items: {type: array", "things: {type: array");
    let operation = |parameters, schema| Operation {
        parameters,
        schema,
        more: "",
    };
    let mut operations = vec![
        operation("page integer", PLAIN),
        operation("offset integer; limit integer", PLAIN),
        operation("sort string", PLAIN),
        operation("page integer", &other),
    ];
    let found = proposed(&operations);
    let [numbers, offsets] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        numbers.0,
        "the results of this operation and of one other look as if they came in pages"
    );
    assert_eq!(
        offsets.0,
        "the result of this operation looks as if it came in pages"
    );
    operations.extend((0..500).map(|_| operation("page integer", PLAIN)));
    let found = proposed(&operations);
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].0,
        "the results of this operation and of 501 others look as if they came in pages"
    );
    assert_eq!(
        found[0].1,
        "if so, add `x-pagination: {items: /items, page: {parameter: page}}` to the operation, and to the others with their own `items`; else `x-pagination: false`"
    );
}
