"""Reprints and translations: announcements that say the same, linked and never merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from archive.models import Announcement, Figure, SketchValue, Visibility
from archive.text.sketch import INDEXED, estimate_likeness, make_sketch

REPRINT: Final = 0.6
"""Likeness from which a text is a reprint of an earlier one; a shared agency credit or a list
of the same cases told anew stays well below."""
SAME_TEXT: Final = 0.25
"""Likeness from which a file of the same name holds a new version of the same announcement."""
TELLING: Final = 100
"""Figures from this size on tell announcements apart; small counts are everywhere."""
SHARED: Final = 3
"""Telling figures that an original and its translation must share, at least half of either."""


def keep_sketch(announcement: Announcement, *, fresh: bool) -> None:
    """Stores the sketch's smallest values, by which `find_reprint` looks for the like."""
    if not fresh:
        announcement.sketch_values.all().delete()
    SketchValue.objects.bulk_create(
        SketchValue(announcement=announcement, value=value)
        for value in announcement.sketch[:INDEXED]
    )


def sketch(text: str) -> list[int]:
    """The sketch of a text, as it is stored."""
    return list(make_sketch(text))


def find_reprint(announcement: Announcement) -> Announcement | None:
    """The first announcement held whose text is almost the same, if any."""
    rows = Announcement.objects.filter(
        sketch_values__value__in=announcement.sketch[:INDEXED],
        language=announcement.language,
        pk__lt=announcement.pk,
        visibility=Visibility.PUBLIC,
    )
    candidates = rows.only("id", "sketch", "reprint_of").distinct().order_by("pk")[:50]
    for candidate in candidates:
        if estimate_likeness(candidate.sketch, announcement.sketch) >= REPRINT:
            return candidate.reprint_of or candidate
    return None


def find_translation(announcement: Announcement) -> Announcement | None:
    """The announcement in the other language that states the same figures, if just one does.

    Figures survive translation better than names: three telling ones in common, and at least
    half of those that either text states.
    """
    own = _telling(announcement.figures.all())
    if len(own) < SHARED:
        return None
    others = Figure.objects.filter(
        value__in={value for _, value in own}, announcement__visibility=Visibility.PUBLIC
    ).exclude(announcement=announcement)
    chinese = announcement.language.startswith("zh")
    others = (
        others.exclude(announcement__language__startswith="zh")
        if chinese
        else others.filter(announcement__language__startswith="zh")
    )
    shared = Counter(pk for pk, *_ in set(others.values_list("announcement", "measure", "value")))
    matches = []
    for pk, count in shared.most_common(5):
        if count < SHARED:
            break
        theirs = _telling(Figure.objects.filter(announcement=pk))
        if 2 * len(own & theirs) >= max(len(own), len(theirs)) and len(own & theirs) >= SHARED:
            matches.append(pk)
    return Announcement.objects.get(pk=matches[0]) if len(matches) == 1 else None


def _telling(figures: Iterable[Figure]) -> set[tuple[str, int]]:
    values = ((f.measure, f.value_intended or f.value) for f in figures)
    return {(measure, int(value)) for measure, value in values if value >= TELLING}


def link(announcement: Announcement) -> set[Announcement]:
    """Links a stored announcement with its original; returns the ones that changed.

    A Chinese text is taken for the original of an English one.
    """
    changed = set()
    if announcement.reprint_of_id is None and "reprint_of" not in announcement.settled:
        announcement.reprint_of = find_reprint(announcement)
        if announcement.reprint_of:
            changed.add(announcement)
    if announcement.translation_of_id is None and not announcement.translations.exists():
        other = find_translation(announcement)
        if other is not None:
            original, translation = (
                (announcement, other)
                if announcement.language.startswith("zh")
                else (other, announcement)
            )
            if "translation_of" not in translation.settled and not translation.translation_of_id:
                translation.translation_of = original
                changed.add(translation)
    for row in changed:
        row.save(update_fields=["reprint_of", "translation_of", "updated"])
    return changed
