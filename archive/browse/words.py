"""Labels in the reader's language: those that the schema and the records declare in English,
and names, of which the archive knows a Chinese form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from archive.search import schema
from archive.search.names import Names

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TRANSLATED = frozenset({"kind", "status", "measure", "language"})
"""Facets whose values are words of the interface, not names."""

LABELS = (
    # Facets, text fields, figures and orders of archive.search.schema.
    *(gettext_noop("Kind"), gettext_noop("Campaign"), gettext_noop("Agency")),
    *(gettext_noop("Province"), gettext_noop("City"), gettext_noop("County")),
    *(gettext_noop("Platform"), gettext_noop("Offence"), gettext_noop("Status")),
    *(gettext_noop("Year"), gettext_noop("Month"), gettext_noop("Language")),
    *(gettext_noop("Publisher"), gettext_noop("Figures given"), gettext_noop("Title")),
    *(gettext_noop("Names"), gettext_noop("Text"), gettext_noop("Cases")),
    *(gettext_noop("Suspects"), gettext_noop("Websites"), gettext_noop("Accounts")),
    *(gettext_noop("Items"), gettext_noop("Apps"), gettext_noop("Groups")),
    *(gettext_noop("Amount of money"), gettext_noop("Best match")),
    *(gettext_noop("Newest first"), gettext_noop("Oldest first")),
    # Kinds and languages of archive.search.vocabulary.
    *(gettext_noop("Announcements"), gettext_noop("Campaigns"), gettext_noop("Agencies")),
    *(gettext_noop("Platforms"), gettext_noop("English"), gettext_noop("Chinese (Simplified)")),
    *(gettext_noop("Chinese (Traditional)"), gettext_noop("unknown")),
    # Choices of the records.
    *(gettext_noop("investigating"), gettext_noop("detained"), gettext_noop("arrested")),
    *(gettext_noop("prosecuted"), gettext_noop("sentenced")),
    *(gettext_noop("administrative penalty"), gettext_noop("announcing")),
    *(gettext_noop("leading"), gettext_noop("participating")),
    *(gettext_noop("place of enforcement"), gettext_noop("mentioned"), gettext_noop("dateline")),
    *(gettext_noop("national"), gettext_noop("provincial"), gettext_noop("municipal")),
    *(gettext_noop("county"), gettext_noop("supranational"), gettext_noop("province-level")),
    *(gettext_noop("prefecture-level"), gettext_noop("county-level")),
    *(gettext_noop("cases"), gettext_noop("suspects"), gettext_noop("websites")),
    *(gettext_noop("accounts"), gettext_noop("items"), gettext_noop("apps")),
    *(gettext_noop("groups"), gettext_noop("money"), gettext_noop("other")),
    *(gettext_noop("imprisonment"), gettext_noop("suspended sentence")),
    *(gettext_noop("detention"), gettext_noop("fine"), gettext_noop("confiscation")),
    *(gettext_noop("closure"), gettext_noop("removal"), gettext_noop("licence revoked")),
    *(gettext_noop("suspension of service"), gettext_noop("rectification order")),
    *(gettext_noop("regulatory interview"), gettext_noop("warning"), gettext_noop("years")),
    *(gettext_noop("months"), gettext_noop("days"), gettext_noop("also called")),
    *(gettext_noop("abbreviation"), gettext_noop("former name"), gettext_noop("pinyin")),
    *(gettext_noop("mistranslation"), gettext_noop("agency"), gettext_noop("platform")),
    *(gettext_noop("place"), gettext_noop("campaign"), gettext_noop("ambiguous")),
    # What figures count, finer than their measures: details of the vocabulary's cues.
    *(gettext_noop("people"), gettext_noop("people affected"), gettext_noop("victims")),
    *(gettext_noop("officers"), gettext_noop("gangs"), gettext_noop("chains")),
    *(gettext_noop("dens"), gettext_noop("businesses"), gettext_noop("places")),
    *(gettext_noop("chat groups"), gettext_noop("channels"), gettext_noop("visits")),
    *(gettext_noop("pieces of information"), gettext_noop("publications")),
    *(gettext_noop("pictures"), gettext_noop("videos"), gettext_noop("works")),
    *(gettext_noop("goods"), gettext_noop("cards"), gettext_noop("phone numbers")),
    *(gettext_noop("personal records"), gettext_noop("bank accounts"), gettext_noop("reports")),
    *(gettext_noop("transactions"), gettext_noop("penalties"), gettext_noop("inspected")),
    *(gettext_noop("storage"), gettext_noop("weight"), gettext_noop("amount involved")),
    *(gettext_noop("illegal gains"), gettext_noop("turnover"), gettext_noop("losses")),
    *(gettext_noop("frozen"), gettext_noop("recovered"), gettext_noop("confiscated")),
    # Currencies and sizes, which some languages have words for.
    *(gettext_noop("CNY"), gettext_noop("HKD"), gettext_noop("MOP"), gettext_noop("TWD")),
    *(gettext_noop("USD"), gettext_noop("EUR"), gettext_noop("GBP"), gettext_noop("JPY")),
    *(gettext_noop("KRW"), gettext_noop("AUD"), gettext_noop("g"), gettext_noop("kg")),
    gettext_noop("t"),
    # Why a year was inferred.
    gettext_noop("year from the campaign's name"),
    gettext_noop("year from the dates in the text"),
)
"""What translators translate besides the words of templates and modules."""

PLATFORM_KINDS: Mapping[str, StrOrPromise] = {
    "advertising": _("advertising"),
    "ai": _("artificial intelligence"),
    "app": _("app"),
    "app-store": _("app store"),
    "audio": _("audio"),
    "browser": _("browser"),
    "business-data": _("business data"),
    "classifieds": _("classified advertisements"),
    "cloud-storage": _("cloud storage"),
    "code": _("source code"),
    "commerce": _("commerce"),
    "dating": _("dating"),
    "delivery": _("delivery"),
    "documents": _("documents"),
    "download": _("downloads"),
    "education": _("education"),
    "facial-recognition": _("facial recognition"),
    "finance": _("finance"),
    "forum": _("forum"),
    "game": _("games"),
    "group": _("group"),
    "health": _("health"),
    "literature": _("literature"),
    "live": _("live streaming"),
    "logistics": _("logistics"),
    "map": _("maps"),
    "meeting": _("meetings"),
    "messenger": _("messenger"),
    "microblog": _("microblog"),
    "music": _("music"),
    "news": _("news"),
    "office": _("office software"),
    "payment": _("payment"),
    "portal": _("portal"),
    "qa": _("questions and answers"),
    "real-estate": _("real estate"),
    "recruitment": _("recruitment"),
    "ride-hailing": _("ride hailing"),
    "search": _("search engine"),
    "security": _("security"),
    "short-video": _("short video"),
    "social": _("social network"),
    "tool": _("tools"),
    "travel": _("travel"),
    "video": _("video"),
    "website": _("website"),
}
"""Kinds of platform, by the words of the vocabulary; another is shown as it is written."""


def name_platform_kind(kind: str) -> str:
    """What to call a kind of platform."""
    return str(PLATFORM_KINDS.get(kind, kind))


CLASSIFIER = re.compile("^[起名个件条家处张部笔次](?=.)")
"""The word that Chinese puts between a number and what it counts."""


def name_counted(words: str) -> str:
    """What is counted, as a heading and not after a number: without its Chinese measure word."""
    return CLASSIFIER.sub("", gettext(words))


def write_number(value: Decimal | float) -> str:
    """A number in full with its thousands apart and no needless zeros."""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reads_chinese() -> bool:
    """Whether the interface is Chinese."""
    return (get_language() or "").startswith("zh")


def name_role(role: str) -> str:
    """What to call a role, given by its English word. That an agency investigates is another
    word in Chinese than that a case is being investigated."""
    return gettext("handling the case") if role == "investigating" else gettext(role)


def name_record(record: Any) -> str:
    """A record's name in the language of the interface, where it has one."""
    return str((reads_chinese() and record.name_zh) or record.name)


def label_value(names: Names, facet: str, value: str) -> str:
    """What to call a facet's value: "(none)" in words, a name in the interface's language."""
    if value == schema.NONE:
        return gettext("not stated")
    name = names.get(facet, value)
    if name and name.label_zh and reads_chinese():
        return name.label_zh
    label = names.label(facet, value)
    if facet == "measure":
        return name_counted(label)
    return gettext(label) if facet in TRANSLATED and label else label
