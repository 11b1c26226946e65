"""Documents that the archive holds already, told by their imprint before they are read."""

from __future__ import annotations

from collections.abc import Collection

from archive.ingest.imprint import Imprint
from archive.models import Announcement, AnnouncementVersion


def find_held(imprints: Collection[Imprint]) -> set[Imprint]:
    """Those of the imprints that a load would find unchanged: the bytes are an announcement's and
    were last read by the same extractor in the same way, or they are those of an earlier text."""
    wanted = [imprint.sha256 for imprint in imprints]
    present = dict(
        Announcement.objects.filter(sha256__in=wanted).order_by().values_list("sha256", "imprint")
    )
    earlier = set(
        AnnouncementVersion.objects.filter(sha256__in=wanted)
        .order_by()
        .values_list("sha256", flat=True)
    )
    return {
        imprint
        for imprint in imprints
        if present.get(imprint.sha256) == imprint.reading
        or (imprint.sha256 in earlier and imprint.sha256 not in present)
    }
