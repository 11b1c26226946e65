"""The values of facets. A page of results has a hundred of them, which Django's templates would
take longer to write than the index takes to count."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.browse.facets import FacetGroup, FacetValue
from archive.browse.words import write_number
from archive.templatetags.texts import language_of

register = template.Library()

ROW = (
    "<li{css}><label>"
    '<input type="checkbox" name="{facet}" value="{choice}"{checked}>'
    ' <span class="label" lang="{language}">{label}</span></label>'
    ' <span class="count">{count}</span>'
    ' <a class="turn" href="{url}" title="{title}" aria-label="{action}">{sign}</a>'
    "</li>\n"
)
"""A box that chooses the value, how many have it, and a link that rules it out or lets it in."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A link's sign, its title, and what it does with the value named; in HTML."""

    sign: str
    title: str
    action: str


@register.simple_tag
def facet_values(group: FacetGroup) -> SafeString:
    """The values of a facet as entries of a list."""
    away = _Turn("−", escape(_("Leave these out")), escape(_("Leave out %(label)s")))
    back = _Turn("↺", escape(_("Let it in again")), escape(_("Let %(label)s in again")))
    rows = (
        _write_row(group.name, value, back if value.excluded else away) for value in group.values
    )
    return mark_safe("".join(rows))  # noqa: S308 - each value is escaped below


def _write_row(facet: str, value: FacetValue, turn: _Turn) -> str:
    label, choice = escape(value.label), escape(value.value)
    return ROW.format(
        css=' class="excluded"' if value.excluded else "",
        facet=facet,
        choice=f"-{choice}" if value.excluded else choice,
        checked=" checked" if value.selected or value.excluded else "",
        language=language_of(value.label),
        label=f"{escape(_('not'))} {label}" if value.excluded else label,
        count=write_number(value.count),
        url=escape(value.exclude_url),
        title=turn.title,
        action=turn.action % {"label": label},
        sign=turn.sign,
    )
