"""The year of a publication date that states none: only where the text itself supports one.

Evidence is weighed in points; a candidate needs ENOUGH of them, and more than any other. A wrong
year is worse than an unknown one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from archive.ingest.lexicon import Lexicon
from archive.ingest.types import CampaignMention, DateMention
from archive.text.edtf import SEASONS, tell_precision

ENOUGH = 2
"""Points that make a year."""

POINTS = {
    "campaign": 2,  # "Net Net 2015": the year that the announcement's own campaign bears
    "anniversary": 2,  # "the 100th anniversary of the Party"
    "month": 2,  # an event of a stated month in the year before publication
    "month-since": 1,  # such a month as the beginning of something that goes on
    "year": 1,  # an event of the year alone
    "this-year": 1,  # "this year" beside a stated month of the year before
}
MOST = 4
"""Points of dates above which more of them add nothing."""

FROM_CAMPAIGN = "year from the campaign's name"
FROM_DATES = "year from the dates in the text"
FROM_SAME_DAY = "year from the same day stated in full in the text"
FROM_ANNIVERSARY = "year from an anniversary and the dates in the text"

_YEAR = re.compile(r"(?:19|20)\d\d")
_THIS_YEAR = re.compile(r"\bthis year\b|今年|本年", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\blast year\b|去年", re.IGNORECASE)


class Event(NamedTuple):
    """A stated date: year, month and day of its end (0 where unknown), and whether something
    only began then."""

    year: int
    month: int
    day: int
    is_since: bool


def infer_year(
    month: int,
    day: int,
    text: str,
    dates: Iterable[DateMention],
    campaigns: Iterable[CampaignMention],
    lexicon: Lexicon,
) -> tuple[int, str] | None:
    """The year of a publication on such a day, with its reason, or None."""
    stated = [date for date in dates if date.year_stated]
    for date in stated:
        if re.fullmatch(rf"\d{{4}}-{month:02d}-{day:02d}", date.edtf):
            return int(date.edtf[:4]), FROM_SAME_DAY
    events = list(_read_events(stated, text, lexicon))
    floor = _find_floor(events, month, day)
    points: Counter[int] = Counter()
    reason = FROM_DATES
    if floor:
        points[floor] += _weigh_dates(events, floor, month, day, text)
    year = _find_campaign_year(campaigns)
    if year and year >= (floor or 0) and month > 2:
        # In January and February a campaign's results are told under the old year's name.
        points[year] += POINTS["campaign"]
        reason = FROM_CAMPAIGN
    year = _find_anniversary(text, lexicon)
    if year and year >= (floor or 0):
        points[year] += POINTS["anniversary"]
        reason = FROM_ANNIVERSARY if reason == FROM_DATES else reason
    return _decide(points, reason)


def _decide(points: Counter[int], reason: str) -> tuple[int, str] | None:
    best = points.most_common(2)
    if not best or best[0][1] < ENOUGH or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0], reason


def _find_floor(events: list[Event], month: int, day: int) -> int | None:
    """The first year in which such a day comes after all that is told."""
    if not events:
        return None
    latest = max(events)
    after = (latest.month, latest.day) > (month, day)
    return latest.year + after


def _weigh_dates(events: list[Event], floor: int, month: int, day: int, text: str) -> int:
    """Points of the dates for the first year that comes after all of them."""
    recent = [e for e in events if e.month and _is_within_a_year(e, floor, month)]
    points = sum(POINTS["month-since" if event.is_since else "month"] for event in recent)
    points += any(e.year == floor and not e.month and not e.is_since for e in events)
    named_this_year = _THIS_YEAR.search(text) is not None
    in_floor = sum(event.year == floor for event in recent)
    if named_this_year and recent:
        # Who writes "this year" states the year of other years; one month stated in the same
        # year is then rather an earlier year's, unless it lies too late in the year to be this one.
        points += -POINTS["this-year"] if in_floor == 1 else POINTS["this-year"]
    if not in_floor and _LAST_YEAR.search(text):
        points -= 1
    return max(0, min(points, MOST))


def _is_within_a_year(event: Event, year: int, month: int) -> bool:
    return 0 <= (year - event.year) * 12 + month - event.month < 12


def _read_events(dates: Iterable[DateMention], text: str, lexicon: Lexicon) -> Iterable[Event]:
    """Stated dates of what has happened; laws and plans are none."""
    words = _compile_words(lexicon)
    for date in dates:
        before = text[max(0, date.span.start - 24) : date.span.start]
        after = text[date.span.end : date.span.end + 60].split("\n", maxsplit=1)[0]
        is_planned = words["future"].search(before) or words["future"].search(after[:12])
        if date.role != "event" or is_planned:
            continue
        is_since = bool(words["since"].search(before) or words["since"].search(after))
        yield _read_event(date.edtf, is_since)


def _read_event(edtf: str, is_since: bool) -> Event:
    """The event of a date with a year; of an interval its end, of a season its last month."""
    end = edtf.rpartition("/")[2]
    year, _, rest = end.partition("-")
    if tell_precision(end) == "season":
        start, months, _, _ = SEASONS[rest]
        return Event(int(year), min(start + months - 1, 12), 0, is_since)
    month, _, day = rest.partition("-")
    return Event(int(year), int(month or 0), int(day or 0), is_since)


@cache
def _compile_words(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    cues = lexicon.cues.get("dates") or {}
    return {
        kind: re.compile(
            "|".join(rf"\b{word}\b" if word.isascii() else word for word in cues.get(kind, ()))
            or "(?!)",
            re.IGNORECASE,
        )
        for kind in ("since", "future")
    }


def _find_campaign_year(campaigns: Iterable[CampaignMention]) -> int | None:
    """The latest year printed in a campaign's name."""
    years = [int(year) for campaign in campaigns for year in _YEAR.findall(campaign.quote)]
    return max(years, default=None)


@cache
def _anniversaries(lexicon: Lexicon) -> tuple[tuple[int, re.Pattern[str]], ...]:
    table = (lexicon.cues.get("head") or {}).get("anniversaries") or ()
    return tuple(
        (int(row["from"]), re.compile(name, re.DOTALL)) for row in table for name in row["names"]
    )


def _find_anniversary(text: str, lexicon: Lexicon) -> int | None:
    """The year that an anniversary tells, where the text has one."""
    for start, name in _anniversaries(lexicon):
        match = name.search(text)
        if match:
            return start + int(match["n"])
    return None
