"""Why a record cannot be shown: it never was, it is elsewhere, or it was withdrawn."""

from __future__ import annotations


class UnavailableError(Exception):
    """A record that an address names cannot be shown."""


class UnknownRecordError(UnavailableError):
    """Nothing ever had this address, or it is not public yet: 404."""


class WithdrawnRecordError(UnavailableError):
    """The record was withdrawn: 410. `reason` is what readers may know."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class MovedRecordError(UnavailableError):
    """The record was renamed or merged: 301 to `identifier`, of the same kind."""

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(f"{kind}:{identifier}")
        self.kind = kind
        self.identifier = identifier
