"""Rows of the database as search documents, a batch at a time and in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from archive import models
from archive.models import PlaceRole, State, Visibility
from archive.search import schema
from archive.search.gazetteer import Lookups, NamedRow, PlaceRow
from archive.search.searchdoc import SearchDoc

BATCH = 500
"""Records read at once: what memory and the number of queries depend on."""
MAX_YEARS = 10
"""Years that a date may span and still count for each of them; a longer span says nothing."""

TOLD = ("title", "text", "version", "language", "publisher", "visibility")
DAYS = ("published_earliest", "published_latest")
"""Columns of an announcement that its document and those of its cases are made of; a row has
twice as many, of which each takes a while to read."""

Grouped = dict[Any, list[Any]]


def load_documents(keys: Collection[str]) -> Iterator[SearchDoc]:
    """The present documents of some keys; what is gone, merged or not public is left out."""
    lookups = Lookups()
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        kind, _, identifier = key.partition(":")
        wanted[kind].append(identifier)
    for kind, identifiers in wanted.items():
        if kind in SOURCES:
            source = SOURCES[kind]
            for some in _batches(identifiers):
                rows = source.rows().filter(**{f"{source.identifier}__in": some})
                yield from source.make(list(rows), lookups)


def iterate_documents() -> Iterator[SearchDoc]:
    """All documents that belong in the index, kind by kind; memory stays flat."""
    lookups = Lookups()
    for source in SOURCES.values():
        last = 0
        while rows := list(source.rows().filter(pk__gt=last).order_by("pk")[:BATCH]):
            yield from source.make(rows, lookups)
            last = rows[-1].pk


def count_documents() -> int:
    """How many documents belong in the index."""
    return sum(source.rows().count() for source in SOURCES.values())


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _group(rows: Iterable[tuple[Any, ...]]) -> Grouped:
    """Second columns (or the rest as tuples) by the first."""
    grouped: Grouped = defaultdict(list)
    for owner, *rest in rows:
        grouped[owner].append(rest[0] if len(rest) == 1 else tuple(rest))
    return grouped


class _Facts:
    """What is said of some announcements or cases: the links and figures that stand."""

    def __init__(self, owner: str, pks: Collection[int], lookups: Lookups) -> None:
        links = {
            "announcement": (
                models.AnnouncementCampaign,
                models.AnnouncementAgency,
                models.AnnouncementPlatform,
                models.AnnouncementPlace,
            ),
            "case": (models.CaseCampaign, models.CaseAgency, models.CasePlatform, models.CasePlace),
        }[owner]
        self.named: dict[str, Grouped] = {}
        for model, target in zip(links, ("campaign", "agency", "platform", "place"), strict=True):
            rows = _standing(model).filter(**{f"{owner}__in": pks})
            if owner == "announcement" and target == "place":
                rows = rows.filter(role=PlaceRole.ENFORCEMENT)
            self.named[target] = _group(rows.order_by("pk").values_list(owner, target))
            lookups.load(target, {pk for held in self.named[target].values() for pk in held})
        figures = _standing(models.Figure).filter(**{f"{owner}__in": pks}).order_by("pk")
        self.figures = _group(figures.values_list(owner, "measure", "value", "value_intended"))
        self._lookups = lookups

    def rows(self, target: str, pk: int) -> list[Any]:
        """The named rows, or places, that an owner is linked to."""
        return self._lookups.pick(target, self.named[target].get(pk, []))


def _standing(model: type[Any]) -> Any:
    return model.objects.exclude(state=State.REJECTED)


def _public_announcements() -> Any:
    public = models.Announcement.objects.filter(visibility=Visibility.PUBLIC)
    return public.only("public_id", *TOLD, *DAYS)


def _public_cases() -> Any:
    """Public cases; one that only hidden announcements report goes with them. Those are sought
    from the hidden side, which is small: this runs once a batch."""
    reports = models.CaseReport.objects.order_by()
    public = reports.filter(case=OuterRef("case"), announcement__visibility=Visibility.PUBLIC)
    hidden = reports.filter(
        announcement__visibility__in=[Visibility.DRAFT, Visibility.WITHDRAWN]
    ).exclude(Exists(public))
    cases = models.Case.objects.public().select_related("offence")
    cases = cases.only("public_id", "designation", "title", "status", "offence__slug")
    return cases.exclude(pk__in=hidden.values("case"))


def _make_announcements(rows: list[models.Announcement], lookups: Lookups) -> Iterator[SearchDoc]:
    pks = [row.pk for row in rows]
    facts = _Facts("announcement", pks, lookups)
    cases = _group(_read_told(pks))
    for row in rows:
        held = cases.get(row.pk, [])
        facets = _collect_facets(facts, row.pk)
        figures = facts.figures.get(row.pk, [])
        days = (row.published_earliest, row.published_latest)
        yield SearchDoc(
            key=f"announcement:{row.public_id}",
            title=row.title,
            names=_collect_names(facts, row.pk),
            body=(row.text,),
            facets={
                **facets,
                **_date_facets(*days),
                "kind": ("announcement",),
                "offence": _unique(offence for offence, *_ in held),
                "status": _unique(status for _, status, *_ in held),
                "language": (row.language,),
                "publisher": _unique([row.publisher]),
                "measure": _unique(measure for measure, *_ in figures),
            },
            numbers=_collect_numbers(figures),
            designations=_unique(designation for _, _, designation, _ in held),
            earliest=_ordinal(days[0]),
            latest=_ordinal(days[1]),
        )


def _read_told(pks: Collection[int]) -> Iterator[tuple[Any, ...]]:
    """Announcement, offence, status, designation and title of the public cases that some public
    announcements report, in the order of the cases."""
    # What is not public is left out here: asked to, SQLite walks all public cases for each batch.
    told = (
        models.CaseReport.objects.filter(announcement__in=pks)
        .order_by("case")
        .values_list(
            "announcement",
            "case__offence__slug",
            "case__status",
            "case__designation",
            "case__title",
            "case__visibility",
            "case__merged_into",
            "case__state",
        )
    )
    for *row, visibility, merged, state in told:
        if visibility == Visibility.PUBLIC and merged is None and state != State.REJECTED:
            yield tuple(row)


def _make_cases(rows: list[models.Case], lookups: Lookups) -> Iterator[SearchDoc]:
    pks = [row.pk for row in rows]
    facts = _Facts("case", pks, lookups)
    reports = models.CaseReport.objects.filter(case__in=pks).select_related("announcement")
    read = ("case", "start", "end", "version", *(f"announcement__{c}" for c in (*TOLD, *DAYS)))
    by_case = _group(
        (report.case_id, report)
        for report in reports.only(*read).order_by("pk")
        if report.announcement.visibility == Visibility.PUBLIC
    )
    for row in rows:
        told = [report.announcement for report in by_case.get(row.pk, [])]
        figures = facts.figures.get(row.pk, [])
        days = _first_days(told)
        yield SearchDoc(
            key=f"case:{row.public_id}",
            title=str(row),
            names=_collect_names(facts, row.pk),
            body=tuple(
                report.announcement.text[report.start : report.end]
                for report in by_case.get(row.pk, [])
                if report.version == report.announcement.version
            ),
            facets={
                **_collect_facets(facts, row.pk),
                **_date_facets(*days),
                "kind": ("case",),
                "offence": _unique([row.offence.slug if row.offence else None]),
                "status": (row.status,),
                "language": _unique(a.language for a in told),
                "publisher": _unique(a.publisher for a in told),
                "measure": _unique(measure for measure, *_ in figures),
            },
            numbers=_collect_numbers(figures),
            designations=_unique([row.designation]),
            earliest=_ordinal(days[0]),
            latest=_ordinal(days[1]),
        )


def _make_campaigns(rows: list[models.Campaign], lookups: Lookups) -> Iterator[SearchDoc]:
    links = models.CampaignAgency.objects.filter(campaign__in=[row.pk for row in rows])
    agencies = _group(links.order_by("pk").values_list("campaign", "agency"))
    lookups.load("agency", {pk for held in agencies.values() for pk in held})
    lookups.load("campaign", {row.pk for row in rows})
    for row in rows:
        led = lookups.pick("agency", agencies.get(row.pk, []))
        facets = {
            "campaign": (row.slug,),
            "agency": _unique(agency.slug for agency in led),
            **_date_facets(row.period_earliest, row.period_latest),
        }
        days = (_ordinal(row.period_earliest), _ordinal(row.period_latest))
        yield _make_named(row, "campaign", lookups, facets, days)


def _make_agencies(rows: list[models.Agency], lookups: Lookups) -> Iterator[SearchDoc]:
    lookups.load("agency", {row.pk for row in rows})
    lookups.load("place", {row.place_id for row in rows if row.place_id})
    for row in rows:
        places = lookups.pick("place", [row.place_id] if row.place_id else [])
        facets = {"agency": (row.slug,), **_place_facets(places)}
        yield _make_named(row, "agency", lookups, facets)


def _make_platforms(rows: list[models.Platform], lookups: Lookups) -> Iterator[SearchDoc]:
    lookups.load("platform", {row.pk for row in rows})
    for row in rows:
        yield _make_named(row, "platform", lookups, {"platform": (row.slug,)}, more=row.operator)


def _make_named(
    row: Any,
    kind: str,
    lookups: Lookups,
    facets: dict[str, tuple[str, ...]],
    days: tuple[int | None, int | None] = (None, None),
    more: str = "",
) -> SearchDoc:
    """The document of a vocabulary's record: here all its forms are names."""
    (named,) = lookups.pick(kind, [row.pk])
    return SearchDoc(
        key=f"{kind}:{row.slug}",
        title=str(row),
        names=named.all_forms,
        body=_unique([row.note, more]),
        facets={**facets, "kind": (kind,)},
        # A period that is open at one end says no day to sort by.
        earliest=days[0] if None not in days else None,
        latest=days[1] if None not in days else None,
    )


# ---- parts of a document -------------------------------------------------------------------


def _collect_facets(facts: _Facts, pk: int) -> dict[str, tuple[str, ...]]:
    facets = {
        target: _unique(named.slug for named in facts.rows(target, pk))
        for target in ("campaign", "agency", "platform")
    }
    return {**facets, **_place_facets(facts.rows("place", pk))}


def _place_facets(places: list[PlaceRow]) -> dict[str, tuple[str, ...]]:
    """A place counts for the divisions that it lies in, too."""
    return {
        "province": _unique(place.iso for place in places),
        "city": _unique(place.city for place in places),
        "county": _unique(place.county for place in places),
    }


def _collect_names(facts: _Facts, pk: int) -> tuple[str, ...]:
    rows: list[NamedRow | PlaceRow] = [
        row
        for target in ("campaign", "agency", "platform", "place")
        for row in facts.rows(target, pk)
    ]
    return _unique(name for row in rows for name in row.names)


def _collect_numbers(figures: list[tuple[str, Any, Any]]) -> dict[str, tuple[float, ...]]:
    """Figures by number field; what was probably meant goes before what was literally said."""
    numbers: dict[str, tuple[float, ...]] = {}
    for number in schema.NUMBERS:
        values = (
            float(value if intended is None else intended)
            for measure, value, intended in figures
            if measure == number.measure
        )
        numbers[number.name] = tuple(dict.fromkeys(values))
    return numbers


def _date_facets(first: date | None, last: date | None) -> dict[str, tuple[str, ...]]:
    """Each possible year; the month where there is only one."""
    if first is None or last is None or last.year - first.year >= MAX_YEARS:
        return {}
    facets = {"year": tuple(f"{year:04}" for year in range(first.year, last.year + 1))}
    if (first.year, first.month) == (last.year, last.month):
        facets["month"] = (f"{first:%Y-%m}",)
    return facets


def _first_days(told: list[models.Announcement]) -> tuple[date | None, date | None]:
    """The days of the announcement that told first of a case."""
    dated = [a for a in told if a.published_earliest and a.published_latest]
    if not dated:
        return None, None
    first = min(dated, key=lambda a: (a.published_earliest, a.pk))
    return first.published_earliest, first.published_latest


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


class _Source:
    """One kind of document: its rows, the field of its identifier, and how they are made."""

    def __init__(
        self,
        identifier: str,
        rows: Callable[[], Any],
        make: Callable[[list[Any], Lookups], Iterator[SearchDoc]],
    ) -> None:
        self.identifier = identifier
        self.rows = rows
        self.make = make


SOURCES = {
    "announcement": _Source("public_id", _public_announcements, _make_announcements),
    "case": _Source("public_id", _public_cases, _make_cases),
    "campaign": _Source(
        "slug", lambda: models.Campaign.objects.filter(merged_into=None), _make_campaigns
    ),
    "agency": _Source(
        "slug", lambda: models.Agency.objects.filter(merged_into=None), _make_agencies
    ),
    "platform": _Source(
        "slug", lambda: models.Platform.objects.filter(merged_into=None), _make_platforms
    ),
}
"""Where the documents of each kind come from."""
