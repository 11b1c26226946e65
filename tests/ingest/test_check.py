"""Warnings that a record's own words give rise to."""

import datetime
from pathlib import Path

import pytest

from archive.ingest.check import MESSAGES, check
from archive.ingest.lexicon import Lexicon
from archive.ingest.types import (
    CaseFact,
    Document,
    FigureFact,
    Head,
    Published,
    Record,
    TextBlock,
    Unresolved,
    Warning,
)
from archive.text.spans import Span

VOCABULARY = Path(__file__).parents[2] / "fixtures" / "vocabulary"
TODAY = datetime.date(2020, 6, 1)


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.from_files(VOCABULARY)


def make_record(text, figures=(), cases=0, published=None, warnings=(), unresolved=(), lang="en"):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(TextBlock("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    document = Document("a.txt", "0" * 64, "text/plain", lang, text, tuple(blocks), ())
    date = Published(published, "stated", None, None) if published else None
    head = Head("t", "derived", None, None, None, None, None, date, tuple(warnings))
    case = CaseFact(None, "t", Span(0, 1), Span(0, 1), None, (), None, "unknown")
    return Record(
        document, head, cases=(case,) * cases, figures=tuple(figures), unresolved=tuple(unresolved)
    )


def make_figure(text, words, value, measure, subject="campaign", qualifier="exact", **values):
    start = text.index(words)
    return FigureFact(
        value=value,
        value_intended=values.pop("intended", None),
        qualifier=qualifier,
        measure=measure,
        detail=None,
        unit=values.pop("unit", None),
        subject=subject,
        period=None,
        span=Span(start, start + len(words)),
        quote=words,
        flags=values.pop("flags", ()),
    )


def list_codes(record, lexicon):
    checked = check(record, lexicon, TODAY)
    assert all(w.code in MESSAGES or w in record.head.warnings for w in checked.warnings)
    return [w.code for w in checked.warnings]


@pytest.mark.parametrize(
    ("text", "words", "value", "found", "message"),
    [
        ("The office announced 5 cases.", "5 cases", 5, 2, "5 cases announced, 2 in the text"),
        ("It announced 5 typical cases.", "5 typical", 5, 0, "5 cases announced, none in the text"),
        ("公安部公布8起典型案例。", "8起", 8, 3, "8 cases announced, 3 in the text"),
        ("The office announced 5 cases.", "5 cases", 5, 5, None),
        ("The office announced 5 cases.", "5 cases", 5, 0, None),
        ("Police cracked 10 major cases.", "10 major", 10, 0, None),
        ("It announced that 822 cases were solved.", "822 cases", 822, 2, None),
    ],
)
def test_cases_announced_against_cases_found(text, words, value, found, message, lexicon):
    record = make_record(text, [make_figure(text, words, value, "cases")], cases=found)
    warnings = check(record, lexicon, TODAY).warnings
    assert [w.message for w in warnings] == ([message] if message else [])
    if message:
        assert warnings[0].span.quote(text) == words


@pytest.mark.parametrize(
    ("total", "qualifier", "part", "codes"),
    [
        (60, "exact", 70, ["part-exceeds-total"]),
        (60, "exact", 60, []),
        (60, "more_than", 70, []),
        (60, "more_than", 700, ["part-exceeds-total"]),
    ],
)
def test_a_case_cannot_have_more_than_the_whole(total, qualifier, part, codes, lexicon):
    text = f"In all {total} suspects were arrested. One case had {part} suspects in the end."
    figures = [
        make_figure(text, f"{total} suspects", total, "suspects", qualifier=qualifier),
        make_figure(text, f"{part} suspects", part, "suspects", "case:0"),
    ]
    if total == part:
        figures[1] = make_figure(text, "60 suspects in", part, "suspects", "case:0")
    assert list_codes(make_record(text, figures, cases=1), lexicon) == codes


def test_a_part_in_one_sentence_cannot_exceed_its_total(lexicon):
    text = "抓获犯罪嫌疑人12名，其中主犯15名。"
    figures = [
        make_figure(text, "12名", 12, "suspects"),
        make_figure(text, "15名", 15, "suspects"),
    ]
    assert list_codes(make_record(text, figures, lang="zh-Hans"), lexicon) == ["part-exceeds-total"]
    text = text.replace("其中", "另抓获")
    figures = [make_figure(text, "12名", 12, "suspects"), make_figure(text, "15名", 15, "suspects")]
    assert list_codes(make_record(text, figures, lang="zh-Hans"), lexicon) == []


@pytest.mark.parametrize(
    ("published", "codes"),
    [
        ("2020-06-02", ["date-after-today"]),
        ("2021", ["date-after-today"]),
        ("2020-06-01", []),
        ("2020", []),
        ("XXXX-12-31", []),
    ],
)
def test_a_date_after_today(published, codes, lexicon):
    assert list_codes(make_record("All is well.", published=published), lexicon) == codes


def test_lost_magnitudes_are_said_with_what_may_be_meant(lexicon):
    text = "They cleared more than 12.2 pieces. The sum was 1500 yuan. And 3.5 websites."
    figures = [
        make_figure(
            text, "more than 12.2", 12.2, "items", flags=("magnitude_lost",), intended=122000
        ),
        make_figure(text, "1500 yuan", 1500, "money", flags=("magnitude_lost",)),
        make_figure(text, "3.5 websites", 3.5, "websites"),
    ]
    warnings = check(make_record(text, figures), lexicon, TODAY).warnings
    assert [w.code for w in warnings] == ["magnitude-lost", "magnitude-lost", "fractional-count"]
    assert "12.2 may be 122,000" in warnings[0].message
    assert "may be" not in warnings[1].message


def test_money_and_terabytes_may_be_fractions(lexicon):
    text = "Seized 2.5 yuan and 1.5 TB."
    figures = [
        make_figure(text, "2.5 yuan", 2.5, "money", unit="CNY"),
        make_figure(text, "1.5 TB", 1.5, "other", unit="TB"),
    ]
    assert list_codes(make_record(text, figures), lexicon) == []


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("The police arrested three people who had spread obscene videos and then", "en", 1),
        (
            "警方在行动中抓获多名犯罪嫌疑人，并在现场查获大量用于作案的手机和电脑，随后又在",
            "zh-Hans",
            1,
        ),
        ("The police arrested three people who had spread obscene videos over the net.", "en", 0),
        ("警方在行动中抓获多名犯罪嫌疑人，并在现场查获大量用于作案的手机和电脑。", "zh-Hans", 0),
        ("It ends well.\nSource: Daily", "en", 0),
        ("", "en", 0),
    ],
)
def test_a_text_that_breaks_off(text, language, codes, lexicon):
    assert list_codes(make_record(text, lang=language), lexicon) == ["text-cut-off"] * codes


def test_a_passage_in_another_language(lexicon):
    han = (
        "警方在行动中抓获多名犯罪嫌疑人并在现场查获大量用于作案的手机和电脑以及银行卡电话卡若干张。"
    )
    assert list_codes(make_record(f"All is well.\n{han}"), lexicon) == ["mixed-languages"]
    assert list_codes(make_record("The “净网2021” (Net Net) action."), lexicon) == []
    assert list_codes(make_record(han, lang="zh-Hans"), lexicon) == []


def test_names_that_could_not_be_decided(lexicon):
    names = [
        Unresolved(Span(0, 4), "Suzu", "places", "ambiguous", ("320500", "341300")),
        Unresolved(Span(0, 4), "Star", "agencies", "unknown"),
    ]
    warnings = check(make_record("Suzu Star.", unresolved=names), lexicon, TODAY).warnings
    assert [w.code for w in warnings] == ["name-ambiguous", "name-unknown"]
    assert "320500, 341300" in warnings[0].message


def test_warnings_of_the_head_come_first_and_none_twice(lexicon):
    competing = Warning("competing-dates", "another date stands in the text", Span(0, 3))
    record = make_record("All is well.", published="2021", warnings=[competing, competing])
    assert list_codes(record, lexicon) == ["competing-dates", "date-after-today"]
