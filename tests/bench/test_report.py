"""How the benchmarks take time, and how they tell it."""

import time

from bench.report import FEWEST, Row, make_table, measure, measure_by_turns


def test_calls_that_are_compared_take_turns():
    order = []
    timed = measure_by_turns([lambda: order.append("a"), lambda: order.append("b")], 3, warm=1)
    assert "".join(order) == "ab" * 4
    assert len(timed) == 2


def test_patience_bounds_what_is_slow_and_still_measures_it():
    calls = []

    def act():
        calls.append(time.sleep(0.002))

    median, p95 = measure(act, 100, warm=1, patience=0.0)
    assert len(calls) == 1 + FEWEST
    assert 2 <= median <= p95


def test_the_table_tells_what_was_missed():
    rows = [
        Row("page", "search", 12.34, "ms", p95=20.5, documents=2000, target="under 9", met=False),
        Row("page", "broken", 0, "ms", note="failed: no answer"),
    ]
    table = make_table(rows).splitlines()
    assert table[2] == "| page | search | 2,000 | 12.3 ms | 20.5 |  | under 9 | MISSED |"
    assert "broken (failed: no answer)" in table[3]
