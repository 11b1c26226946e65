"""Addresses of the same page with one choice changed."""

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.browse.addresses import Address, find_search, find_words, tidy, with_usual
from archive.text.spans import Span

NAMES = st.sampled_from(["platform", "province", "q", "page"])
VALUES = st.text(min_size=1, max_size=8)
ADDRESSES = st.builds(
    lambda pairs: Address("/search", make_params(pairs)),
    st.lists(st.tuples(NAMES, VALUES), max_size=8),
)


def make_params(pairs):
    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)
    return params


@settings(max_examples=100, deadline=None)
@given(ADDRESSES, NAMES, VALUES)
def test_what_is_added_can_be_dropped(address, name, value):
    cleared = address.drop(name, value)
    added = cleared.add(name, value)
    assert value in added.params.getlist(name)
    assert added.drop(name, value).params == cleared.params


@settings(max_examples=100, deadline=None)
@given(ADDRESSES, VALUES)
def test_any_change_leads_to_the_first_page(address, value):
    assert "page" not in address.add("platform", value).params
    assert address.put("page", 3).params["page"] == "3"


@settings(max_examples=100, deadline=None)
@given(ADDRESSES, NAMES, VALUES)
def test_an_appended_value_is_an_added_one(address, name, value):
    first = address.put("page")
    _, _, query = first.append(name, value).partition("?")
    assert QueryDict(query) == first.add(name, value).params


@settings(max_examples=100, deadline=None)
@given(ADDRESSES)
def test_an_address_reads_back_as_it_was_written(address):
    _, _, query = str(address).partition("?")
    assert QueryDict(query) == address.params


def test_nothing_changes_in_place():
    address = Address("/search", QueryDict("q=x&page=2"))
    address.add("platform", "wechat")
    assert str(address) == "/search?q=x&page=2"


def test_readable_signs_stay_readable():
    assert find_search(province="(none)", platform="-qq") == "/search?province=(none)&platform=-qq"


def test_empty_values_are_left_out():
    assert find_search(q="", platform=["a", "b"], kind=None) == "/search?platform=a&platform=b"
    assert tidy(QueryDict("q=&platform=a&platform=+")).urlencode() == "platform=a"


def test_usual_choices_give_way_to_what_was_chosen():
    params = QueryDict("sort=title")
    assert with_usual(params, {"sort": "newest", "page": "1"}).urlencode() == "sort=title&page=1"
    assert params.urlencode() == "sort=title"


def test_words_have_an_address_that_needs_no_script():
    assert find_words("abc", Span(3, 9)) == "/announcements/abc?s=3-9#s"
