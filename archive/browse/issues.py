"""Issues of a text in the reader's words: what is odd about it, and of what kind that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from archive.browse.words import label_value
from archive.models import Issue
from archive.search.vocabulary import load_names

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Mapping[str, StrOrPromise] = {
    "announced-cases-missing": _("more cases announced than told"),
    "competing-dates": _("dates of publication that disagree"),
    "date-after-today": _("a date that has not come yet"),
    "figure-too-large": _("a number too large to be a count"),
    "fractional-count": _("a count in fractions"),
    "magnitude-lost": _("a number that probably lost its magnitude in translation"),
    "mixed-languages": _("a text in several languages"),
    "name-ambiguous": _("a name that several things answer to"),
    "name-unknown": _("a name that nothing known answers to"),
    "part-exceeds-total": _("a part that is larger than its whole"),
    "text-cut-off": _("a text that breaks off in the middle of a sentence"),
}
"""What announcements with an issue have, by its code; a new code is shown as it is."""

SENTENCES: Sequence[str] = (
    gettext_noop("%(announced)s cases announced, %(found)s in the text"),
    gettext_noop("“%(part)s” is more than its total, “%(total)s”"),
    gettext_noop("the date of publication, %(date)s, is after today"),
    gettext_noop(
        "“%(quote)s” has probably lost a magnitude in translation: %(value)s may be %(intended)s"
    ),
    gettext_noop("“%(quote)s” has probably lost a magnitude in translation"),
    gettext_noop("“%(quote)s” counts %(value)s of what comes in whole numbers"),
    gettext_noop("the text ends in the middle of a sentence"),
    gettext_noop("a part of the text is in another language"),
    gettext_noop("“%(quote)s” can be several: %(candidates)s"),
    gettext_noop("“%(quote)s” is no known %(kind)s"),
    gettext_noop("the %(rule)s says %(other)s, the publication is dated %(dated)s"),
    gettext_noop("a number too large to be a count; left out of the figures"),
)
"""The messages that readings leave, with what differs from one to the next. Where several fit
one, the first is meant."""

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
NONE_FOUND = gettext_noop("none")
NAMED = ("city", "county", "province", "agency", "platform", "campaign")
"""Facets that a name's candidates may be values of."""


def name_issue(code: str) -> str:
    """What a text with an issue of this code has, in words."""
    return str(KINDS.get(code, code))


def tell_issue(issue: Issue) -> str | None:
    """What is odd about the text, in the language of the pages; None where the message has a
    form that is not known here, and so can be given only as it is."""
    for sentence, pattern in _compile_sentences():
        if match := pattern.fullmatch(issue.message):
            values = {name: _tell_value(name, held) for name, held in match.groupdict().items()}
            return gettext(sentence) % values
    return None


@cache
def _compile_sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((s, re.compile("".join(_write_pattern(s)), re.DOTALL)) for s in SENTENCES)


def _write_pattern(sentence: str) -> Iterator[str]:
    position = 0
    for match in PLACEHOLDER.finditer(sentence):
        yield re.escape(sentence[position : match.start()])
        yield f"(?P<{match[1]}>.+)"
        position = match.end()
    yield re.escape(sentence[position:])


def _tell_value(name: str, held: str) -> str:
    if name == "candidates":
        return gettext(", ").join(map(_name_candidate, held.split(", ")))
    return gettext(held) if name == "kind" or held == NONE_FOUND else held


def _name_candidate(identifier: str) -> str:
    """A candidate by its name, where it has one."""
    names = load_names()
    for facet in NAMED:
        if names.get(facet, identifier):
            return label_value(names, facet, identifier)
    return identifier
