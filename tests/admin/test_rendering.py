"""Fields written directly are what Django's templates write."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from archive.admin.rendering import WRITERS, DirectRenderer
from archive.models import Platform
from tests import factories

CHOICES = [
    ("", "---------"),
    ("a", "<b>&"),
    ("b", gettext_lazy("Search")),
    ("Group", [(1, "One"), (2, "2")]),
]
ATTRIBUTES = {"id": "id_x", "required": True, "disabled": False, "data-x": "\"<&'", "size": 4}
WIDGETS = [
    forms.TextInput(),
    forms.HiddenInput(),
    forms.NumberInput({"step": "any"}),
    forms.EmailInput(),
    forms.DateInput(),
    forms.CheckboxInput(),
    forms.Textarea({"rows": 3}),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
]


def squeeze(markup):
    """Without the white space between tags, which says nothing."""
    return re.sub(r"\s*\n\s*(?=<)", "", markup).strip()


def render_both(widget, value, attributes):
    renderers = DirectRenderer(), DjangoTemplates()
    return [
        squeeze(widget.render("a<b", value, attributes, renderer=renderer))
        for renderer in renderers
    ]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "a", 1, True, mark_safe("&amp;"), "\"<>&'"])
def test_a_field_is_written_as_by_the_template(widget, value):
    assert widget.template_name in WRITERS
    direct, by_template = render_both(widget, value, ATTRIBUTES)
    assert direct == by_template


@given(st.text(), st.text())
def test_any_value_is_escaped_as_by_the_template(value, attribute):
    for widget in (forms.TextInput(), forms.Select(choices=[(value, attribute)])):
        direct, by_template = render_both(widget, value, {"title": attribute})
        assert direct == by_template


def test_other_fields_are_left_to_their_templates():
    widget = forms.RadioSelect(choices=CHOICES[:2])
    assert widget.template_name not in WRITERS
    direct, by_template = render_both(widget, "a", {"id": "x"})
    assert direct == by_template


@pytest.mark.parametrize("errors", [[], ["Type a <number>."]])
def test_errors_are_told_and_their_absence_is_not(errors):
    direct, by_template = (
        ErrorList(errors, renderer=renderer()).as_ul()
        for renderer in (DirectRenderer, DjangoTemplates)
    )
    assert direct.strip() == by_template.strip()


def test_a_form_of_many_rows_asks_no_query_a_row(desk, db, django_assert_max_num_queries):
    words = [f"site{n}" for n in range(40)]
    announcement = factories.AnnouncementFactory(text=" ".join(words))
    for word in words:
        factories.name_platform(announcement, factories.PlatformFactory(), word)
    with django_assert_max_num_queries(20):
        response = desk.get(f"/admin/archive/announcement/{announcement.pk}/change/")
    last = Platform.objects.latest("pk")
    assert f'<a href="/admin/archive/platform/{last.pk}/change/">{last}</a>' in (
        response.content.decode()
    )
