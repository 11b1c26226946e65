"""Every kind of page, wide and narrow, light and dark: no violation that axe finds, no overflow,
nothing from another host."""

import pytest
from axe_playwright_python.sync_playwright import Axe

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
COUNT_BYTES = """
["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .reduce((total, entry) => total + entry.encodedBodySize, 0)
"""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


SLOWLY = {"offline": False, "latency": 5, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
"""A connection, in bytes a second, on which every page comes in several pieces."""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_violation(browser, site, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    axe = Axe()
    wrong = {}
    for name, path in list_paths(page, site).items():
        page.goto(site + path)
        reports = [axe.run(page)]
        page.emulate_media(color_scheme="dark")
        reports.append(axe.run(page, options=CONTRAST))
        page.emulate_media(color_scheme="light")
        found = [report.generate_report() for report in reports if report.violations_count]
        if found:
            wrong[name] = "\n".join(found)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong[f"{name} overflows"] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert not wrong, "\n".join(f"{name}: {report}" for name, report in wrong.items())
    assert all(url.startswith(site) for url in requested)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(browser, site, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(WATCH_SHIFTS)
    page = context.new_page()
    paths = list_paths(page, site)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOWLY)
    moved = {}
    for name, path in paths.items():
        page.goto(site + path, wait_until="networkidle")
        if shifts := page.evaluate("window.shifts"):
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
        page.goto(site + path, wait_until="networkidle")
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
