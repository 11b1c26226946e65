"""Figures over time: each statement has its place, labels can be read, nothing is added up."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.browse import series
from archive.browse.series import BASE, GLYPH, HEIGHT, LINE, TOP, WIDTH, Total, draw_charts
from archive.models import Announcement, Figure
from archive.text.edtf import find_bounds
from tests import factories as make


def state(value, edtf="2015-06-01", **fields):
    first, last = find_bounds(edtf) if edtf else (None, None)
    row = Announcement(published_edtf=edtf, published_earliest=first, published_latest=last)
    return Total(Figure(announcement=row, measure="cases", value=value, **fields), "/words")


def draw_one(*totals):
    [chart] = draw_charts(totals)
    return chart


def test_later_is_further_right_and_more_is_higher():
    early, late = draw_one(state(10, "2015-03-01"), state(40, "2015-09-01")).points
    assert early.x < late.x
    assert early.y > late.y == TOP


def test_kinds_of_number_are_not_mixed():
    totals = [
        state(number, day, detail=detail, unit=unit)
        for detail, unit in (("", ""), ("gangs", ""), ("", "CNY"))
        for number, day in ((1, "2015-01-01"), (2, "2015-02-01"))
    ]
    charts = draw_charts(totals)
    assert [len(chart.points) for chart in charts] == [2, 2, 2]
    assert len({(c.sample.detail, c.sample.unit) for c in charts}) == 3


def test_what_cannot_be_placed_is_left_to_the_table():
    totals = [
        state(10, "2015-03-01"),
        state(20, "2015-04-01"),
        state(30, ""),
        state(40, "XXXX-05-01"),
        state(12, "2015-05-01", magnitude_lost=True),
    ]
    assert [p.total.figure.value for p in draw_one(*totals).points] == [10, 20]


def test_a_lost_magnitude_is_drawn_where_it_probably_belongs_and_says_so():
    chart = draw_one(
        state(12, "2015-03-01", value_intended=120_000, magnitude_lost=True),
        state(60_000, "2015-04-01"),
    )
    doubtful = chart.points[0]
    assert (doubtful.y, doubtful.is_rough) == (TOP, True)
    assert doubtful.label == "12 (120,000?)"


def test_one_day_makes_no_chart():
    assert draw_charts([state(10), state(20)]) == []
    assert draw_charts([]) == []


def test_a_period_is_drawn_from_its_beginning_to_its_end():
    chart = draw_one(
        state(10, "2015-09-01", period_edtf="2015-01/2015-06"), state(20, "2015-12-01")
    )
    point = chart.points[0]
    assert point.has_period
    assert point.since < point.until == point.x
    assert chart.periods == f"M{point.since} {point.y}H{point.until}"
    assert chart.unsure == ""


def test_the_days_that_a_date_can_mean_are_drawn_apart():
    chart = draw_one(state(1, "2015-03-01"), state(2, "2015-07"))
    month = chart.points[1]
    assert month.has_period is False
    assert (chart.periods, chart.unsure) == ("", f"M{month.since} {month.y}H{month.until}")


def test_a_lower_bound_is_open_upwards():
    chart = draw_one(state(1, "2015-03-01", qualifier="more_than"), state(2, "2015-07-01"))
    point = chart.points[0]
    assert chart.bounds == f"M{point.x} {point.y}v-{series.RISE}"


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ("2015-06-10", "2015-06-20", ["2015-06", "2015-07"]),
        ("2015-01-10", "2015-11-20", ["2015-04", "2015-07", "2015-10"]),
        ("2011-05-01", "2020-02-01", ["2014", "2017", "2020"]),
    ],
)
def test_the_axis_names_months_or_years(first, last, ticks):
    chart = draw_one(state(1, first), state(2, last))
    assert [tick.edtf for tick in chart.ticks] == ticks
    assert all(0 <= tick.x <= WIDTH for tick in chart.ticks)


VALUES = st.integers(0, 10**12)
DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31)).map(date.isoformat)


@given(st.lists(st.tuples(VALUES, DAYS), min_size=2, max_size=40))
def test_points_and_labels_stay_in_the_frame_and_apart(statements):
    for chart in draw_charts([state(value, day) for value, day in statements]):
        assert len(chart.points) == len(statements)
        boxes = []
        for point in chart.points:
            assert 0 <= point.x <= WIDTH
            assert TOP <= point.y <= BASE < HEIGHT
            if point.label:
                width = len(point.label) * GLYPH
                bottom = point.label_y + 3
                boxes.append(
                    series._Box(
                        point.label_x - width / 2 + 0.1,
                        bottom - LINE + 0.1,
                        point.label_x + width / 2 - 0.1,
                        bottom - 0.1,
                    )
                )
        assert chart.points[0].label or len(boxes) > 0
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@pytest.mark.django_db
def test_a_campaign_page_draws_each_statement_and_says_it_in_a_table(client, reindex):
    campaign = make.CampaignFactory(slug="clear-field")
    for day, suspects in (("2015-03-01", 12), ("2015-09-01", 40)):
        row = make.AnnouncementFactory(text=f"{suspects} suspects by {day}.", published_edtf=day)
        make.name_campaign(row, campaign)
        make.state_figure(row, f"{suspects} suspects", suspects, qualifier="more_than")
    reindex()
    answer = client.get("/campaigns/clear-field")
    html, [chart] = answer.content.decode(), answer.context["page"].charts
    assert [point.is_bound for point in chart.points] == [True, True]
    for point in chart.points:
        assert html.count(f'href="{point.total.url}"') == 2
    assert 'aria-label="more than 40 suspects, 1 September 2015"' in html
    assert [bar.count for bar in answer.context["page"].activity.months] == [1, 0, 0, 0, 0, 0, 1]
