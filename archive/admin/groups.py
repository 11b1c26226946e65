"""The groups of people who work here, and what each may do.

They are made after every migration, and given what the table says; what an administrator adds
to a group stays. A user belongs to one of them and is marked as staff.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

ARCHIVE: Final = "archive"
HIDDEN: Final = ("withheld", "withheldspot", "mergedrow")
"""Models that not every reader of the admin may see."""
RECORDS: Final = ("announcement", "case", "campaign")
VOCABULARIES: Final = ("agency", "platform", "place", "offence")
FACTS: Final = ("figure", "sanction", "mention")
ROWS: Final = (
    *("announcementcampaign", "announcementagency", "announcementplatform", "announcementplace"),
    *("casecampaign", "caseagency", "caseplatform", "caseplace", "casereport"),
    *("agencyname", "platformname", "campaignname", "placename", "offencearticle"),
    "campaignagency",
)
"""Rows that are entered in the forms of their records."""
DECIDED: Final = ("issue", "proposal", "unresolved", "report")

Grants = Mapping[str, Iterable[str]]
EDITOR: Final[Grants] = {
    "add": (*RECORDS, *VOCABULARIES, *FACTS, *ROWS),
    "change": (*RECORDS, *VOCABULARIES, *FACTS, *ROWS, *DECIDED),
    "delete": (*ROWS, *FACTS),
}
REVIEWER: Final[Grants] = {
    "withdraw": ("record",),
    "merge": ("record",),
    "view": HIDDEN,
    "delete": (*RECORDS, *VOCABULARIES),
    "change": ("outbox",),
}
GROUPS: Final[Mapping[str, tuple[Grants, ...]]] = {
    "reader": (),
    "editor": (EDITOR,),
    "reviewer": (EDITOR, REVIEWER),
    "administrator": (EDITOR, REVIEWER),
}
"""Everybody sees the archive's records; an editor enters, corrects and decides; a reviewer also
withdraws, merges and deletes; an administrator also does all with users and groups."""


def make_groups(app_config: AppConfig, verbosity: int = 1, **options: Any) -> None:
    """Makes the groups, and gives each what the table says. Listens to `post_migrate`."""
    for config in (app_config, apps.get_app_config("auth")):
        create_permissions(config, verbosity=0, **options)
    using = options.get("using", "default")
    held = Permission.objects.using(using).filter(content_type__app_label=ARCHIVE)
    for name, grants in GROUPS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*held.filter(_make_filter(grants)))
        if name == "administrator":
            people = Permission.objects.using(using).filter(content_type__app_label="auth")
            group.permissions.add(*people)


def _make_filter(grants: tuple[Grants, ...]) -> Q:
    codenames = {
        f"{verb}_{model}" for grant in grants for verb, models in grant.items() for model in models
    }
    seen = Q(codename__startswith="view_") & ~Q(codename__in=[f"view_{name}" for name in HIDDEN])
    return seen | Q(codename__in=codenames)
