"""Pages of a list."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from archive.browse.addresses import Address
from archive.browse.paging import Paging


def page(number, total, size=20, query=""):
    return Paging(number, size, total, Address("/cases", QueryDict(query)))


@given(st.integers(1, 60), st.integers(0, 1000))
def test_links_go_up_begin_with_one_and_end_with_the_last(number, total):
    paging = page(number, total)
    numbers = [link.number for link in paging.links if link.url]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 1
    assert numbers[-1] == paging.last
    assert sum(link.current for link in paging.links) == paging.exists


@given(st.integers(1, 1000))
def test_the_rows_of_all_pages_are_all_rows(total):
    pages = [page(n, total) for n in range(1, page(1, total).last + 1)]
    assert [p.first_row for p in pages][1:] == [p.last_row + 1 for p in pages][:-1]
    assert (pages[0].first_row, pages[-1].last_row) == (1, total)


def test_an_empty_list_has_one_page():
    paging = page(1, 0)
    assert (paging.last, paging.exists, paging.next_url, paging.previous_url) == (1, True, "", "")


def test_a_page_beyond_the_last_leads_back():
    paging = page(99, 45, query="q=x")
    assert not paging.exists
    assert paging.previous_url == "/cases?q=x&page=3"


@pytest.mark.parametrize(("number", "url"), [(2, "/cases"), (3, "/cases?page=2")])
def test_the_first_page_has_no_number(number, url):
    assert page(number, 100).previous_url == url
