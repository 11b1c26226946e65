"""The addresses of the queue, under /admin/review/; the admin's routes include them."""

from __future__ import annotations

from typing import Any

from django.urls import path

from archive.admin.queue import entry, listing, names, views
from archive.admin.queue.reading import warming
from archive.admin.site import site


def open_to(view: Any) -> Any:
    """The view, for those who work here."""
    return site.admin_view(warming(view))


urlpatterns = [
    path("", open_to(listing.show_queue), name="review-queue"),
    path("next/", open_to(listing.go_on), name="review-next"),
    path("new/", open_to(entry.show_entry), name="review-new"),
    path("complete/", open_to(views.show_completions), name="review-complete"),
    path("names/", open_to(names.show_names), name="review-names"),
    path("names/<int:pk>/", open_to(names.show_name), name="review-name"),
    path("names/<slug:kind>/<slug:slug>/", open_to(names.show_composed), name="review-composed"),
    path("<slug:public_id>/", open_to(views.show_review), name="review"),
    path("<slug:public_id>/decide/", open_to(views.decide), name="review-decide"),
    path("<slug:public_id>/add/", open_to(views.add), name="review-add"),
    path("<slug:public_id>/correct/<slug:key>/", open_to(views.correct), name="review-correct"),
    path(
        "<slug:public_id>/history/<slug:key>/",
        open_to(views.show_history),
        name="review-history",
    ),
]
