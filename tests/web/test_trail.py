"""Previous and next within a result, on the pages that it leads to."""

import pytest

from archive.browse.trail import find_trail
from archive.search.errors import MissingIndexError
from archive.search.live import get_engine

pytestmark = pytest.mark.usefixtures("loaded_archive")

SEARCH = "q=police&kind=all&size=3"


def read_trail(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.context["trail"]


def test_next_walks_through_all_hits_in_their_order_and_previous_back(client):
    found = client.get(f"/search?{SEARCH}").context["found"]
    assert found.total > 6
    whole = client.get("/search?q=police&kind=all&size=200").context["found"]
    url = found.results[0].url + found.trail
    walked = []
    while url:
        walked.append(url.partition("?")[0])
        trail = read_trail(client, url)
        assert trail.number == len(walked)
        last, url = url, trail.next_url
    assert walked == [result.url for result in whole.results]
    for expected in reversed(walked[:-1]):
        last = read_trail(client, last).previous_url
        assert last.partition("?")[0] == expected
    assert read_trail(client, last).previous_url == ""


def test_the_way_back_leads_to_the_page_that_holds_the_record(client):
    found = client.get(f"/search?{SEARCH}&page=2").context["found"]
    trail = read_trail(client, found.results[1].url + found.trail)
    assert trail.back_url == f"/search?{SEARCH}&page=2"
    assert trail.total == found.total
    assert (
        f'href="/search?{SEARCH}'.replace("&", "&amp;")
        in client.get(found.results[1].url + found.trail).content.decode()
    )


@pytest.mark.parametrize("trace", ["", "q=zzzzzz", "q=%22open&page=x", "page=9999", "a=" * 500])
def test_a_trail_that_leads_nowhere_is_left_out(client, trace):
    response = client.get("/platforms/wechat", {"from": trace})
    assert response.status_code == 200
    assert response.context["trail"] is None


def test_a_page_without_an_index_has_no_trail(monkeypatch):
    def fail(query):
        raise MissingIndexError("var/index")

    monkeypatch.setattr(get_engine(), "search", fail)
    assert find_trail("q=WeChat", "platform", "wechat") is None
