"""Mentions put together: provinces, cases with what stands in them, subjects of figures."""

from pathlib import Path

import pytest

from archive.ingest.assemble import assemble
from archive.ingest.lexicon import Lexicon, PlaceEntry
from archive.ingest.types import (
    AgencyFact,
    CaseMention,
    Document,
    Extraction,
    FigureMention,
    Head,
    PlaceFact,
    PlatformFact,
    Resolution,
    SanctionMention,
    TextBlock,
)
from archive.text.spans import Span

VOCABULARY = Path(__file__).parents[2] / "fixtures" / "vocabulary"
TEXT = (
    "Police closed 90 sites\n"
    "Police of two provinces closed more than 90 sites. This is compared to 40 sites in 2013.\n"
    "1. Anhui pornographic cloud disk case. Hefei police arrested 4 people; 4 people in all. Li "
    "was sentenced to 2 years. It spread over WeChat and to Paris.\n"
    "2. The case of a gambling site. Fuzhou Public Security Bureau arrested 7 people."
)


@pytest.fixture(scope="module")
def lexicon():
    cues = Lexicon.from_files(VOCABULARY)
    places = {
        code: PlaceEntry(id=code, name=name, level="prefecture", parent=None, iso=iso)
        for code, name, iso in (
            ("340100", "Hefei", "CN-AH"),
            ("340000", "Anhui", "CN-AH"),
            ("350100", "Fuzhou", "CN-FJ"),
        )
    }
    return Lexicon(places=places, offences=cues.offences, cues=cues.cues)


def find(words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def make_place(name, code, iso, role="enforcement"):
    return PlaceFact(code, name, iso, role, (find(name),), (name,))


def make_figure(words, value, measure, nth=0, qualifier="exact"):
    span = find(words, nth)
    return FigureMention(span, words, value, qualifier, measure)


def make_record(lexicon, figures=(), sanctions=(), places=None):
    blocks, at = [], 0
    for line in TEXT.split("\n"):
        blocks.append(TextBlock("paragraph", Span(at, at + len(line))))
        at += len(line) + 1
    document = Document("a.txt", "0" * 64, "text/plain", "en", TEXT, tuple(blocks), ())
    title = find("Police closed 90 sites")
    one, two = (b.span for b in blocks[2:])
    cases = (
        CaseMention(one, one.quote(TEXT), "Anhui", find("Anhui pornographic cloud disk case")),
        CaseMention(two, two.quote(TEXT), "Site", find("The case of a gambling site")),
    )
    head = Head("Police closed 90 sites", "stated", title, None, None, None, None, None)
    extraction = Extraction(head=head, cases=cases, figures=figures, sanctions=sanctions)
    if places is None:
        places = (
            make_place("Anhui", "340000", "CN-AH"),
            make_place("Hefei", "340100", "CN-AH"),
            make_place("Paris", "FR-75", "FR-75", role="mentioned"),
        )
    resolution = Resolution(
        agencies=(
            AgencyFact(
                id="fuzhou-public-security-bureau",
                name="Fuzhou Public Security Bureau",
                name_zh=None,
                as_printed=(),
                role="investigating",
                spans=(find("Fuzhou Public Security Bureau"),),
                level="municipal",
                place="350100",
            ),
        ),
        platforms=(PlatformFact("wechat", "WeChat", "微信", ("WeChat",), (find("WeChat"),)),),
        places=places,
    )
    return assemble(document, extraction, resolution, lexicon)


def test_provinces_come_from_places_of_enforcement_and_acting_bodies(lexicon):
    assert make_record(lexicon).provinces == ("CN-AH", "CN-FJ")


def test_a_place_that_is_only_mentioned_gives_no_province(lexicon):
    places = (make_place("Anhui", "340000", "CN-AH", role="mentioned"),)
    assert make_record(lexicon, places=places).provinces == ("CN-FJ",)


def test_a_case_holds_what_stands_in_its_passage(lexicon):
    sanction = SanctionMention(find("sentenced to 2 years"), "sentenced to 2 years", "imprisonment")
    first, second = make_record(lexicon, sanctions=(sanction,)).cases
    assert (first.province, first.offence, first.status) == (
        "CN-AH",
        "obscene-material",
        "sentenced",
    )
    assert first.places == ("340000", "340100")
    assert first.platforms == ("wechat",)
    assert [s.kind for s in first.sanctions] == ["imprisonment"]
    assert first.offence_span.quote(TEXT) == "pornographic"
    assert first.status_span.quote(TEXT) == "sentenced"
    assert (second.province, second.offence, second.status) == ("CN-FJ", "gambling", "arrested")
    assert second.agencies == ("fuzhou-public-security-bureau",)
    assert second.sanctions == ()


def test_figures_belong_to_the_case_that_tells_them_else_to_the_announcement(lexicon):
    figures = (
        make_figure("more than 90 sites", 90, "websites", qualifier="more_than"),
        make_figure("40 sites", 40, "websites"),
        make_figure("4 people", 4, "suspects"),
        make_figure("7 people", 7, "suspects"),
    )
    subjects = [f.subject for f in make_record(lexicon, figures).figures]
    assert subjects == ["campaign", "other", "case:0", "case:1"]


def test_what_is_stated_twice_of_one_subject_stands_once(lexicon):
    figures = (
        make_figure("4 people", 4, "suspects"),
        make_figure("4 people", 4, "suspects", nth=1),
    )
    (figure,) = make_record(lexicon, figures).figures
    assert figure.span == find("4 people")


def test_a_headline_gives_way_to_the_text(lexicon):
    figures = (
        make_figure("90 sites", 90, "websites"),
        make_figure("more than 90 sites", 90, "websites", qualifier="more_than"),
    )
    (figure,) = make_record(lexicon, figures).figures
    assert figure.qualifier == "more_than"


def test_a_sanction_of_a_heading_gives_way_to_the_text(lexicon):
    at = [find("pornographic"), find("cloud disk"), find("2 years")]
    fines = [SanctionMention(span, span.quote(TEXT), "fine", 5.0, "EUR") for span in (at[0], at[2])]
    other = SanctionMention(at[1], at[1].quote(TEXT), "closure")
    first, _ = make_record(lexicon, sanctions=(fines[0], other, fines[1])).cases
    assert [(s.kind, s.span) for s in first.sanctions] == [("closure", at[1]), ("fine", at[2])]
