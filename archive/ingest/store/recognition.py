"""Cases recognised again: which passage of a new reading tells of which case already held."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from archive.ingest.types import CaseFact
from archive.models import CaseReport
from archive.text.spans import Span

SAME_PASSAGE: Final = 0.5
"""Share of the shorter passage that both must hold to tell of one case."""


def recognise_cases(
    facts: Sequence[CaseFact], reports: Sequence[CaseReport], version: int
) -> dict[int, CaseReport]:
    """The report of the same case for each fact that has one, by the fact's place in line.

    A case's number tells most, then its passage, where the report counts in this `version` of
    the text, then its title. Each report answers for one fact.
    """
    found: dict[int, CaseReport] = {}
    left = {report.pk: report for report in reports}
    for pairs in (
        _pair(facts, reports, lambda f: f.designation, lambda r: r.case.designation),
        _pair_by_passage(facts, [report for report in reports if report.version == version]),
        _pair(facts, reports, lambda f: f.title[:500], lambda r: r.case.title),
    ):
        for index, report in pairs:
            if index not in found and report.pk in left:
                found[index] = left.pop(report.pk)
    return found


def _pair(
    facts: Sequence[CaseFact],
    reports: Sequence[CaseReport],
    of_fact: Callable[[CaseFact], Any],
    of_report: Callable[[CaseReport], Any],
) -> Iterator[tuple[int, CaseReport]]:
    """Facts and reports that agree in something, in order."""
    held = defaultdict(list)
    for report in reports:
        held[of_report(report)].append(report)
    for index, fact in enumerate(facts):
        for report in held[of_fact(fact)] if of_fact(fact) else ():
            yield index, report


def _pair_by_passage(
    facts: Sequence[CaseFact], reports: Sequence[CaseReport]
) -> Iterator[tuple[int, CaseReport]]:
    """Facts and reports whose passages are mostly the same; the greatest common part first."""
    by_start = sorted(reports, key=lambda report: report.start)
    starts = [report.start for report in by_start]
    longest = max((report.end - report.start for report in reports), default=0)
    pairs = []
    for index, fact in enumerate(facts):
        first = bisect_left(starts, fact.span.start - longest)
        for report in by_start[first : bisect_left(starts, fact.span.end)]:
            pairs.append((_overlap(fact.span, Span(report.start, report.end)), index, report))
    for share, index, report in sorted(pairs, key=lambda pair: -pair[0]):
        if share >= SAME_PASSAGE:
            yield index, report


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / min(len(one), len(other))
