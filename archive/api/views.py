"""The endpoints. Each reads the address, asks the browse room, and writes JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.views.decorators.cache import cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from archive.api.serializers import records, search
from archive.browse.filters import lists
from archive.browse.filters.fields import ValuesFilter
from archive.browse.filters.search import SearchFilter
from archive.browse.found import find
from archive.browse.lists import LISTS
from archive.browse.selectors.announcements import load_announcement
from archive.browse.selectors.cases import load_case
from archive.browse.selectors.named import load_agency, load_campaign, load_platform
from archive.browse.selectors.places import load_place

Load = Callable[[str], Any]

REPEATED = "; may be repeated; -value leaves out, (none) stands for no value"

RECORDS: Mapping[str, tuple[Load, type[Serializer[Any]], type[Serializer[Any]]]] = {
    "announcement": (
        load_announcement,
        records.AnnouncementSerializer,
        records.AnnouncementRow,
    ),
    "case": (load_case, records.CaseSerializer, records.CaseRow),
    "campaign": (load_campaign, records.CampaignSerializer, records.CampaignRow),
    "agency": (load_agency, records.AgencySerializer, records.AgencyRow),
    "platform": (load_platform, records.PlatformSerializer, records.PlatformRow),
    "place": (load_place, records.PlaceSerializer, records.PlaceRow),
}
"""By kind: what loads a record, how it is written whole, and as a row of a list."""

FILTERS = {
    "announcement": lists.AnnouncementFilter,
    "case": lists.CaseFilter,
    "campaign": lists.CampaignFilter,
    "agency": lists.AgencyFilter,
    "platform": lists.PlatformFilter,
    "place": lists.PlaceFilter,
}


def _describe(form: Any) -> list[OpenApiParameter]:
    """The parameters of a FilterSet. A repeated one is a facet."""
    return [
        OpenApiParameter(
            name,
            type={"type": "array", "items": {"type": "string"}}
            if isinstance(field, ValuesFilter)
            else str,
            description=str(field.label) + (REPEATED if isinstance(field, ValuesFilter) else ""),
        )
        for name, field in form.base_filters.items()
    ]


@extend_schema(
    operation_id="search",
    parameters=_describe(SearchFilter),
    responses=search.SearchSerializer,
    tags=["search"],
)
@api_view(["GET"])
def answer_search(request: Request) -> Response:
    """What the search page shows, with the same parameters. Mistakes are told in `problems`."""
    found = find(request.query_params, request.path)
    return Response(search.SearchSerializer(found, context={"request": request}).data)


def make_record_view(kind: str) -> Callable[..., Any]:
    """The endpoint of one record of a kind."""
    load, whole, _ = RECORDS[kind]

    @extend_schema(operation_id=f"get_{kind}", responses=whole, tags=[kind])
    @api_view(["GET"])
    def answer_record(request: Request, identifier: str) -> Response:
        page = load(identifier)
        return Response(whole(page, context={"request": request}).data)

    answer_record.__doc__ = f"{whole.__doc__} A merged record redirects, a withdrawn one is gone."
    return cache_control(public=True, max_age=60)(answer_record)


def make_list_view(kind: str) -> Callable[..., Any]:
    """The endpoint of a kind's list, with the filters of its browse page."""
    _, _, row = RECORDS[kind]

    @extend_schema(
        operation_id=f"list_{kind}",
        parameters=_describe(FILTERS[kind]),
        responses=_make_page_serializer(kind, row),
        tags=[kind],
    )
    @api_view(["GET"])
    def answer_list(request: Request) -> Response:
        page = LISTS[kind](request.query_params, request.path)
        rows = row([r.record for r in page.rows], many=True, context={"request": request})
        return Response(
            {
                "total": page.paging.total,
                "page": page.paging.number,
                "pages": page.paging.last,
                "next": _absolute(request, page.paging.next_url),
                "previous": _absolute(request, page.paging.previous_url),
                "problems": page.problems,
                "results": rows.data,
            }
        )

    answer_list.__doc__ = f"A page of the list: {row.__doc__}"
    return answer_list


def _make_page_serializer(kind: str, row: type[Serializer[Any]]) -> Serializer[Any]:
    """A page of rows, for the description."""
    return inline_serializer(
        f"{kind.capitalize()}List",
        {
            "total": serializers.IntegerField(),
            "page": serializers.IntegerField(),
            "pages": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "problems": serializers.ListField(child=serializers.CharField()),
            "results": row(many=True),
        },
    )


def _absolute(request: Request, url: str) -> str | None:
    return request.build_absolute_uri(url) if url else None
