"""Every kind of page, wide and narrow, light and dark: no violation that axe finds, no overflow,
nothing from another host."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.paths import list_paths

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)

CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


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
