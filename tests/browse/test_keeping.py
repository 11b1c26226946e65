"""Counts that take long are kept a while; cheap ones, and those of tests, are not."""

import time

import pytest

from archive.browse import keeping
from archive.models import Announcement
from archive.review.decisions import visibility
from tests import factories as make


class Clock:
    """A monotonic clock that only moves when it is told to."""

    time_ns = staticmethod(time.time_ns)

    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch, settings):
    settings.COUNTS_KEPT_FOR = 60.0
    monkeypatch.setattr(keeping, "_kept", {})
    clock = Clock()
    monkeypatch.setattr(keeping, "time", clock)
    return clock


def count_for(clock, seconds, answers):
    def make_answer():
        clock.now += seconds
        return next(answers)

    return make_answer


def test_what_took_long_is_kept_in_proportion(clock):
    answer = count_for(clock, 0.5, iter(range(9)))
    assert [keeping.keep("key", answer) for _ in range(3)] == [0, 0, 0]
    clock.now += 29
    assert keeping.keep("key", answer) == 0
    clock.now += 2
    assert keeping.keep("key", answer) == 1


def test_what_is_cheap_is_made_anew(clock):
    answer = count_for(clock, 0.001, iter(range(9)))
    assert [keeping.keep("key", answer) for _ in range(3)] == [0, 1, 2]


def test_nothing_is_kept_where_the_settings_say_so(clock, settings):
    settings.COUNTS_KEPT_FOR = 0.0
    answer = count_for(clock, 5.0, iter(range(9)))
    assert [keeping.keep("key", answer) for _ in range(2)] == [0, 1]


def test_the_oldest_make_room(clock, monkeypatch):
    monkeypatch.setattr(keeping, "MOST", 3)
    for key in range(10):
        keeping.keep(key, count_for(clock, 1.0, iter([key])))
    assert len(keeping._kept) == 3
    assert keeping.keep(9, count_for(clock, 1.0, iter(["anew"]))) == 9


@pytest.mark.django_db
def test_rows_are_counted_by_what_is_asked():
    make.AnnouncementFactory(publisher="One")
    make.AnnouncementFactory(publisher="Two")
    rows = Announcement.objects.all()
    assert keeping.count_rows(rows) == 2
    assert keeping.count_rows(rows.filter(publisher="One")) == 1
    assert keeping.count_rows(rows.filter(pk__in=[])) == 0


@pytest.mark.django_db
def test_what_is_withdrawn_leaves_a_kept_count_at_once(clock, django_capture_on_commit_callbacks):
    announcement = make.AnnouncementFactory()
    rows = Announcement.objects.public()

    def count():
        clock.now += 1.0
        return rows.count()

    assert [keeping.keep("rows", count) for _ in range(2)] == [1, 1]
    with django_capture_on_commit_callbacks(execute=True):
        visibility.withdraw(announcement, by=None, reason="asked for")
    assert keeping.keep("rows", count) == 0
