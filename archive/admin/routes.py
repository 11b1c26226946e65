"""Every address under /admin/: those of the review queue, what explains fields, Django's own."""

from __future__ import annotations

from django.urls import include, path

from archive.admin.explaining import show_explanation
from archive.admin.queue.routes import urlpatterns as queue
from archive.admin.site import site

site.add_pages(
    path("review/", include(queue)),
    path("explain/<slug:kind>/", site.admin_view(show_explanation), name="explain"),
)
urls = site.urls
