"""What the columns can hold: larger quantities are told as issues instead of stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from archive.ingest.types import CaseFact, Record, SanctionFact, Warning

LARGEST: Final = 1e20
"""First value that has no place in 24 digits, four of them after the point."""
TOO_LARGE: Final = "figure-too-large"


def fit(record: Record) -> Record:
    """The record without quantities that no column can hold, each told as a warning.

    Nobody has counted as much: such a number is a key, a slip, or an attack.
    """
    figures = tuple(figure for figure in record.figures if figure.value < LARGEST)
    cases = tuple(map(_fit_case, record.cases))
    if len(figures) == len(record.figures) and cases == record.cases:
        return record
    warnings = tuple(
        Warning(TOO_LARGE, "a number too large to be a count; left out of the figures", f.span)
        for f in record.figures
        if f.value >= LARGEST
    )
    return replace(record, figures=figures, cases=cases, warnings=record.warnings + warnings)


def _fit_case(case: CaseFact) -> CaseFact:
    sanctions = tuple(map(_fit_sanction, case.sanctions))
    return case if sanctions == case.sanctions else replace(case, sanctions=sanctions)


def _fit_sanction(sanction: SanctionFact) -> SanctionFact:
    """A sanction stays one without its amount."""
    if sanction.value is None or sanction.value < LARGEST:
        return sanction
    return replace(sanction, value=None, unit=None)
