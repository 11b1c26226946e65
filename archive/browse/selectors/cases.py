"""A case with what is stated of it, each statement quoting its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.browse import visible
from archive.browse.annotate import Mark, Paragraph, annotate
from archive.browse.comparison import NAMED, Row, compare_tellings
from archive.browse.facts import (
    NamedFact,
    Quote,
    StatedFact,
    Statement,
    first_start,
    group_statements,
    join_echoes,
    leave_out_echoes,
    make_quote,
)
from archive.models import (
    Announcement,
    Case,
    CaseAgency,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    CaseReport,
    CaseStatus,
    Figure,
    Mention,
    Sanction,
    State,
    Visibility,
)
from archive.text.spans import Span

LINKS: Sequence[tuple[str, type[Any], tuple[str, ...]]] = (
    ("campaign", CaseCampaign, ("campaign",)),
    ("agency", CaseAgency, ("agency",)),
    ("place", CasePlace, ("place__parent__parent",)),
    ("platform", CasePlatform, ("platform",)),
)
"""Kind, model and relations of the named facts."""

PARTS = ("designation", "offence", "status")
"""What is said of a case itself, each with its words."""


@dataclass(frozen=True)
class Report:
    """One announcement's telling of the case; `span` is None where its text has changed since.
    `status` is the furthest stage that it states, `stages` the words in which it does."""

    announcement: Announcement
    ordinal: int
    span: Span | None
    mentions: Sequence[Mention]
    status: CaseStatus
    stages: Sequence[Quote]
    echoes: Collection[str] = ()

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The passage with its figures and sanctions marked; each mark leads back to its fact,
        but for those of `echoes`, which a sanction tells, too."""
        if self.span is None:
            return []
        marks = [
            Mark(
                span=Span(m.start, m.end).shift(-self.span.start),
                anchor=f"m-{m.pk}",
                css=f"m-{m.kind}",
                fact="" if anchor in self.echoes else anchor,
            )
            for m in self.mentions
            for anchor in [f"f-{m.kind}-{m.figure_id or m.sanction_id}"]
            if self.span.covers(Span(m.start, m.end))
        ]
        return annotate(self.span.quote(self.announcement.text), marks)


@dataclass(frozen=True)
class CasePage:
    """All that a case's page shows."""

    case: Case
    reports: Sequence[Report]
    named: Mapping[str, Sequence[NamedFact]]
    figures: Sequence[StatedFact]
    sanctions: Sequence[StatedFact]
    parts: Mapping[str, Sequence[Quote]]
    siblings: Sequence[CaseReport]
    compared: Sequence[Row] = ()

    @cached_property
    def stated(self) -> list[Statement]:
        """The figures by the sentences that state them."""
        return group_statements(leave_out_echoes(self.figures))

    @cached_property
    def imposed(self) -> list[Statement]:
        """The outcomes by the sentences that state them."""
        return group_statements(self.sanctions)

    @property
    def first(self) -> Report | None:
        """The earliest report."""
        return self.reports[0] if self.reports else None

    @property
    def has_stages(self) -> bool:
        """Whether there is a course of stages to tell: several reports, and one that has any."""
        return self.further > 0 and any(r.status != CaseStatus.UNKNOWN for r in self.reports)

    @property
    def further(self) -> int:
        """How many other announcements report it."""
        return max(len(self.reports) - 1, 0)

    @property
    def previous(self) -> Case | None:
        """The case before this one in its first announcement."""
        return self._neighbour(-1)

    @property
    def next(self) -> Case | None:
        """The case after this one in its first announcement."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> Case | None:
        keys = [report.case_id for report in self.siblings]
        at = keys.index(self.case.pk) + step if self.case.pk in keys else -1
        return self.siblings[at].case if 0 <= at < len(keys) else None


def load_case(public_id: str) -> CasePage:
    """The page of a public case, in at most twelve queries. Raises UnavailableError."""
    case = visible.find_one(visible.cases().select_related("offence"), public_id=public_id)
    if case is None:
        raise visible.explain_absence("case", public_id, Case)
    reports = _load_reports(case)
    figures = list(visible.figures().filter(case=case).order_by("pk"))
    sanctions = list(visible.sanctions().filter(case=case).order_by("pk"))
    texts = {report.announcement_id: report.announcement for report in reports}
    mentions = _load_mentions(case, texts, figures, sanctions)
    named = {kind: _load_named(kind, model, path, case) for kind, model, path in LINKS}
    named["place"] = _leave_out_wider(named["place"])
    counted, imposed = join_echoes(
        _make_stated("figure", figures, mentions, texts),
        _make_stated("sanction", sanctions, mentions, texts),
    )
    echoes = {figure.anchor for figure in counted if figure.is_echo}
    standing = {kind: {fact.record.pk for fact in facts} for kind, facts in named.items()}
    return CasePage(
        case=case,
        reports=[_make_report(report, mentions, texts, echoes) for report in reports],
        named=named,
        figures=counted,
        sanctions=imposed,
        parts={part: _quote(_pick(mentions, part), texts) for part in PARTS},
        siblings=_load_siblings(reports),
        compared=compare_tellings(
            list(texts.values()), leave_out_echoes(counted), imposed, mentions, standing
        )
        if len(texts) > 1
        else (),
    )


def _load_reports(case: Case) -> list[CaseReport]:
    """The public ones, the earliest first. Which are public is looked at here: asked for in the
    query, SQLite would walk through all public announcements."""
    rows = case.reports.select_related("announcement").defer("announcement__sketch").order_by()
    public = [row for row in rows if row.announcement.visibility == Visibility.PUBLIC]
    return sorted(public, key=lambda r: (r.announcement.published_sort, r.announcement_id))


def _load_mentions(
    case: Case,
    texts: Mapping[int, Announcement],
    figures: Iterable[Figure],
    sanctions: Iterable[Sanction],
) -> list[Mention]:
    """The mentions of the case and of what is stated of it, in present versions of texts; where
    several are compared, of what their passages name, too."""
    rows = Mention.objects.filter(announcement__in=list(texts))
    wanted = rows.filter(case=case)
    wanted |= rows.filter(figure__in=[f.pk for f in figures])
    wanted |= rows.filter(sanction__in=[s.pk for s in sanctions])
    if len(texts) > 1:
        wanted |= rows.filter(within=case, kind__in=NAMED)
        wanted = wanted.select_related(*NAMED)
    found = list(wanted.order_by("announcement", "start", "-end"))
    for mention in found:
        mention.announcement = texts[mention.announcement_id]
    return [m for m in found if m.version == m.announcement.version]


def _make_report(
    report: CaseReport,
    mentions: Iterable[Mention],
    texts: Mapping[int, Announcement],
    echoes: Collection[str],
) -> Report:
    row = report.announcement
    current = report.version == row.version
    own = [mention for mention in mentions if mention.announcement_id == row.pk]
    return Report(
        announcement=row,
        ordinal=report.ordinal,
        span=Span(report.start, report.end) if current else None,
        mentions=[m for m in own if m.kind in ("figure", "sanction")],
        status=CaseStatus(report.status),
        stages=_quote(_pick(own, "status"), texts),
        echoes=echoes,
    )


def _load_named(
    kind: str, model: type[Any], relations: tuple[str, ...], case: Case
) -> list[NamedFact]:
    links = model.objects.filter(case=case).exclude(state=State.REJECTED)
    by_target: dict[Any, list[Any]] = defaultdict(list)
    for link in links.select_related(*relations).order_by("pk"):
        by_target[getattr(link, f"{kind}_id")].append(link)
    return [
        NamedFact(
            kind=kind,
            anchor=f"f-{kind}-{target}",
            record=getattr(rows[0], kind),
            roles=tuple(
                row.get_role_display() if hasattr(row, "get_role_display") else row.role
                for row in rows
                if getattr(row, "role", "")
            ),
            state=rows[0].state,
            mentions=(),
        )
        for target, rows in by_target.items()
    ]


def _leave_out_wider(facts: Sequence[NamedFact]) -> list[NamedFact]:
    """Places without those that hold another of them: a city says its province."""
    held = {parent.pk for fact in facts for parent in _climb(fact.record)}
    return [fact for fact in facts if fact.record.pk not in held]


def _climb(place: Any) -> Iterator[Any]:
    while (place := place.parent) is not None:
        yield place


def _make_stated(
    kind: str,
    facts: Iterable[Figure | Sanction],
    mentions: Iterable[Mention],
    texts: Mapping[int, Announcement],
) -> list[StatedFact]:
    held: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.kind == kind:
            held[getattr(mention, f"{kind}_id")].append(mention)
    stated = [
        StatedFact(
            anchor=f"f-{kind}-{fact.pk}",
            fact=fact,
            mentions=tuple(held[fact.pk]),
            quotes=_quote(held[fact.pk], texts),
        )
        for fact in facts
    ]
    told = {pk: number for number, pk in enumerate(texts)}
    return sorted(stated, key=lambda one: (_find_telling(one, told), *first_start(one)))


def _find_telling(stated: StatedFact, told: Mapping[int, int]) -> int:
    """The place of a fact's announcement among those that tell of the case; those without
    words come last."""
    return told[stated.mentions[0].announcement_id] if stated.mentions else len(told)


def _pick(mentions: Iterable[Mention], kind: str) -> list[Mention]:
    return [mention for mention in mentions if mention.kind == kind]


def _quote(mentions: Iterable[Mention], texts: Mapping[int, Announcement]) -> tuple[Quote, ...]:
    return tuple(
        make_quote(texts[mention.announcement_id], Span(mention.start, mention.end))
        for mention in mentions
    )


def _load_siblings(reports: Sequence[CaseReport]) -> list[CaseReport]:
    """The cases of the announcement that told of this one first, itself among them."""
    if not reports:
        return []
    rows = CaseReport.objects.filter(announcement=reports[0].announcement_id)
    rows = rows.filter(case__visibility=Visibility.PUBLIC, case__merged_into=None)
    rows = rows.exclude(case__state=State.REJECTED).select_related("case")
    return list(rows.order_by("start", "pk"))
