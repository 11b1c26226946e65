"""What an editor does: logs in, adds a platform, a case that names it, and finds both."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PASSWORD = "a long enough one"
MAKE_EDITOR = f"""
from django.contrib.auth.models import Group, User
user = User.objects.create_user("edda", password="{PASSWORD}", is_staff=True)
user.groups.add(Group.objects.get(name="editor"))
"""


@pytest.fixture
def editor(visited, site, run_python):
    """A page on which an editor has logged in, by the form."""
    run_python(MAKE_EDITOR)
    visited.goto(f"{site}/admin/")
    visited.get_by_label("Username").fill("edda")
    visited.get_by_label("Password").fill(PASSWORD)
    visited.get_by_role("button", name="Log in").click()
    expect(visited.get_by_role("heading", name="Data entry and review")).to_be_visible()
    return visited


def choose(page, row, words):
    """Chooses a record by typing into the autocomplete of an inline's new row."""
    row.locator(".select2-selection").click()
    page.locator(".select2-search__field").last.fill(words)
    option = page.locator(".select2-results__option", has_text=words).first
    expect(option).to_be_visible()
    option.click()
    expect(row.locator(".select2-selection__rendered")).to_contain_text(words)


def test_an_editor_enters_a_platform_and_a_case_and_finds_them(editor, site):
    page = editor
    page.goto(f"{site}/admin/archive/platform/add/")
    page.get_by_label("English name").fill("Nightjar Live")
    page.get_by_label("Chinese name").fill("夜鹰直播")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_contain_text("Nightjar Live")

    page.goto(f"{site}/admin/archive/case/add/")
    page.get_by_label("Title:").fill("Rooms of the reed dealer")
    page.get_by_label("Designation:").fill("4·17")
    page.get_by_text("Add another Platform").click()
    choose(page, page.locator("#platform_facts-0"), "Nightjar")
    page.get_by_text("Add another Place").click()
    choose(page, page.locator("#place_facts-0"), "Zhejiang")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_contain_text("Rooms of the reed dealer")

    page.goto(f"{site}/search?q=夜鹰直播&kind=case")
    expect(page.get_by_role("article")).to_contain_text("Rooms of the reed dealer")
    assert page.foreign == []
    assert page.complaints == []
