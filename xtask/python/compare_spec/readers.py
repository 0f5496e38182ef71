"""What is there for readers: complete, valid, and in this project's own words."""

import re

import jsonschema

from document import media_types, operations, resolve, walk_schema

# A shorter text may coincide by chance.
SHORTEST_TEXT = 40
SHORTEST_EXAMPLE = 20
CREDENTIAL = re.compile(
    r"((access|refresh|id|registration|jwt)_?token|token_?identifier"
    r"|secret|password|ticket|authorization_?code)$",
    re.IGNORECASE,
)


def check_documented(checks, document):
    """Checks that everything has a description, and each body an example."""

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
    """Checks that credentials are marked."""

    def expect(where, name, schema, holder):
        """Counts a check, or collects what it found."""
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
    """A text without differences of space and case."""
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
    """Checks that no sentence and no example is taken from the reference."""
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
    """Checks that examples are what their schemas describe."""
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
