#!/usr/bin/env python3
"""Checks spec/token-operations.yaml against the whole description of the API.

What goes over the wire must agree: paths, parameters, bodies, responses, security, servers, and
every schema that the token operations reach. What is there for readers must not: descriptions,
summaries and examples are this project's own, complete, and valid.

Usage: compare_spec.py [REFERENCE]

REFERENCE defaults to ../shared/specs/authlete/authlete-2.3.12.yaml beside the repository.
Exit status: 0 all checks pass, 1 some fail, 2 a file cannot be read.
"""

import sys
from pathlib import Path

import yaml

from checks import Checks
from document import UniqueKeyLoader, operations
from readers import check_documented, check_examples, check_own_words, check_sensitive
from wire import compare_wire

ROOT = Path(__file__).resolve().parents[3]
OURS = ROOT / "spec" / "token-operations.yaml"
REFERENCE = ROOT.parent / "shared" / "specs" / "authlete" / "authlete-2.3.12.yaml"


def main():
    """Runs all checks; returns the exit status."""
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
