"""Figures over time, as geometry for small SVG charts: one for each kind of number, one point for
each statement, nothing added up. No number is computed in a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.browse.words import write_number
from archive.models import Figure
from archive.text.edtf import InvalidDateError, find_bounds

WIDTH, HEIGHT = 360, 176
"""Units of a drawing, about as many as pixels on a phone."""
LEFT, RIGHT, TOP, BASE = 16, WIDTH - 16, 34, HEIGHT - 26
"""The frame: where the first and the last day, the largest value and zero are."""
FEWEST = 2
"""Statements that make a chart; fewer stand in the table alone."""
MOST_CHARTS = 6
GLYPH, LINE = 7.6, 15
"""Width of a digit and height of a line of a point's label."""
RADIUS = 5
RISE = 14
"""Length of the line up from a lower bound."""
NARROWEST = timedelta(days=60)
"""The least that a time axis spans."""
MOST_TICKS = 4
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)


@dataclass(frozen=True)
class Total:
    """A figure of a whole announcement, and the address of its words."""

    figure: Figure
    url: str


@dataclass(frozen=True)
class Point:
    """One statement. `since` to `until` is the period that its number covers, or else the days
    that its date can mean; the two are equal where that is one day. `label` is empty where there
    is no room for it."""

    total: Total
    x: float
    y: float
    since: float
    until: float
    label: str = ""
    label_x: float = 0
    label_y: float = 0

    @property
    def is_bound(self) -> bool:
        """Whether the number is a lower bound, drawn open upwards."""
        return self.total.figure.qualifier == "more_than"

    @property
    def is_rough(self) -> bool:
        """Whether the number is rounded or its magnitude was lost, drawn hollow."""
        figure = self.total.figure
        return figure.qualifier in ("about", "nearly") or figure.magnitude_lost

    @property
    def has_period(self) -> bool:
        """Whether the number covers a stated period."""
        return bool(self.total.figure.period_edtf)


@dataclass(frozen=True)
class Tick:
    """A month or a year on the axis, as EDTF."""

    edtf: str
    x: float


@dataclass(frozen=True)
class Chart:
    """One kind of number through time; `sample` is one of its figures, by which it is called.
    `periods`, `unsure` and `bounds` are paths: the periods that numbers cover, the days that
    dates can mean, and the lines up from lower bounds."""

    sample: Figure
    points: Sequence[Point]
    ticks: Sequence[Tick]
    periods: str
    unsure: str
    bounds: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    base: int = BASE


@dataclass(frozen=True)
class _Dated:
    """A total with its value and the days that it stands for."""

    total: Total
    value: float
    since: date
    until: date


def draw_charts(totals: Sequence[Total]) -> list[Chart]:
    """A chart for each kind of number that at least two announcements' statements with a known
    date give, those with most statements first; all have the same time axis. Numbers that lost a
    magnitude that cannot be told have no place in a chart."""
    dated = [found for total in totals if (found := _place_in_time(total))]
    groups: dict[tuple[str, str, str], list[_Dated]] = {}
    for one in dated:
        figure = one.total.figure
        groups.setdefault((figure.measure, figure.detail, figure.unit), []).append(one)
    shown = [group for group in groups.values() if len(_list_days(group)) >= FEWEST]
    shown = sorted(shown, key=len, reverse=True)[:MOST_CHARTS]
    if not shown:
        return []
    first, last = _find_frame([one for group in shown for one in group])
    ticks = [Tick(edtf, _find_x(day, first, last)) for edtf, day in _list_ticks(first, last)]
    return [_draw(group, first, last, ticks) for group in shown]


def _list_days(group: Sequence[_Dated]) -> set[date]:
    return {one.until for one in group}


def _place_in_time(total: Total) -> _Dated | None:
    figure = total.figure
    if figure.magnitude_lost and figure.value_intended is None:
        return None
    row = figure.announcement
    since, until = _read_period(figure.period_edtf)
    if (since is None or until is None) and row is not None:
        since, until = row.published_earliest, row.published_latest
    if since is None or until is None:
        return None
    return _Dated(total, float(figure.value_intended or figure.value), since, until)


def _read_period(edtf: str) -> tuple[date | None, date | None]:
    try:
        return find_bounds(edtf) if edtf else (None, None)
    except InvalidDateError:
        return None, None


def _find_frame(dated: Sequence[_Dated]) -> tuple[date, date]:
    """The first and the last day, with some room where they lie close together."""
    first = min(one.since for one in dated)
    last = max(one.until for one in dated)
    missing = max(NARROWEST - (last - first), timedelta())
    return first - missing / 2, last + missing / 2


def _find_x(day: date, first: date, last: date) -> float:
    return round(LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days, 1)


def _list_ticks(first: date, last: date) -> Iterator[tuple[str, date]]:
    """Months, or years where they are many, that begin between two days."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in MONTH_STEPS if months <= s * MOST_TICKS), MONTH_STEPS[-1])
    for number in range(first.year * 12, last.year * 12 + 12, step):
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            yield (f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}"), day


def _draw(group: Sequence[_Dated], first: date, last: date, ticks: Sequence[Tick]) -> Chart:
    largest = max(one.value for one in group) or 1.0
    points = [
        Point(
            total=one.total,
            x=_find_x(one.until, first, last),
            y=round(BASE - (BASE - TOP) * one.value / largest, 1),
            since=_find_x(one.since, first, last),
            until=_find_x(one.until, first, last),
        )
        for one in sorted(group, key=lambda one: (one.until, one.value))
    ]
    return Chart(
        sample=group[0].total.figure,
        points=_write_labels(points),
        ticks=ticks,
        periods=_trace(p for p in points if p.has_period),
        unsure=_trace(p for p in points if not p.has_period),
        bounds=" ".join(f"M{p.x} {p.y}v-{RISE}" for p in points if p.is_bound),
    )


def _trace(points: Iterable[Point]) -> str:
    """A line for each point's days, where these are more than one."""
    return " ".join(f"M{p.since} {p.y}H{p.until}" for p in points if p.since != p.until)


def _write_labels(points: Sequence[Point]) -> list[Point]:
    """The points with labels where these meet neither the frame, a point, nor another label; the
    largest numbers are labelled first."""
    taken = [_Box(p.x - RADIUS, p.y - RADIUS, p.x + RADIUS, p.y + RADIUS) for p in points]
    labelled: dict[int, Point] = {}
    for index in sorted(range(len(points)), key=lambda i: points[i].y):
        point, label = points[index], _label(points[index].total.figure)
        for box in _list_places(point, len(label) * GLYPH):
            if box.is_within_frame and not any(box.meets(other) for other in taken):
                taken.append(box)
                middle = (box.left + box.right) / 2
                labelled[index] = replace(
                    point, label=label, label_x=round(middle, 1), label_y=round(box.bottom - 3, 1)
                )
                break
    return [labelled.get(index, point) for index, point in enumerate(points)]


def _label(figure: Figure) -> str:
    value = write_number(figure.value)
    if not figure.magnitude_lost or figure.value_intended is None:
        return value
    return f"{value} ({write_number(figure.value_intended)}?)"


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_within_frame(self) -> bool:
        return self.left >= 0 and self.right <= WIDTH and self.top >= 0 and self.bottom <= BASE

    def meets(self, other: _Box) -> bool:
        """Whether the two share a point that is not of their edges."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom


def _list_places(point: Point, width: float) -> Iterator[_Box]:
    """Where a label may stand, the best first: above the point, right and left of it, below."""
    gap = RADIUS + 3
    above = point.y - gap - (12 if point.is_bound else 0)
    left = min(max(point.x - width / 2, 0), WIDTH - width)
    yield _Box(left, above - LINE, left + width, above)
    yield _Box(point.x + gap, point.y - LINE / 2, point.x + gap + width, point.y + LINE / 2)
    yield _Box(point.x - gap - width, point.y - LINE / 2, point.x - gap, point.y + LINE / 2)
    below = point.y + gap
    yield _Box(left, below, left + width, below + LINE)
