"""What goes over the wire: it must agree with the reference."""

from document import METHODS, TAG, operations, reached_schemas

# For readers only: may differ, and is compared nowhere here.
ANNOTATIONS = ("description", "summary", "title", "example", "examples", "externalDocs")


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
    """Compares the media types of a request or response."""
    ours, theirs = ours.get("content", {}), theirs.get("content", {})
    for name in checks.same_keys(f"{where} media types", ours, theirs):
        compare_schema(
            checks, f"{where} {name}", ours[name].get("schema", {}), theirs[name].get("schema", {})
        )
        checks.equal(
            f"{where} {name} encoding", ours[name].get("encoding"), theirs[name].get("encoding")
        )


def compare_operation(checks, where, ours, theirs):
    """Compares one operation."""
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
    """Compares all that goes over the wire; returns the schemas that are reached."""
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
        (path, method)
        for path, item in ours["paths"].items()
        for method in METHODS
        if method in item
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
