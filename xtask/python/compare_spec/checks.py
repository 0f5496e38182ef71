"""Counts what holds and collects what does not."""


class Checks:
    """The checks of a run."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def expect(self, holds, message):
        """Counts a check, or collects what it found."""
        if holds:
            self.passed += 1
        else:
            self.failures.append(message)

    def equal(self, where, ours, theirs):
        """Checks that two values are equal."""
        self.expect(ours == theirs, f"{where}: {ours!r} instead of {theirs!r}")

    def same_keys(self, where, ours, theirs):
        """Checks that two mappings have the same keys; returns those that both have."""
        for key in theirs:
            self.expect(key in ours, f"{where}: {key!r} is missing")
        for key in ours:
            if key not in theirs:
                self.failures.append(f"{where}: {key!r} is not in the reference")
        return [key for key in theirs if key in ours]
