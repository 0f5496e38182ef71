"""Reads OpenAPI documents and follows their references."""

import json
import os
import re
from urllib.parse import unquote

import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2: a date is a string, and so is `yes`."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
        "-+0123456789.",
    ),
]:
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def construct_int(loader, node):
    """`010` is ten in YAML 1.2."""
    text = loader.construct_scalar(node)
    for prefix, base in (("0o", 8), ("0x", 16)):
        if text.startswith(prefix):
            return int(text[2:], base)
    return int(text)


Loader.add_constructor("tag:yaml.org,2002:int", construct_int)


class Unresolved(Exception):
    """A reference that leads nowhere."""


class Document:
    """A document and the files that it refers to.

    Every `$ref` is made absolute (`file#pointer`) when its file is read.
    """

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.files = {}
        self.root = self.file(self.path)
        version = str(self.root.get("openapi", "3.0"))
        self.is_3_0 = version.startswith("3.0")
        components = self.root.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        self.schemas = self.section(schemas)

    def section(self, schemas):
        """The schemas of a section, which may be one reference as a whole."""
        if isinstance(schemas, dict) and isinstance(schemas.get("$ref"), str):
            try:
                schemas = self.resolve(schemas["$ref"])
            except Unresolved:
                return {}
        return schemas if isinstance(schemas, dict) else {}

    def file(self, path):
        """The content of a file."""
        if path not in self.files:
            try:
                with open(path, encoding="utf-8-sig") as file:
                    text = file.read()
                try:
                    value = json.loads(text)
                except ValueError:
                    value = yaml.load(text, Loader)
            except (OSError, yaml.YAMLError, ValueError) as error:
                raise Unresolved(str(error)) from error
            self.files[path] = absolute(value, path)
        return self.files[path]

    def reference(self, name):
        """The absolute reference to a component schema."""
        key = name.replace("~", "~0").replace("/", "~1")
        return f"{self.path}#/components/schemas/{key}"

    def component(self, reference):
        """The name of the component schema that an absolute reference names, if it is one."""
        prefix = f"{self.path}#/components/schemas/"
        if reference.startswith(prefix):
            name = unescape(reference[len(prefix) :])
            if name in self.schemas:
                return name
        return None

    def resolve(self, reference):
        """What an absolute reference leads to."""
        path, _, pointer = reference.partition("#")
        value = self.file(path)
        if pointer and not pointer.startswith("/"):
            raise Unresolved(reference)
        for key in pointer.split("/")[1:]:
            key = unescape(key)
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            elif isinstance(value, dict) and isinstance(value.get("$ref"), str):
                value = self.resolve(value["$ref"])
                if not isinstance(value, dict) or key not in value:
                    raise Unresolved(reference)
                value = value[key]
            else:
                raise Unresolved(reference)
        return value

    def examples(self):
        """The document's own examples of component schemas: pairs of name and value."""
        for name, schema in self.schemas.items():
            if isinstance(schema, dict):
                if "example" in schema:
                    yield name, schema["example"]
                if isinstance(schema.get("examples"), list):
                    for value in schema["examples"]:
                        yield name, value
        yield from self.media_examples(self.root)

    def media_examples(self, node):
        """Examples that stand beside a schema which is a component: of media types and so on."""
        if isinstance(node, list):
            for item in node:
                yield from self.media_examples(item)
        if not isinstance(node, dict):
            return
        schema = node.get("schema")
        if isinstance(schema, dict) and isinstance(schema.get("$ref"), str):
            name = self.component(schema["$ref"])
            if name is not None:
                if "example" in node:
                    yield name, node["example"]
                if isinstance(node.get("examples"), dict):
                    for example in node["examples"].values():
                        if isinstance(example, dict) and "value" in example:
                            yield name, example["value"]
        for key, value in node.items():
            if key not in ("example", "examples"):
                yield from self.media_examples(value)


def unescape(key):
    """A token of a JSON pointer in a URI fragment."""
    return unquote(key).replace("~1", "/").replace("~0", "~")


def absolute(node, path):
    """`node` with absolute references and keys that are text, as in JSON."""
    if isinstance(node, list):
        return [absolute(item, path) for item in node]
    if not isinstance(node, dict):
        return node
    out = {text_key(key): absolute(value, path) for key, value in node.items()}
    reference = out.get("$ref")
    if isinstance(reference, str):
        file, _, pointer = reference.partition("#")
        if "://" not in file:
            target = os.path.join(os.path.dirname(path), unquote(file)) if file else path
            out["$ref"] = f"{os.path.normpath(target)}#{pointer}"
    return out


def text_key(key):
    """A key as JSON would have it."""
    return key if isinstance(key, str) else json.dumps(key)
