"""What a typed date or number means, said while it is typed and when it is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from archive.models import Qualifier
from archive.templatetags.numbers import digits
from archive.text.dates import find_dates
from archive.text.edtf import InvalidDateError, PartialDate, parse, say
from archive.text.numbers import find_numbers

LONGEST: Final = 80
"""Code points of what is looked at."""
DATE_FORMS: Final = (
    "Type 2015-06-01, 2015-06 or 2015; XXXX-11-11 where the year is unknown; 2015-07~ for “about”; "
    "2015-05/2015-07 for a period, 2015-05/.. for one that goes on."
)
NUMBER_FORMS: Final = "Type digits, as 4800 or 1.5; 155万 and 1.5 million are understood, too."
SCALES: Final = (
    (Decimal(10**9), "{} billion", Decimal(10**8), "{}亿"),
    (Decimal(10**6), "{} million", Decimal(10**4), "{}万"),
    (Decimal(10**4), "", Decimal(10**4), "{}万"),
)
"""From which value on a number is also said in words: English and Chinese, each with its unit."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class Explanation:
    """What was typed means: whether it can be saved, and what it says or what to type instead."""

    ok: bool
    words: str


class UnreadableNumberError(ValueError):
    """What was typed is no single plain number; the message says what to type."""


def explain_date(typed: str) -> Explanation:
    """An EDTF date in words, and between which days it lies."""
    typed = typed.strip()
    if not typed:
        return Explanation(True, "")
    try:
        parsed = parse(typed)
    except InvalidDateError:
        return Explanation(False, _advise_date(typed))
    words = f"{say(typed)}{_place(parsed)}"
    return Explanation(True, f"{words[0].upper()}{words[1:]}.")


def explain_number(typed: str) -> Explanation:
    """A number with its digits in groups, a large one also in words; nothing of one that needs
    neither."""
    typed = typed.strip()
    if not typed:
        return Explanation(True, "")
    try:
        value = read_number(typed)
    except UnreadableNumberError as error:
        return Explanation(False, str(error))
    words = ", ".join([digits(value), *_say_scale(value)])
    return Explanation(True, "" if words == typed else words)


def read_number(typed: str) -> Decimal:
    """The value of a number as printed, with thousands apart or a magnitude. Raises
    UnreadableNumberError for anything else: a qualifier has a field of its own."""
    typed = typed.strip()[:LONGEST]
    if _PLAIN.fullmatch(typed):
        return Decimal(typed)
    found = find_numbers(typed)
    if len(found) != 1 or found[0].value is None or found[0].span != (0, len(typed)):
        raise UnreadableNumberError(f"“{typed}” is no number. {NUMBER_FORMS}")
    number = found[0]
    if number.high is not None:
        raise UnreadableNumberError(
            f"Type one number: of a range the lower one, {digits(number.value)}."
        )
    if number.qualifier != Qualifier.EXACT:
        label = Qualifier(number.qualifier).label
        raise UnreadableNumberError(f"Type {digits(number.value)}, and choose “{label}” beside it.")
    return Decimal(str(number.value))


KINDS: Final[Mapping[str, Callable[[str], Explanation]]] = {
    "date": explain_date,
    "number": explain_number,
}


@require_GET
def show_explanation(request: HttpRequest, kind: str) -> JsonResponse:
    """What the parameter `q` means, as JSON: `ok` and `words`."""
    if kind not in KINDS:
        raise Http404(f"Nothing of this kind is explained: {kind}")
    explanation = KINDS[kind](request.GET.get("q", "")[: LONGEST + 1])
    return JsonResponse({"ok": explanation.ok, "words": explanation.words})


def _advise_date(typed: str) -> str:
    """What to type instead: where the whole is one date in another form, that date."""
    found = find_dates(typed[:LONGEST])
    if len(found) == 1 and found[0].span == (0, len(typed)):
        return f"Type {found[0].edtf} for “{typed}”."
    return f"“{typed[:LONGEST]}” is no date. {DATE_FORMS}"


def _place(parsed: PartialDate) -> str:
    """Between which days a date lies, where it is no single day; and whether they are to come."""
    first, last = parsed.earliest, parsed.latest
    if not parsed.is_placed:
        return ": in no year, so that lists show it apart"
    if first and last:
        days = "" if first == last else f": between {_say_day(first)} and {_say_day(last)}"
    elif first:
        days = f": on or after {_say_day(first)}, with no end known"
    else:
        days = f": on or before {_say_day(last)}, with no beginning known" if last else ""
    return days + (", which is yet to come" if first and first > datetime.now(UTC).date() else "")


def _say_day(day: date) -> str:
    return say(day.isoformat())


def _say_scale(value: Decimal) -> list[str]:
    for least, english, unit, chinese in SCALES:
        if abs(value) >= least:
            words = [english.format(digits(value / least))] if english else []
            return [*words, chinese.format(digits(value / unit))]
    return []
