"""Facts that an editor reads from selected words: each with its mention, spans exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from archive.models import Announcement, Case, CaseReport, Fact, Figure, Mention, Sanction
from archive.review.decisions import records
from archive.review.decisions.facts import CASE_LINKS, LINKS, state_link
from archive.review.reach import touch
from archive.text.spans import Span, trim

T = TypeVar("T", Figure, Sanction)

TITLE_LENGTH = 120
"""Code points of a title made of a passage's first words."""


@transaction.atomic
def add_name(
    announcement: Announcement,
    span: Span,
    kind: str,
    target: Any,
    *,
    role: str | None = None,
    by: User | None,
    reason: str = "",
) -> Fact:
    """The words name a campaign, an agency, a platform or a place: a fact of the announcement,
    and of the case whose passage holds them. Returns the announcement's."""
    span = _keep_words(announcement, span)
    case = find_case(announcement, span)
    mark(announcement, span, kind, target, within=case)
    if case is not None:
        state_link(CASE_LINKS[kind], {"case": case}, kind, target, by, reason)
    return state_link(
        LINKS[kind], {"announcement": announcement}, kind, target, by, reason, role=role
    )


@transaction.atomic
def add_figure(
    announcement: Announcement,
    span: Span,
    values: Mapping[str, Any],
    *,
    by: User | None,
    reason: str = "",
) -> Figure:
    """The words state a quantity. Raises ValidationError for values that cannot be."""
    span = _keep_words(announcement, span)
    figure = Figure(announcement=announcement, **values)
    return _add(figure, announcement, span, by, reason)


@transaction.atomic
def add_sanction(
    announcement: Announcement,
    span: Span,
    values: Mapping[str, Any],
    *,
    by: User | None,
    reason: str = "",
) -> Sanction:
    """The words state an outcome of `values["case"]`, or of the case whose passage holds them.
    Raises ValidationError where there is none, or for values that cannot be."""
    span = _keep_words(announcement, span)
    case = values.get("case") or find_case(announcement, span)
    if case is None:
        raise ValidationError(
            {"case": "An outcome is one of a case. Choose the case, or mark its passage first."}
        )
    sanction = Sanction(announcement=announcement, **{**values, "case": case})
    return _add(sanction, announcement, span, by, reason)


@transaction.atomic
def add_case(
    announcement: Announcement,
    span: Span,
    values: Mapping[str, Any],
    *,
    by: User | None,
    reason: str = "",
) -> Case:
    """The passage reports a case; without a title, its first words are one.

    The mentions and undecided figures in it become the case's. Raises ValidationError where the
    passage is already another case's.
    """
    span = _keep_words(announcement, span)
    reports = announcement.case_reports.filter(version=announcement.version)
    if reports.filter(start=span.start, end=span.end).exists():
        raise ValidationError("This passage already reports a case. Correct that one instead.")
    head = _find_head(announcement.text, span)
    case = Case(**{**values, "title": values.get("title") or head.quote(announcement.text)})
    case.full_clean()
    records.save(case, by=by, reason=reason)
    ordinal = reports.filter(start__lt=span.start).count()
    reports.filter(ordinal__gte=ordinal).update(ordinal=F("ordinal") + 1)
    CaseReport.objects.create(
        case=case,
        announcement=announcement,
        version=announcement.version,
        ordinal=ordinal,
        start=span.start,
        end=span.end,
        status=case.status,
    )
    mark(announcement, head, "case", case, within=case)
    _take_in(announcement, span, case)
    touch([announcement])
    return case


def _take_in(announcement: Announcement, span: Span, case: Case) -> None:
    """What stands in a passage and belongs to no case is of this one."""
    announcement.mentions.filter(
        version=announcement.version, start__gte=span.start, end__lte=span.end, within=None
    ).update(within=case)


def _add(fact: T, announcement: Announcement, span: Span, by: User | None, reason: str) -> T:
    fact.full_clean()
    records.save(fact, by=by, reason=reason)
    kind = fact._meta.model_name or ""
    mark(announcement, span, kind, fact, within=fact.case or find_case(announcement, span))
    touch([announcement])
    return fact


def mark(
    announcement: Announcement, span: Span, kind: str, target: Any, within: Case | None
) -> Mention:
    """The mention that ties a target to its words, once; a person made it."""
    mention, _ = Mention.objects.get_or_create(
        announcement=announcement,
        version=announcement.version,
        kind=kind,
        start=span.start,
        end=span.end,
        **{kind: target},
        defaults={"quote": span.quote(announcement.text), "within": within},
    )
    return mention


def find_case(announcement: Announcement, span: Span) -> Case | None:
    """The case whose passage in the present text holds the words: the shortest one."""
    reports = announcement.case_reports.filter(
        version=announcement.version, start__lte=span.start, end__gte=span.end
    ).select_related("case")
    report = min(reports, key=lambda r: r.end - r.start, default=None)
    return report.case if report else None


def _keep_words(announcement: Announcement, span: Span) -> Span:
    """The span without white space at its edges. Raises ValidationError where it holds no words
    of the text."""
    within = 0 <= span.start < span.end <= len(announcement.text)
    words = trim(announcement.text, span) if within else Span(0, 0)
    if not len(words):
        raise ValidationError(
            "No words of this text are selected. Select them in the text, or type them as they "
            "stand there."
        )
    return words


def _find_head(text: str, span: Span) -> Span:
    """The first words of a passage: its first line, cut at a blank where it is long."""
    line = span.quote(text).split("\n", 1)[0].rstrip()
    if len(line) > TITLE_LENGTH:
        cut = line[:TITLE_LENGTH]
        line = cut.rpartition(" ")[0] or cut
    return Span(span.start, span.start + len(line))
