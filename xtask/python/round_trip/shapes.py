"""From schemas to shapes.

A shape is a schema without composition: what all parts of an `allOf` say together, of one
alternative of each `oneOf` and `anyOf`.
"""

from itertools import islice, product

from openapi import Unresolved
from schemas import is_integer, sound, tagged, union_members

# Of a schema with more, only as many are tried.
ALTERNATIVES = 200
KEPT = ("multipleOf", "uniqueItems", "pattern", "format")
LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


class Impossible(Exception):
    """No value satisfies a schema, or none of finite size."""


class Shape:
    """What the parts of a schema say together."""

    def __init__(self):
        # True for what extends a base: its type keeps what it does not know.
        self.is_open = False
        self.types = None
        self.words = {}
        self.values = None
        self.properties = {}
        self.patterns = {}
        self.required = []
        self.additional = None
        self.items = []
        self.prefix = None

    def copy(self):
        """One that can be merged into."""
        shape = Shape()
        shape.__dict__ = {
            name: value.copy() if hasattr(value, "copy") else value
            for name, value in self.__dict__.items()
        }
        shape.properties = {name: list(parts) for name, parts in self.properties.items()}
        return shape

    def add(self, schema):
        """Adds what a schema says itself, without composition."""
        if sound("type", schema.get("type")):
            types = "integer" if is_integer(schema) else schema["type"]
            self.add_types(set(types if isinstance(types, list) else [types]))
        for word in LOWER + UPPER:
            value = schema.get(word)
            if sound(word, value):
                self.limit(word, value)
        for bound in ("Minimum", "Maximum"):
            if schema.get(f"exclusive{bound}") is True and bound.lower() in self.words:
                self.words[f"exclusive{bound}"] = self.words.pop(bound.lower())
        for word in KEPT:
            if word in schema:
                self.words[word] = schema[word]
        if "const" in schema:
            self.add_values([schema["const"]])
        if sound("enum", schema.get("enum")):
            self.add_values(schema["enum"])
        for name, item in as_dict(schema.get("properties")).items():
            self.properties.setdefault(name, []).append(item)
        self.patterns.update(as_dict(schema.get("patternProperties")))
        if sound("required", schema.get("required")):
            self.required += [name for name in schema["required"] if name not in self.required]
        additional = schema.get("additionalProperties", schema.get("unevaluatedProperties"))
        if isinstance(additional, (dict, bool)):
            self.additional = additional
        if isinstance(schema.get("items"), (dict, bool)):
            self.items.append(schema["items"])
        if isinstance(schema.get("prefixItems"), list):
            self.prefix = schema["prefixItems"]

    def limit(self, word, value):
        """Narrows a bound."""
        choose = max if word in LOWER else min
        self.words[word] = choose(value, self.words.get(word, value))

    def add_types(self, types):
        """Only values of these types."""
        if self.types is None:
            self.types = types
            return
        both = self.types & types
        if "integer" in types | self.types and "number" in types | self.types:
            both.add("integer")
        if not both:
            raise Impossible
        self.types = both

    def add_values(self, values):
        """Only these values."""
        if self.values is not None:
            values = [value for value in values if value in self.values]
        if not values:
            raise Impossible
        self.values = values

    def kinds(self):
        """The JSON types, where they are said or follow from the keywords."""
        if self.types is not None:
            return self.types
        if self.properties or self.required or self.additional is not None:
            return {"object"}
        return {"array"} if self.items else set()


def as_dict(value):
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


class Shapes:
    """Finds the shapes of schemas."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.document = schemas.document

    def alternatives(self, parts, limit=ALTERNATIVES):
        """The shapes of values that satisfy all `parts`; `None` stands for `null`."""
        found = [Shape()]
        all_nullable = True
        for part in parts:
            nullable = False
            shapes = []
            for shape in islice(self.part(part, frozenset(), True), limit):
                nullable |= shape is None
                shapes += [shape] if shape is not None else []
            all_nullable &= nullable
            found = list(islice(merged(found, shapes), limit))
        return found + ([None] if all_nullable and parts else [])

    def part(self, schema, seen, whole):
        """The shapes of one schema; `whole` unless others are to be merged with it."""
        if schema is False:
            return
        if not isinstance(schema, dict):
            yield Shape()
            return
        if schema.get("nullable") is True:
            yield None
        reference = self.schemas.target(schema) if whole else None
        if reference is not None:
            yield from self.referred(reference, seen, True)
            return
        own = Shape()
        try:
            if not (self.document.is_3_0 and "$ref" in schema):
                own.add(schema)
        except Impossible:
            return
        groups = []
        if isinstance(schema.get("$ref"), str):
            groups.append(list(self.referred(schema["$ref"], seen, whole)))
        if not (groups and self.document.is_3_0):
            for member in schema.get("allOf") or []:
                groups.append(list(self.part(member, seen, False)))
            for word in ("oneOf", "anyOf"):
                if schema.get(word):
                    groups.append(list(self.union(schema, word, seen)))
        nulls = groups and all(None in group for group in groups) and own.types in (None, {"null"})
        if nulls and schema.get("nullable") is not True:
            yield None
        groups = [[shape for shape in group if shape is not None] for group in groups]
        shapes = [own]
        for group in groups:
            shapes = list(islice(merged(shapes, group), ALTERNATIVES))
        yield from shapes

    def referred(self, reference, seen, whole):
        """The shapes of what a reference leads to."""
        if (reference, whole) in seen:
            return
        if whole and self.schemas.base_of(reference) is not None:
            yield from self.hierarchy(reference, seen)
            return
        try:
            target = self.document.resolve(reference)
        except Unresolved:
            return
        if not whole:
            target = self.schemas.as_base(reference, target)
        yield from self.part(target, seen | {(reference, whole)}, whole)

    def union(self, schema, word, seen):
        """The shapes of all members of a `oneOf` or `anyOf`."""
        for member in union_members(schema, word):
            tag = self.schemas.tag(schema, member)
            shapes = list(self.part(member, seen, True))
            if tag is None:
                yield from shapes
            else:
                yield from self.with_tag(shapes, tag)

    def with_tag(self, shapes, tag):
        """Those of the shapes that can have the tag, with it."""
        asked = Shape()
        asked.add(tag)
        yield from merged([shape for shape in shapes if shape is not None], [asked])

    def hierarchy(self, reference, seen):
        """The shapes of all that extend a base, with their tags."""
        base = self.schemas.base_of(reference)
        name = base["discriminator"].get("propertyName", "type")
        for leaf, values in self.schemas.leaves(reference):
            if (leaf, False) not in seen:
                target = self.document.resolve(leaf)
                shapes = list(self.part(target, seen | {(leaf, False)}, False))
                for shape in self.with_tag(shapes, tagged(name, values)):
                    shape.is_open = True
                    yield shape


def merged(shapes, others):
    """Each of the one with each of the other, where that is possible."""
    for one, other in product(shapes, others):
        shape = one.copy()
        try:
            shape.is_open |= other.is_open
            if other.types is not None:
                shape.add_types(other.types)
            if other.values is not None:
                shape.add_values(other.values)
        except Impossible:
            continue
        for word, value in other.words.items():
            if word in LOWER + UPPER:
                shape.limit(word, value)
            else:
                shape.words[word] = value
        for name, parts in other.properties.items():
            known = shape.properties.setdefault(name, [])
            known += [part for part in parts if part not in known]
        shape.patterns.update(other.patterns)
        shape.required += [name for name in other.required if name not in shape.required]
        shape.items += other.items
        if other.additional is not None:
            shape.additional = other.additional
        shape.prefix = other.prefix if other.prefix is not None else shape.prefix
        yield shape


def json_type(value):
    """The JSON Schema types that a value has."""
    if value is None:
        return {"null"}
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, int):
        return {"integer", "number"}
    for kind, name in ((float, "number"), (str, "string"), (list, "array"), (dict, "object")):
        if isinstance(value, kind):
            return {name}
    return set()
