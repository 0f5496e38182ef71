#!/usr/bin/env python3
"""Checks spec/token-operations.yaml against the whole description of the API.

What goes over the wire must agree: paths, parameters, bodies, responses, security, servers, and
every schema that the token operations reach. What is there for readers must not: descriptions,
summaries and examples are this project's own, complete, and valid.

Usage: compare_spec.py [REFERENCE]

REFERENCE defaults to ../shared/specs/authlete/authlete-2.3.12.yaml beside the repository.
Exit status: 0 all checks pass, 1 some fail, 2 a file cannot be read.
"""

import re
import sys
from pathlib import Path

import yaml

try:
    import jsonschema
except ImportError:
    jsonschema = None

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / "spec" / "token-operations.yaml"
REFERENCE = ROOT.parent / "shared" / "specs" / "authlete" / "authlete-2.3.12.yaml"

TAG = "Token Operations"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# For readers only: may differ, and is compared nowhere below.
ANNOTATIONS = ("description", "summary", "title", "example", "examples", "externalDocs")
# A shorter text may coincide by chance.
SHORTEST_TEXT = 40
SHORTEST_EXAMPLE = 20
CREDENTIAL = re.compile(
    r"((access|refresh|id|registration|jwt)_?token|token_?identifier"
    r"|secret|password|ticket|authorization_?code)$",
    re.IGNORECASE,
)


class Checks:
    """Counts what holds and collects what does not."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def expect(self, holds, message):
        if holds:
            self.passed += 1
        else:
            self.failures.append(message)

    def equal(self, where, ours, theirs):
        self.expect(ours == theirs, f"{where}: {ours!r} instead of {theirs!r}")

    def same_keys(self, where, ours, theirs):
        for key in theirs:
            self.expect(key in ours, f"{where}: {key!r} is missing")
        for key in ours:
            if key not in theirs:
                self.failures.append(f"{where}: {key!r} is not in the reference")
        return [key for key in theirs if key in ours]


class UniqueKeyLoader(yaml.SafeLoader):
    """Refuses a mapping that has the same key twice."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} occurs twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


# --- Finding one's way in a document -------------------------------------------------------------


def operations(document):
    """The operations with the tag, as {(path, method): operation}."""
    return {
        (path, method): {
            **operation,
            "parameters": item.get("parameters", []) + operation.get("parameters", []),
        }
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS and TAG in operation.get("tags", [])
    }


def references(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolve(document, reference):
    node = document
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def reached_schemas(document, start):
    """Every schema component that `start` reaches, directly or through others."""
    reached, pending = {}, list(references(start))
    while pending:
        reference = pending.pop()
        node = resolve(document, reference)
        prefix, _, name = reference.rpartition("/")
        if prefix == "#/components/schemas":
            if name in reached:
                continue
            reached[name] = node
        pending.extend(references(node))
    return reached


def walk_schema(where, schema):
    """The schema and all schemas within it, each with its place."""
    yield where, schema
    for name, inner in schema.get("properties", {}).items():
        yield from walk_schema(f"{where}.{name}", inner)
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), dict):
            yield from walk_schema(f"{where}/{key}", schema[key])
    for key in ("allOf", "anyOf", "oneOf"):
        for index, inner in enumerate(schema.get(key, [])):
            yield from walk_schema(f"{where}/{key}/{index}", inner)


def media_types(operation):
    """The media types of the request and of all responses, each with its place."""
    for name, media in operation.get("requestBody", {}).get("content", {}).items():
        yield f"request {name}", media
    for code, response in operation["responses"].items():
        for name, media in response.get("content", {}).items():
            yield f"response {code} {name}", media


# --- What goes over the wire ---------------------------------------------------------------------


def compare_schema(checks, where, ours, theirs):
    """Compares all that is not an annotation, at every depth."""

    def significant(schema):
        return {
            key: value
            for key, value in schema.items()
            if key not in ANNOTATIONS and not key.startswith("x-")
        }

    ours, theirs = significant(ours), significant(theirs)
    if "$ref" in ours or "$ref" in theirs:  # siblings of a reference have no meaning
        checks.equal(f"{where} $ref", ours.get("$ref"), theirs.get("$ref"))
        return
    for key in checks.same_keys(where, ours, theirs):
        mine, other = ours[key], theirs[key]
        if key == "properties":
            for name in checks.same_keys(f"{where} properties", mine, other):
                compare_schema(checks, f"{where}.{name}", mine[name], other[name])
        elif key in ("items", "additionalProperties", "not") and isinstance(other, dict):
            if isinstance(mine, dict):
                compare_schema(checks, f"{where}/{key}", mine, other)
            else:
                checks.equal(f"{where} {key}", mine, other)
        elif key in ("allOf", "anyOf", "oneOf"):
            checks.equal(f"{where} number of {key}", len(mine), len(other))
            for index, (left, right) in enumerate(zip(mine, other)):
                compare_schema(checks, f"{where}/{key}/{index}", left, right)
        elif key == "required":
            checks.equal(f"{where} required", sorted(mine), sorted(other))
        else:
            checks.equal(f"{where} {key}", mine, other)


def compare_content(checks, where, ours, theirs):
    ours, theirs = ours.get("content", {}), theirs.get("content", {})
    for name in checks.same_keys(f"{where} media types", ours, theirs):
        compare_schema(
            checks, f"{where} {name}", ours[name].get("schema", {}), theirs[name].get("schema", {})
        )
        checks.equal(
            f"{where} {name} encoding", ours[name].get("encoding"), theirs[name].get("encoding")
        )


def compare_operation(checks, where, ours, theirs):
    for key in ("operationId", "tags", "security", "deprecated", "servers"):
        checks.equal(f"{where} {key}", ours.get(key), theirs.get(key))

    def by_name(operation):
        return {(p["in"], p["name"]): p for p in operation["parameters"]}

    mine, other = by_name(ours), by_name(theirs)
    for key in checks.same_keys(f"{where} parameters", mine, other):
        at = f"{where} {key[0]} parameter {key[1]}"
        for field in ("required", "style", "explode", "allowReserved", "allowEmptyValue"):
            checks.equal(f"{at} {field}", mine[key].get(field), other[key].get(field))
        compare_schema(checks, at, mine[key].get("schema", {}), other[key].get("schema", {}))

    mine, other = ours.get("requestBody"), theirs.get("requestBody")
    checks.equal(f"{where} has a request body", mine is not None, other is not None)
    if mine and other:
        checks.equal(f"{where} body required", mine.get("required"), other.get("required"))
        compare_content(checks, f"{where} request", mine, other)

    mine, other = ours["responses"], theirs["responses"]
    for code in checks.same_keys(f"{where} responses", mine, other):
        checks.equal(
            f"{where} {code} headers", mine[code].get("headers"), other[code].get("headers")
        )
        compare_content(checks, f"{where} {code}", mine[code], other[code])


def compare_wire(checks, ours, theirs):
    checks.equal("openapi", ours["openapi"], theirs["openapi"])
    checks.equal("version", ours["info"]["version"], theirs["info"]["version"])
    urls = [[s["url"] for s in document["servers"]] for document in (ours, theirs)]
    checks.equal("servers", *urls)
    checks.equal("security of all operations", ours.get("security"), theirs.get("security"))
    checks.equal("tags", [tag["name"] for tag in ours["tags"]], [TAG])

    mine, other = operations(ours), operations(theirs)
    for key in checks.same_keys("operations", mine, other):
        compare_operation(checks, f"{key[1].upper()} {key[0]}", mine[key], other[key])
    everything = [
        (path, method) for path, item in ours["paths"].items() for method in METHODS if method in item
    ]
    checks.equal("operations without the tag", sorted(set(everything) - set(mine)), [])

    names = {n for o in other.values() for need in o.get("security", []) for n in need}
    mine_schemes = ours["components"].get("securitySchemes", {})
    their_schemes = theirs["components"]["securitySchemes"]
    wanted = {name: their_schemes[name] for name in their_schemes if name in names}
    for name in checks.same_keys("security schemes", mine_schemes, wanted):
        compare_schema(checks, f"security scheme {name}", mine_schemes[name], wanted[name])

    reached = reached_schemas(theirs, other)
    mine_reached = reached_schemas(ours, mine)
    checks.equal(
        "unreached schemas", sorted(set(ours["components"]["schemas"]) - set(mine_reached)), []
    )
    for name in checks.same_keys("schemas", mine_reached, reached):
        compare_schema(checks, name, mine_reached[name], reached[name])
    return reached


# --- What is there for readers -------------------------------------------------------------------


def check_documented(checks, document):
    def described(where, node, keys=("description",)):
        for key in keys:
            text = node.get(key)
            checks.expect(isinstance(text, str) and text.strip(), f"{where}: no {key}")

    described("info", document["info"])
    for tag in document["tags"]:
        described(f"tag {tag['name']}", tag)
    for (path, method), operation in operations(document).items():
        where = f"{method.upper()} {path}"
        described(where, operation, ("summary", "description"))
        for parameter in operation["parameters"]:
            described(f"{where} parameter {parameter['name']}", parameter)
        for code, response in operation["responses"].items():
            described(f"{where} {code}", response)
        for at, media in media_types(operation):
            checks.expect("example" in media, f"{where} {at}: no example")
    for name, schema in document["components"]["schemas"].items():
        described(name, schema)
        for at, inner in walk_schema(name, schema):
            for prop, value in inner.get("properties", {}).items():
                described(f"{at}.{prop}", value)


def check_sensitive(checks, document):
    def expect(where, name, schema, holder):
        if schema.get("type") == "string" and CREDENTIAL.search(name):
            checks.expect(holder.get("x-sensitive") is True, f"{where}: not x-sensitive")

    for (path, method), operation in operations(document).items():
        for parameter in operation["parameters"]:
            where = f"{method.upper()} {path} parameter {parameter['name']}"
            expect(where, parameter["name"], parameter.get("schema", {}), parameter)
    for name, schema in document["components"]["schemas"].items():
        for at, inner in walk_schema(name, schema):
            for prop, value in inner.get("properties", {}).items():
                expect(f"{at}.{prop}", prop, value, value)


def normalise(text):
    return " ".join(text.split()).lower()


def texts(node, inside_properties=False):
    """All descriptions, summaries and titles. A property may bear such a name without being one."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("example", "examples", "x-code-samples") and not inside_properties:
                continue
            is_text = key in ("description", "summary", "title") and isinstance(value, str)
            if is_text and not inside_properties:
                yield value
            else:
                yield from texts(value, key == "properties" and not inside_properties)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def sentences(text):
    """The text as a whole, and each sentence, list item and paragraph of it."""
    parts = re.split(r"(?<=[.!?:;])\s+|\n\s*\n|\n\s*(?:[-*]|\d+\.)\s+", text)
    return {part for part in map(normalise, [text, *parts]) if len(part) > SHORTEST_TEXT}


def examples(node, inside_example=False):
    """All strings within examples."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from examples(value, inside_example or key in ("example", "examples"))
    elif isinstance(node, list):
        for value in node:
            yield from examples(value, inside_example)
    elif inside_example and isinstance(node, str):
        yield node


def check_own_words(checks, ours, theirs, their_source):
    our_text = "\n".join(map(normalise, texts(ours)))
    their_text = "\n".join(map(normalise, texts(theirs)))
    for sentence in sorted(set().union(*map(sentences, texts(ours)))):
        checks.expect(sentence not in their_text, f"text of the reference: {sentence!r}")
    copied = [s for s in set().union(*map(sentences, texts(theirs))) if s in our_text]
    checks.expect(not copied, f"sentences of the reference within the text: {sorted(copied)!r}")

    source = normalise(their_source)
    for value in sorted(set(examples(ours))):
        if len(value) > SHORTEST_EXAMPLE:
            checks.expect(normalise(value) not in source, f"example of the reference: {value!r}")


# --- Examples ------------------------------------------------------------------------------------


def unknown_properties(document, schema, value, where):
    """Properties of an example that its schema does not have."""
    if "$ref" in schema:
        schema = resolve(document, schema["$ref"])
    if isinstance(value, dict) and "additionalProperties" not in schema:
        known = schema.get("properties", {})
        for key, inner in value.items():
            if key in known:
                yield from unknown_properties(document, known[key], inner, f"{where}.{key}")
            else:
                yield f"{where}.{key}"
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unknown_properties(
                document, schema.get("items", {}), inner, f"{where}[{index}]"
            )


def check_examples(checks, document):
    if jsonschema is None:
        print("skipped: examples are not validated, because jsonschema is not installed")
        return
    # Draft 4 is what OpenAPI 3.0 builds on; the document comes along so that references resolve.
    root = {"components": document["components"]}

    def validate(where, schema, value):
        errors = jsonschema.Draft4Validator({**root, "allOf": [schema]}).iter_errors(value)
        problems = [f"{e.json_path}: {e.message}" for e in errors]
        problems += [
            f"{at}: not in the schema" for at in unknown_properties(document, schema, value, "$")
        ]
        checks.expect(not problems, f"{where}: example: {'; '.join(problems)}")

    for (path, method), operation in operations(document).items():
        where = f"{method.upper()} {path}"
        for parameter in operation["parameters"]:
            if "example" in parameter:
                at = f"{where} parameter {parameter['name']}"
                validate(at, parameter["schema"], parameter["example"])
        for at, media in media_types(operation):
            if "example" in media:
                validate(f"{where} {at}", media["schema"], media["example"])


def main():
    reference = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    try:
        ours = yaml.load(OURS.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)
        their_source = reference.read_text(encoding="utf-8")
        theirs = yaml.load(their_source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2

    checks = Checks()
    schemas = compare_wire(checks, ours, theirs)
    check_documented(checks, ours)
    check_sensitive(checks, ours)
    check_own_words(checks, ours, theirs, their_source)
    check_examples(checks, ours)

    for failure in checks.failures:
        print(f"FAILED {failure}")
    properties = sum(len(schema.get("properties", {})) for schema in schemas.values())
    print(
        f"{checks.passed} passed, {len(checks.failures)} failed"
        f" ({len(operations(ours))} operations, {len(schemas)} schemas, {properties} properties)"
    )
    return 1 if checks.failures else 0


if __name__ == "__main__":
    sys.exit(main())
