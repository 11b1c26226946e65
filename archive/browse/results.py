"""Hits as readers see them: titles, passages, dates and the facts that matter, loaded for a
whole page in at most eight queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.translation import gettext

from archive.browse import columns, visible
from archive.browse.addresses import find_url, find_words
from archive.browse.tiles import find_province
from archive.browse.words import label_value, name_platform_kind, reads_chinese
from archive.models import (
    Agency,
    Announcement,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    Campaign,
    Case,
    CaseCampaign,
    CasePlace,
    CasePlatform,
    CaseReport,
    Figure,
    PlaceRole,
    Platform,
    State,
    Visibility,
)
from archive.search import assist, highlight
from archive.search.live import get_engine
from archive.search.names import Names
from archive.search.query import Everything, Node
from archive.search.results import Hit, Passage
from archive.search.searchdoc import SearchDoc
from archive.search.vocabulary import load_names
from archive.text.spans import Span

CHIPS = 5
"""Chips of one kind on one result."""
FIGURES = 3
"""Figures of one result that are shown, an announcement's totals before those of its cases."""

LINKED: Sequence[tuple[str, QuerySet[Any], str, str]] = (
    (
        "announcement",
        AnnouncementPlace.objects.filter(role=PlaceRole.ENFORCEMENT),
        "province",
        "place__iso",
    ),
    ("announcement", AnnouncementPlatform.objects.all(), "platform", "platform__slug"),
    ("announcement", AnnouncementCampaign.objects.all(), "campaign", "campaign__slug"),
    ("case", CasePlace.objects.all(), "province", "place__iso"),
    ("case", CasePlatform.objects.all(), "platform", "platform__slug"),
    ("case", CaseCampaign.objects.all(), "campaign", "campaign__slug"),
)
"""The chips of a result: whose they are, the links, the facet, and where its value stands."""


@dataclass(frozen=True, slots=True)
class Words:
    """A passage and the address of its words, "" where it is of no announcement."""

    passage: Passage
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A named fact of a result: the facet and value it is, its label, its page."""

    kind: str
    value: str
    label: str
    url: str


@dataclass(frozen=True)
class Result:
    """One hit. `dates` and `told_by` belong to the announcement, or to the first of those that
    report a case; `detail` says in a word or two what a named record is, `added` when the archive
    took the record in."""

    kind: str
    id: str
    title: Passage
    name_zh: str = ""
    language: str = ""
    source: str = ""
    publisher: str = ""
    published: str = ""
    detail: str = ""
    added: datetime | None = None
    status: str = ""
    offence: str = ""
    told_by: str = ""
    passages: tuple[Words, ...] = ()
    facts: tuple[Chip, ...] = ()
    figures: tuple[Figure, ...] = field(default=())

    @property
    def url(self) -> str:
        """The record's page."""
        return find_url(self.kind, self.id)

    @property
    def chips(self) -> list[Chip]:
        """The named facts that are shown: a few of each kind."""
        shown = Counter[str]()
        chips = []
        for fact in self.facts:
            shown[fact.kind] += 1
            if shown[fact.kind] <= CHIPS:
                chips.append(fact)
        return chips

    @property
    def key(self) -> str:
        """`kind:id`, as the index knows it."""
        return f"{self.kind}:{self.id}"


Links = Mapping[tuple[str, int], Sequence[tuple[str, str]]]
"""Facet and value by kind and key of the record that they are facts of."""


def load_results(hits: Sequence[Hit], tree: Node, names: Names) -> list[Result]:
    """The hits' records in their order. A hit that is no longer public is left out, for the
    index may be a moment behind."""
    loader = _Loader(hits, tree, names)
    return [result for hit in hits if (result := loader.make(hit)) is not None]


class _Loader:
    """The rows of one page of hits."""

    def __init__(self, hits: Iterable[Hit], tree: Node, names: Names) -> None:
        self.tree, self.names = tree, names
        ids: dict[str, list[str]] = defaultdict(list)
        for hit in hits:
            ids[hit.kind].append(hit.id)
        told = visible.sought_announcements().only(*columns.HEADLINE, "text")
        self.announcements = _index(told, "public_id", ids["announcement"])
        cases = visible.sought_cases().select_related("offence")
        self.cases = _index(cases, "public_id", ids["case"])
        self.reports = _load_reports(self.cases.values())
        self.links = _load_links(self.announcements.values(), self.cases.values())
        self.figures = _load_figures(self.announcements.values())
        self.named: dict[str, Mapping[str, Any]] = {
            "campaign": _index(Campaign.objects.all(), "slug", ids["campaign"]),
            "agency": _index(Agency.objects.select_related("place"), "slug", ids["agency"]),
            "platform": _index(Platform.objects.all(), "slug", ids["platform"]),
        }

    def make(self, hit: Hit) -> Result | None:
        """The result of a hit, None where its record is not to be seen."""
        if hit.kind == "announcement":
            row = self.announcements.get(hit.id)
            return self._make_announcement(row) if row else None
        if hit.kind == "case":
            case = self.cases.get(hit.id)
            return self._make_case(case) if case else None
        named = self.named.get(hit.kind, {}).get(hit.id)
        return self._make_named(hit.kind, named) if named else None

    def _make_announcement(self, row: Announcement) -> Result:
        return Result(
            kind="announcement",
            id=row.public_id,
            title=self._mark(row.title),
            added=row.created,
            language=row.language,
            source=row.source or row.url,
            publisher=row.publisher,
            published=row.published_edtf,
            passages=self._find_passages(*_skip_headline(row)),
            facts=self._make_facts("announcement", row.pk),
            figures=tuple(self.figures.get(row.pk, ())[:FIGURES]),
        )

    def _make_case(self, case: Case) -> Result:
        reports = self.reports.get(case.pk, [])
        first = reports[0].announcement if reports else None
        words: tuple[Words, ...] = ()
        for report in reports[:1]:
            text = report.announcement.text[report.start : report.end]
            words = self._find_passages(text, report.announcement.public_id, report.start)
        return Result(
            kind="case",
            id=case.public_id,
            title=self._mark(str(case)),
            added=case.created,
            language=first.language if first else "",
            source=first.source or first.url if first else "",
            publisher=first.publisher if first else "",
            published=first.published_edtf if first else "",
            status=gettext(case.get_status_display()) if case.status != "unknown" else "",
            offence=_name_offence(case),
            told_by=first.title if first else "",
            passages=words,
            facts=self._make_facts("case", case.pk),
        )

    def _make_named(self, kind: str, row: Any) -> Result:
        return Result(
            kind=kind,
            id=row.slug,
            title=self._mark(row.name),
            added=row.created,
            name_zh=row.name_zh,
            published=getattr(row, "period_edtf", ""),
            detail=_describe(row),
            passages=tuple(
                Words(passage)
                for passage in highlight.highlight(row.note, self.tree, self.names, 1)
            ),
        )

    def _mark(self, title: str) -> Passage:
        return highlight.mark(title, self.tree, self.names)

    def _find_passages(self, text: str, announcement: str, offset: int = 0) -> tuple[Words, ...]:
        return tuple(
            Words(passage, find_words(announcement, _aim(passage, offset)))
            for passage in highlight.highlight(text, self.tree, self.names)
        )

    def _make_facts(self, owner: str, pk: int) -> tuple[Chip, ...]:
        chips = []
        for kind, value in self.links.get((owner, pk), ()):
            label = label_value(self.names, kind, value)
            url = find_province(value) if kind == "province" else find_url(kind, value)
            chips.append(Chip(kind, value, label, url))
        return tuple(chips)


def _skip_headline(row: Announcement) -> tuple[str, str, int]:
    """The text behind its headline, which stands above the passages anyway; the announcement;
    and where that text begins."""
    if not row.text.startswith(f"{row.title}\n"):
        return row.text, row.public_id, 0
    body = row.text[len(row.title) :].lstrip()
    return body, row.public_id, len(row.text) - len(body)


def _name_offence(case: Case) -> str:
    if case.offence is None:
        return ""
    return (reads_chinese() and case.offence.name_zh) or case.offence.name


def _describe(row: Any) -> str:
    """What a named record is, in a word or two."""
    if isinstance(row, Agency):
        return gettext(row.get_level_display())
    return name_platform_kind(row.kind) if isinstance(row, Platform) else ""


def _aim(passage: Passage, offset: int) -> Span:
    """The first marked words of a passage, or all of it, in the whole text."""
    position = passage.start + offset
    for words, marked in passage.runs:
        if marked:
            return Span(position, position + len(words))
        position += len(words)
    return Span(passage.start + offset, position)


def _index(rows: QuerySet[Any], name: str, values: Sequence[str]) -> Mapping[str, Any]:
    """Rows by a unique key. Unordered, for a database may otherwise walk through all rows in
    their order to find a few."""
    if not values:
        return {}
    found = rows.filter(**{f"{name}__in": values}).order_by()
    return {getattr(row, name): row for row in found}


def _load_reports(cases: Iterable[Case]) -> Mapping[int, list[CaseReport]]:
    """Public reports by case, the earliest announcement first."""
    reports: dict[int, list[CaseReport]] = defaultdict(list)
    if pks := [case.pk for case in cases]:
        rows = CaseReport.objects.filter(case__in=pks).select_related("announcement")
        rows = rows.defer("announcement__sketch")
        for report in rows.order_by("announcement__published_sort", "announcement__pk"):
            if report.announcement.visibility == Visibility.PUBLIC:
                reports[report.case_id].append(report)
    return reports


def _load_links(announcements: Iterable[Announcement], cases: Iterable[Case]) -> Links:
    """Provinces, platforms and campaigns of the rows, in one query."""
    owners = {"announcement": [row.pk for row in announcements], "case": [c.pk for c in cases]}
    parts = [
        _pick(rows, owner, owners[owner], facet, path)
        for owner, rows, facet, path in LINKED
        if owners[owner]
    ]
    links: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    if parts:
        for owner, pk, facet, value in sorted(parts[0].union(*parts[1:])):
            links[owner, pk].append((facet, value))
    return links


def _pick(
    rows: QuerySet[Any], owner: str, pks: list[int], facet: str, path: str
) -> QuerySet[Any, Any]:
    return (
        rows.filter(**{f"{owner}__in": pks})
        .exclude(state=State.REJECTED)
        .order_by()
        .values_list(Value(owner), f"{owner}_id", Value(facet), path)
    )


def _load_figures(announcements: Iterable[Announcement]) -> Mapping[int, list[Figure]]:
    """The totals that announcements state, in the order of their texts."""
    figures: dict[int, list[Figure]] = defaultdict(list)
    if pks := [row.pk for row in announcements]:
        rows = visible.figures().filter(announcement__in=pks, subject=Figure.Subject.TOTAL)
        rows = rows.exclude(measure="other").only(*columns.FIGURE)
        for figure in rows.order_by("pk"):
            figures[figure.announcement_id or 0].append(figure)
    return figures


def find_similar(row: Announcement, limit: int = 10) -> list[Result]:
    """Announcements that share the words which tell this one from others. Raises SearchError."""
    doc = SearchDoc(key=f"announcement:{row.public_id}", title=row.title, body=(row.text,))
    hits = assist.find_similar(doc, get_engine(), limit)
    return load_results(hits, Everything(), load_names())
