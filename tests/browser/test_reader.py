"""What a reader does: searches, narrows, opens a case, and follows a figure to its words."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def follow_a_figure(page, site):
    """Home, search, narrow by province, a case, a figure, its words."""
    page.goto(site)
    page.get_by_label("Search the archive").fill("WeChat")
    page.get_by_role("button", name="Search", exact=True).click()
    page.wait_for_url(re.compile(r"/search\?q=WeChat"))  # Until its scripts have run.
    page.get_by_role("checkbox", name="Tianjin", exact=True).check()
    apply = page.get_by_role("button", name="Apply")
    if apply.is_visible():
        apply.click()
    expect(page.get_by_role("list", name="Narrowed by")).to_contain_text("Province: Tianjin")
    expect(page).to_have_url(re.compile("province=CN-TJ"))
    page.get_by_role("navigation", name="Kinds").get_by_role("link", name="Cases").click()
    page.get_by_role("article").filter(has_text="3·10").get_by_role("heading").get_by_role(
        "link"
    ).first.click()
    expect(page).to_have_url(re.compile(r"/cases/\w{12}"))
    figure = page.locator(".statement").filter(has_text="39,883")
    expect(figure.locator("mark")).to_contain_text("39883")
    figure.get_by_role("link", name=re.compile("in the announcement")).first.click()
    expect(page).to_have_url(re.compile(r"/announcements/\w{12}\?s=\d+-\d+#s"))
    words = page.locator("#s")
    expect(words).to_contain_text("39883")
    expect(words).to_be_in_viewport()


def test_a_reader_follows_a_figure_to_its_words(visited, site):
    follow_a_figure(visited, site)
    assert visited.foreign == []
    assert visited.complaints == []


def test_the_same_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    follow_a_figure(context.new_page(), site)
    context.close()


def test_a_fact_leads_to_its_words_and_back(visited, site):
    visited.goto(f"{site}/search?q=micro+field&kind=announcement")
    visited.get_by_role("article").get_by_role("heading").first.get_by_role("link").click()
    facts = visited.get_by_role("complementary", name="Facts read from this text")
    facts.get_by_role("link", name=re.compile("Show the words “WeChat”, 1")).first.click()
    target = visited.locator("mark:target")
    expect(target).to_contain_text("WeChat")
    expect(target).to_be_in_viewport()
    target.get_by_role("link", name="Back to the fact").click()
    expect(visited.locator("li:target")).to_contain_text("WeChat")


def test_a_short_address_of_words_is_followed(visited, site):
    visited.goto(f"{site}/announcements")
    visited.locator(".entries a").first.click()
    visited.wait_for_url(re.compile(r"/announcements/\w{12}"))
    address = visited.url
    visited.goto(f"{address}#s=0-12")
    expect(visited).to_have_url(re.compile(r"\?s=0-12#s"))
    expect(visited.locator("mark.focus")).to_be_visible()


def test_a_choice_keeps_the_keyboard_and_is_told(visited, site):
    visited.goto(f"{site}/search?q=WeChat")
    expect(visited.locator("#q-suggestions")).to_be_attached()  # Its scripts have run.
    answer = visited.locator("#answer")
    expect(answer).to_be_empty()
    visited.get_by_role("checkbox", name="Tianjin", exact=True).focus()
    visited.keyboard.press("Space")
    expect(visited).to_have_url(re.compile("province=CN-TJ"))
    chosen = visited.get_by_role("checkbox", name="Tianjin", exact=True)
    expect(chosen).to_be_checked()
    expect(chosen).to_be_focused()
    expect(answer).to_have_text(visited.locator(".result-head p").inner_text())


def test_filters_on_a_phone_open_as_a_drawer(browser, site):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/search?q=police")
    expect(page.get_by_role("group", name="Platform")).to_be_hidden()
    page.get_by_role("link", name="Filters").click()
    page.get_by_role("group", name="Platform").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("list", name="Narrowed by")).to_contain_text("Platform")
    expect(page.get_by_role("group", name="Platform")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", ["/cases", "/agencies", "/figures?measure=websites"])
def test_tables_on_a_phone_are_read_without_scrolling_sideways(browser, site, path):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}{path}")
    frame = page.locator(".scrolled:has(.stacked)")
    expect(frame.get_by_role("link").first).to_be_visible()
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    context.close()


def test_the_keyboard_reaches_the_content(visited, site):
    visited.goto(site)
    visited.keyboard.press("Tab")
    expect(visited.get_by_role("link", name="Skip to the content")).to_be_focused()
    visited.keyboard.press("Enter")
    expect(visited).to_have_url(re.compile("#main$"))
