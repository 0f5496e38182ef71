"""From OpenAPI's schemas to JSON Schema 2020-12, as a validator wants it.

Two readings of a schema are not those of the letter:

* A member of `oneOf` or `anyOf` that only says `nullable` is `null`, as its writers mean it.
* `type: number` with a format of integers is an integer.

Three are wider than the letter, because types are:

* `oneOf` is read as `anyOf`: where alternatives overlap, a type takes either.
* `nullable: true` beside anything allows `null`.
* `required` demands nothing that no property describes.

One is narrower: an object with named properties that does not mention `additionalProperties` has
no others, since a type ignores those.
"""

from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from openapi import Unresolved

ROOT = "urn:document"
# Where a reference stands: a value of its own, one of several alternatives for a value, or a part
# that others are added to.
WHOLE, ALTERNATIVE, BASE = "whole", "alternative", "base"
BOUNDS = {
    "int8": (-(2**31), 2**31 - 1),
    "int16": (-(2**31), 2**31 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "uint8": (0, 2**32 - 1),
    "uint16": (0, 2**32 - 1),
    "uint32": (0, 2**32 - 1),
    "uint": (0, 2**64 - 1),
    "uint64": (0, 2**64 - 1),
}
# Of `type: number`: formats that make it an integer.
INTEGER_FORMATS = ("int64", "uint64")
INT64 = (-(2**63), 2**63 - 1)
COPIED = (
    "type",
    "enum",
    "required",
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "dependentRequired",
)
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
OBJECT_WORDS = ("properties", "additionalProperties", "required", "patternProperties")


class Schemas:
    """The schemas of a document, and what follows from how they refer to each other."""

    def __init__(self, document):
        self.document = document
        self.subtypes = self.find_subtypes()

    # References

    def target(self, schema):
        """The reference, if that is all that a schema says of the shape."""
        for _ in range(20):
            if not isinstance(schema, dict):
                return None
            if isinstance(schema.get("$ref"), str):
                rest = () if self.document.is_3_0 else structural(schema)
                return None if rest else schema["$ref"]
            members = [item for item in schema.get("allOf") or [] if structural(item, True)]
            if len(members) != 1 or structural(schema) - {"allOf"}:
                return None
            schema = members[0]
        return None

    def base_of(self, reference):
        """The schema of a component that others extend and that says by which property."""
        name = self.document.component(reference)
        schema = self.document.schemas.get(name)
        if (
            isinstance(schema, dict)
            and isinstance(schema.get("discriminator"), dict)
            and not schema.get("oneOf")
            and not schema.get("anyOf")
            and self.subtypes.get(name)
        ):
            return schema
        return None

    def as_base(self, reference, schema):
        """What a component means to those that extend it: without the list of just these."""
        subtypes = self.subtypes.get(self.document.component(reference), ())
        out = schema
        for word in ("oneOf", "anyOf"):
            members = schema.get(word) if isinstance(schema, dict) else None
            references = [
                self.document.component(member["$ref"])
                for member in members or []
                if isinstance(member, dict) and isinstance(member.get("$ref"), str)
            ]
            if any(name in subtypes for name in references):
                out = {key: value for key, value in out.items() if key != word}
        return out

    def find_subtypes(self):
        """Which components extend which through `allOf`, directly or not."""
        subtypes = {}
        for name, schema in self.document.schemas.items():
            bases = set()
            self.collect_bases(schema, bases)
            for base in sorted(bases - {name}):
                subtypes.setdefault(base, []).append(name)
        return subtypes

    def collect_bases(self, schema, bases):
        """Adds the components that `schema` extends."""
        members = schema.get("allOf") if isinstance(schema, dict) else None
        for member in members if isinstance(members, list) else []:
            reference = member.get("$ref") if isinstance(member, dict) else None
            base = self.document.component(reference) if isinstance(reference, str) else None
            if base is not None and base not in bases:
                bases.add(base)
                self.collect_bases(self.document.schemas[base], bases)
            elif reference is None:
                self.collect_bases(member, bases)

    def leaves(self, reference):
        """What may stand where a base is named: pairs of reference and values of the tag."""
        base = self.base_of(reference)
        name = self.document.component(reference)
        discriminator = base["discriminator"]
        # What has another tag is a union of its own, with all that extends it.
        other = set()
        for subtype in self.subtypes[name]:
            below = self.base_of(self.document.reference(subtype))
            if below is not None and not same_tag(below["discriminator"], discriminator):
                other |= {subtype, *self.subtypes[subtype]}
        for subtype in self.subtypes[name]:
            if subtype not in other:
                leaf = self.document.reference(subtype)
                yield leaf, self.tag_values(discriminator, leaf)
        own = self.mapped(discriminator, reference)
        if own or not discriminator.get("mapping"):
            yield reference, own or self.tag_values(discriminator, reference)

    def mapped(self, discriminator, reference):
        """The values that `mapping` has for a schema."""
        mapping = discriminator.get("mapping")
        last = reference.rsplit("/", 1)[-1]
        pairs = mapping.items() if isinstance(mapping, dict) else ()
        return [value for value, to in pairs if str(to).rsplit("/", 1)[-1] == last]

    def tag_values(self, discriminator, reference):
        """The values of the tag that select a schema (Discriminator Object)."""
        mapped = self.mapped(discriminator, reference)
        constants = self.constants({"$ref": reference})
        constant = constants.get(discriminator.get("propertyName"))
        name = reference.rsplit("/", 1)[-1]
        return mapped or [name if constant is None else constant]

    def tag(self, schema, member):
        """What a union asks of one member: the tag of its discriminator if it has one, otherwise
        the constants of the member, which are written even if they are optional."""
        discriminator = schema.get("discriminator")
        reference = member.get("$ref") if isinstance(member, dict) else None
        if isinstance(discriminator, dict) and isinstance(reference, str):
            name = discriminator.get("propertyName")
            return tagged(name, self.tag_values(discriminator, reference)) if name else None
        constants = sorted(self.constants(member))
        return {"required": constants} if constants else None

    def constants(self, schema, seen=frozenset()):
        """The properties that have one possible value, and that value."""
        if not isinstance(schema, dict):
            return {}
        constants = {}
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            try:
                target = self.document.resolve(reference)
                constants |= self.constants(target, seen | {reference})
            except Unresolved:
                pass
        for member in schema.get("allOf") or []:
            constants |= self.constants(member, seen)
        properties = schema.get("properties")
        for name, inner in properties.items() if isinstance(properties, dict) else ():
            values = inner.get("enum") if isinstance(inner, dict) else None
            if isinstance(inner, dict) and "const" in inner:
                values = [inner["const"]]
            if isinstance(values, list) and len(values) == 1 and values[0] is not None:
                constants[name] = values[0]
        return constants

    def named(self, schema, seen=frozenset()):
        """The properties that a schema names, itself or through composition."""
        if not isinstance(schema, dict):
            return set()
        names = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            try:
                target = self.document.resolve(reference)
                names |= self.named(target, seen | {reference})
            except Unresolved:
                pass
        for word in ("allOf", "anyOf", "oneOf"):
            for member in schema.get(word) or []:
                names |= self.named(member, seen)
        return names


def union_members(schema, word):
    """The members of a union. One that only says `nullable` beside others is `null`."""
    members = schema.get(word) or []
    only = [isinstance(item, dict) and is_only_nullable(item) for item in members]
    if all(only):
        return members
    return [{"type": "null"} if null else item for null, item in zip(only, members, strict=True)]


def is_only_nullable(schema):
    """True if a schema says `nullable`, and nothing else of the value."""
    return schema.get("nullable") is True and not structural(schema, True) and "type" not in schema


def is_integer(schema):
    """True if a schema's numbers are integers."""
    ty = schema.get("type")
    return ty == "integer" or (ty == "number" and schema.get("format") in INTEGER_FORMATS)


def same_tag(one, other):
    """True if two discriminators name the same property."""
    return one.get("propertyName") == other.get("propertyName")


def tagged(name, values):
    """An object whose property `name` is one of `values`."""
    return {"required": [name], "properties": {name: {"enum": values}}}


def structural(schema, with_reference=False):
    """The keywords of a schema that say something of the shape, beyond `type: object`."""
    if not isinstance(schema, dict):
        return {"boolean"}
    words = {
        word
        for word in COPIED + OBJECT_WORDS + ("items", "allOf", "anyOf", "oneOf", "const", "not")
        if schema.get(word) not in (None, [], {}) and (word, schema[word]) != ("type", "object")
    }
    return words | {"$ref"} if with_reference and "$ref" in schema else words


class Validators:
    """Checks values against the schemas of a document."""

    def __init__(self, schemas):
        self.schemas = schemas
        self.definitions = {}
        self.open = []
        self.registry = None

    def of(self, reference):
        """The validator of a component."""
        schema = self.use({"$ref": reference})
        while self.open:
            reference, key, role = self.open.pop()
            target = self.schemas.document.resolve(reference)
            if role == BASE:
                self.definitions[key] = self.translate(self.schemas.as_base(reference, target))
            elif self.schemas.base_of(reference) is not None:
                self.definitions[key] = self.hierarchy(reference)
            elif role == WHOLE:
                self.definitions[key] = self.use(target)
            else:
                self.definitions[key] = self.translate(target)
            self.registry = None
        if self.registry is None:
            resource = Resource(contents={"$defs": self.definitions}, specification=DRAFT202012)
            self.registry = Registry().with_resource(ROOT, resource).crawl()
        return Draft202012Validator(schema, registry=self.registry)

    def reference(self, reference, role):
        """A reference to the translation of a schema in one of its roles."""
        key = f"{role} {reference}"
        if key not in self.definitions:
            self.definitions[key] = True
            self.open.append((reference, key, role))
        token = quote(key.replace("~", "~0").replace("/", "~1"), safe="")
        return {"$ref": f"{ROOT}#/$defs/{token}"}

    def hierarchy(self, base_reference):
        """One of the components that extend a base, with its tag."""
        base = self.schemas.base_of(base_reference)
        name = base["discriminator"].get("propertyName", "type")
        alternatives = []
        for leaf, values in self.schemas.leaves(base_reference):
            schema = {"allOf": [self.reference(leaf, BASE), tagged(name, values)]}
            alternatives.append(self.closed(schema, {"$ref": leaf}))
        return {"anyOf": alternatives}

    def use(self, schema):
        """A schema where a value of it stands, not a part of another schema."""
        reference = self.schemas.target(schema)
        if reference is not None:
            translated = self.reference(reference, WHOLE)
            return nullable(schema, translated)
        return self.closed(self.translate(schema), schema)

    def closed(self, translated, schema):
        """Refuses what a type would ignore."""
        if not self.schemas.named(schema):
            return translated
        return {"allOf": [translated], "unevaluatedProperties": False}

    def translate(self, schema, role=BASE):
        """A schema as a part of another, as in `allOf`."""
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else True
        parts = []
        if isinstance(schema.get("$ref"), str):
            parts.append(self.reference(schema["$ref"], role))
            if self.schemas.document.is_3_0:
                return parts[0]
        out = {word: schema[word] for word in COPIED if sound(word, schema.get(word))}
        if "const" in schema:
            out["enum"] = [schema["const"]]
        if "required" in out:
            # A type does not demand what no property describes.
            named = self.schemas.named(schema)
            out["required"] = [name for name in out["required"] if name in named]
        limits(schema, out)
        for word in ("properties", "patternProperties"):
            if isinstance(schema.get(word), dict):
                out[word] = {name: self.use(item) for name, item in schema[word].items()}
        for word in ("items", "additionalProperties", "contains"):
            if word in schema and not isinstance(schema[word], list):
                out[word] = self.use(schema[word])
        if isinstance(schema.get("prefixItems"), list):
            out["prefixItems"] = [self.use(item) for item in schema["prefixItems"]]
        if isinstance(schema.get("unevaluatedProperties"), (dict, bool)):
            out["unevaluatedProperties"] = self.use(schema["unevaluatedProperties"])
        if "not" in schema:
            out["not"] = self.translate(schema["not"])
        parts.extend(self.translate(member) for member in schema.get("allOf") or [])
        for word in ("oneOf", "anyOf"):
            members = union_members(schema, word)
            if members:
                parts.append({"anyOf": [self.member(schema, item) for item in members]})
        if parts:
            out["allOf"] = parts
        return nullable(schema, out)

    def member(self, schema, member):
        """One alternative of a union."""
        tag = self.schemas.tag(schema, member)
        translated = self.translate(member, ALTERNATIVE)
        return translated if tag is None else {"allOf": [translated, tag]}


def sound(word, value):
    """True if a keyword's value is what JSON Schema allows; documents have others too."""
    if word == "type":
        return all(ty in TYPES for ty in (value if isinstance(value, list) else [value]))
    if word in ("required", "enum"):
        return isinstance(value, list) and bool(value)
    if word == "uniqueItems":
        return isinstance(value, bool)
    if word == "dependentRequired":
        return isinstance(value, dict)
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def limits(schema, out):
    """Bounds of numbers: 3.0's exclusive ones, and those of the format."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in out:
            out[exclusive] = out.pop(bound)
        elif isinstance(schema.get(exclusive), (int, float)) and not isinstance(
            schema[exclusive], bool
        ):
            out[exclusive] = schema[exclusive]
    if is_integer(schema):
        out["type"] = "integer"
        low, high = BOUNDS.get(schema.get("format"), INT64)
        out["minimum"] = max(low, out.get("minimum", low))
        out["maximum"] = min(high, out.get("maximum", high))


def nullable(schema, translated):
    """Adds `null` where the schema says `nullable`."""
    if isinstance(schema, dict) and schema.get("nullable") is True:
        return {"anyOf": [{"type": "null"}, translated]}
    return translated
