"""Translations and reprints: linked both ways, never a hidden one."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


def fetch(client, row):
    return client.get(reverse("announcement", args=[row.public_id])).content.decode()


def test_original_and_translation_lead_to_each_other(client):
    original = make.AnnouncementFactory(title="原文标题", language="zh-Hans")
    translation = make.AnnouncementFactory(title="Translated title", translation_of=original)
    assert "translated as" in fetch(client, original)
    assert translation.public_id in fetch(client, original)
    html = fetch(client, translation)
    assert "translates" in html
    assert '<a href="/announcements/' + original.public_id + '" lang="zh-Hans">原文标题</a>' in html


def test_reprints_lead_to_each_other(client):
    first = make.AnnouncementFactory(title="First print")
    second = make.AnnouncementFactory(title="Second print", reprint_of=first)
    assert "Second print" in fetch(client, first)
    assert "First print" in fetch(client, second)


@pytest.mark.parametrize("visibility", ["draft", "withdrawn"])
def test_hidden_kin_are_not_told(client, visibility):
    row = make.AnnouncementFactory()
    make.AnnouncementFactory(title="Hidden kin", translation_of=row, visibility=visibility)
    html = fetch(client, row)
    assert "Hidden kin" not in html
    assert "Other versions" not in html


def test_original_and_translation_stand_side_by_side(client):
    chinese = ("警方捣毁两个网站。", "十人被拘留。")
    english = ("Police closed two sites.", "Ten people were detained.")
    original = make.AnnouncementFactory(language="zh-Hans", text="\n\n".join(chinese))
    translation = make.AnnouncementFactory(text="\n\n".join(english), translation_of=original)
    expected = list(zip(chinese, english, strict=True))
    for first, second in ((original, translation), (translation, original)):
        path = reverse("beside", args=[first.public_id, second.public_id])
        assert path in fetch(client, first)
        page = client.get(path).context["page"]
        assert [(row.left[0].text, row.right[0].text) for row in page.rows] == expected


def test_texts_that_are_no_translations_are_not_set_side_by_side(client):
    row, other = make.AnnouncementFactory.create_batch(2)
    hidden = make.AnnouncementFactory(translation_of=row, visibility="withdrawn")
    assert client.get(reverse("beside", args=[row.public_id, other.public_id])).status_code == 404
    assert client.get(reverse("beside", args=[row.public_id, hidden.public_id])).status_code == 410
