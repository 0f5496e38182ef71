"""Finding one's way in an OpenAPI document."""

import yaml

TAG = "Token Operations"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class UniqueKeyLoader(yaml.SafeLoader):
    """Refuses a mapping that has the same key twice."""

    def construct_mapping(self, node, deep=False):
        """Makes a mapping, unless a key occurs twice."""
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} occurs twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


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
    """Every `$ref` in a node."""
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
    """What a reference leads to."""
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
