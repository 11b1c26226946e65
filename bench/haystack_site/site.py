"""The search page, and the application that serves it."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.http import HttpResponse
from django.template import engines
from django.urls import path

FACETS = ("platform", "status")
AT_ONCE = 900
"""Numbers that one query may name."""

PAGE = """<!doctype html><title>{{ q }}</title><p>{{ total }}</p>
{% for hit in hits %}<h2>{{ hit.title }}</h2><p>{{ hit.body|truncatechars:300 }}</p>{% endfor %}
{% for facet, counts in facets.items %}<h3>{{ facet }}</h3><ul>
{% for value, count in counts %}<li>{{ value }} {{ count }}</li>{% endfor %}</ul>{% endfor %}"""


def show_search(request):
    """Twenty hits and the counts of all facets. Haystack counts no facets on Whoosh: the hits'
    numbers are asked of it, and the database groups their values."""
    from bench.haystack_site.models import Record, Text

    text = request.GET.get("q", "")
    keys = _find(text, {f: request.GET[f] for f in FACETS if f in request.GET})
    hits, texts = Record.objects.in_bulk(keys[:20]), Text.objects.in_bulk(keys[:20])
    context = {
        "q": text,
        "total": len(keys),
        "hits": [{"title": hits[key].title, "body": texts[key].body} for key in keys[:20]],
        "facets": _count(keys),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context))


def _find(text: str, chosen: dict[str, str]) -> list[int]:
    from haystack.query import SearchQuerySet

    from bench.haystack_site.models import Value

    found = SearchQuerySet()
    found = found.auto_query(text) if text else found.all()
    keys = [int(key) for key in found.values_list("pk", flat=True)]
    for facet, value in chosen.items():
        having = set(
            Value.objects.filter(facet=facet, value=value).values_list("record", flat=True)
        )
        keys = [key for key in keys if key in having]
    return keys


def _count(keys: list[int]) -> dict[str, list[tuple[str, int]]]:
    from bench.haystack_site.models import Value

    counted: dict[str, dict[str, int]] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = Value.objects.filter(record__in=keys[start : start + AT_ONCE])
        for facet, value, count in some.values_list("facet", "value").annotate(Count("pk")):
            values = counted.setdefault(facet, {})
            values[value] = values.get(value, 0) + count
    return {
        facet: sorted(values.items(), key=lambda pair: -pair[1])[:30]
        for facet, values in counted.items()
    }


urlpatterns = [path("search", show_search)]
application = get_wsgi_application()
