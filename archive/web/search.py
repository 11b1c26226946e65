"""The search page, a facet's full list, and completions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from archive.browse import found
from archive.browse.addresses import Address, tidy
from archive.browse.facets import make_values
from archive.browse.paging import Paging
from archive.browse.tiles import find_named
from archive.search import schema
from archive.search.live import suggest

FACET_PAGE = 100
"""Values on one page of a facet's full list."""
SUGGESTIONS = 8


def show_search(request: HttpRequest) -> HttpResponse:
    """Hits for what the address asks, with facets, tabs, tags and paging."""
    answer = found.find(request.GET, request.path)
    context = {
        "found": answer,
        "hidden": _carry(answer.address, ("kind", "exact", "after", "before", "month", "city")),
        "sorts": schema.SORTS,
    }
    return render(request, "search/search.html", context)


def _carry(address: Address, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Parameters that a form beside the facets passes on unseen."""
    return [(name, value) for name in names for value in address.params.getlist(name)]


def show_facet(request: HttpRequest, name: str) -> HttpResponse:
    """All values of one facet under the present search, a search field above them."""
    if name not in schema.FACETS_BY_NAME:
        raise Http404(name)
    params = tidy(request.GET)
    wanted = params.get("value", "")
    question, counts, names = found.count_values(params, name)
    search = Address(reverse("search"), params).put("value")
    values = make_values(name, counts, search, names)
    if wanted:
        folded = wanted.casefold()
        values = [v for v in values if folded in v.label.casefold() or folded in v.value.casefold()]
    paging = Paging(question.query.page, FACET_PAGE, len(values), Address(request.path, params))
    context = {
        "facet": schema.FACETS_BY_NAME[name],
        "values": values[paging.offset : paging.offset + FACET_PAGE],
        "paging": paging,
        "wanted": wanted,
        "question": question,
        "back_url": str(search),
        "kept": [(k, v) for k, held in search.params.lists() for v in held],
    }
    return render(request, "search/facet.html", context)


def show_suggestions(request: HttpRequest) -> HttpResponse:
    """Names and titles that go on from what is typed, for the search field."""
    text = request.GET.get("q", "")[:100].strip()
    suggestions = suggest(text, SUGGESTIONS) if text else []
    return JsonResponse(
        {
            "suggestions": [
                {
                    "text": s.text,
                    "label": s.label,
                    "kind": s.key.partition(":")[0],
                    "url": find_named(*s.key.split(":", 1)),
                }
                for s in suggestions
            ]
        }
    )
