"""Steps side by side, and rows written straight from their values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError

from archive.ingest.store.abreast import run_abreast
from archive.ingest.store.writing import Keyed, New, write_instances, write_new
from archive.models import Announcement, Figure, Issue, Origin, SketchValue
from tests import factories

pytestmark = pytest.mark.django_db


def make_announcement(number):
    return Announcement(sha256=f"{number:064}", title=f"Number {number}", text="Text.")


def tell(number, issues):
    """The steps of an announcement with some issues."""
    announcement = make_announcement(number)
    yield [announcement]
    yield [New(Issue, announcement=announcement, code="odd", message="Odd") for _ in range(issues)]
    return announcement.pk


def test_steps_of_several_are_written_together(django_assert_num_queries):
    with django_assert_num_queries(3):  # Keys, announcements, issues.
        first, second, third = run_abreast([tell(1, 2), tell(2, 0), tell(3, 1)])
    assert [Announcement.objects.get(pk=pk).title[-1] for pk in (first, second, third)] == [*"123"]
    assert list(Issue.objects.order_by("announcement").values_list("announcement", flat=True)) == [
        *(first, first, third)
    ]


def test_steps_of_different_lengths_come_to_their_ends():
    def nothing():
        yield []
        return "nothing"

    assert run_abreast([nothing(), tell(1, 1)])[0] == "nothing"
    assert Issue.objects.count() == 1
    assert run_abreast([]) == []


def test_a_written_row_is_as_the_model_would_save_it():
    saved, written = make_announcement(1), make_announcement(2)
    saved.save()
    write_instances(Announcement, [written])
    stored = Announcement.objects.get(sha256=written.sha256)
    assert written.pk == stored.pk
    assert not written._state.adding
    assert (written.created, written.updated) == (stored.created, stored.updated)
    apart = {"id", "public_id", "sha256", "title", "created", "updated"}
    values = (
        {k: v for k, v in row.items() if k not in apart}
        for row in Announcement.objects.order_by("pk").values()
    )
    assert next(values) == next(values)


def test_more_rows_than_a_statement_takes_get_their_own_keys():
    rows = [make_announcement(number) for number in range(150)]
    write_instances(Announcement, rows)
    assert dict(Announcement.objects.values_list("pk", "title")) == {r.pk: r.title for r in rows}


def test_defaults_and_columns_of_every_kind_are_filled():
    announcement = factories.AnnouncementFactory()
    figure = Figure(
        announcement=announcement,
        subject="campaign",
        measure="websites",
        value=412,
        flags=["odd"],
        origin=Origin.MACHINE,
        extractor="rules",
    )
    write_instances(Figure, [figure])
    stored = Figure.objects.get()
    assert (stored.value, stored.flags, stored.state, stored.qualifier, stored.case) == (
        *(412, ["odd"], "proposed", "exact", None),
    )


def test_a_new_row_is_put_into_words_as_its_model_does():
    value = New(SketchValue, announcement=factories.AnnouncementFactory(), value=7)
    assert str(value) == "7"


def test_rows_of_several_shapes_keep_their_own_values_and_keys():
    announcement = factories.AnnouncementFactory()
    told = {"announcement": announcement, "subject": "campaign", "extractor": "rules"}
    told |= {"measure": "websites", "origin": Origin.MACHINE}
    figures = [
        Keyed(Figure, **told, value=Decimal(1)),
        Keyed(Figure, **told, value=Decimal(2), flags=["odd"]),
        New(Figure, **told, value=Decimal(3)),
        Keyed(Figure, **told, value=Decimal(4), unit="sites"),
    ]
    write_new(Figure, figures)
    stored = dict(Figure.objects.values_list("pk", "value"))
    assert sorted(stored.values()) == [1, 2, 3, 4]
    assert [stored[row.pk] for row in figures if isinstance(row, Keyed)] == [1, 2, 4]
    assert list(Figure.objects.order_by("value").values_list("flags", "unit")) == [
        *(([], ""), (["odd"], ""), ([], ""), ([], "sites")),
    ]


def test_keys_go_on_where_others_ended():
    rows = [make_announcement(number) for number in range(3)]
    write_instances(Announcement, rows[:1])
    rows[1].save()
    write_instances(Announcement, rows[2:])
    assert len({row.pk for row in rows}) == 3
    further = factories.AnnouncementFactory()
    assert further.pk not in {row.pk for row in rows}


def test_constraints_of_the_database_hold():
    with pytest.raises(IntegrityError):
        write_new(Issue, [New(Issue, code="odd", message="Odd")])
