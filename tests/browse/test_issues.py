"""Issues told in both languages: whatever a reading can say has its sentence."""

import re
import string

import pytest
from django.utils import translation

from archive.browse.issues import KINDS, name_issue, tell_issue
from archive.ingest.check import MESSAGES
from archive.models import Issue
from tests import factories as make

pytestmark = pytest.mark.django_db

VALUES = {
    "announced": "5", "found": "2", "part": "12 人", "total": "9 人", "date": "2035",
    "quote": "12.2 件", "value": "12.2", "intended": "122,000", "candidates": "甲、乙",
    "kind": "agency",
}  # fmt: skip


def fill(template):
    return template.format(**VALUES)


@pytest.mark.parametrize("code", MESSAGES)
def test_whatever_a_reading_says_is_told_in_chinese(code):
    issue = Issue(code=code, message=fill(MESSAGES[code]))
    with translation.override("zh-hans"):
        told = tell_issue(issue)
    assert told
    assert not re.search("[A-Za-z]", told)
    named = [name for _, name, _, _ in string.Formatter().parse(MESSAGES[code]) if name]
    assert all(VALUES[name] in told for name in named if name != "kind")


@pytest.mark.parametrize("code", MESSAGES)
def test_in_english_the_message_stays(code):
    issue = Issue(code=code, message=fill(MESSAGES[code]))
    assert tell_issue(issue) == issue.message


def test_the_smaller_sentence_does_not_swallow_the_larger():
    issue = Issue(code="magnitude-lost", message=fill(MESSAGES["magnitude-lost-value"]))
    with translation.override("zh-hans"):
        assert tell_issue(issue) == "“12.2 件”可能在翻译中丢失数量级：12.2或为122,000"


def test_no_case_found_is_a_number_in_chinese():
    issue = Issue(code="announced-cases-missing", message="5 cases announced, none in the text")
    with translation.override("zh-hans"):
        assert tell_issue(issue) == "宣布5起案件，文中所述0起"


def test_an_unknown_message_is_left_to_itself():
    issue = Issue(code="of-another-version", message="something else")
    assert tell_issue(issue) is None
    assert name_issue(issue.code) == "of-another-version"


def test_candidates_are_told_by_their_names():
    make.AgencyFactory(slug="river-police", name="River Police", name_zh="水上警察")
    issue = Issue(code="name-ambiguous", message="“Police” can be several: river-police, 999999")
    assert tell_issue(issue) == "“Police” can be several: River Police, 999999"
    with translation.override("zh-hans"):
        assert tell_issue(issue) == "“Police”可指：水上警察、999999"


def test_every_issue_has_a_kind():
    codes = {code.removesuffix("-value") for code in MESSAGES}
    assert codes <= set(KINDS)
