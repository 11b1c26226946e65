"""Reprints and translations: linked, each with its own text, never merged."""

from __future__ import annotations

from random import Random

import pytest

from archive.ingest.store import Due, Store, kin
from archive.models import Announcement, Outbox, SketchValue, Visibility
from tests.ingest.store.records import figure, make_record, store

STORY = (
    "Officers of three provinces searched forty rooms last week and seized servers on which a "
    "betting site had run for two years. Its owners had paid streamers to name it in their shows, "
    "and had moved the stakes through the accounts of students who lent their cards for a fee. "
    "The prosecutors have charged nine of them, and the trial is to begin before the year ends."
)
NUMBERS = ("39883", "12750", "412")
ENGLISH = "The year's campaign removed 39883 posts, closed 12750 accounts and shut 412 sites."
CHINESE = "全年专项行动共清理有害信息39883条，关闭账号12750个，查处网站412家。"


def tell(text, source, language="en", numbers=(), **parts):
    figures = tuple(figure(text, number, "items") for number in numbers)
    return make_record(
        text, source, language=language, title=text[:20].strip(), figures=figures, **parts
    )


def read(*args, **parts):
    return store(tell(*args, **parts)).announcement


def find(source):
    return Announcement.objects.get(source=source)


def test_a_reprint_leads_to_the_first_text_and_keeps_its_own():
    first = read(STORY, "a.txt")
    second = read(STORY + " Reprinted with thanks.", "b.txt")
    third = read("From our desk: " + STORY, "c.txt")
    assert (second.reprint_of, third.reprint_of) == (first, first)
    assert find("b.txt").text.endswith("thanks.")
    assert find("a.txt").reprint_of is None


def test_texts_with_one_sentence_in_common_are_no_reprints():
    credit = "The office asks the public to report such sites by telephone or on its page."
    first = read(f"{STORY} {credit}", "a.txt")
    second = read(f"A court fined two book sellers for what they had copied. {credit}", "b.txt")
    assert (first.reprint_of, second.reprint_of) == (None, None)


@pytest.mark.parametrize(
    ("visibility", "language"), [(Visibility.WITHDRAWN, "en"), (Visibility.PUBLIC, "zh-Hans")]
)
def test_what_readers_do_not_see_or_another_language_is_no_original(visibility, language):
    first = read(STORY, "a.txt", language)
    Announcement.objects.filter(pk=first.pk).update(visibility=visibility)
    assert read(STORY + " Reprinted.", "b.txt").reprint_of is None


def test_a_text_that_changes_is_compared_anew():
    first = read(STORY, "a.txt")
    second = read(STORY + " Reprinted.", "b.txt", url="https://example.org/b")
    assert second.reprint_of == first
    other = "A ministry published rules for parcels that cross the border by post, at length."
    read(other, "b.txt", url="https://example.org/b")
    assert find("b.txt").reprint_of is None
    assert not SketchValue.objects.filter(announcement=first).exclude(value__in=first.sketch)


def test_an_editors_word_on_a_reprint_stays():
    read(STORY, "a.txt")
    second = read(STORY + " Reprinted.", "b.txt", url="https://example.org/b")
    Announcement.objects.filter(pk=second.pk).update(reprint_of=None, settled=["reprint_of"])
    read(STORY + " Reprinted again.", "b.txt", url="https://example.org/b")
    assert find("b.txt").reprint_of is None


def test_a_phrase_that_everyone_prints_is_not_looked_up_for_ever(monkeypatch):
    monkeypatch.setattr(kin, "COMMON", 3)
    for number in range(6):
        read(STORY + f" Edition {number}.", f"{number}.txt", url=f"https://example.org/{number}")
    values = SketchValue.objects.values_list("value", flat=True)
    assert max(list(values).count(value) for value in values) <= 3
    assert Announcement.objects.filter(reprint_of__source="0.txt").count() == 5


@pytest.mark.parametrize("order", [("en", "zh"), ("zh", "en")])
def test_a_translation_is_known_by_its_figures_in_either_order(order):
    texts = {"en": (ENGLISH, "en.txt", "en"), "zh": (CHINESE, "zh.txt", "zh-Hans")}
    for language in order:
        read(*texts[language], NUMBERS)
    assert find("en.txt").translation_of == find("zh.txt")
    assert find("zh.txt").translation_of is None


def test_a_reprint_of_a_translation_makes_it_no_less_one():
    read(ENGLISH, "en.txt", "en", NUMBERS)
    assert read(ENGLISH + " Reprinted.", "re.txt", "en", NUMBERS).reprint_of == find("en.txt")
    read(CHINESE, "zh.txt", "zh-Hans", NUMBERS)
    assert find("en.txt").translation_of == find("zh.txt")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("全年专项行动共清理有害信息39883条，关闭账号12750个。", ("39883", "12750")),
        (
            "共清理39883条，关闭12750个，412家，另有55501条、61230个、7310家、8450起、9150件。",
            ("39883", "12750", "412", "55501", "61230", "7310", "8450", "9150"),
        ),
        ("共清理20000条，关闭3000个，查处500家。", ("20000", "3000", "500")),
    ],
)
def test_too_few_figures_in_common_prove_nothing(text, numbers):
    read(ENGLISH, "en.txt", "en", NUMBERS)
    read("20000 posts, 3000 accounts, 500 sites.", "round.txt", "en", ("20000", "3000", "500"))
    read(text, "zh.txt", "zh-Hans", numbers)
    assert not Announcement.objects.filter(translation_of__isnull=False).exists()


def test_two_that_state_the_same_figures_leave_the_question_open():
    read(ENGLISH, "en.txt", "en", NUMBERS)
    other = "In sum, 39883 posts went, as did 12750 accounts, and 412 pages were shut, it said."
    read(other, "other.txt", "en", NUMBERS)
    read(CHINESE, "zh.txt", "zh-Hans", NUMBERS)
    assert not Announcement.objects.filter(translation_of__isnull=False).exists()


def test_linking_reaches_the_index():
    translation = read(ENGLISH, "en.txt", "en", NUMBERS)
    Outbox.objects.all().delete()
    read(CHINESE, "zh.txt", "zh-Hans", NUMBERS)
    assert Outbox.objects.filter(identifier=translation.public_id).exists()


def test_the_time_it_takes_does_not_grow(django_assert_max_num_queries):
    for number in range(30):
        read(STORY + f" {number}", f"{number}.txt", "en", (), url=f"https://example.org/{number}")
    with django_assert_max_num_queries(32):
        read(STORY + " last", "last.txt", "en", url="https://example.org/last")


KIN = (
    (STORY, "story.txt"),
    (STORY + " Reprinted with thanks.", "reprint.txt"),
    ("From our desk: " + STORY, "desk.txt"),
    (ENGLISH, "en.txt", "en", NUMBERS),
    (ENGLISH + " Reprinted.", "en-again.txt", "en", NUMBERS),
    (CHINESE, "zh.txt", "zh-Hans", NUMBERS),
    (CHINESE + "（转载）", "zh-again.txt", "zh-Hans", NUMBERS),
)


@pytest.mark.parametrize("seed", range(6))
def test_kin_stored_together_are_linked_as_one_after_the_other(seed):
    records = [tell(*texts) for texts in Random(seed).sample(KIN, len(KIN))]
    for record in records:
        store(record)
    links = list_links()
    assert sum(link is not None for _, *both in links for link in both) > 3
    Announcement.objects.all().delete()
    Outbox.objects.all().delete()
    Store("reader", "1").save_all([Due(record) for record in records])
    assert list_links() == links


def list_links():
    rows = Announcement.objects.order_by("source")
    return list(rows.values_list("source", "reprint_of__source", "translation_of__source"))
