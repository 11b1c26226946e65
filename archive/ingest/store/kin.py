"""Reprints and translations: announcements that say the same, linked and never merged.

The time that this takes is bounded, however large the archive: values that many texts share
are not kept as rows, for they tell nothing apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

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
ROWS: Final = 2000
"""Figures of other texts looked at."""


def sketch(text: str) -> list[int]:
    """The sketch of a text, as it is stored."""
    return list(make_sketch(text))


def link(
    announcement: Announcement, figures: Iterable[Figure], *, fresh: bool, has_new_text: bool
) -> set[Announcement]:
    """Links a stored announcement with its original; returns the ones that changed.

    A Chinese text is taken for the original of an English one. What an editor settled stays.
    """
    changed = set()
    if has_new_text:
        original = _keep_sketch(announcement, fresh=fresh)
        if original != announcement.reprint_of and "reprint_of" not in announcement.settled:
            announcement.reprint_of = original
            changed.add(announcement)
    if pair := _pair(announcement, figures, fresh=fresh):
        original, translation = pair
        translation.translation_of = original
        changed.add(translation)
    for row in changed:
        row.save(update_fields=["reprint_of", "translation_of", "updated"])
    return changed


# ---- reprints ------------------------------------------------------------------------------


def _keep_sketch(announcement: Announcement, *, fresh: bool) -> Announcement | None:
    """Stores the sketch's smallest values, and returns the first announcement held whose text is
    almost the same, if any."""
    if not fresh:
        announcement.sketch_values.all().delete()
    values = announcement.sketch[:INDEXED]
    rows = SketchValue.objects.filter(value__in=values).values_list("value", "announcement")
    held = list(rows)
    often = Counter(value for value, _ in held)
    SketchValue.objects.bulk_create(
        SketchValue(announcement=announcement, value=value)
        for value in values
        if often[value] < COMMON
    )
    needed = min(IN_COMMON, len(values))
    shared = Counter(pk for _, pk in held).most_common(CANDIDATES)
    return _choose_original(announcement, [pk for pk, count in shared if count >= needed])


def _choose_original(announcement: Announcement, pks: Sequence[int]) -> Announcement | None:
    if not pks:
        return None
    candidates = Announcement.objects.filter(
        pk__in=pks,
        pk__lt=announcement.pk,
        language=announcement.language,
        visibility=Visibility.PUBLIC,
    )
    for candidate in candidates.select_related("reprint_of").defer("text").order_by("pk"):
        if estimate_likeness(candidate.sketch, announcement.sketch) >= REPRINT:
            return candidate.reprint_of or candidate
    return None


# ---- translations --------------------------------------------------------------------------


def _pair(
    announcement: Announcement, figures: Iterable[Figure], *, fresh: bool
) -> tuple[Announcement, Announcement] | None:
    """Original and translation, where this is either of them and not yet linked."""
    if announcement.translation_of_id or (not fresh and announcement.translations.exists()):
        return None
    other = _find_translation(announcement, _telling(figures))
    if other is None:
        return None
    chinese = announcement.language.startswith("zh")
    original, translation = (announcement, other) if chinese else (other, announcement)
    if translation.translation_of_id or "translation_of" in translation.settled:
        return None
    return original, translation


def _find_translation(announcement: Announcement, own: set[tuple[str, int]]) -> Announcement | None:
    """The announcement in the other language that states the same figures, if just one does.

    Figures survive translation better than names: three telling ones in common, and at least
    half of those that either text states. Reprints go with their original.
    """
    if len(own) < SHARED:
        return None
    telling = [value for _, value in own if _count_digits(value) >= DIGITS]
    wanted = sorted(telling, key=lambda v: (-_count_digits(v), v))[:LOOKED_UP]
    others = Figure.objects.filter(
        value__in=wanted,
        announcement__visibility=Visibility.PUBLIC,
        announcement__reprint_of__isnull=True,
    ).exclude(announcement=announcement)
    chinese = {"announcement__language__startswith": "zh"}
    others = (
        others.exclude(**chinese)
        if announcement.language.startswith("zh")
        else others.filter(**chinese)
    )
    rows = others.order_by().values_list("announcement", "measure", "value")[:ROWS]
    found = Counter(pk for pk, *_ in set(rows))
    matches = []
    for pk, count in found.most_common(5):
        if count < IN_COMMON:
            break
        theirs = _telling(Figure.objects.filter(announcement=pk))
        both = len(own & theirs)
        if both >= SHARED and 2 * both >= max(len(own), len(theirs)):
            matches.append(pk)
    return Announcement.objects.get(pk=matches[0]) if len(matches) == 1 else None


def _count_digits(value: int) -> int:
    return len(str(value).rstrip("0"))


def _telling(figures: Iterable[Figure]) -> set[tuple[str, int]]:
    values = ((f.measure, f.value_intended or f.value) for f in figures)
    return {(measure, int(value)) for measure, value in values if value >= TELLING}
