"""Values of facets as a form's boxes and links."""

from django.http import QueryDict
from django.utils import translation
from lxml import html

from archive.browse.addresses import Address
from archive.browse.facets import FacetGroup, make_values
from archive.search.names import Names
from archive.search.results import FacetCount
from archive.templatetags.facets import facet_values


def write(*counts, query=""):
    address = Address("/search", QueryDict(query))
    values = tuple(make_values("publisher", counts, address, Names()))
    return html.fragment_fromstring(
        facet_values(FacetGroup("publisher", "Publisher", values, 0, "", nested=False)),
        create_parent="ul",
    )


def test_a_value_can_be_chosen_and_ruled_out():
    (row,) = write(FacetCount("Xinhua", 1234))
    box, link = row.find(".//input"), row.find("a")
    assert (box.get("name"), box.get("value"), box.get("checked")) == ("publisher", "Xinhua", None)
    assert row.find(".//span[@class='count']").text == "1,234"
    assert link.get("href") == "/search?publisher=-Xinhua"
    assert link.get("aria-label") == "Leave out Xinhua"


def test_a_chosen_value_is_checked():
    (row,) = write(FacetCount("Xinhua", 1, selected=True), query="publisher=Xinhua")
    assert row.find(".//input").get("checked") is not None
    assert row.find("a").get("href") == "/search?publisher=-Xinhua"


def test_a_value_ruled_out_can_be_let_in_again():
    (row,) = write(FacetCount("Xinhua", 1, excluded=True), query="q=x&publisher=-Xinhua")
    box, link = row.find(".//input"), row.find("a")
    assert (box.get("value"), box.get("checked")) == ("-Xinhua", "checked")
    assert row.get("class") == "excluded"
    assert link.get("href") == "/search?q=x"
    assert link.get("aria-label") == "Let Xinhua in again"


def test_names_are_escaped_and_keep_their_language():
    row, other = write(FacetCount('<b>"A" & B', 2), FacetCount("新华社", 1))
    label = row.find(".//span[@class='label']")
    assert (label.text, label.get("lang")) == ('<b>"A" & B', "en")
    assert row.find(".//input").get("value") == '<b>"A" & B'
    assert other.find(".//span[@class='label']").get("lang") == "zh-Hans"


def test_links_are_told_in_chinese():
    with translation.override("zh-hans"):
        (row,) = write(FacetCount("新华社", 1))
    assert "新华社" in row.find("a").get("aria-label")
    assert "Leave" not in row.find("a").get("title")
