"""Samples that the types promise to refuse: valid ones with one thing wrong.

Never of what is open: unions, enums, any JSON, the text of formats.
"""

import copy

from shapes import as_dict

# In place of a value of a JSON type, values of others. A number is no string and so on; whole
# numbers stand for numbers too.
OTHERS = {
    "string": [17, {"a": 1}],
    "integer": ["x", True],
    "number": ["x", [1]],
    "boolean": ["x", 1],
    "array": ["x", {"a": 1}],
    "object": ["x", 17],
}


def only_kind(shapes):
    """The JSON type that all values have but `null`, if it is one and is closed."""
    shapes = [shape for shape in shapes if shape is not None]
    if len(shapes) != 1 or shapes[0].values is not None or shapes[0].is_open:
        return None
    kinds = shapes[0].kinds()
    return next(iter(kinds)) if len(kinds) == 1 and kinds <= set(OTHERS) else None


def is_marked(parts, schemas):
    """True if a property is `readOnly` or `writeOnly`, so that not both directions demand it."""
    for part in parts:
        for _ in range(10):
            part = as_dict(part)
            if part.get("readOnly") is True or part.get("writeOnly") is True:
                return True
            if is_marked(part.get("allOf") or [], schemas):
                return True
            if not isinstance(part.get("$ref"), str):
                break
            part = schemas.document.resolve(part["$ref"])
    return False


def broken(shapes, alternatives, sound):
    """Broken samples of a component, each with what is wrong."""
    kind = only_kind(alternatives)
    if kind is None:
        return
    nullable = None in alternatives
    for other in OTHERS[kind]:
        yield other, f"{label(other)} for {kind}"
    if not nullable:
        yield None, f"null for {kind}"
    shape = next(shape for shape in alternatives if shape is not None)
    if kind != "object":
        return
    full = max((value for value in sound if isinstance(value, dict)), key=len, default=None)
    if full is None:
        return
    for name, parts in shape.properties.items():
        if name not in full:
            continue
        of_property = shapes.alternatives(parts)
        required = name in shape.required and not is_marked(parts, shapes)
        if required:
            without = {key: value for key, value in full.items() if key != name}
            yield without, f"without the required `{name}`"
        property_kind = only_kind(of_property)
        if property_kind is None:
            continue
        others = OTHERS[property_kind] + ([None] if required and None not in of_property else [])
        for other in others:
            value = copy.copy(full)
            value[name] = other
            yield value, f"{label(other)} for {property_kind} at `{name}`"


def label(value):
    """The JSON type of a value."""
    names = {type(None): "null", bool: "boolean", int: "integer", str: "string", list: "array"}
    return names.get(type(value), "object")
