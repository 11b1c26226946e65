"""The vocabularies between files, database and snapshot.

`load` brings the files' entries into the database; `take_snapshot` gives extraction the
database's entries, editors' additions included. Records that a load composed from a text
(origin "machine") are not in the snapshot: what one announcement says never changes how the
next one is read until an editor has looked at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, models, transaction

from archive.ingest.lexicon import (
    AgencyEntry,
    CampaignEntry,
    Entry,
    Form,
    Lexicon,
    OffenceEntry,
    PlaceEntry,
    PlatformEntry,
    VocabularyError,
)
from archive.models import (
    Agency,
    AgencyName,
    Campaign,
    CampaignAgency,
    CampaignName,
    Offence,
    OffenceArticle,
    Origin,
    Place,
    PlaceName,
    Platform,
    PlatformName,
    Unresolved,
)
from archive.review.reach import touch
from archive.text.edtf import InvalidDateError, find_bounds

CHINA: Final = "CN"
BATCH: Final = 500


@dataclass
class Tally:
    """Entries of one vocabulary by what became of them; `kept` are those that an editor has
    changed, which a load leaves alone."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


def load(lexicon: Lexicon) -> dict[str, Tally]:
    """Brings a snapshot of the files into the database, in one transaction.

    Rows of editors stay as they are; a name that files no longer list leaves with its file.
    Returns the tally of each vocabulary. Raises VocabularyError for a reference to an entry
    that does not exist.
    """
    with transaction.atomic():
        return {
            "places": _load_places(lexicon.places.values()),
            "agencies": _load_agencies(lexicon.agencies),
            "platforms": _load_platforms(lexicon.platforms),
            "offences": _load_offences(lexicon.offences.values()),
            "campaigns": _load_campaigns(lexicon.campaigns),
        }


def take_snapshot(folder: Path) -> Lexicon:
    """The vocabularies as extraction sees them: entries from the database, cues and publishers
    from the files of `folder`.

    Where the database is missing, unmigrated or empty, the files alone are the vocabulary.
    """
    files = Lexicon.from_files(folder)
    try:
        if not Place.objects.exists():
            return files
    except DatabaseError:
        return files
    return Lexicon(
        places=_snapshot_places(),
        agencies=_snapshot_agencies(),
        platforms=_snapshot_platforms(),
        campaigns=_snapshot_campaigns(),
        offences=_snapshot_offences(files.offences),
        publishers=files.publishers,
        cues=files.cues,
        decided=_snapshot_decisions(),
    )


# ---- files to database ---------------------------------------------------------------------


def _sync(
    model: type[models.Model],
    wanted: Mapping[str, Mapping[str, Any]],
    key: str = "slug",
) -> tuple[Tally, dict[str, Any]]:
    """Makes and updates rows by key; returns the tally and every row wanted, by key.

    A row that an announcement's reading composed is taken over by the vocabulary.
    """
    manager: models.Manager[Any] = model._default_manager
    rows = {getattr(row, key): row for row in manager.all()}
    tally = Tally()
    fresh, changed = [], []
    for value, columns in wanted.items():
        row = rows.get(value)
        if row is None:
            fresh.append(model(**{key: value}, origin=Origin.VOCABULARY, **columns))
        elif row.origin == Origin.EDITOR:
            tally.kept += 1
        elif row.origin == Origin.VOCABULARY and all(
            getattr(row, name) == column for name, column in columns.items()
        ):
            tally.unchanged += 1
        else:
            for name, column in {**columns, "origin": Origin.VOCABULARY}.items():
                setattr(row, name, column)
            changed.append(row)
    manager.bulk_create(fresh, batch_size=BATCH)
    for row in changed:
        row.save()
    touch(changed)
    tally.created, tally.updated = len(fresh), len(changed)
    rows.update((getattr(row, key), row) for row in fresh)
    return tally, {value: rows[value] for value in wanted}


def _sync_names(
    names: type[models.Model], owner: str, entries: Iterable[tuple[Any, Iterable[Form]]]
) -> None:
    """Further names of each owner as the files have them; editors' own names stay."""
    manager: models.Manager[Any] = names._default_manager
    present: dict[Any, dict[str, Any]] = {}
    for name in manager.all():
        present.setdefault(getattr(name, f"{owner}_id"), {})[name.text] = name
    fresh, stale = [], []
    for row, forms in entries:
        if row.origin == Origin.EDITOR:
            continue  # An editor may have taken names out, too.
        have = present.get(row.pk, {})
        want = {form.text: form.kind for form in forms}
        fresh += [
            names(**{owner: row}, text=text, kind=kind, origin=Origin.VOCABULARY)
            for text, kind in want.items()
            if text not in have or _differs(have[text], kind)
        ]
        stale += [
            name
            for text, name in have.items()
            if name.origin == Origin.VOCABULARY and (text not in want or _differs(name, want[text]))
        ]
    manager.filter(pk__in=[name.pk for name in stale]).delete()
    manager.bulk_create(fresh, batch_size=BATCH)
    touch({name.pk: name for name in stale}.values())


def _differs(name: Any, kind: str) -> bool:
    return bool(name.origin == Origin.VOCABULARY and name.kind != kind)


def _link(
    rows: Mapping[str, Any],
    entries: Mapping[str, Entry],
    column: str,
    target: Callable[[Any], str | None],
    found: Mapping[str, Any],
) -> None:
    """Sets a foreign key of each row to the entry that `target` names."""
    changed = []
    for slug, row in rows.items():
        wanted = target(entries[slug])
        if wanted is not None and wanted not in found:
            raise VocabularyError(
                f"{slug}: its {column} “{wanted}” is in no vocabulary; add it, or mend the entry"
            )
        pk = found[wanted].pk if wanted else None
        if row.origin == Origin.VOCABULARY and getattr(row, f"{column}_id") != pk:
            setattr(row, f"{column}_id", pk)
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, [column], batch_size=BATCH)


def _load_places(entries: Iterable[PlaceEntry]) -> Tally:
    rank = {"province": 0, "prefecture": 1, "county": 2}
    ordered = sorted(entries, key=lambda e: rank.get(e.level, len(rank)))
    wanted = {
        e.id: {
            "name": e.name,
            "name_zh": e.name_zh or "",
            "level": e.level,
            "iso": e.iso,
            "parent_id": e.parent,
            "until": e.until,
        }
        for e in ordered
    }
    if missing := {e.parent for e in ordered if e.parent} - set(wanted):
        raise VocabularyError(f"places.csv: no such parent: {', '.join(sorted(missing))}")
    tally, rows = _sync(Place, wanted, "code")
    _sync_names(PlaceName, "place", [(rows[e.id], e.forms) for e in ordered])
    return tally


def _load_agencies(entries: Mapping[str, AgencyEntry]) -> Tally:
    places = set(Place.objects.values_list("code", flat=True))
    wanted = {}
    for entry in entries.values():
        is_code = entry.place is not None and entry.place.isdigit()
        if is_code and entry.place not in places:
            raise VocabularyError(f"{entry.id}: no place {entry.place}; see places.csv")
        wanted[entry.id] = {
            **_name(entry),
            "level": entry.level,
            "kind": entry.kind or "",
            "place_id": entry.place if is_code else None,
            "country": CHINA if is_code or not entry.place else entry.place,
            "until": entry.until or "",
        }
    tally, rows = _sync(Agency, wanted)
    _link(rows, entries, "parent", lambda e: e.parent, rows)
    _link(rows, entries, "successor", lambda e: e.successor, rows)
    _sync_names(AgencyName, "agency", [(rows[e.id], e.forms) for e in entries.values()])
    return tally


def _load_platforms(entries: Mapping[str, PlatformEntry]) -> Tally:
    tally, rows = _sync(
        Platform,
        {
            e.id: {**_name(e), "kind": e.kind, "operator": e.operator or ""}
            for e in entries.values()
        },
    )
    _link(rows, entries, "parent", lambda e: e.parent, rows)
    _sync_names(PlatformName, "platform", [(rows[e.id], e.forms) for e in entries.values()])
    return tally


def _load_offences(entries: Iterable[OffenceEntry]) -> Tally:
    entries = list(entries)
    tally, rows = _sync(Offence, {e.id: _name(e) for e in entries})
    for entry in entries:
        row = rows[entry.id]
        have = set(row.articles.values_list("text", flat=True))
        if row.origin == Origin.VOCABULARY and have != set(entry.articles):
            row.articles.all().delete()
            OffenceArticle.objects.bulk_create(
                OffenceArticle(offence=row, text=text) for text in entry.articles
            )
    return tally


def _load_campaigns(entries: Mapping[str, CampaignEntry]) -> Tally:
    wanted = {}
    for entry in entries.values():
        try:
            earliest, latest = find_bounds(entry.period) if entry.period else (None, None)
        except InvalidDateError as error:
            raise VocabularyError(f"{entry.id}: {error}") from error
        wanted[entry.id] = {
            **_name(entry),
            "series": entry.series or "",
            "period_edtf": entry.period or "",
            "period_earliest": earliest,
            "period_latest": latest,
        }
    tally, rows = _sync(Campaign, wanted)
    _link(rows, entries, "parent", lambda e: e.parent, rows)
    _sync_names(CampaignName, "campaign", [(rows[e.id], e.forms) for e in entries.values()])
    _load_leaders(entries, rows)
    return tally


def _load_leaders(entries: Mapping[str, CampaignEntry], rows: Mapping[str, Any]) -> None:
    leading = CampaignAgency.Role.LEADING
    agencies = dict(Agency.objects.values_list("slug", "pk"))
    have = set(CampaignAgency.objects.filter(role=leading).values_list("campaign", "agency"))
    fresh = []
    for entry in entries.values():
        if not entry.leading:
            continue
        if entry.leading not in agencies:
            raise VocabularyError(f"{entry.id}: no agency {entry.leading}; see agencies.yaml")
        pair = (rows[entry.id].pk, agencies[entry.leading])
        if rows[entry.id].origin == Origin.VOCABULARY and pair not in have:
            fresh.append(CampaignAgency(campaign_id=pair[0], agency_id=pair[1], role=leading))
    CampaignAgency.objects.bulk_create(fresh)


def _name(entry: Entry) -> dict[str, str]:
    return {"name": entry.name, "name_zh": entry.name_zh or "", "note": entry.note or ""}


# ---- database to snapshot ------------------------------------------------------------------


def _known(model: type[models.Model]) -> list[Any]:
    """Rows with their names, without those that only a reading composed and merged ones."""
    rows = model._default_manager.exclude(origin=Origin.MACHINE).prefetch_related("names")
    if hasattr(model, "merged_into"):
        rows = rows.filter(merged_into__isnull=True)
    return list(rows.order_by("pk"))


def _forms(row: Any) -> tuple[Form, ...]:
    return tuple(Form(name.text, name.kind) for name in sorted(row.names.all(), key=lambda n: n.pk))


def _base(row: Any) -> dict[str, Any]:
    return {
        "id": row.slug,
        "name": row.name,
        "name_zh": row.name_zh or None,
        "forms": _forms(row),
        "note": row.note or None,
    }


def _snapshot_places() -> dict[str, PlaceEntry]:
    return {
        row.code: PlaceEntry(
            id=row.code,
            name=row.name,
            name_zh=row.name_zh,
            forms=_forms(row),
            level=row.level,
            parent=row.parent_id,
            iso=row.iso,
            until=row.until,
        )
        for row in _known(Place)
    }


def _snapshot_agencies() -> dict[str, AgencyEntry]:
    rows = _known(Agency)
    slugs = {row.pk: row.slug for row in rows}
    return {
        row.slug: AgencyEntry(
            **_base(row),
            level=row.level,
            parent=slugs.get(row.parent_id),
            place=row.place_id or (row.country if row.country != CHINA else None),
            kind=row.kind or None,
            successor=slugs.get(row.successor_id),
            until=row.until or None,
        )
        for row in rows
    }


def _snapshot_platforms() -> dict[str, PlatformEntry]:
    rows = _known(Platform)
    slugs = {row.pk: row.slug for row in rows}
    return {
        row.slug: PlatformEntry(
            **_base(row),
            kind=row.kind,
            operator=row.operator or None,
            parent=slugs.get(row.parent_id),
        )
        for row in rows
    }


def _snapshot_campaigns() -> dict[str, CampaignEntry]:
    rows = _known(Campaign)
    slugs = {row.pk: row.slug for row in rows}
    leading = dict(
        CampaignAgency.objects.filter(role=CampaignAgency.Role.LEADING).values_list(
            "campaign", "agency__slug"
        )
    )
    return {
        row.slug: CampaignEntry(
            **_base(row),
            parent=slugs.get(row.parent_id),
            series=row.series or None,
            period=row.period_edtf or None,
            leading=leading.get(row.pk),
        )
        for row in rows
    }


def _snapshot_decisions() -> dict[tuple[str, str], str | None]:
    """What editors decided on names: an id of the name's own kind, else None. A name that turned
    out to be of another kind is none of the kind it was taken for."""
    merged = _find_merged()
    decided: dict[tuple[str, str], str | None] = {}
    rows = Unresolved.objects.exclude(status=Unresolved.Status.OPEN)
    for kind, text, decision in rows.order_by("pk").values_list("kind", "text", "decision"):
        chosen, _, identifier = decision.partition(":")
        decided[kind, text] = merged.get(decision, identifier) if chosen == kind else None
    return decided


def _find_merged() -> dict[str, str]:
    """The slug of what took a merged record's place, by the record's kind and slug."""
    return {
        f"{model._meta.model_name}:{slug}": target
        for model in (Agency, Campaign, Platform)
        for slug, target in model._default_manager.filter(merged_into__isnull=False).values_list(
            "slug", "merged_into__slug"
        )
    }


def _snapshot_offences(files: Mapping[str, OffenceEntry]) -> dict[str, OffenceEntry]:
    """Names from the database; the cue words, which only extraction needs, from the files."""
    rows = Offence.objects.exclude(origin=Origin.MACHINE).prefetch_related("articles")
    return {
        row.slug: OffenceEntry(
            id=row.slug,
            name=row.name,
            name_zh=row.name_zh or None,
            forms=files[row.slug].forms if row.slug in files else (),
            articles=tuple(article.text for article in row.articles.all()),
            cues=files[row.slug].cues if row.slug in files else (),
            note=row.note or None,
        )
        for row in rows.order_by("pk")
    }
