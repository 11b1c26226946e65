"""Two languages of interface: complete, chosen by cookie or browser, marked for readers."""

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from archive.models import AgencyRole, CaseStatus, Measure, PlaceRole
from archive.search import schema

CATALOGUE = settings.LOCALE_PATHS[0] / "zh_Hans" / "LC_MESSAGES" / "django.mo"
TRANSLATORS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}
CALL = re.compile(
    r"""\bn?gettext\((u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\"{3}(?:.|\n)*?\"{3}))"""
)
"""A call in what Django makes of a template for gettext's own tools."""


@pytest.fixture(scope="module")
def chinese():
    with CATALOGUE.open("rb") as stream:
        return GNUTranslations(stream)


def list_words_of_templates():
    """What the templates of the site translate; those of the admin may use Django's words."""
    return {
        ast.literal_eval(words)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        if "admin" not in path.parts
        for words in CALL.findall(templatize(path.read_text()))
    }


def list_nodes():
    """Every node of the code, by its syntax."""
    for path in Path(settings.BASE_DIR, "archive").rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text()))


def list_words_of_code():
    """What is given to a function that translates."""
    calls = [node for node in list_nodes() if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", None) in TRANSLATORS and isinstance(call.args[0], ast.Constant)
    }


def list_entries(chinese):
    """The catalogue's entries, by their English; the one without is its head."""
    entries = chinese._catalog
    return {words if isinstance(words, str) else words[0] for words in entries} - {""}


def test_every_word_is_translated(chinese):
    used = list_words_of_templates() | list_words_of_code()
    assert len(used) > 400
    assert used - list_entries(chinese) == set()


def test_no_entry_is_left_over(chinese):
    constants = {n.value for n in list_nodes() if isinstance(n, ast.Constant)}
    admin = "".join(p.read_text() for p in Path(settings.BASE_DIR, "templates").rglob("*.html"))
    left = list_entries(chinese) - constants - list_words_of_templates()
    assert {words for words in left if words not in admin} == set()


def test_every_label_of_schema_and_records_is_translated(chinese):
    labels = [f.label for f in (*schema.FACETS, *schema.TEXTS, *schema.NUMBERS, *schema.SORTS)]
    for choices in (AgencyRole, CaseStatus, Measure, PlaceRole):
        labels += choices.labels
    assert {label for label in labels if chinese.gettext(label) == label} == set()


def test_no_entry_is_empty_or_doubtful():
    text = CATALOGUE.with_suffix(".po").read_text()
    assert "fuzzy" not in text
    assert not re.search(r'msgstr(\[0\])? ""\n\n', text.partition("\n\n")[2])


@pytest.mark.usefixtures("loaded_archive")
class TestPages:
    def test_a_chinese_browser_gets_chinese_pages(self, client):
        html = client.get("/", headers={"accept-language": "zh-CN"}).content.decode()
        assert '<html lang="zh-hans">' in html
        assert "执法通告档案" in html

    def test_the_choice_is_kept_and_leads_back(self, client):
        response = client.get("/language/zh-hans?next=/search?q=WeChat")
        assert response.url == "/search?q=WeChat"
        html = client.get(response.url).content.decode()
        assert "检索" in html
        assert "微信" in html
        assert '<html lang="en' in client.get("/language/en?next=/", follow=True).content.decode()

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
    def test_the_way_back_never_leaves_the_site(self, client, target):
        assert client.get("/language/en", {"next": target}).url == "/"

    def test_an_unknown_language_is_not_found(self, client):
        assert client.get("/language/xx").status_code == 404

    def test_facets_name_their_values_in_chinese(self, client):
        response = client.get("/search?q=WeChat", headers={"accept-language": "zh-CN"})
        groups = {group.name: group for group in response.context["found"].groups}
        assert groups["province"].label == "省份"
        assert "天津市" in {value.label for value in groups["province"].values}

    def test_what_figures_count_is_named_without_measure_words(self, client):
        response = client.get("/search?q=WeChat", headers={"accept-language": "zh-CN"})
        groups = {group.name: group for group in response.context["found"].groups}
        assert {"案件", "嫌疑人"} <= {value.label for value in groups["measure"].values}

    def test_an_announcement_names_its_language(self, client):
        address = client.get("/search?q=WeChat").context["found"].results[0].url
        html = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
        assert "<dd>英文</dd>" in html
