"""Pages that compare, and pages about the archive."""

import pytest

from archive.browse.help import EXAMPLES, FIELDS
from archive.models import Announcement
from archive.search.parser import FIELDS as LANGUAGE_FIELDS
from tests import factories as make

pytestmark = pytest.mark.usefixtures("loaded_archive")


def fetch(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("example", [*EXAMPLES, *FIELDS], ids=lambda e: e.url)
def test_every_example_is_understood(client, example):
    found = client.get(example.url).context["found"]
    assert list(found.question.problems) == []


def test_every_field_of_the_language_is_explained(client):
    told = {field.name for field in FIELDS} | {e.line.partition(":")[0] for e in EXAMPLES}
    assert set(LANGUAGE_FIELDS) <= told


def test_figures_lead_to_their_words_and_say_how_many_state_them(client):
    html = fetch(client, "/figures?measure=websites")
    page = client.get("/figures?measure=websites").context["page"]
    assert page.rows
    assert f"{page.stating} of {page.among} announcements" in html
    for row in page.rows:
        mention = row.figure.mentions.first()
        assert f"?s={mention.start}-{mention.end}#s" in html


def test_figures_are_narrowed_by_campaign_and_province(client):
    page = client.get("/figures?measure=cases&campaign=net-net-2015").context["page"]
    assert 0 < page.among < Announcement.objects.count()
    for path in ("/figures?province=CN-XX", "/figures?campaign=nothing", "/figures?measure=x"):
        assert "Please note" in fetch(client, path)


def test_a_bound_is_drawn_open_and_a_lost_magnitude_hollow(client):
    row = make.AnnouncementFactory()
    make.state_figure(row, "12", 12, measure="apps", qualifier="more_than")
    lost = make.AnnouncementFactory()
    make.state_figure(lost, "12", 12, measure="apps", magnitude_lost=True, value_intended=120_000)
    html = fetch(client, "/figures?measure=apps")
    assert 'class="bound"' in html
    assert 'class="point rough"' in html
    assert "perhaps 120,000" in html


def test_each_cell_of_the_matrix_counts_what_its_search_finds(client):
    matrix = client.get("/matrix").context["matrix"]
    cells = [cell for row in matrix.rows for cell in row.cells if cell.count]
    assert cells
    for cell in cells[:8]:
        assert client.get(cell.url).context["found"].total == cell.count


def test_coverage_tells_gaps(client):
    html = fetch(client, "/coverage")
    assert "no known year" in html
    assert "more cases announced than told" in html
