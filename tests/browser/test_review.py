"""An editor's day at the review page: by keyboard alone, and nothing of it is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LOAD_AGAIN = """
from django.core.management import call_command
from archive.models import Announcement
Announcement.objects.update(reading="")  # As a newer extractor would: everything is read anew.
call_command("load_documents", "fixtures/documents", verbosity=0)
"""


def open_first(desk, site):
    """The most doubtful announcement of the queue, reached by keyboard."""
    desk.goto(f"{site}/admin/review/")
    desk.locator(".review-queue tbody a").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Keys: ?")).to_be_visible()  # The script listens.
    return desk.url.split("?")[0]


def count_decided(desk):
    return desk.locator(".review-items > li:is(.is-accepted, .is-rejected, .is-corrected)").count()


def test_ten_facts_by_keyboard_a_missed_platform_and_a_load(desk, site, run_python):
    address = open_first(desk, site)
    before = count_decided(desk)
    for number in range(10):
        key = desk.evaluate("document.activeElement.closest('li').dataset.item")
        actions = desk.locator(f"#item-{key}").get_attribute("data-actions").split()
        while "reject" not in actions or not desk.locator(f"#item-{key}[data-open]").count():
            desk.keyboard.press("j")
            key = desk.evaluate("document.activeElement.closest('li').dataset.item")
            actions = desk.locator(f"#item-{key}").get_attribute("data-actions").split()
        desk.keyboard.press("r" if number == 3 else "a")
        expect(desk.locator("#said")).to_contain_text("Rejected" if number == 3 else "Accepted")
        expect(desk.locator(f"#item-{key}")).not_to_have_attribute("data-open", "")
        desk.evaluate("document.getElementById('said').textContent = ''")
    assert count_decided(desk) == before + 10

    words = desk.evaluate(SELECT_WORDS)
    expect(desk.locator("#offer")).to_contain_text(words)
    desk.keyboard.press("1")
    field = desk.get_by_label("Platform:", exact=True)
    expect(field).to_have_value(words)
    field.fill("A platform of the test")
    desk.get_by_label("Make a new one").check()
    desk.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(desk.locator("#said")).to_contain_text("Added: A platform of the test")
    added = desk.locator(".review-items > li", has_text="A platform of the test")
    expect(added).to_have_class(re.compile("is-accepted"))
    assert desk.locator("mark.chosen").all_inner_texts() == [words]

    decided = read_decisions(desk)
    run_python(LOAD_AGAIN)
    desk.goto(address)
    assert read_decisions(desk) == decided
    assert not desk.complaints
    assert not desk.foreign


SELECT_WORDS = """() => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  let node = null;
  while ((node = walker.nextNode())) {
    const free = !node.parentElement.closest("mark:not(.m-case)");
    const match = free && /[\\p{L}]{4,}/u.exec(node.data);
    if (match) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return match[0];
    }
  }
}"""
"""Selects the first long word that no fact is read from, and gives it."""


def read_decisions(desk):
    """What was decided, by the title of each fact."""
    rows = desk.locator(".review-items > li:is(.is-accepted, .is-rejected, .is-corrected)")
    return sorted(
        (row.get_attribute("data-item"), row.locator(".review-state").inner_text())
        for row in rows.all()
    )


def test_a_correction_by_keyboard(desk, site):
    open_first(desk, site)
    first = desk.locator(".review-items > li[data-open][data-item^=figure-]").first
    item = desk.locator(f"#item-{first.get_attribute('data-item')}")
    item.locator(".review-item").click()
    desk.keyboard.press("e")
    value = item.get_by_label("Value:", exact=True)
    expect(value).to_be_focused()
    value.fill("-5")
    desk.keyboard.press("Enter")
    expect(item.locator(".errorlist").first).to_be_visible()
    item.get_by_label("Value:", exact=True).fill("77")
    desk.keyboard.press("Enter")
    expect(desk.locator("#said")).to_contain_text("Corrected")
    expect(item).to_have_class(re.compile("is-corrected"))
    expect(item.locator(".review-title")).to_contain_text("77")
    item.locator(".review-item").click()
    desk.keyboard.press("u")
    expect(desk.locator("#said")).to_contain_text("Undone")
    expect(item).to_have_class(re.compile("is-proposed"))


def test_choosing_a_fact_lights_up_its_words_and_back(desk, site):
    open_first(desk, site)
    item = desk.locator(".review-items > li[data-item^=figure-]").first
    item.locator(".review-item").click()
    key = item.get_attribute("data-item")
    expect(desk.locator("mark.chosen").first).to_have_attribute("data-item", key)
    other = desk.locator("#text mark.m-platform, #text mark.m-agency").first
    other.click()
    chosen = desk.locator('.review-item[aria-current="true"]')
    expect(chosen).to_have_attribute(
        "href", re.compile(re.escape(other.get_attribute("data-item")))
    )


def test_keys_are_told(desk, site):
    open_first(desk, site)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_contain_text("next doubtful announcement")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    here = desk.url
    desk.keyboard.press("n")
    expect(desk).not_to_have_url(here)


def test_what_is_pasted_from_a_page_keeps_its_paragraphs(desk, site):
    desk.goto(f"{site}/admin/review/new/")
    desk.get_by_label("Text", exact=False).first.focus()
    desk.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", "<h1>Sites closed</h1><div><p>First <b>one</b>.</p>"
            + "<p>Second<br>line.</p><script>no()</script></div>");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(desk.locator("textarea[name=text]")).to_have_value(
        "Sites closed\n\nFirst one.\n\nSecond\nline."
    )


def test_the_pages_need_no_script(browser, site, made_editor):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/admin/review/")
    page.get_by_label("Username").fill("mei")
    page.get_by_label("Password").fill("red plum tree")
    page.get_by_role("button", name="Log in").click()
    page.locator(".review-queue tbody a").first.click()
    item = page.locator(".review-items > li[data-open][data-item^=figure-]").first
    key = item.get_attribute("data-item")
    item.locator(".review-item").click()
    expect(page.locator("mark.chosen").first).to_have_attribute("data-item", key)
    page.locator(f"#item-{key}").get_by_role("button", name="Accept").click()
    expect(page.locator(f"#item-{key}")).to_have_class(re.compile("is-accepted"))
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_page_has_a_violation(browser, site, made_editor, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{site}/admin/review/")
    page.get_by_label("Username").fill("mei")
    page.get_by_label("Password").fill("red plum tree")
    page.keyboard.press("Enter")
    first = page.locator(".review-queue tbody a").first.get_attribute("href").split("?")[0]
    paths = [
        "/admin/review/",
        first,
        f"{first}?edit=1",
        f"{first}?add=figure&s=0-9",
        "/admin/review/names/?tab=new",
        "/admin/review/new/",
    ]
    axe = Axe()
    wrong = {}
    for path in paths:
        page.goto(site + path)
        result = axe.run(page, "#content")
        if result.violations_count:
            wrong[path] = result.generate_report()
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong[f"{path} overflows"] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert not wrong, "\n".join(f"{path}: {report}" for path, report in wrong.items())
