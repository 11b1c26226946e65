"""Every address of the site."""

from __future__ import annotations

from django.urls import include, path

from archive.admin import routes

urlpatterns = [
    path("", include("archive.web.routes")),
    path("api/", include("archive.api.routes")),
    path("admin/", routes.urls),
]

handler400 = "archive.web.errors.answer_bad_request"
handler403 = "archive.web.errors.answer_forbidden"
handler404 = "archive.web.errors.answer_not_found"
handler500 = "archive.web.errors.answer_failure"
