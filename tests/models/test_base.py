"""Identifiers that last, histories that begin at the beginning, the life of a fact."""

from __future__ import annotations

import re

import pytest

from archive import models
from archive.models import (
    Figure,
    Origin,
    Outbox,
    Platform,
    State,
    derive_identifier,
    enqueue,
    new_identifier,
    standing,
    written,
)
from tests import factories


def test_an_identifier_is_the_same_for_the_same_parts():
    assert derive_identifier("case", "a", "b") == derive_identifier("case", "a", "b")
    assert derive_identifier("ab", "c") != derive_identifier("a", "bc")
    assert re.fullmatch("[a-z2-7]{12}", derive_identifier("公安部"))
    assert new_identifier() != new_identifier()


@pytest.mark.django_db
def test_the_first_change_keeps_what_a_row_made_in_bulk_said():
    Platform.objects.bulk_create([Platform(slug="qq", name="QQ", origin=Origin.VOCABULARY)])
    platform = Platform.objects.get()
    assert not platform.history.exists()
    for name in ("Tencent QQ", "QQ of Tencent"):
        platform.name = name
        platform.save()
    assert [(row.history_type, row.name) for row in platform.history.order_by("history_id")] == [
        ("+", "QQ"),
        ("~", "Tencent QQ"),
        ("~", "QQ of Tencent"),
    ]


@pytest.mark.django_db
def test_a_row_made_by_itself_begins_its_history_once():
    announcement = factories.AnnouncementFactory()
    announcement.title = "Another"
    announcement.save()
    assert [row.history_type for row in announcement.history.order_by("history_id")] == ["+", "~"]


@pytest.mark.django_db
def test_the_beginning_is_nobodys_doing(django_user_model):
    editor = django_user_model.objects.create(username="editor")
    announcement = factories.AnnouncementFactory()
    Figure.objects.bulk_create(
        [Figure(announcement=announcement, subject="campaign", measure="suspects", value=12)]
    )
    figure = Figure.objects.get()
    figure.value, figure._history_user = 13, editor
    figure.save()
    changed, begun = figure.history.all()
    assert (changed.history_user, begun.history_user) == (editor, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "origin", "settled"),
    [
        (State.PROPOSED, Origin.MACHINE, False),
        (State.ACCEPTED, Origin.MACHINE, True),
        (State.REJECTED, Origin.MACHINE, True),
        (State.PROPOSED, Origin.EDITOR, True),
    ],
)
def test_a_fact_is_settled_where_a_person_has_spoken(state, origin, settled):
    figure = factories.FigureFactory(state=state, origin=origin, extractor="reader")
    assert figure.is_settled == settled
    assert standing(Figure.objects.all()).exists() == (state != State.REJECTED)


@pytest.mark.django_db
def test_what_is_queued_is_told_after_the_commit(django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, **_):
        heard.append(sender)

    written.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            enqueue([("case", "a"), ("platform", "qq")])
            assert heard == []
        assert heard == [Outbox]
        enqueue([])
    finally:
        written.disconnect(hear)
    assert len(heard) == 1


@pytest.mark.django_db
def test_public_cases_are_neither_withdrawn_nor_rejected_nor_merged():
    shown = factories.CaseFactory()
    factories.CaseFactory(visibility="withdrawn")
    factories.CaseFactory(state="rejected")
    factories.CaseFactory(merged_into=shown)
    assert list(models.Case.objects.public()) == [shown]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("record", "text"),
    [
        (lambda: factories.FigureFactory(value=12, qualifier="more_than"), "more than 12 suspects"),
        (lambda: factories.SanctionFactory(value="2.5", unit="years"), "imprisonment: 2.5 years"),
        (lambda: factories.SanctionFactory(kind="closure", value=None, unit=""), "closure"),
        (lambda: factories.CaseFactory(designation="3·10", title="Bets"), "“3·10” Bets"),
        (lambda: factories.PlatformFactory(name="QQ", name_zh=""), "QQ"),
    ],
)
def test_records_say_what_they_are(record, text):
    made = record()
    made.refresh_from_db()
    assert str(made) == text
