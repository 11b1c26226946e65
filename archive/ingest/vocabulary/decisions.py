"""What editors decided on names as printed."""

from __future__ import annotations

from archive.models import Agency, Campaign, Platform, Unresolved


def read() -> dict[tuple[str, str], str | None]:
    """By kind and name: an id of the name's own kind, else None. A name that turned
    out to be of another kind is none of the kind it was taken for."""
    merged = _find_merged()
    decided: dict[tuple[str, str], str | None] = {}
    rows = Unresolved.objects.exclude(status=Unresolved.Status.OPEN)
    for kind, text, decision in rows.order_by("pk").values_list("kind", "text", "decision"):
        chosen, _, identifier = decision.partition(":")
        decided[kind, text] = merged.get(decision, identifier) if chosen == kind else None
    return decided


def _find_merged() -> dict[str, str]:
    """The slug of what took a merged record's place, by the record's kind and slug."""
    return {
        f"{model._meta.model_name}:{slug}": target
        for model in (Agency, Campaign, Platform)
        for slug, target in model._default_manager.filter(merged_into__isnull=False).values_list(
            "slug", "merged_into__slug"
        )
    }
