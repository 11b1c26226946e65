"""The addresses of the pages."""

from __future__ import annotations

from django.urls import path

from archive.web import (
    about,
    exports,
    feeds,
    health,
    home,
    language,
    lists,
    records,
    reports,
    search,
)

urlpatterns = [
    path("", home.show_home, name="home"),
    path("search", search.show_search, name="search"),
    path("search/facets/<slug:name>", search.show_facet, name="facet"),
    path("search/suggestions", search.show_suggestions, name="suggestions"),
    path("search/export.csv", exports.export_table, name="export-csv"),
    path("search/export.jsonl", exports.export_lines, name="export-jsonl"),
    path("search/figures.csv", exports.export_figure_table, name="export-figures"),
    path("search/feed.atom", feeds.feed_search, name="feed-search"),
    path("announcements/feed.atom", feeds.feed_added, name="feed-added"),
    path("announcements", lists.show_list, {"kind": "announcement"}, name="announcements"),
    path("announcements/<slug:public_id>", records.show_announcement, name="announcement"),
    path("announcements/<slug:public_id>/similar", records.show_similar, name="similar"),
    path(
        "announcements/<slug:public_id>/beside/<slug:other_id>", records.show_beside, name="beside"
    ),
    path("cases", lists.show_list, {"kind": "case"}, name="cases"),
    path("cases/<slug:public_id>", records.show_case, name="case"),
    path("campaigns", lists.show_list, {"kind": "campaign"}, name="campaigns"),
    path("campaigns/<slug:slug>", records.show_campaign, name="campaign"),
    path("agencies", lists.show_list, {"kind": "agency"}, name="agencies"),
    path("agencies/<slug:slug>", records.show_agency, name="agency"),
    path("platforms", lists.show_list, {"kind": "platform"}, name="platforms"),
    path("platforms/<slug:slug>", records.show_platform, name="platform"),
    path("places", lists.show_list, {"kind": "place"}, name="places"),
    path("places/<slug:code>", records.show_place, name="place"),
    path("figures", about.show_figures, name="figures"),
    path("matrix", about.show_matrix, name="matrix"),
    path("coverage", about.show_coverage, name="coverage"),
    path("changes", about.show_changes, name="changes"),
    path("changes/feed.atom", feeds.feed_changes, name="feed-changes"),
    path("method", about.show_method, name="method"),
    path("help", about.show_help, name="help"),
    path("report", reports.show_report, name="report"),
    path("report/thanks", reports.show_thanks, name="report-thanks"),
    path("language/<slug:code>", language.choose_language, name="language"),
    path("healthz", health.tell_health, name="healthz"),
    path("readyz", health.tell_readiness, name="readyz"),
]
