"""Writes shapes down as finite, closed JSON Schema (draft 7), as hypothesis-jsonschema wants it."""

import re

from schemas import BOUNDS, INT64
from shapes import Impossible, json_type

# Alternatives that are tried of a union within a value, and properties beyond which a value gets
# no more optional ones.
NESTED_ALTERNATIVES = 6
PROPERTIES = 100
# Formats whose text has a type of its own; of others, any text is taken.
FORMATS = ("date-time", "date", "time", "duration", "uuid", "byte")
# Levels at which optional properties are there, and at which anything is.
DEPTH = 2
LAST_DEPTH = 12


class Writer:
    """Writes down shapes: `full` with all optional properties, with some (`False`), or with none
    (`None`)."""

    def __init__(self, shapes, full):
        self.shapes = shapes
        self.full = full
        self.left = PROPERTIES

    def written(self, shape, depth=0):
        """The schema of one shape."""
        if shape is None:
            return {"type": "null"}
        if depth > LAST_DEPTH:
            raise Impossible
        if shape.values is not None:
            types = shape.types
            values = [v for v in shape.values if types is None or json_type(v) & types]
            if not values:
                raise Impossible
            return {"enum": values}
        kinds = shape.kinds()
        out = {}
        if shape.types is not None or kinds:
            out["type"] = sorted(kinds)
        if "object" in kinds:
            self.write_object(shape, out, depth)
        if "array" in kinds:
            self.write_array(shape, out, depth)
        if "string" in kinds:
            write_text(shape, out)
        if kinds & {"integer", "number"}:
            write_number(shape, out, kinds)
        return out

    def value(self, parts, depth):
        """The schema of a value that satisfies all parts."""
        written = []
        for shape in self.shapes.alternatives(parts, NESTED_ALTERNATIVES):
            try:
                written.append(self.written(shape, depth))
            except Impossible:
                continue
        if not written:
            raise Impossible
        return written[0] if len(written) == 1 else {"anyOf": written}

    def write_object(self, shape, out, depth):
        """Adds the keywords of objects."""
        properties = {}
        required = []
        for name, parts in shape.properties.items():
            demanded = name in shape.required
            self.left -= 1
            room = depth == 0 or (depth < DEPTH and self.left > 0)
            room &= self.full is not None
            if not (demanded or room):
                continue
            try:
                properties[name] = self.value(parts, depth + 1)
            except Impossible:
                if demanded:
                    raise
                continue
            if demanded or self.full:
                required.append(name)
        if not shape.properties:
            required += shape.required
        out["properties"] = properties
        out["required"] = required
        if shape.additional is None:
            named = shape.properties or shape.patterns
            out["additionalProperties"] = not named
        elif isinstance(shape.additional, dict) and shape.additional:
            try:
                deep = depth >= DEPTH or self.left <= 0
                value = False if deep else self.value([shape.additional], depth + 1)
            except Impossible:
                value = False
            out["additionalProperties"] = value
        else:
            out["additionalProperties"] = shape.additional is not False
        for word in ("minProperties", "maxProperties"):
            if word in shape.words:
                out[word] = shape.words[word]
        if out["additionalProperties"] is not False:
            out.setdefault("maxProperties", max(len(properties) + 2, out.get("minProperties", 0)))
            if depth == 0 and self.full and out["maxProperties"] > len(required):
                out["minProperties"] = max(out.get("minProperties", 0), len(required) + 1)

    def write_array(self, shape, out, depth):
        """Adds the keywords of arrays."""
        least = shape.words.get("minItems", 0)
        most = shape.words.get("maxItems", max(3, least))
        out["minItems"] = max(least, 1) if self.full and depth < DEPTH and most else least
        out["maxItems"] = min(most, max(least, 3))
        if shape.words.get("uniqueItems") is True:
            out["uniqueItems"] = True
        try:
            if shape.prefix is not None:
                out["items"] = [self.value([item], depth + 1) for item in shape.prefix]
                out["additionalItems"] = False
                out["maxItems"] = len(shape.prefix)
            elif shape.items:
                if least == 0 and (depth >= DEPTH or self.left <= 0):
                    raise Impossible
                out["items"] = self.value(shape.items, depth + 1)
        except Impossible:
            if least:
                raise
            out.pop("items", None)
            out["minItems"] = out["maxItems"] = 0


def write_text(shape, out):
    """Adds the keywords of strings."""
    for word in ("minLength", "maxLength"):
        if word in shape.words:
            out[word] = shape.words[word]
    if shape.words.get("format") in FORMATS:
        out["format"] = shape.words["format"]
    pattern = shape.words.get("pattern")
    if isinstance(pattern, str) and usable(pattern):
        out["pattern"] = pattern
        out.pop("format", None)
    elif "format" not in out:
        out.setdefault("maxLength", max(16, out.get("minLength", 0)))


def usable(pattern):
    """True if Python reads a pattern as ECMAScript does, as far as that is easily told."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return "\\p" not in pattern and "(?" not in pattern


def write_number(shape, out, kinds):
    """Adds the keywords of numbers, and the limits of Rust's types."""
    for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
        if word in shape.words and shape.words[word] is not True:
            out[word] = shape.words[word]
    if "integer" in kinds:
        low, high = BOUNDS.get(shape.words.get("format"), INT64)
        out["minimum"] = max(low, out.get("minimum", low))
        out["maximum"] = min(high, out.get("maximum", high))
    elif shape.words.get("format") == "float" and "multipleOf" not in out:
        # Numbers that 32 bits hold exactly, and write with few digits.
        out["multipleOf"] = 0.125
        out["minimum"] = max(-1000, out.get("minimum", -1000))
        out["maximum"] = min(1000, out.get("maximum", 1000))
