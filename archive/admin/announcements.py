"""Announcements: the text, where and when it stood, what it names, what was odd about it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import register
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.urls import reverse

from archive.admin.base import FactInline, RecordAdmin, ViewAdmin, ViewInline
from archive.admin.facts import FigureInline
from archive.admin.filters import AttentionFilter, DatedFilter, LanguageFilter
from archive.admin.forms import AnnouncementForm, LinkForm
from archive.admin.searching import IndexedSearch
from archive.admin.site import site
from archive.admin.withdrawal import (
    REPUBLISH,
    WITHDRAW,
    WITHHOLD,
    attach_titles,
    hide_withdrawn,
    lighten,
)
from archive.models import (
    TARGETS,
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    AnnouncementVersion,
    Issue,
    Mention,
    Origin,
    Visibility,
)


class LinkInline(FactInline):
    form = LinkForm
    target = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what each names."""
        rows: QuerySet[Any] = super().get_queryset(request).select_related(self.target)
        return rows.order_by("pk")


class Campaigns(LinkInline):
    model = AnnouncementCampaign
    target = "campaign"
    fields = ("campaign", "state", "source")
    autocomplete_fields = ("campaign",)
    verbose_name = "campaign"
    verbose_name_plural = "campaigns"


class Agencies(LinkInline):
    model = AnnouncementAgency
    target = "agency"
    fields = ("agency", "role", "state", "source")
    autocomplete_fields = ("agency",)
    verbose_name = "agency"
    verbose_name_plural = "agencies"


class Platforms(LinkInline):
    model = AnnouncementPlatform
    target = "platform"
    fields = ("platform", "state", "source")
    autocomplete_fields = ("platform",)
    verbose_name = "platform"
    verbose_name_plural = "platforms"


class Places(LinkInline):
    model = AnnouncementPlace
    target = "place"
    fields = ("place", "role", "state", "source")
    autocomplete_fields = ("place",)
    verbose_name = "place"
    verbose_name_plural = "places"


class Figures(FigureInline):
    fields = (
        *("subject", "case", "measure", "detail", "qualifier", "value", "unit", "state", "source"),
    )


class Mentions(ViewInline):
    model = Mention
    fields = ("kind", "quote", "names", "start", "end", "version")
    readonly_fields = ("names",)
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """In the order of the text, with what each names."""
        return super().get_queryset(request).select_related(*TARGETS).order_by("start")

    @admin.display(description="names")
    def names(self, mention: Mention) -> str:
        """The record that the words name."""
        return str(next((t for t in map(mention.__getattribute__, TARGETS) if t), ""))


class Issues(ViewInline):
    model = Issue
    fields = ("code", "message", "status")


class Versions(ViewInline):
    model = AnnouncementVersion
    fields = ("number", "replaced", "source", "sha256")
    show_change_link = True
    classes = ("collapse",)


@register(Announcement, site=site)
class AnnouncementAdmin(IndexedSearch, RecordAdmin):
    page = "announcement"
    decisions = (WITHHOLD, WITHDRAW, REPUBLISH)
    form = AnnouncementForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    list_display = ("title", "publisher", "published_edtf", "language", "visibility", "origin")
    list_filter = ("visibility", AttentionFilter, LanguageFilter, DatedFilter)
    ordering = ("-id",)
    sortable_by = ()
    search_fields = ("title",)
    exact = ("public_id", "sha256", "source", "url")
    search_help_text = (
        "Words, as in the archive's search (campaign:net-net-2015 is one), or an exact identifier "
        "or address."
    )
    autocomplete_fields = ("translation_of", "reprint_of")
    readonly_fields = (
        *("public_id", "sha256", "version", "origin", "extractor_version", "settled"),
        *("created", "updated", "withdrawn_reason"),
    )
    inlines = (Campaigns, Agencies, Platforms, Places, Figures, Issues, Versions, Mentions)
    fieldsets = (
        (None, {"fields": ("title", "text", "visibility")}),
        ("Where it stood", {"fields": ("publisher", "reporter", "url", "source", "language")}),
        (
            "When it was published",
            {"fields": ("published_edtf", "published_basis", "published_reason")},
        ),
        ("Kin", {"fields": ("translation_of", "reprint_of")}),
        (
            "Provenance",
            {
                "fields": (
                    ("public_id", "version", "origin", "extractor_version"),
                    ("sha256", "settled"),
                    ("created", "updated", "withdrawn_reason"),
                )
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The text of a document that was loaded is its source's, and spans count in it: who
        would change it loads the changed document. A withdrawn one stays so here."""
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and obj.origin == Origin.MACHINE:
            fields += ("text", "source")
        if obj is not None and obj.visibility == Visibility.WITHDRAWN:
            fields += ("visibility",)
        return fields

    def list_tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """The review page first."""
        review = reverse("admin:review", args=[record.public_id])
        return [(review, "Review"), *super().list_tools(request, record)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that the user may see; lists do without the texts."""
        rows = hide_withdrawn(request, super().get_queryset(request))
        match = request.resolver_match
        if match and (match.url_name or "").endswith("_changelist"):
            return lighten(rows)
        return rows


@register(AnnouncementVersion, site=site)
class VersionAdmin(ViewAdmin):
    list_display = ("announcement", "number", "replaced")
    list_select_related = ()  # False would join what the list displays.
    ordering = ("-id",)
    sortable_by = ()
    fields = ("announcement", "number", "replaced", "source", "sha256", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of announcements that the user may see."""
        return attach_titles(hide_withdrawn(request, super().get_queryset(request), "announcement"))
