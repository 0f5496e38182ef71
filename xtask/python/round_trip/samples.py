"""Prints samples of every component schema of an OpenAPI document, one JSON object a line.

    {"schema": name, "kind": "valid" | "example", "value": any}
    {"schema": name, "kind": "broken", "value": any, "why": text}
    {"schema": name, "kind": "none", "why": text}     there is no valid sample, for that reason

The valid ones are made by hypothesis-jsonschema and checked by jsonschema; the broken ones are
valid ones with one thing wrong. The same document and seed give the same samples.
"""

import argparse
import base64
import json
import signal
import sys
import warnings
import zlib
from contextlib import contextmanager, suppress

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import ValidationError

from breaking import broken
from openapi import Document, Unresolved
from schemas import Schemas, Validators
from shapes import Impossible, Shapes
from writing import Writer

FORMATS = {
    "uuid": st.uuids().map(str),
    "byte": st.binary(max_size=12).map(lambda data: base64.b64encode(data).decode()),
    "duration": st.builds(
        "P{}DT{}H{}M{}S".format,
        st.integers(0, 99),
        st.integers(0, 23),
        st.integers(0, 59),
        st.integers(0, 59),
    ),
}


class OutOfTime(Exception):
    """A schema took too long."""


@contextmanager
def limited(seconds):
    """Ends what runs within, after that time."""

    def stop(_signal, _frame):
        raise OutOfTime

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def generate(schema, count, seed, out):
    """Adds values of a schema to `out`, `count` of them if there are as many."""

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(from_schema(schema, custom_formats=FORMATS))
    def collect(value):
        out.append(value)

    with suppress(hypothesis.errors.Unsatisfiable):
        collect()


class Sampler:
    """Makes the samples of one document."""

    def __init__(self, document, count, seed, seconds):
        self.document = document
        self.count = count
        self.seed = seed
        self.seconds = seconds
        self.schemas = Schemas(document)
        self.validators = Validators(self.schemas)
        self.shapes = Shapes(self.schemas)

    def component(self, name, examples):
        """The samples of one component."""
        reference = self.document.reference(name)
        part = {"$ref": reference}
        valid = []
        why = "no value satisfies the schema"
        try:
            with limited(self.seconds):
                validator = self.validators.of(reference)
                shapes = self.shapes.alternatives([part])
                self.collect(name, shapes, valid)
        except OutOfTime:
            why = f"no sample within {self.seconds} s"
        except Unresolved as error:
            yield {"kind": "none", "why": f"a reference leads nowhere: {error}"}
            return
        except (RecursionError, hypothesis.errors.HypothesisException) as error:
            why = f"{type(error).__name__}: {error}"
        sound = []
        for kind, values in (("valid", valid), ("example", examples)):
            for value in distinct(values):
                if value is None:
                    # It stands where the component is used: there its type is in an `Option`.
                    continue
                refused = self.refused(validator, value)
                if refused is None:
                    yield {"kind": kind, "value": value}
                    if kind == "valid":
                        sound.append(value)
                elif kind == "valid":
                    why = f"jsonschema refuses the samples: {refused}"
                else:
                    yield {"kind": "skipped", "why": refused}
        if not sound:
            yield {"kind": "none", "why": why}
            return
        for value, what in broken(self.shapes, shapes, sound):
            yield {"kind": "broken", "value": value, "why": what}

    def collect(self, name, shapes, valid):
        """Adds samples of all the shapes to `valid`: full ones, small ones, and any."""
        seed = self.seed ^ zlib.crc32(name.encode())
        each = max(2, self.count // max(len(shapes), 1) // 2)
        for full, count in ((True, each), (None, 1), (False, each)):
            for number, shape in enumerate(shapes):
                try:
                    written = Writer(self.shapes, full).written(shape)
                except Impossible:
                    continue
                generate(written, count, seed + number, valid)

    def refused(self, validator, value):
        """Why a value is not valid, if it is not."""
        try:
            with limited(self.seconds):
                validator.validate(value)
        except ValidationError as error:
            return f"{error.json_path}: {error.message[:200]}"
        except OutOfTime:
            return f"not checked within {self.seconds} s"
        return None


def distinct(values):
    """The values, each once."""
    seen = set()
    for value in values:
        text = json.dumps(value, sort_keys=True)
        if text not in seen:
            seen.add(text)
            yield value


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    sys.setrecursionlimit(5000)
    warnings.simplefilter("ignore")
    document = Document(arguments.document)
    examples = {}
    for name, value in document.examples():
        examples.setdefault(name, []).append(value)
    sampler = Sampler(document, arguments.count, arguments.seed, arguments.seconds)
    for name in document.schemas:
        for sample in sampler.component(name, examples.get(name, [])):
            print(json.dumps({"schema": name, **sample}), flush=True)


if __name__ == "__main__":
    main()
