"""The figures page: whatever way its rows are found, they are in order and none is missing."""

import pytest
from django.http import QueryDict

from archive.browse import figures
from archive.models import Figure
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def stated():
    """Figures of eight announcements, three of which state two, and one of which is undated."""
    for number in range(8):
        day = f"20{10 + number}-03-01" if number else ""
        row = make.AnnouncementFactory(text=f"Notice {number}.", published_edtf=day)
        for extra in range(2 if number % 3 == 0 else 1):
            make.FigureFactory(announcement=row, value=(number * 37) % 50 + extra)
    make.FigureFactory(measure="websites")
    make.FigureFactory(state="rejected")
    make.FigureFactory(announcement=make.AnnouncementFactory(text="Gone.", visibility="withdrawn"))
    return Figure.objects.filter(
        measure="suspects", announcement__visibility="public", state="proposed"
    )


def list_pages(query=""):
    number, pages = 1, []
    while True:
        page = figures.compare_figures(QueryDict(f"{query}&page={number}"), "/figures")
        pages += [row.figure.pk for row in page.rows]
        if number >= page.paging.last:
            return pages
        number += 1


@pytest.mark.parametrize("sort", figures.ORDERS)
def test_all_pages_together_hold_every_figure_in_its_order(stated, sort, monkeypatch):
    monkeypatch.setattr(figures, "PAGE_SIZE", 3)
    wanted = stated.order_by(*figures.ORDERS[sort]).values_list("pk", flat=True)
    assert len(wanted) == 11
    assert list_pages(f"sort={sort}") == list(wanted)


def test_narrowing_leaves_the_order(stated, monkeypatch):
    monkeypatch.setattr(figures, "PAGE_SIZE", 2)
    wanted = stated.filter(announcement__published_latest__year__gte=2014)
    assert list_pages("after=2014") == list(
        wanted.order_by(*figures.ORDERS["newest"]).values_list("pk", flat=True)
    )


def test_it_tells_how_many_announcements_state_the_number(stated):
    page = figures.compare_figures(QueryDict("measure=suspects"), "/figures")
    assert (page.stating, page.paging.total) == (8, 11)
    assert page.among == 10
