"""What an editor decides for good: two cases are one, a name goes; a re-load leaves it so."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOLD = {
    "first": 'Two held in Tieling over the "2.27" fraud\nNorthern Morning Post, March 9, 2019\n\n'
    'Police in Tieling, Liaoning Province, cracked the "2.27" fraud case and detained two '
    "suspects, Quillon and Orsk, on Thursday. They had cheated 48 people through WeChat.\n",
    "second": 'Tieling police tell of the "2.27" fraud\nLiaohe Evening News, March 11, 2019\n\n'
    'Police in Tieling, Liaoning Province, cracked the "2.27" fraud case and arrested two '
    "suspects, Quillon and another, on Sunday. They had cheated 51 people through WeChat.\n",
}
"""Two announcements of one case."""
LOAD = """
from django.core.management import call_command
from archive.models import Announcement
Announcement.objects.filter(title__contains="2.27").update(reading="")  # Read them anew.
call_command("load_documents", {folder!r}, verbosity=0)
"""
PUBLIC = ("/search?q={}", "/api/search?q={}", "/search/suggestions?q={}")


@pytest.fixture
def load(tmp_path, run_python):
    """A function that loads the two announcements, again where they were loaded before."""
    for name, text in TOLD.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return lambda: run_python(LOAD.format(folder=str(tmp_path)))


def test_a_merger_and_a_withdrawn_name_outlive_a_load(desk, site, load):
    load()
    desk.goto(f"{site}/admin/archive/case/?q=2%C2%B727")
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    desk.locator("#result_list tbody th a").first.click()
    merged = desk.locator("a", has_text="View on site").get_attribute("href")
    desk.get_by_role("link", name="Merge", exact=True).click()
    desk.get_by_role("link", name="Choose", exact=True).click()
    desk.get_by_label("Reason:").fill("one case, told twice")
    desk.get_by_role("button", name="Merge", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_contain_text("Merged")

    desk.goto(f"{site}/search?q=Quillon&kind=announcement")
    expect(desk.get_by_role("article")).to_have_count(2)
    for title in ("Two held in Tieling", "Tieling police tell"):
        desk.goto(f"{site}/admin/archive/announcement/?q={title.replace(' ', '+')}")
        desk.locator("#result_list tbody th a").first.click()
        desk.get_by_role("link", name="Withdraw a passage").click()
        desk.get_by_label("Words:").fill("Quillon")
        desk.get_by_label("Reason:").fill("a suspect's name")
        desk.get_by_role("button", name="Withdraw a passage").click()
        expect(desk.locator(".messagelist .success")).to_contain_text("Blacked out at")

    check_decided(desk, site, merged)
    load()
    check_decided(desk, site, merged)
    assert not desk.complaints
    assert not desk.foreign


def check_decided(desk, site, merged):
    """One case is left, to which the other's address leads; the name is found nowhere."""
    desk.goto(f"{site}/search?q=designation:2%C2%B727&kind=case")
    expect(desk.get_by_role("article")).to_have_count(1)
    desk.goto(f"{site}/admin/")  # So that the next address is not where one stands already.
    visited = desk.goto(merged if merged.startswith("http") else f"{site}{merged}")
    assert visited.status == 200
    expect(desk.locator("main")).to_contain_text("Two held in Tieling")
    expect(desk.locator("main")).to_contain_text("Tieling police tell")
    assert "Quillon" not in desk.content()
    for path in PUBLIC:
        answer = desk.request.get(f"{site}{path.format('Quillon')}")
        assert answer.ok
        assert "Tieling" not in answer.text()
