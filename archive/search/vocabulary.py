"""The names that the database holds, as the snapshot that queries are understood with."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from threading import local
from typing import Any

import yaml
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Count, Max, Value
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext

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

PUBLISHERS = 5000
"""Publishers that are known by their names; a further one is meant by its whole name."""

KINDS = {
    "announcement": "Announcements",
    "case": "Cases",
    "campaign": "Campaigns",
    "agency": "Agencies",
    "platform": "Platforms",
}

PAUSE = 20
"""How many times as long as a snapshot took to make it is kept at least."""

_NAMED: dict[str, type[Any]] = {
    "campaign": models.Campaign,
    "agency": models.Agency,
    "platform": models.Platform,
    "offence": models.Offence,
}

_local = local()


def load_names() -> Names:
    """The snapshot of now; made again only when the vocabularies have changed, and looked at
    again only after `NAMES_FRESH_FOR` seconds."""
    fresh_for: float = settings.NAMES_FRESH_FOR
    until, names = getattr(_local, "held", (0.0, None))
    begun = time.monotonic()
    if names is None or begun >= until:
        names = _load_names(_stamp())
        ended = time.monotonic()
        # A load that adds agencies all the time must not keep every reader busy with them.
        pause = max(fresh_for, PAUSE * (ended - begun)) if fresh_for else 0.0
        _local.held = (ended + pause, names)
    return names


def _stamp() -> tuple[Any, ...]:
    """Changes with every save of a vocabulary's record: one small query."""
    sql, parameters = _compile_stamp(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return tuple(sorted(map(tuple, cursor.fetchall())))


@cache
def _compile_stamp(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Kept, because making the query takes Django ten times as long as the database's answer."""
    counted: list[tuple[str, type[Any], str]] = [
        ("place", models.Place, "code"),
        ("place name", models.PlaceName, "pk"),
        *((field, model, "updated") for field, model in _NAMED.items()),
    ]
    places, *named = (
        model.objects.order_by()
        .annotate(table=Value(table))
        .values("table")
        .annotate(count=Count("pk"), last=Cast(Max(changed), CharField()))
        .values_list("table", "count", "last")
        for table, model, changed in counted
    )
    sql, parameters = places.union(*named).query.sql_with_params()
    return sql, tuple(parameters)


@lru_cache(maxsize=2)
def _load_names(stamp: tuple[Any, ...]) -> Names:
    entries = [*_read_named(), *_read_places()]
    labels: dict[str, dict[str, str]] = {
        "kind": KINDS,
        "status": dict(models.CaseStatus.choices),
        "measure": dict(models.Measure.choices),
        "language": LANGUAGES,
    }
    spellings = {field: _translate(named) for field, named in labels.items()}
    labels["publisher"] = {name: name for name in select_publishers()}
    spellings["publisher"] = _read_spellings(labels["publisher"])
    return Names(tuple(entries), labels, spellings)


def _translate(named: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What values are called in the other languages of the interface, by which a reader may
    ask for them, too."""
    found: dict[str, tuple[str, ...]] = {}
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            for value, label in named.items():
                found[value] = (*found.get(value, ()), gettext(label))
    return found


def _read_spellings(publishers: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Further names of the publishers that the vocabulary's file knows: 新华社 is Xinhua."""
    path = settings.VOCABULARY_DIR / "publishers.yaml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
    held = set(publishers)
    return {
        entry["name"]: (
            *(entry[key] for key in ("id", "name_zh") if entry.get(key)),
            *(form for kind in ("alias", "abbreviation") for form in _forms(entry, kind)),
        )
        for entry in entries
        if entry["name"] in held
    }


def _forms(entry: Mapping[str, Any], kind: str) -> list[str]:
    return list((entry.get("names") or {}).get(kind) or ())


def select_publishers() -> Any:
    """The publishers of public announcements, in order, from an index alone."""
    rows = models.Announcement.objects.public().exclude(publisher="").order_by("publisher")
    return rows.values_list("publisher", flat=True).distinct()[:PUBLISHERS]


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
                label_zh=name_zh,
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
    """All places, abolished ones too. The short form of a county, and any form of a place that
    is no more, counts where no other place shares it."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for code, text, kind in models.PlaceName.objects.values_list("place_id", "text", "kind"):
        forms.setdefault(code, []).append((text, kind))
    rows = list(
        models.Place.objects.order_by("pk").values_list(
            "code", "iso", "level", "name", "name_zh", "until"
        )
    )
    shared = Counter(
        fold(text)
        for code, _, _, name, name_zh, _ in rows
        for text in {name, name_zh, *(text for text, _ in forms.get(code, []))}
    )
    for code, iso, level, name, name_zh, until in rows:
        weak = _pick(forms.get(code, []), weak=True)
        strong = [name, name_zh, *_pick(forms.get(code, []), weak=False)]
        if until is not None:
            strong = [text for text in strong if shared[fold(text)] == 1]
        alone = [text for text in weak if shared[fold(text)] == 1 and len(text) > 1]
        field = LEVEL_FACETS[level]
        yield Name(
            field=field,
            id=iso if field == "province" else code,
            label=name,
            forms=_keep((*strong, *alone)),
            weak=_keep((name, name_zh, *weak)),
            key=f"place:{code}",
            label_zh=name_zh,
            short=frozenset(map(fold, alone)) if field == "county" else frozenset(),
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
