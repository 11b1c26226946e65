"""Texts in templates: marked paragraphs, passages, names in two languages. All is escaped."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.browse.annotate import CLOSE, OPEN, Paragraph, Piece
from archive.browse.issues import name_issue, tell_issue
from archive.browse.words import name_platform_kind, name_record, name_role, reads_chinese
from archive.models import Issue, Named
from archive.search.results import Passage
from archive.search.vocabulary import LANGUAGES
from archive.templatetags.dates import say_date
from archive.text.script import has_han

register = template.Library()

BACK = '<a class="back" href="#{}" aria-label="{}">↩</a>'
EDGES = 30
"""Characters of a long quotation that are read out at either end of a link's name."""


@register.simple_tag
def annotated(paragraph: Paragraph) -> SafeString:
    """A paragraph's words with its marks as `<mark>` elements, each with a way back to the
    fact it proves."""
    return mark_safe("".join(map(_write_piece, paragraph.pieces)))  # noqa: S308 - escaped below


def _write_piece(piece: Piece) -> str:
    if piece.kind == CLOSE:
        return "</mark>"
    if piece.kind != OPEN or piece.mark is None:
        return escape(piece.text)
    mark = piece.mark
    if not piece.first:
        return format_html('<mark class="{}">', mark.css)
    back = (
        format_html(
            '<a class="back" href="#{}" aria-label="{}">↩</a>', mark.fact, _("Back to the fact")
        )
        if mark.fact
        else ""
    )
    return format_html('<mark class="{}" id="{}">{}', mark.css, mark.anchor, back)


@register.simple_tag
def passage(words: Passage) -> SafeString:
    """A passage of a text with the words that a search matched marked."""
    runs = "".join(
        format_html("<mark>{}</mark>", text) if marked else escape(text)
        for text, marked in words.runs
    )
    before = "… " if words.cut_before else ""
    after = " …" if words.cut_after else ""
    return mark_safe(f"{before}{runs}{after}")  # noqa: S308 - each run is escaped


@register.filter
def language_of(text: str) -> str:
    """The language to read a name out in: Chinese where it holds Han characters."""
    return "zh-Hans" if has_han(text) else "en"


@register.filter
def html_language(tag: str) -> str:
    """A language tag for `lang`; empty for an unknown language, which HTML takes for unknown."""
    return "" if tag == "und" else tag


@register.filter
def language_name(tag: str) -> str:
    """What to call a language; a tag that is not known, as it is."""
    return _(LANGUAGES[tag]) if tag in LANGUAGES else tag


@register.simple_tag
def both_names(name: str, name_zh: str = "") -> SafeString:
    """A name in both languages, that of the interface first."""
    if not name_zh or name == name_zh:
        return format_html('<span lang="{}">{}</span>', language_of(name), name)
    if reads_chinese():
        return format_html(
            '<span lang="zh-Hans">{}</span> <span class="zh" lang="en">{}</span>', name_zh, name
        )
    return format_html('{} <span class="zh" lang="zh-Hans">{}</span>', name, name_zh)


@register.simple_tag
def issue_label(issue: Issue) -> SafeString:
    """What is odd about a text. A message that cannot be given in Chinese follows its kind."""
    told = tell_issue(issue)
    if told is not None or not reads_chinese():
        return format_html("{}", told or issue.message)
    return format_html('{}：<span lang="en">{}</span>', name_issue(issue.code), issue.message)


@register.filter
def platform_kind(kind: str) -> str:
    """What to call a kind of platform."""
    return name_platform_kind(kind)


@register.filter
def role(word: str) -> str:
    """What to call a role that a record has in a text."""
    return name_role(word)


@register.simple_tag
def one_name(record: Named) -> SafeString:
    """A record's name in the language of the interface, where it has one."""
    name = plain_name(record)
    return format_html('<span lang="{}">{}</span>', language_of(name), name)


@register.filter
def plain_name(record: Named) -> str:
    """The same without marking its language, for where an element cannot stand."""
    return name_record(record)


@register.simple_tag
def cite(title: str, publisher: str, published: str, link: str) -> SafeString:
    """How to cite a record, punctuated as the language of the interface does."""
    work = format_html(_("“{title}”"), title=title)
    if publisher:
        work = format_html(_("{publisher}, {work}"), publisher=publisher, work=work)
    if published:
        work = format_html(_("{work}, {date}"), work=work, date=say_date(published))
    return format_html(
        _("{work}. {archive}. {link}"),
        work=work,
        archive=_("Enforcement Archive"),
        link=format_html('<span class="link">{}</span>', link),
    )


@register.filter
def shorten_quote(text: str) -> str:
    """A quotation for a link's name: its two ends."""
    if len(text) <= 2 * EDGES:
        return text
    return f"{text[:EDGES]} … {text[-EDGES:]}"
