"""The vocabularies between files, database and snapshot.

`load` brings the files' entries into the database; `take_snapshot` gives extraction the
database's entries, editors' additions included. Records that a load composed from a text
(origin "machine") are not in the snapshot: what one announcement says never changes how the
next one is read until an editor has looked at it.
"""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError, transaction

from archive.ingest.lexicon import Lexicon
from archive.ingest.vocabulary import (
    agencies,
    campaigns,
    decisions,
    offences,
    places,
    platforms,
)
from archive.ingest.vocabulary.rows import Tally
from archive.models import Place

__all__ = ["Tally", "load", "take_snapshot"]


def load(lexicon: Lexicon) -> dict[str, Tally]:
    """Brings a snapshot of the files into the database, in one transaction.

    Rows of editors stay as they are; a name that files no longer list leaves with its file.
    Returns the tally of each vocabulary. Raises VocabularyError for a reference to an entry
    that does not exist.
    """
    with transaction.atomic():
        return {
            "places": places.load(lexicon.places.values()),
            "agencies": agencies.load(lexicon.agencies),
            "platforms": platforms.load(lexicon.platforms),
            "offences": offences.load(lexicon.offences.values()),
            "campaigns": campaigns.load(lexicon.campaigns),
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
        places=places.read(),
        agencies=agencies.read(),
        platforms=platforms.read(),
        campaigns=campaigns.read(),
        offences=offences.read(files.offences),
        publishers=files.publishers,
        cues=files.cues,
        decided=decisions.read(),
    )
