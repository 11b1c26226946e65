"""Records that a name as printed may mean, ranked by the likeness of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from archive.models import Place
from archive.review.decisions.names import FORMS, RECORDS
from archive.text.names import romanise, squash
from archive.text.script import has_han

FEWEST: Final = 68.0
"""Likeness, of 100, below which a record is no candidate."""
POOL: Final = 60
"""Names that are looked at closely."""


@dataclass(frozen=True)
class Likely:
    """A record, the name of it that is most like the one printed, and how like (0 to 100)."""

    record: Any
    form: str
    score: float


def rank(kind: str, text: str, *, first: Iterable[str] = (), limit: int = 6) -> list[Likely]:
    """Records of a kind by the likeness of their names to `text`, in letters or in sound; those
    whose identifiers are in `first` lead, whatever their names."""
    forms = list(_list_forms(kind))
    printed, sound = squash(text), _sound(text)
    near = process.extract(
        printed, [squash(form) for form, _ in forms], scorer=fuzz.WRatio, limit=POOL
    )
    if has_han(text):
        sounds = [_sound(form) if has_han(form) else "" for form, _ in forms]
        near += process.extract(sound, sounds, scorer=fuzz.ratio, limit=POOL)
    best: dict[Any, tuple[float, str]] = {}
    for _, score, index in near:
        form, pk = forms[index]
        # Of two names that are equally like, the shorter one says less that was not printed.
        best[pk] = max(best.get(pk, (0.0, "")), (score - len(form) / 1000, form))
    leading = _find(kind, first)
    ranked = sorted(best.items(), key=lambda entry: -entry[1][0])
    chosen = [pk for pk, (score, _) in ranked if score >= FEWEST][:limit]
    rows = RECORDS[kind]._default_manager.in_bulk([*leading, *chosen])
    return [
        Likely(rows[pk], best.get(pk, (100.0, str(rows[pk])))[1], best.get(pk, (100.0, ""))[0])
        for pk in dict.fromkeys([*leading, *chosen])
    ][: max(limit, len(leading))]


def _list_forms(kind: str) -> Iterator[tuple[str, Any]]:
    """Every name of every record of the kind that stands, with the record's key."""
    rows = RECORDS[kind]._default_manager.order_by()
    if kind != "place":
        rows = rows.filter(merged_into=None)
    for pk, *named in rows.values_list("pk", "name", "name_zh"):
        yield from ((form, pk) for form in named if form)
    names = FORMS[kind]._default_manager.order_by()
    if kind != "place":
        names = names.filter(**{f"{kind}__merged_into": None})
    yield from names.values_list("text", f"{kind}_id")


def _find(kind: str, identifiers: Iterable[str]) -> list[Any]:
    wanted = list(identifiers)
    key = "code" if RECORDS[kind] is Place else "slug"
    rows = RECORDS[kind]._default_manager.filter(**{f"{key}__in": wanted})
    found = {getattr(row, key): row.pk for row in rows}
    return [found[identifier] for identifier in wanted if identifier in found]


def _sound(name: str) -> str:
    return squash(romanise(name)) if has_han(name) else squash(name)
