"""Tiles and time line: everything has its place, counts are told truly."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.browse.tiles import GRID, SHADES, find_province, make_tiles, shade
from archive.browse.timeline import NARROWEST, WIDEST, WIDTH, draw_timeline
from archive.models import Campaign


def test_each_province_has_a_tile_of_its_own():
    assert len(GRID) == 34
    assert len({(column, row) for _, _, _, column, row in GRID.values()}) == 34
    assert all(code.endswith("0000") for code, *_ in GRID.values())


def test_tiles_count_and_lead_to_their_search():
    tiles = {tile.iso: tile for tile in make_tiles({"CN-ZJ": 4}, platform="wechat")}
    assert (tiles["CN-ZJ"].count, tiles["CN-ZJ"].shade) == (4, SHADES)
    assert tiles["CN-ZJ"].url == "/search?platform=wechat&province=CN-ZJ"
    assert (tiles["CN-BJ"].count, tiles["CN-BJ"].shade) == (0, 0)


def test_what_lies_in_no_province_makes_no_tile_lighter():
    tiles = make_tiles({"CN-ZJ": 4, "(none)": 400, "CN-XX": 90})
    assert max(tile.shade for tile in tiles) == SHADES


def test_a_province_off_the_grid_is_searched_for():
    assert find_province("CN-ZJ") == "/places/330000"
    assert find_province("CN-XX") == "/search?province=CN-XX"


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_more_is_never_lighter(one, other):
    most = max(one, other)
    assert 1 <= shade(min(one, other), most) <= shade(most, most) == SHADES


def campaign(name, first, last):
    return Campaign(slug=name, name=name, period_earliest=first, period_latest=last)


def test_campaigns_are_drawn_in_order_within_the_frame():
    drawn = draw_timeline(
        [
            campaign("b", date(2016, 3, 1), date(2016, 9, 30)),
            campaign("a", date(2014, 1, 1), date(2014, 12, 31)),
        ]
    )
    assert [span.campaign.name for span in drawn.spans] == ["a", "b"]
    assert all(span.x >= drawn.label and span.end_x <= WIDTH for span in drawn.spans)
    assert [tick.year for tick in drawn.ticks] == [2014, 2015, 2016]


def test_labels_have_the_room_that_the_longest_needs():
    days = (date(2014, 1, 1), date(2014, 12, 31))
    widths = [
        draw_timeline([campaign(name, *days)]).label
        for name in ("a", "clear-field-of-2014", "clear-field-" * 20)
    ]
    assert NARROWEST == widths[0] < widths[1] < widths[2] == WIDEST


def test_an_unknown_end_is_drawn_open():
    [span] = draw_timeline([campaign("a", date(2014, 5, 1), None)]).spans
    assert span.starts
    assert not span.ends


def test_campaigns_without_a_period_are_left_out():
    assert draw_timeline([campaign("a", None, None)]).spans == ()


def test_a_long_span_labels_fewer_years():
    drawn = draw_timeline([campaign("a", date(1980, 1, 1), date(2020, 1, 1))])
    assert len(drawn.ticks) <= 12
