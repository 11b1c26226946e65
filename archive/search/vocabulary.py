"""The names that the database holds, as the snapshot that queries are understood with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, Max, Value
from django.db.models.functions import Cast

from archive import models
from archive.models import NameKind
from archive.search.names import Name, Names
from archive.text.matching import fold

LEVEL_FACETS = {"province": "province", "prefecture": "city", "county": "county"}
"""The facet that a place of each level is a value of."""

LANGUAGES = {
    "en": "English",
    "zh-Hans": "Chinese (Simplified)",
    "zh-Hant": "Chinese (Traditional)",
    "und": "unknown",
}

KINDS = {
    "announcement": "Announcements",
    "case": "Cases",
    "campaign": "Campaigns",
    "agency": "Agencies",
    "platform": "Platforms",
}

_NAMED: dict[str, type[Any]] = {
    "campaign": models.Campaign,
    "agency": models.Agency,
    "platform": models.Platform,
    "offence": models.Offence,
}


def load_names() -> Names:
    """The snapshot of now; made again only when the vocabularies have changed."""
    return _load_names(_stamp())


def _stamp() -> tuple[Any, ...]:
    """Changes with every save of a vocabulary's record: one small query."""
    rows = [
        model.objects.order_by()
        .annotate(facet=Value(field))
        .values("facet")
        .annotate(count=Count("pk"), last=Cast(Max("updated"), CharField()))
        .values_list("facet", "count", "last")
        for field, model in _NAMED.items()
    ]
    places = (
        models.Place.objects.order_by()
        .annotate(facet=Value("place"))
        .values("facet")
        .annotate(count=Count("pk"), last=Cast(Max("code"), CharField()))
        .values_list("facet", "count", "last")
    )
    return tuple(sorted(places.union(*rows)))


@lru_cache(maxsize=2)
def _load_names(stamp: tuple[Any, ...]) -> Names:
    entries = [*_read_named(), *_read_places()]
    labels = {
        "kind": KINDS,
        "status": dict(models.CaseStatus.choices),
        "measure": dict(models.Measure.choices),
        "language": LANGUAGES,
    }
    return Names(tuple(entries), labels)


def _read_named() -> Iterator[Name]:
    for field, model in _NAMED.items():
        rows = model.objects.filter(merged_into=None).order_by("pk")
        forms = _read_forms(model)
        for pk, slug, name, name_zh in rows.values_list("pk", "slug", "name", "name_zh"):
            further = forms.get(pk, [])
            yield Name(
                field=field,
                id=slug,
                label=name,
                forms=_keep((name, name_zh, *_pick(further, weak=False))),
                weak=_keep(_pick(further, weak=True)),
                key=None if field == "offence" else f"{field}:{slug}",
            )


def _read_forms(model: type[Any]) -> dict[int, list[tuple[str, str]]]:
    """Further names by the record's key: text and kind. Offences have none."""
    if model is models.Offence:
        return {}
    forms: dict[int, list[tuple[str, str]]] = {}
    owner = model._meta.model_name
    rows = model._meta.get_field("names").related_model.objects.values_list(
        f"{owner}_id", "text", "kind"
    )
    for pk, text, kind in rows:
        forms.setdefault(pk, []).append((text, kind))
    return forms


def _read_places() -> Iterator[Name]:
    """Places that exist. A county's short form counts where no other place shares it."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for code, text, kind in models.PlaceName.objects.values_list("place_id", "text", "kind"):
        forms.setdefault(code, []).append((text, kind))
    rows = list(
        models.Place.objects.filter(until=None)
        .order_by("pk")
        .values_list("code", "iso", "level", "name", "name_zh")
    )
    shared = Counter(
        fold(text)
        for code, *_, name, name_zh in rows
        for text in {name, name_zh, *(text for text, _ in forms.get(code, []))}
    )
    for code, iso, level, name, name_zh in rows:
        weak = _pick(forms.get(code, []), weak=True)
        alone = [text for text in weak if shared[fold(text)] == 1 and len(text) > 1]
        field = LEVEL_FACETS[level]
        yield Name(
            field=field,
            id=iso if field == "province" else code,
            label=name,
            forms=_keep((name, name_zh, *_pick(forms.get(code, []), weak=False), *alone)),
            weak=_keep(weak),
        )


def _pick(forms: Iterable[tuple[str, str]], *, weak: bool) -> list[str]:
    return [text for text, kind in forms if (kind == NameKind.WEAK) == weak]


def _keep(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for form in forms if form))


def load_titles(keys: Iterable[str]) -> dict[str, str]:
    """Titles of announcements and cases by their keys; what readers do not see is left out."""
    wanted: dict[str, list[str]] = {"announcement": [], "case": []}
    for key in keys:
        kind, _, identifier = key.partition(":")
        wanted.get(kind, []).append(identifier)
    titles: dict[str, str] = {}
    for kind, rows in (
        ("announcement", models.Announcement.objects.public()),
        ("case", models.Case.objects.public()),
    ):
        found = rows.filter(public_id__in=wanted[kind]).values_list("public_id", "title")
        titles.update((f"{kind}:{identifier}", title) for identifier, title in found)
    return titles
