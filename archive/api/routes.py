"""The addresses of the API."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from archive.api.views import RECORDS, answer_search, make_list_view, make_record_view

PLURALS = {
    "announcement": "announcements",
    "case": "cases",
    "campaign": "campaigns",
    "agency": "agencies",
    "platform": "platforms",
    "place": "places",
}

urlpatterns = [
    path("search", answer_search, name="api-search"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api-schema"),
    *(path(PLURALS[kind], make_list_view(kind), name=f"api-{PLURALS[kind]}") for kind in RECORDS),
    *(
        path(f"{PLURALS[kind]}/<slug:identifier>", make_record_view(kind), name=f"api-{kind}")
        for kind in RECORDS
    ),
]
