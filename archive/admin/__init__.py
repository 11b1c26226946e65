"""Data entry: the records in Django's own admin, one noun a file.

Importing the package registers every record with the archive's own site (`archive.admin.site`).
"""

from archive.admin import (
    agencies,
    announcements,
    campaigns,
    cases,
    facts,
    names,
    offences,
    people,
    places,
    platforms,
    reports,
    review,
    runs,
    upkeep,
    withdrawal,
)

__all__ = [
    "agencies",
    "announcements",
    "campaigns",
    "cases",
    "facts",
    "names",
    "offences",
    "people",
    "places",
    "platforms",
    "reports",
    "review",
    "runs",
    "upkeep",
    "withdrawal",
]
