//! What lowering decides, where the emitted code alone would not say why.

mod proposals;

use std::collections::HashSet;
use std::io::Write as _;

use codegen::ir::{
    Api, BodyContent, MediaKind, ParameterContent, Primitive, SchemeKind, Type, TypeDef, TypeId,
    TypeKind,
};
use codegen::rules::Rule;
use codegen::{Diagnostics, Options, generate};
use serde_json::Value;

fn lowered(document: &str) -> (Api, Diagnostics) {
    lowered_with(document, Options::default())
}

fn lowered_with(document: &str, options: Options) -> (Api, Diagnostics) {
    let mut file = tempfile::Builder::new()
        .suffix(".yaml")
        .tempfile()
        .expect("there is room");
    let head = "openapi: 3.0.4\ninfo: {title: T, version: '1'}\n";
    write!(file, "{head}{document}").expect("there is room");
    let options = Options {
        crate_name: "lowered".to_owned(),
        ..options
    };
    match generate(file.path(), &options) {
        Ok(generated) => {
            assert_severities(&generated.warnings);
            (generated.api, generated.warnings)
        }
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}

fn schemas(document: &str) -> (Api, Diagnostics) {
    lowered(&format!("paths: {{}}\ncomponents:\n  schemas:\n{document}"))
}

fn type_def<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    let mut found = api.types.iter().filter(|def| def.name.as_str() == name);
    let def = found.next().unwrap_or_else(|| panic!("no type `{name}`"));
    assert!(found.next().is_none(), "two types `{name}`");
    def
}

fn type_names(api: &Api) -> Vec<&str> {
    api.types.iter().map(|def| def.name.as_str()).collect()
}

fn variants(def: &TypeDef) -> Vec<&str> {
    match &def.kind {
        TypeKind::Union(union) => union.variants.iter().map(|v| v.name.as_str()).collect(),
        TypeKind::Enum(known) => known.values.iter().map(|v| v.name.as_str()).collect(),
        other => panic!("{other:?}"),
    }
}

fn fields(def: &TypeDef) -> Vec<&str> {
    match &def.kind {
        TypeKind::Struct(body) => body
            .fields
            .iter()
            .map(|field| field.name.as_str())
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn rules(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.rule)
        .collect()
}

#[test]
fn what_the_reader_carries_as_extensions_arrives() {
    let (api, _) = lowered(
        "paths:
  /a/{p}:
    get:
      operationId: a
      security: [{mutual: []}]
      parameters:
        - {name: p, in: path, required: true, allowReserved: true, schema: {type: string}}
        - {name: whole, in: querystring, content: {text/plain: {schema: {type: string}}}}
      responses: {'204': {description: Done}}
components:
  securitySchemes:
    mutual: {type: mutualTLS}
",
    );
    let operation = api.operations().next().expect("there is one");
    assert!(matches!(
        operation.parameters[0].content,
        ParameterContent::Style {
            allow_reserved: true,
            ..
        }
    ));
    assert_eq!(
        operation.parameters[1].location,
        codegen::ir::Location::QueryString
    );
    assert_eq!(api.schemes[0].kind, SchemeKind::External);
}

fn all_rules() -> impl Iterator<Item = &'static Rule> {
    codegen::document::RULES.iter().chain(codegen::lower::RULES)
}

/// Each diagnostic is as severe as its rule says.
fn assert_severities(diagnostics: &Diagnostics) {
    for one in diagnostics {
        let rule = all_rules().find(|rule| rule.name == one.rule);
        assert_eq!(rule.map(|rule| rule.severity), Some(one.severity), "{one}");
    }
}

#[test]
fn each_rule_has_a_name_of_its_own() {
    let names: HashSet<_> = all_rules().map(|rule| rule.name).collect();
    assert_eq!(names.len(), all_rules().count());
    assert!(all_rules().all(|rule| !rule.explanation.contains('\n')));
}

#[test]
fn a_selection_has_the_schemas_that_it_reaches() {
    let (api, warnings) = lowered_with(
        "paths:
  /a/{p}:
    parameters: [{$ref: '#/components/parameters/P'}]
    get:
      operationId: a
      responses: {'200': {$ref: '#/components/responses/R'}}
  /b:
    get:
      operationId: b
      responses: {'200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/Other'}}}}}
components:
  parameters:
    P: {name: p, in: path, required: true, schema: {$ref: '#/components/schemas/ByParameter'}}
  responses:
    R:
      description: D
      headers: {X-A: {schema: {$ref: '#/components/schemas/ByHeader'}}}
      content: {application/json: {schema: {$ref: '#/components/schemas/Body'}}}
  schemas:
    Body:
      type: object
      properties:
        mapping: {type: array, items: {$ref: '#/components/schemas/ByProperty'}}
        pet: {$ref: '#/components/schemas/Pet'}
        either: {oneOf: [{$ref: '#/components/schemas/ByUnion'}, {type: string}]}
    Pet: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    BySubtype: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {a: {type: string}}}]}
    ByUnion: {type: object, properties: {self: {$ref: '#/components/schemas/ByUnion'}}}
    ByProperty: {type: object, properties: {a: {type: string}}}
    ByParameter: {type: string, enum: [a, b]}
    ByHeader: {type: string, enum: [a, b]}
    Other: {type: object, properties: {a: {type: string}}}
",
        Options {
            only_operations: vec!["a".to_owned()],
            ..Options::default()
        },
    );
    let components = api.types.iter().filter(|def| def.schema_name.is_some());
    let names: Vec<_> = components.map(|def| def.name.as_str()).collect();
    let reached = [
        "Body",
        "Pet",
        "BySubtype",
        "ByUnion",
        "ByProperty",
        "ByParameter",
        "ByHeader",
    ];
    assert_eq!(names, reached);
    assert_eq!(rules(&warnings), [""; 0]);
}

#[test]
fn responses_that_cannot_have_a_body_have_none() {
    let (api, warnings) = lowered(
        "paths:
  /a:
    head:
      operationId: a
      responses: {'200': {description: D, content: {application/json: {schema: {type: string}}}}}
    get:
      operationId: b
      responses: {'204': {description: D, content: {application/json: {schema: {type: string}}}}}
",
    );
    for operation in api.operations() {
        assert_eq!(operation.success.enum_name, None);
        assert_eq!(operation.success.responses[0].kind, None);
        assert_eq!(operation.success.responses[0].ty, None);
    }
    assert_eq!(rules(&warnings), ["content-never-sent"; 2]);
}

#[test]
fn enums_that_say_more_than_rust_can() {
    let (api, warnings) = schemas(
        "    Disjoint: {allOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}
    Objects: {enum: [{a: 1}]}
    Number: {type: number, enum: [1, 2]}
    Not: {not: {type: string}}
",
    );
    assert_eq!(
        rules(&warnings),
        [
            "conflicting-all-of",
            "fallback-to-value",
            "fallback-to-value"
        ]
    );
    // A newer value may have a fraction.
    match &type_def(&api, "Number").kind {
        TypeKind::Alias { ty, .. } => assert_eq!(*ty, Type::Primitive(Primitive::F64)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn rust_names_are_taken_everywhere() {
    let (api, _) = lowered(
        "tags: [{name: t, x-rust-name: accounts}]
servers:
  - {url: 'https://{r}.example.com', x-rust-name: regional, variables: {r: {default: eu, x-rust-name: region}}}
paths:
  /a:
    get:
      operationId: a
      tags: [t]
      responses: {'200': {description: D, headers: {X-A: {x-rust-name: remaining, schema: {type: integer}}}}}
",
    );
    assert_eq!(api.groups[0].module.as_str(), "accounts");
    assert_eq!(api.groups[0].type_name.as_str(), "Accounts");
    assert_eq!(api.servers[0].name.as_str(), "Regional");
    assert_eq!(api.servers[0].variables[0].name.as_str(), "region");
    let operation = api.operations().next().expect("there is one");
    assert_eq!(
        operation.success.responses[0].headers[0].name.as_str(),
        "remaining"
    );
}

#[test]
fn a_parameter_is_named_after_its_place_only_beside_one_in_another_place() {
    let (api, warnings) = lowered(
        "paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: user_id, in: query, schema: {type: string}}
        - {name: userId, in: query, schema: {type: string}}
        - {name: user-id, in: header, schema: {type: string}}
      responses: {'204': {description: Done}}
",
    );
    let operation = api.operations().next().expect("there is one");
    let names: Vec<_> = operation
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(names, ["user_id", "user_id_2", "user_id_header"]);
    assert_eq!(rules(&warnings), ["name-collision"]);
}

#[test]
fn types_of_one_group_differ() {
    let (api, _) = lowered(
        "paths:
  /a:
    get:
      operationId: get
      tags: [pets]
      responses: {'200': {description: D, headers: {X-A: {schema: {type: integer}}}}}
  /b:
    get: {operationId: getHeaders, tags: [pets], responses: {'204': {description: D}}}
  /c:
    get: {operationId: pets, tags: [pets], responses: {'204': {description: D}}}
",
    );
    let names: Vec<_> = api.operations().map(|o| o.type_name.as_str()).collect();
    assert_eq!(names, ["Get", "GetHeaders", "Pets2"]);
    let first = api.operations().next().expect("there is one");
    let headers = first.success.responses[0]
        .headers_type
        .as_ref()
        .map(codegen::ir::Name::as_str);
    assert_eq!(headers, Some("GetHeaders2"));
}

#[test]
fn inline_alternatives_are_not_called_after_their_union() {
    let (api, _) = schemas(
        "    Contact:
      oneOf:
        - {title: Postal address, type: object, required: [a], properties: {a: {type: string}}}
        - {type: object, required: [b], properties: {b: {type: string}}}
        - {type: string, enum: [none]}
        - {type: array, items: {type: object, properties: {c: {type: string}}}}
",
    );
    assert_eq!(
        variants(type_def(&api, "Contact")),
        ["PostalAddress", "B", "None", "CList"]
    );
}

#[test]
fn the_name_of_a_variant_depends_on_nothing_but_the_member() {
    let members = [
        "{type: string}",
        "{type: array, items: {type: string}}",
        "{type: object, required: [kind], properties: {kind: {const: photo}}}",
        "{type: object, required: [size], properties: {size: {type: integer}}}",
        "{title: Point, type: object, properties: {x: {type: integer}, y: {type: integer}}}",
        "{type: object, properties: {a: {type: integer}, b: {type: integer}}}",
        "{type: boolean}",
    ];
    let union = |members: &[&str]| {
        let (api, _) = schemas(&format!("    A: {{oneOf: [{}]}}\n", members.join(", ")));
        variants(type_def(&api, "A"))
            .into_iter()
            .map(str::to_owned)
            .collect::<HashSet<String>>()
    };
    let all = union(&members);
    assert_eq!(all.len(), members.len());
    for left_out in 0..members.len() {
        let mut others = members.to_vec();
        others.remove(left_out);
        assert!(union(&others).is_subset(&all), "{left_out}");
        others.reverse();
        assert!(union(&others).is_subset(&all), "{left_out}, reversed");
    }
}

#[test]
fn unions_of_the_same_members_are_one_type_wherever_they_stand() {
    let union = "{oneOf: [{type: object, required: [kind], properties: {kind: {const: photo}}}, {title: Point, type: object, properties: {x: {type: integer}}}, {enum: [auto]}, {type: array, items: {type: object, properties: {a: {type: string}, b: {type: string}}}}]}";
    let (api, _) = schemas(&format!(
        "    A: {union}
    Photo: {{type: object, properties: {{point: {union}}}}}
"
    ));
    let expected = ["Photo", "Point", "Auto", "List"];
    assert_eq!(variants(type_def(&api, "A")), expected);
    let elsewhere = Type::Named(TypeId(0));
    assert_eq!(api.type_def(TypeId(0)).name.as_str(), "A");
    match &type_def(&api, "PhotoPoint").kind {
        TypeKind::Alias { ty, .. } => assert_eq!(*ty, elsewhere),
        other => panic!("{other:?}"),
    }
}

#[test]
fn integers_and_a_list_of_integers_are_one_enum() {
    let (api, _) = schemas(
        "    Open: {anyOf: [{type: integer, enum: [1], title: FIRST}, {type: integer}]}
    Parted:
      oneOf:
        - {type: integer, enum: [0], title: CREATED, description: It is new.}
        - {$ref: '#/components/schemas/Moved'}
        - {type: integer, enum: [1], title: SHIFTED}
        - {type: integer, enum: [2]}
    Moved: {type: integer, enum: [1], description: It is elsewhere.}
    Widths: {anyOf: [{type: integer, format: int32}, {type: integer, format: int64}]}
",
    );
    assert_eq!(variants(type_def(&api, "Open")), ["First"]);
    let parted = type_def(&api, "Parted");
    assert_eq!(variants(parted), ["Created", "Moved", "V2"]);
    let TypeKind::Enum(known) = &parted.kind else {
        panic!("{parted:?}");
    };
    assert_eq!(known.values[0].docs.as_deref(), Some("It is new."));
    assert_eq!(type_names(&api), ["Open", "Parted", "Moved", "Widths"]);
}

#[test]
fn text_and_a_list_of_texts_are_one_enum() {
    let (api, _) = schemas(
        "    Open: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}
    Two: {oneOf: [{type: string, enum: [a, b]}, {type: string, enum: [b, c]}]}
    Holder:
      type: object
      properties:
        size: {anyOf: [{type: string, enum: [s, m]}, {type: string}]}
",
    );
    assert_eq!(variants(type_def(&api, "Open")), ["A", "B"]);
    assert_eq!(variants(type_def(&api, "Two")), ["A", "B", "C"]);
    assert_eq!(variants(type_def(&api, "HolderSize")), ["S", "M"]);
    assert_eq!(type_names(&api), ["Open", "Two", "Holder", "HolderSize"]);
}

#[test]
fn a_field_does_not_take_the_name_of_another_s_setter() {
    let (api, _) = lowered(
        "paths:
  /a:
    patch:
      operationId: a
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
      responses: {'204': {description: Done}}
components:
  schemas:
    A:
      type: object
      properties:
        name_null: {type: string}
        name: {type: string, nullable: true}
",
    );
    assert_eq!(fields(type_def(&api, "A")), ["name_null_", "name"]);
}

#[test]
fn an_inline_type_whose_name_is_taken_is_reported() {
    let (api, warnings) = schemas(
        "    Order: {type: object, properties: {item: {type: object, properties: {a: {type: string}}}}}
    OrderItem: {type: object, properties: {b: {type: string}}}
",
    );
    assert_eq!(type_names(&api), ["Order", "OrderItem", "OrderItem2"]);
    assert_eq!(rules(&warnings), ["name-collision"]);
}

#[test]
fn every_multipart_body_is_put_together() {
    let (api, warnings) = lowered(
        "paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {a: {type: string}}}
          multipart/mixed; boundary=b; charset=utf-8:
            schema: {type: object, properties: {a: {type: string}}}
          multipart/related:
            schema: {type: array, items: {type: string}}
      responses: {'204': {description: Done}}
",
    );
    assert_eq!(rules(&warnings), ["multipart-type"]);
    let operation = api.operations().next().expect("there is one");
    let body = operation.body.as_ref().expect("it has a body");
    let is_multipart = |content: &BodyContent| content.kind == MediaKind::Multipart;
    assert!(body.contents.iter().all(is_multipart));
    // Each request has a boundary of its own.
    assert_eq!(
        body.contents[1].media_type,
        "multipart/mixed; charset=utf-8"
    );
}

#[test]
fn a_required_name_without_property_is_reported_once() {
    let (_, warnings) = schemas(
        "    Plain: {type: object, required: [b], properties: {a: {type: string}}}
    Composed: {required: [b], allOf: [{$ref: '#/components/schemas/Plain'}]}
",
    );
    assert_eq!(
        rules(&warnings),
        ["required-unknown-property", "required-without-property"]
    );
}

#[test]
fn an_encoding_without_style_has_the_style_form() {
    let (api, _) = lowered(
        "paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}
            encoding: {a: {allowReserved: true}, b: {explode: false}, c: {contentType: text/plain}}
      responses: {'204': {description: Done}}
",
    );
    let operation = api.operations().next().expect("there is one");
    let body = operation.body.as_ref().expect("it has a body");
    let written: Vec<_> = body.contents[0]
        .encoding
        .iter()
        .map(|encoding| match encoding.content {
            ParameterContent::Style {
                explode,
                allow_reserved,
                ..
            } => (encoding.property.as_str(), explode, allow_reserved),
            ParameterContent::Text | ParameterContent::Media(_) => panic!("{encoding:?}"),
        })
        .collect();
    assert_eq!(written, [("a", true, true), ("b", false, false)]);
    assert!(matches!(body.contents[0].ty, Type::Named(_)));
}

#[test]
fn a_discriminator_without_mapping_selects_by_documented_values() {
    let (api, warnings) = schemas(
        "    Pet:
      oneOf: [{$ref: '#/components/schemas/CatModel'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: type}
    CatModel: {type: object, properties: {type: {type: string, enum: [cat, kitten]}}}
    Dog: {type: object, properties: {type: {type: string}}}
    Same:
      oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
      discriminator: {propertyName: kind}
    One: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    Two: {type: object, properties: {kind: {$ref: '#/components/schemas/Kind'}}}
    Kind: {type: string, enum: [one, two]}
    Named:
      oneOf: [{$ref: '#/components/schemas/Left'}, {$ref: '#/components/schemas/Right'}]
      discriminator: {propertyName: side}
    Left: {type: object, properties: {side: {type: string, enum: [Left, Right]}}}
    Right: {type: object, properties: {side: {type: string, enum: [Left, Right]}}}
    Inline:
      oneOf: [{type: object, properties: {kind: {type: string}}}, {$ref: '#/components/schemas/One'}]
      discriminator: {propertyName: kind}
",
    );
    let tags = |name: &str| match &type_def(&api, name).kind {
        TypeKind::Union(union) => union.tag.as_ref().map(|_| {
            let variants = union.variants.iter();
            variants
                .flat_map(|variant| variant.tag_values.clone())
                .collect::<Vec<_>>()
        }),
        other => panic!("{other:?}"),
    };
    let texts = |texts: &[&str]| Some(texts.iter().copied().map(Value::from).collect::<Vec<_>>());
    assert_eq!(tags("Pet"), texts(&["cat", "kitten", "Dog"]));
    // Values that both have leave the choice to the structure, unless one is a component's name.
    assert_eq!(tags("Same"), texts(&["one", "two", "one", "two"]));
    assert_eq!(tags("Named"), texts(&["Left", "Right"]));
    assert_eq!(tags("Inline"), texts(&["one", "two"]));
    assert_eq!(rules(&warnings), ["discriminator-without-values"]);
}

#[test]
fn an_alternative_that_leads_back_to_its_union_is_left_out() {
    let (api, warnings) = schemas(
        "    Loop: {oneOf: [{$ref: '#/components/schemas/Knot'}, {$ref: '#/components/schemas/Ping'}]}
    Knot: {oneOf: [{$ref: '#/components/schemas/Loop'}, {$ref: '#/components/schemas/Pong'}]}
    Ping: {type: object, properties: {ping: {type: string}}}
    Pong: {type: object, properties: {pong: {type: string}}}
",
    );
    let variants = |name: &str| match &type_def(&api, name).kind {
        TypeKind::Union(union) => union.variants.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((variants("Loop"), variants("Knot")), (2, 1));
    assert_eq!(rules(&warnings), ["circular-union"]);
}

#[test]
fn the_header_of_idempotency_keys_is_a_header() {
    let document = |name: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\nx-idempotency-header: {name}\n"
        )
    };
    let (api, diagnostics) = lowered(&document("X-Once"));
    assert_eq!(api.idempotency_header.as_deref(), Some("X-Once"));
    assert!(!rules(&diagnostics).contains(&"idempotency-header"));
    for name in ["'X-Once: 1'", "''", "7", "X-Zwölf"] {
        let (api, diagnostics) = lowered(&document(name));
        assert_eq!(api.idempotency_header, None, "{name}");
        assert!(
            rules(&diagnostics).contains(&"idempotency-header"),
            "{name}"
        );
    }
}
