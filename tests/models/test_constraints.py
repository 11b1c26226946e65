"""What the database itself refuses, whoever writes: on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction

from archive import models
from tests import factories

pytestmark = pytest.mark.django_db


def refuses(write):
    """Whether the database refuses a write."""
    try:
        with transaction.atomic():
            write()
    except (IntegrityError, DataError):
        return True
    return False


def change(record, **columns):
    """A write past every check but those of the database."""
    return lambda: type(record).objects.filter(pk=record.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"title": ""},
        {"text": ""},
        {"visibility": "hidden"},
        {"published_earliest": date(2015, 6, 2), "published_latest": date(2015, 6, 1)},
        {"published_basis": "inferred", "published_reason": ""},
    ],
)
def test_an_announcement_has_title_text_and_dates_in_order(columns):
    assert refuses(change(factories.AnnouncementFactory(), **columns))


def test_bytes_are_held_once():
    first, second = factories.AnnouncementFactory.create_batch(2)
    assert refuses(change(second, sha256=first.sha256))


def test_an_unknown_day_sorts_as_the_first_of_all():
    announcement = factories.AnnouncementFactory(published_edtf="")
    announcement.refresh_from_db()
    assert announcement.published_sort == date(1, 1, 1)


@pytest.mark.parametrize(
    "columns",
    [
        {"measure": "elephants"},
        {"qualifier": "perhaps"},
        {"value": -1},
        {"measure": "money", "unit": ""},
        {"value_intended": 5, "magnitude_lost": False},
        {"subject": "case"},
        {"announcement": None},
        {"state": "believed"},
        {"origin": "rumour"},
        {"origin": "machine", "extractor": ""},
    ],
)
def test_a_figure_is_one_that_can_be(columns):
    assert refuses(change(factories.FigureFactory(), **columns))


def test_a_figure_of_a_case_names_it_and_no_other_does():
    case = factories.CaseFactory()
    figure = factories.FigureFactory(subject="case", case=case)
    assert refuses(change(figure, case=None))
    assert refuses(change(figure, subject="campaign"))
    assert not refuses(change(figure, announcement=None))


def test_a_figure_is_no_part_of_itself():
    figure = factories.FigureFactory()
    assert refuses(lambda: models.FigurePart.objects.create(whole=figure, part=figure))


@pytest.mark.parametrize(
    "columns", [{"kind": "exile"}, {"value": 3, "unit": ""}, {"value": -3, "unit": "years"}]
)
def test_a_sanction_is_one_that_can_be(columns):
    assert refuses(change(factories.SanctionFactory(), **columns))


@pytest.mark.parametrize("columns", [{"title": ""}, {"status": "over"}, {"visibility": "no"}])
def test_a_case_is_one_that_can_be(columns):
    assert refuses(change(factories.CaseFactory(), **columns))


@pytest.mark.parametrize("factory", [factories.CaseFactory, factories.PlatformFactory])
def test_nothing_is_merged_into_itself(factory):
    record = factory()
    assert refuses(change(record, merged_into=record))
    assert not refuses(change(record, merged_into=factory()))


@pytest.mark.parametrize("columns", [{"slug": ""}, {"name": ""}])
def test_a_named_record_has_a_name_and_an_address(columns):
    assert refuses(change(factories.AgencyFactory(), **columns))


@pytest.mark.parametrize(
    ("columns", "refused"),
    [
        ({"end": 0}, True),
        ({"quote": ""}, True),
        ({"kind": "agency"}, True),
        ({"kind": "title", "platform": None}, False),
    ],
)
def test_a_mention_names_what_it_says_it_names(columns, refused):
    announcement = factories.AnnouncementFactory()
    mention = factories.mark(announcement, "Notice", platform=factories.PlatformFactory())
    assert refuses(change(mention, **columns)) == refused


def test_a_passage_has_a_length_and_a_case_is_reported_once_by_a_text():
    report = factories.CaseReportFactory()
    assert refuses(change(report, end=report.start))
    assert refuses(
        lambda: factories.CaseReportFactory(case=report.case, announcement=report.announcement)
    )


@pytest.mark.parametrize("code", ["33000", "3300000", "33000x"])
def test_a_places_code_has_six_digits(code):
    assert refuses(lambda: models.Place.objects.create(code=code, iso="CN-ZJ", level="province"))


def test_a_province_stands_alone_and_lower_places_within_another():
    province = factories.PlaceFactory()
    assert refuses(change(province, level="county"))
    assert refuses(lambda: factories.PlaceFactory(code="330100", level="province", parent=province))
    assert not refuses(
        lambda: factories.PlaceFactory(code="330100", level="prefecture", parent=province)
    )


def test_links_and_names_stand_once():
    announcement, platform = factories.AnnouncementFactory(), factories.PlatformFactory()
    for make in (
        lambda: factories.name_platform(announcement, platform),
        lambda: models.PlatformName.objects.create(platform=platform, text="Weixin"),
        lambda: models.Unresolved.objects.create(kind="agency", text="Bureau", reason="unknown"),
        lambda: models.AnnouncementVersion.objects.create(
            announcement=announcement, number=1, sha256="0" * 64, text="Old"
        ),
    ):
        assert not refuses(make)
        assert refuses(make)


def test_a_place_may_act_and_be_the_dateline():
    announcement, place = factories.AnnouncementFactory(), factories.PlaceFactory()
    for role in ("enforcement", "dateline"):
        assert not refuses(lambda role=role: factories.name_place(announcement, place, role=role))
    assert refuses(lambda: factories.name_place(announcement, place))


def test_one_wish_for_a_field_is_open_at_a_time():
    announcement = factories.AnnouncementFactory()

    def propose(status):
        return lambda: models.Proposal.objects.create(
            announcement=announcement, fact="figure:1", field="value", status=status
        )

    assert not refuses(propose("open"))
    assert refuses(propose("open"))
    assert not refuses(propose("declined"))
    assert not refuses(propose("declined"))


def test_an_address_leads_elsewhere_and_to_one_place():
    def lead(identifier, target):
        return lambda: models.Redirect.objects.create(
            kind="case", identifier=identifier, target=target
        )

    assert refuses(lead("a", "a"))
    assert not refuses(lead("a", "b"))
    assert refuses(lead("a", "c"))


def test_what_is_named_is_not_deleted_from_under_its_namers():
    from django.db.models import ProtectedError

    platform = factories.PlatformFactory()
    factories.name_platform(factories.AnnouncementFactory(), platform)
    with pytest.raises(ProtectedError):
        platform.delete()
