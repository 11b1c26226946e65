"""How every kind of page comes in: nothing moves, little is sent, nothing needs a script."""

import pytest

from tests.browser.paths import list_paths

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
MOST_BYTES = 100_000
"""Compressed, at a first visit: the page, its styles and its scripts."""

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    window.shifts.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
DRAWN = """
new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shifts), 50)))
"""
"""What has moved, once the page is drawn and its scripts have run."""
COUNT_BYTES = """
["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .reduce((total, entry) => total + entry.encodedBodySize, 0)
"""
SLOWLY = {"offline": False, "latency": 5, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
"""A connection, in bytes a second, on which every page comes in several pieces."""


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    paths = list_paths(page, site)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOWLY)
    moved = {}
    for name, path in paths.items():
        page.goto(site + path)
        if shifts := page.evaluate(DRAWN):
            moved[name] = shifts
    context.close()
    assert moved == {}


def test_no_first_visit_is_heavy(browser, site):
    heavy = {}
    context = browser.new_context()
    paths = list_paths(context.new_page(), site)
    context.close()
    for name, path in paths.items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(site + path)
        total = page.evaluate(COUNT_BYTES)
        assert total > 10_000
        if total > MOST_BYTES:
            heavy[name] = total
        context.close()
    assert heavy == {}


def test_every_page_is_whole_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in list_paths(page, site).values():
        page.goto(site + path)
        assert page.locator("main h1").count() == 1
        assert page.locator("main").inner_text().strip()
    context.close()
