"""The query language in examples, each of which searches; the fields come from the schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from archive.browse.addresses import find_search
from archive.search import schema

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Example:
    """A line that a reader may type, and what it finds."""

    line: str
    meaning: StrOrPromise

    @property
    def url(self) -> str:
        """The search."""
        return find_search(q=self.line)


@dataclass(frozen=True)
class Field:
    """A field that may stand before a colon, and a value for it."""

    name: str
    label: str
    example: str

    @property
    def url(self) -> str:
        """The search for the example."""
        return find_search(q=f"{self.name}:{self.example}")


EXAMPLES: Sequence[Example] = (
    Example("gambling suspects", _("both words, in any order; English words in all their forms")),
    Example('"obscene materials"', _("the words as they stand, one after the other")),
    Example('"criminal cases"~3', _("the words in order, with at most three others between")),
    Example("微信", _("WeChat in every language and spelling; Chinese needs no blanks")),
    Example("微信 Tianjin", _("a Chinese name and an English word together")),
    Example("weibo OR wechat", _("either")),
    Example("WeChat -gambling", _("the one without the other; NOT says the same")),
    Example("(fraud OR gambling) QQ", _("brackets group")),
    Example("porn*", _("words that begin so")),
    Example("gamblng~", _("words that are one letter off; ~2 for two")),
    Example("suspects:>=100", _("a figure of at least so many suspects")),
    Example("amount:[1000000 TO 5000000]", _("a sum of money between two bounds")),
    Example("date:2015-06", _("published in June 2015, or on a date that may lie in it")),
    Example("date:[2015 TO 2016]", _("published in these years")),
    Example("place:Jinhua", _("agencies acted in this province, city or county")),
    Example("designation:3·10", _("the case of that number, in any punctuation")),
)

_VALUES = {
    "kind": "case",
    "campaign": "净网2015",
    "agency": "公安部",
    "province": "Zhejiang",
    "city": "Nanjing",
    "county": "Tanggu",
    "platform": "WeChat",
    "offence": "gambling",
    "status": "arrested",
    "year": "2015",
    "month": "2015-06",
    "language": "zh-Hans",
    "publisher": "Xinhua",
    "measure": "suspects",
    "title": "pornography",
    "names": "weibo",
    "body": "server",
}

FIELDS: Sequence[Field] = (
    *(Field(f.name, f.label, _VALUES.get(f.name, "")) for f in schema.FACETS),
    *(Field(t.name, t.label, _VALUES.get(t.name, "")) for t in schema.TEXTS),
    *(Field(n.name, n.label, ">=100") for n in schema.NUMBERS),
)
"""Every field of the query language with an example."""
