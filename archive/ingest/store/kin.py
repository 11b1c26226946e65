"""Reprints and translations: announcements that say the same, linked and never merged.

The time that this takes is bounded, however large the archive: values that many texts share
are not kept as rows, for they tell nothing apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from archive.ingest.store.figures import StoredFigure
from archive.ingest.store.writing import New, write_new
from archive.models import Announcement, Figure, SketchValue, Visibility
from archive.text.sketch import INDEXED, estimate_likeness, make_sketch

REPRINT: Final = 0.6
"""Likeness from which a text is a reprint of an earlier one; a shared agency credit or a list
of the same cases told anew stays well below."""
SAME_TEXT: Final = 0.25
"""Likeness from which a file of the same name holds a new version of the same announcement."""
IN_COMMON: Final = 2
"""Values that two texts share at least, of those looked up, to be compared in full."""
COMMON: Final = 200
"""Texts that may share a value before it is taken for a phrase that everyone prints."""
CANDIDATES: Final = 50
"""Texts compared in full at most, those with most in common first."""
TELLING: Final = 100
"""Figures from this size on tell announcements apart; small counts are everywhere."""
SHARED: Final = 3
"""Telling figures that an original and its translation must share, at least half of either."""
LOOKED_UP: Final = 8
"""Figures looked for in other texts: those with most digits, as hardly two texts share one."""
DIGITS: Final = 2
"""Digits before the zeros at the end of a figure that is looked for: 39,883 is rarely said
twice, 2,000,000 often."""
ROWS: Final = 250
"""Figures of other texts looked at for each value."""
ALIKE_LOOKED_AT: Final = 5
"""Texts whose figures are compared in full."""


def sketch(text: str) -> list[int]:
    """The sketch of a text, as it is stored."""
    return list(make_sketch(text))


@dataclass(frozen=True)
class Told:
    """An announcement that was stored, with its figures; whether it is `fresh`, made just now,
    and whether its text is new."""

    announcement: Announcement
    figures: Sequence[StoredFigure]
    fresh: bool
    has_new_text: bool


def link(told: Sequence[Told]) -> list[set[Announcement]]:
    """Links stored announcements with their originals, as though each were stored before the
    next; returns for each which ones changed.

    A Chinese text is taken for the original of an English one. What an editor settled stays.
    """
    reprints, pairs = _Reprints(told), _Translations(told)
    changed: list[set[Announcement]] = [set() for _ in told]
    for index, one in enumerate(told):
        announcement = one.announcement
        if one.has_new_text:
            original = reprints.find(index)
            if original != announcement.reprint_of_id and "reprint_of" not in announcement.settled:
                announcement.reprint_of_id = original
                changed[index].add(announcement)
        if pair := pairs.find(index):
            pair[1].translation_of = pair[0]
            changed[index].add(pair[1])
    _save(set().union(*changed), {one.announcement for one in told if one.fresh})
    return changed


def _save(changed: set[Announcement], fresh: set[Announcement]) -> None:
    """Stores the links; of announcements that were there before, with their history."""
    columns = ["reprint_of", "translation_of", "updated"]
    Announcement.objects.bulk_update(changed & fresh, columns[:2])
    for row in changed - fresh:
        row.save(update_fields=columns)


# ---- reprints ------------------------------------------------------------------------------


class _Reprints:
    """Finds the first announcement held whose text is almost the same; stores the smallest
    values of the new sketches."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._shared = _share_values([one.announcement for one in told if one.has_new_text])
        pks = {pk for candidates in self._shared.values() for pk in candidates}
        rows = Announcement.objects.filter(pk__in=pks, visibility=Visibility.PUBLIC)
        columns = rows.order_by().values_list("pk", "language", "reprint_of", "sketch")
        self._held = {pk: (language, of, values) for pk, language, of, values in columns}
        self._present = {one.announcement.pk: one.announcement for one in told}

    def find(self, index: int) -> int | None:
        """The primary key of a new text's original, if any."""
        announcement = self._told[index].announcement
        own = set(announcement.sketch)
        for pk in sorted(self._shared.get(announcement.pk, ())):
            if pk >= announcement.pk or pk not in self._held:
                continue
            language, reprint_of, values = self._held[pk]
            if (
                language == announcement.language
                # No two texts are more alike than this; it is told sooner.
                and len(own.intersection(values)) >= REPRINT * len(own)
                and estimate_likeness(values, announcement.sketch) >= REPRINT
            ):
                # What was linked a moment ago is not in the database yet.
                known = self._present.get(pk)
                return (known.reprint_of_id if known else reprint_of) or pk
        return None


def _share_values(announcements: Sequence[Announcement]) -> dict[int, list[int]]:
    """Stores the smallest values of the announcements' sketches; returns for each the others
    that share some of them, those with most in common first, as primary keys."""
    SketchValue.objects.filter(announcement__in=announcements).delete()
    wanted = {value for one in announcements for value in one.sketch[:INDEXED]}
    held: dict[int, list[int]] = defaultdict(list)
    if wanted:
        rows = SketchValue.objects.filter(value__in=wanted).order_by("pk")
        for value, pk in rows.values_list("value", "announcement"):
            held[value].append(pk)
    shared, new = {}, []
    for one in announcements:
        values = one.sketch[:INDEXED]
        alike = Counter(pk for value in values for pk in held[value]).most_common(CANDIDATES)
        needed = min(IN_COMMON, len(values))
        shared[one.pk] = [pk for pk, count in alike if count >= needed]
        for value in values:
            if len(held[value]) < COMMON:
                held[value].append(one.pk)
                new.append(New(SketchValue, announcement=one, value=value))
    write_new(SketchValue, new)
    return shared


# ---- translations --------------------------------------------------------------------------

Figures = set[tuple[str, int]]
"""Figures that tell a text from others, by measure and value."""


class _Translations:
    """Finds the announcement in the other language that states the same figures."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._own = [_telling(one.figures) for one in told]
        self._places = {one.announcement.pk: index for index, one in enumerate(told)}
        self._by_value = _find_stated({v for own in self._own for v in _choose_values(own)})
        alike = {pk for index in range(len(told)) for pk in self._list_alike(index)}
        self._theirs = _list_telling(alike)

    def find(self, index: int) -> tuple[Announcement, Announcement] | None:
        """Original and translation, where this is either of them and not yet linked."""
        announcement, fresh = self._told[index].announcement, self._told[index].fresh
        if announcement.translation_of_id or (not fresh and announcement.translations.exists()):
            return None
        other = self._find_other(index)
        if other is None:
            return None
        chinese = announcement.language.startswith("zh")
        original, translation = (announcement, other) if chinese else (other, announcement)
        if translation.translation_of_id or "translation_of" in translation.settled:
            return None
        return original, translation

    def _find_other(self, index: int) -> Announcement | None:
        """The announcement in the other language that states the same figures, if just one does.

        Figures survive translation better than names: three telling ones in common, and at least
        half of those that either text states. Reprints go with their original.
        """
        own, matches = self._own[index], []
        alike = self._list_alike(index)
        if missing := set(alike) - self._theirs.keys():
            self._theirs |= _list_telling(missing)
        for pk in alike:
            theirs = self._theirs[pk]
            both = len(own & theirs)
            if both >= SHARED and 2 * both >= max(len(own), len(theirs)):
                matches.append(pk)
        if len(matches) != 1:
            return None
        place = self._places.get(matches[0])
        if place is not None:
            return self._told[place].announcement
        return Announcement.objects.get(pk=matches[0])

    def _list_alike(self, index: int) -> list[int]:
        """Primary keys of the few texts in the other language with most figures in common, of
        those that were stored before this one and are no reprints."""
        announcement = self._told[index].announcement
        chinese = announcement.language.startswith("zh")
        found = {
            (pk, measure, value)
            for value in _choose_values(self._own[index])
            for pk, language, measure in self._by_value.get(value, ())
            if language.startswith("zh") != chinese and self._is_before(pk, index)
        }
        counted = Counter(pk for pk, *_ in found).most_common(ALIKE_LOOKED_AT)
        return [pk for pk, count in counted if count >= IN_COMMON]

    def _is_before(self, pk: int, index: int) -> bool:
        place = self._places.get(pk)
        if place is None:
            return True
        return place < index and self._told[place].announcement.reprint_of_id is None


def _choose_values(own: Figures) -> list[int]:
    """The values looked for in other texts."""
    if len(own) < SHARED:
        return []
    telling = {value for _, value in own if _count_digits(value) >= DIGITS}
    return sorted(telling, key=lambda v: (-_count_digits(v), v))[:LOOKED_UP]


def _find_stated(values: Collection[int]) -> dict[int, list[tuple[int, str, str]]]:
    """By value, which public announcements that are no reprints state it: primary key, language
    and measure."""
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    if values:
        rows = Figure.objects.filter(
            value__in=values,
            announcement__visibility=Visibility.PUBLIC,
            announcement__reprint_of__isnull=True,
        ).order_by()
        columns = ("value", "announcement", "announcement__language", "measure")
        for value, *stated in rows.values_list(*columns)[: ROWS * len(values)]:
            found[int(value)].append(tuple(stated))
    return found


def _list_telling(pks: Collection[int]) -> dict[int, Figures]:
    found: dict[int, Figures] = {pk: set() for pk in pks}
    rows = Figure.objects.filter(announcement__in=pks).order_by()
    for pk, *stated in rows.values_list("announcement", "measure", "value", "value_intended"):
        found[pk] |= _choose_telling([stated])
    return found


def _count_digits(value: int) -> int:
    return len(str(value).rstrip("0"))


def _telling(figures: Iterable[StoredFigure]) -> Figures:
    return _choose_telling((f.measure, f.value, f.value_intended) for f in figures)


def _choose_telling(stated: Iterable[Sequence[Any]]) -> Figures:
    """Of measures, values and intended values, the figures that tell texts apart."""
    values = ((measure, intended or value) for measure, value, intended in stated)
    return {(measure, int(value)) for measure, value in values if value >= TELLING}
