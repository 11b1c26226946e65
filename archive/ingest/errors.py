"""What can go wrong with one document, in words a person can act on."""

from __future__ import annotations


class Unreadable(Exception):
    """A document that cannot be read: which one, why, and what to do about it."""

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source}: {reason}. {remedy}.")
        self.source = source
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        """An error crosses from a worker process whole: exceptions would lose two of the three."""
        return type(self), (self.source, self.reason, self.remedy)
