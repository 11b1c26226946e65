"""`/api/search`: the same data as the page, in the shape that programs rely on."""

import pytest

from archive.search import schema

pytestmark = pytest.mark.usefixtures("loaded_archive")


def ask(client, query):
    response = client.get(f"/api/search?{query}")
    assert response.status_code == 200
    return response.json()


def test_an_answer_has_the_shape_that_programs_rely_on(client):
    answer = ask(client, "q=%E5%BE%AE%E4%BF%A1&province=CN-TJ")
    assert answer["total"] >= 1
    assert {"text": "微信", "field": "platform", "id": "wechat"} in answer["understood"]
    assert answer["problems"] == []
    result = answer["results"][0]
    assert set(result) >= {"kind", "id", "url", "title", "source", "published", "passages"}
    assert result["url"].startswith("http://testserver/")
    assert all(isinstance(passage, str) for passage in result["passages"])
    tianjin = next(v for v in answer["facets"]["province"] if v["value"] == "CN-TJ")
    assert tianjin["selected"]
    assert tianjin["label"] == "Tianjin"


def test_source_names_the_file(client):
    answer = ask(client, "q=WeChat&kind=announcement")
    assert any("000_c48028ab7f5be974" in result["source"] for result in answer["results"])


def test_announcements_come_first_and_each_has_its_source(client):
    answer = ask(client, "q=WeChat")
    assert answer["results"]
    assert all(r["kind"] == "announcement" and r["source"] for r in answer["results"])
    assert {v["value"] for v in answer["facets"]["kind"]} >= {"announcement", "case", "platform"}
    assert ask(client, "q=WeChat&kind=all")["total"] > answer["total"]


def test_page_and_api_agree(client):
    query = "q=suspects&platform=qq"
    page = client.get(f"/search?{query}").context["found"]
    answer = ask(client, query)
    assert answer["total"] == page.total
    assert [r["id"] for r in answer["results"]] == [r.id for r in page.results]
    for group in page.groups:
        told = {v["value"]: v["count"] for v in answer["facets"][group.name]}
        assert all(told[v.value] == v.count for v in group.values)


def test_all_listed_facets_are_counted(client):
    answer = ask(client, "")
    assert set(answer["facets"]) == {f.name for f in schema.FACETS if f.listed}


def test_every_hit_can_be_paged_through(client):
    total = ask(client, "kind=announcement&kind=case")["total"]
    seen = []
    url = "/api/search?kind=announcement&kind=case&size=7"
    while url:
        answer = client.get(url).json()
        seen += [(r["kind"], r["id"]) for r in answer["results"]]
        url = answer["next"]
    assert len(seen) == len(set(seen)) == total


def test_size_is_bounded_and_mistakes_are_told(client):
    answer = ask(client, "size=9999&platform=nothing&page=x")
    assert len(answer["problems"]) == 3
    assert answer["size"] == 20


def test_each_count_is_what_choosing_the_value_finds(client):
    answer = ask(client, "q=police")
    for facet in ("province", "platform", "status", "kind"):
        for value in answer["facets"][facet][:6]:
            narrowed = ask(client, f"q=police&{facet}={value['value']}")
            assert narrowed["total"] == value["count"], (facet, value)
