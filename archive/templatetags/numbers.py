"""Figures and sanctions in templates, as they were stated."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from archive.browse.facts import StatedFact, leave_out_echoes
from archive.browse.words import name_counted, write_number
from archive.models import Figure, Measure, Sanction

register = template.Library()

ROLES = {
    "company": gettext_lazy("on a company"),
    "person": gettext_lazy("on a person"),
    "platform": gettext_lazy("on a platform"),
    "principal": gettext_lazy("on a principal offender"),
}
"""On whom an outcome fell, by the roles of the vocabulary's cues."""

QUALIFIERS = {
    "exact": "",
    "more_than": gettext_lazy("more than"),
    "nearly": gettext_lazy("nearly"),
    "about": gettext_lazy("about"),
}


@register.filter
def digits(value: Decimal | int | float | str | None) -> str:
    """A number in full with its thousands apart and no needless zeros; nothing for what a
    template has not, which Django gives as an empty string."""
    return "" if value is None or isinstance(value, str) else write_number(value)


@register.filter
def permille(value: int) -> str:
    """Thousandths as an SVG length in hundredths."""
    return f"{value / 10:g}"


@register.filter
def say_unit(unit: str) -> str:
    """A unit or a currency in the language of the pages, which may have no word of its own."""
    return gettext(unit) if unit else ""


@register.simple_tag
def stated(figure: Figure) -> SafeString:
    """A figure as it was stated: qualifier, value, unit; a lost magnitude is said plainly."""
    qualifier = QUALIFIERS.get(figure.qualifier, "")
    value = format_html("<b>{}</b>", digits(figure.value))
    parts = [part for part in (qualifier, value, say_unit(figure.unit)) if part]
    written = format_html(" ".join(["{}"] * len(parts)), *parts)
    if not figure.magnitude_lost:
        return format_html('<span class="number">{}</span>', written)
    doubt = (
        _("perhaps %(value)s") % {"value": digits(figure.value_intended)}
        if figure.value_intended is not None
        else _("a magnitude was probably lost in translation")
    )
    return format_html(
        '<span class="number">{} <span class="doubt">({})</span></span>', written, doubt
    )


@register.filter
def say_figure(figure: Figure) -> str:
    """A figure with what it counts, in plain words."""
    told = (QUALIFIERS.get(figure.qualifier, ""), write_number(figure.value))
    return " ".join(str(part) for part in (*told, say_unit(figure.unit), measured(figure)) if part)


@register.filter
def measured(figure: Figure) -> str:
    """What a figure counts: the finer kind where there is one. A sum of money says by its
    currency that it is money."""
    if figure.unit and figure.detail == "money":
        return ""
    return gettext(figure.detail or str(Measure(figure.measure).label))


@register.filter
def counted(words: str) -> str:
    """What is counted, as a heading and not after a number: without its Chinese measure word."""
    return name_counted(words)


@register.simple_tag
def imposed(sanction: Sanction, figure: Figure | None = None) -> SafeString:
    """A sanction with its amount or length; the figure that states the same number says how
    exact it is."""
    kind = gettext(sanction.get_kind_display())
    if sanction.value is None:
        return format_html('<span class="number">{}</span>', kind)
    amount = (
        stated(figure)
        if figure
        else format_html("<b>{}</b> {}", digits(sanction.value), say_unit(sanction.unit))
    )
    told = format_html(_("{kind}: {amount}"), kind=kind, amount=amount)
    return format_html('<span class="number">{}</span>', told)


@register.filter
def apart(figures: Iterable[StatedFact]) -> list[StatedFact]:
    """The figures that no sanction beside them tells, too."""
    return leave_out_echoes(figures)


@register.filter
def on_whom(sanction: Sanction) -> str:
    """On whom an outcome fell, a role and never a name; a role that an editor wrote is shown as
    it is."""
    return str(ROLES.get(sanction.on, sanction.on))
