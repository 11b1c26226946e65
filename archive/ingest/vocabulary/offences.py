"""The small taxonomy of offences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.ingest.lexicon import OffenceEntry
from archive.ingest.vocabulary.rows import Tally, read_names, sync
from archive.models import Offence, OffenceArticle, Origin


def load(entries: Iterable[OffenceEntry]) -> Tally:
    """Brings the offences and their articles into the database."""
    entries = list(entries)
    tally, rows = sync(Offence, {e.id: read_names(e) for e in entries})
    for entry in entries:
        row = rows[entry.id]
        have = set(row.articles.values_list("text", flat=True))
        if row.origin == Origin.VOCABULARY and have != set(entry.articles):
            row.articles.all().delete()
            OffenceArticle.objects.bulk_create(
                OffenceArticle(offence=row, text=text) for text in entry.articles
            )
    return tally


def read(files: Mapping[str, OffenceEntry]) -> dict[str, OffenceEntry]:
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
