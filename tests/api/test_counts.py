"""Every count of `/api/search` is that of the database, whatever is chosen."""

from collections import defaultdict
from random import Random

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.test import Client, override_settings
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.models import Announcement, Place
from archive.search.schema import NONE
from tests import factories as make

ANNOUNCEMENTS = 90
CHOICES = 300

PATHS = {
    "campaign": ("campaign_facts__campaign__slug", Q(campaign_facts__state="proposed")),
    "agency": ("agency_facts__agency__slug", Q(agency_facts__state="proposed")),
    "platform": ("platform_facts__platform__slug", Q(platform_facts__state="proposed")),
    "province": ("place_facts__place__iso", Q(place_facts__role="enforcement")),
    "offence": ("case_reports__case__offence__slug", Q(case_reports__case__visibility="public")),
    "status": ("case_reports__case__status", Q(case_reports__case__visibility="public")),
    "measure": ("figures__measure", Q(figures__state="proposed")),
    "year": ("year", Q(year__isnull=False)),
    "language": ("language", Q()),
    "publisher": ("publisher", ~Q(publisher="")),
}
"""Where the database keeps the values of each facet, and which rows of it stand."""

VALUES = {
    "campaign": ["c0", "c1", "c2"],
    "agency": ["a0", "a1", "a2"],
    "platform": ["p0", "p1", "p2", "p3"],
    "province": ["CN-ZJ", "CN-JS", "CN-TJ"],
    "offence": ["fraud", "gambling"],
    "status": ["detained", "sentenced", "unknown"],
    "measure": ["suspects", "websites"],
    "year": ["2014", "2015", "2016"],
    "language": ["en", "zh-Hans"],
    "publisher": ["Xinhua", "Legal Daily"],
}


def _choose(facet):
    values = st.sampled_from([*VALUES[facet], NONE])
    return st.tuples(
        st.sets(values, max_size=2), st.sets(values, max_size=1), st.integers(0, 2)
    ).map(lambda told: (told[0], told[1] - told[0]) if not told[2] else (set(), set()))


CHOSEN = st.fixed_dictionaries({facet: _choose(facet) for facet in VALUES})


@pytest.fixture(scope="module", autouse=True)
def archive(django_db_setup, django_db_blocker):
    """Announcements with facts by chance, some hidden, some facts rejected; indexed."""
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_URL="memory://counts"),
        transaction.atomic(),
    ):
        _fill(Random(5))
        call_command("index", "--rebuild", verbosity=0)
        yield
        transaction.set_rollback(True)


def _fill(chance):
    campaigns = [make.CampaignFactory(slug=slug) for slug in VALUES["campaign"]]
    agencies = [make.AgencyFactory(slug=slug) for slug in VALUES["agency"]]
    platforms = [make.PlatformFactory(slug=slug) for slug in VALUES["platform"]]
    places = [
        Place.objects.create(code=f"{n}20000", iso=iso, level="province", name=iso)
        for n, iso in enumerate(VALUES["province"], 1)
    ]
    offences = [make.OffenceFactory(slug=slug, name=slug) for slug in VALUES["offence"]]
    for _ in range(ANNOUNCEMENTS):
        row = make.AnnouncementFactory(
            published_edtf=chance.choice(["", "2014-05-06", "2015", "2015-11-11", "2016-01"]),
            language=chance.choice(VALUES["language"]),
            publisher=chance.choice(["", *VALUES["publisher"]]),
            visibility=chance.choice(["public"] * 8 + ["withdrawn", "draft"]),
        )
        for name, named in (
            (make.name_campaign, campaigns),
            (make.name_agency, agencies),
            (make.name_platform, platforms),
        ):
            for target in chance.sample(named, chance.choice([0, 1, 1, 2])):
                name(row, target, state=chance.choice(["proposed"] * 5 + ["rejected"]))
        for place in chance.sample(places, chance.choice([0, 1, 1, 2])):
            make.name_place(row, place, role=chance.choice(["enforcement"] * 4 + ["mentioned"]))
        for _ in range(chance.choice([0, 1, 1, 2])):
            make.report_case(
                row,
                offence=chance.choice([None, *offences]),
                status=chance.choice(VALUES["status"]),
                visibility=chance.choice(["public"] * 6 + ["withdrawn"]),
            )
        for measure in chance.sample(VALUES["measure"], chance.choice([0, 1, 2])):
            state = chance.choice(["proposed"] * 5 + ["rejected"])
            make.FigureFactory(announcement=row, measure=measure, state=state)


@pytest.fixture(scope="module")
def holders(archive, django_db_blocker):
    """By facet and value the public announcements that have it, as the database tells."""
    year = ExtractYear("published_earliest")
    rows = Announcement.objects.filter(visibility="public").annotate(year=year)
    with django_db_blocker.unblock():
        everything = set(rows.values_list("pk", flat=True))
        holders = {facet: defaultdict(set) for facet in PATHS}
        for facet, (path, stands) in PATHS.items():
            held = rows.filter(stands & Q(**{f"{path}__isnull": False}))
            for pk, value in held.values_list("pk", path):
                holders[facet][str(value)].add(pk)
            holders[facet][NONE] = everything.difference(*holders[facet].values())
    return everything, holders


def narrow(chosen, everything, holders, lifted=""):
    """The announcements that all choices but the lifted one leave."""
    rows = set(everything)
    for facet, (include, exclude) in chosen.items():
        if facet != lifted:
            if include:
                rows &= set().union(*(holders[facet][value] for value in include))
            rows = rows.difference(*(holders[facet][value] for value in exclude))
    return rows


@pytest.mark.django_db
@given(CHOSEN)
@settings(max_examples=CHOICES, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_every_count_is_that_of_the_database(holders, chosen):
    params = {
        facet: [*include, *(f"-{value}" for value in exclude)]
        for facet, (include, exclude) in chosen.items()
    }
    answer = Client().get("/api/search", {**params, "size": 1}).json()
    assert answer["problems"] == []
    assert answer["total"] == len(narrow(chosen, *holders))
    for facet in PATHS:
        rows = narrow(chosen, *holders, lifted=facet)
        told = {v["value"]: v["count"] for v in answer["facets"][facet] if v["count"]}
        counted = {value: len(held & rows) for value, held in holders[1][facet].items()}
        assert told == {value: n for value, n in counted.items() if n}, facet
