"""The queue: announcements that wait for an editor, the most doubtful first, by what is wanted.

Nothing is counted over the whole archive: the docket holds each announcement's counts, in the
order of the queue, and a page goes on from where the one before it ended.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from archive.admin.queue.named import NameField
from archive.admin.queue.page import find_announcement
from archive.admin.queue.views import SEE_WITHDRAWN
from archive.admin.site import site
from archive.models import (
    Announcement,
    AnnouncementCampaign,
    CaseReport,
    Docket,
    Figure,
    Issue,
    Mention,
    Proposal,
    Run,
    Sanction,
    State,
    Unresolved,
    Visibility,
)
from archive.review import docket
from archive.review.decisions.facts import LINKS

ROWS: Final = 50
FEW: Final = 5000
"""Rows that are looked up rather than looked for."""
RUNS: Final = 30
"""Runs that are offered to choose from: the latest."""

_PROPOSED = {"state": State.PROPOSED}
KINDS: Final[Mapping[str, tuple[str, QuerySet[Any]]]] = {
    **{kind: (kind, model.objects.filter(**_PROPOSED)) for kind, model in LINKS.items()},
    "figure": ("figure", Figure.objects.filter(**_PROPOSED)),
    "sanction": ("outcome of a case", Sanction.objects.filter(**_PROPOSED)),
    "case": ("case", CaseReport.objects.filter(case__state=State.PROPOSED)),
    "name": (
        "name in doubt",
        Mention.objects.filter(unresolved__status=Unresolved.Status.OPEN),
    ),
    "proposal": ("proposal", Proposal.objects.filter(status=Proposal.Status.OPEN)),
}
"""What waits, by kind: how to call it, and the rows that hang on an announcement."""

_PLACE = re.compile(r"(\d{1,9})-(\d{1,18})")


@dataclass(frozen=True)
class Row:
    """A line of the queue."""

    docket: Docket
    codes: Sequence[str]
    url: str


class FilterForm(forms.Form):
    """What the queue is narrowed to."""

    kind = forms.ChoiceField(required=False, label="Waiting")
    code = forms.ChoiceField(required=False, label="Issue")
    version = forms.ChoiceField(required=False, label="Extractor")
    run = forms.ModelChoiceField(Run.objects.none(), required=False, empty_label="any")
    campaign = NameField("campaign", required=False)
    all = forms.BooleanField(required=False, label="Also those that are done")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        codes = Issue.objects.order_by("code")
        versions = Docket.objects.order_by("extractor_version")
        self._offer("kind", [(kind, label) for kind, (label, _) in KINDS.items()])
        self._offer("code", [(c, c) for c in codes.values_list("code", flat=True).distinct()])
        self._offer(
            "version",
            [(v, v) for v in versions.values_list("extractor_version", flat=True).distinct() if v],
        )
        latest = Run.objects.order_by("-pk").values_list("pk", flat=True)[:RUNS]
        field: Any = self.fields["run"]
        field.queryset = Run.objects.filter(pk__in=list(latest))

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "any"), *choices]


@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    """One page of the queue, with its filters."""
    _check_right(request)
    docket.freshen_some()
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = list(_after(_select(chosen, request.user), request.GET.get("at", ""))[: ROWS + 1])
    query = _carry(request.GET)
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Review queue",
        "form": form,
        "rows": _make_rows(rows[:ROWS], query),
        "following": _place(rows[ROWS - 1]) if len(rows) > ROWS else "",
        "query": query.urlencode(),
        "run": chosen.get("run"),
        "run_counts": docket.count_run(chosen["run"]) if chosen.get("run") else None,
        "is_later": bool(request.GET.get("at")),
    }
    return render(request, "admin/queue/queue.html", context)


@require_GET
def go_on(request: HttpRequest) -> HttpResponse:
    """Leads to the next announcement of the queue after the present one, from the beginning
    where it was the last."""
    _check_right(request)
    docket.freshen_some()
    form = FilterForm(request.GET)
    rows = _select(form.cleaned_data if form.is_valid() else {}, request.user)
    if present := find_announcement(request.GET.get("after", "")):
        rows = rows.exclude(pk=present.pk)
    at = request.GET.get("at", "")
    found = _find_first(_after(rows, at)) or _find_first(_after(rows, ""))
    query = _carry(request.GET)
    if found is None:
        messages.success(request, "Nothing else waits here.")
        return HttpResponseRedirect(f"{reverse('admin:review-queue')}?{query.urlencode()}")
    return HttpResponseRedirect(_find_address(found, query))


def _check_right(request: HttpRequest) -> None:
    if not request.user.has_perm("archive.view_announcement"):
        raise PermissionDenied("You may not see announcements here.")


def _select(chosen: Mapping[str, Any], user: Any) -> QuerySet[Docket]:
    """The docket's rows that are wanted and that the user may see, in the order of the queue."""
    rows = Docket.objects.all()
    if not user.has_perm(SEE_WITHDRAWN):
        withdrawn = Announcement.objects.filter(visibility=Visibility.WITHDRAWN).order_by()
        rows = rows.exclude(pk__in=withdrawn.values("pk"))
    if not chosen.get("all"):
        rows = rows.filter(is_open=True)
    if chosen.get("run"):
        rows = rows.filter(run=chosen["run"])
    if chosen.get("version"):
        rows = rows.filter(extractor_version=chosen["version"])
    if chosen.get("kind"):
        rows = _narrow(rows, KINDS[chosen["kind"]][1])
    if chosen.get("code"):
        issues = Issue.objects.filter(status=Issue.Status.OPEN, code=chosen["code"])
        rows = _narrow(rows, issues)
    if chosen.get("campaign"):
        facts = AnnouncementCampaign.objects.filter(campaign=chosen["campaign"])
        rows = _narrow(rows, facts.exclude(state=State.REJECTED))
    return rows.order_by("-doubts", "-pk")


def _narrow(dockets: QuerySet[Docket], rows: QuerySet[Any]) -> QuerySet[Docket]:
    """Those whose announcements have such rows. Of few, the announcements are looked up; among
    many, the docket is read in its order, and soon fills a page. The one where the other is due
    takes seconds."""
    found = list(rows.order_by().values_list("announcement", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return dockets.filter(pk__in=set(found))
    return dockets.filter(Exists(rows.filter(announcement=OuterRef("announcement"))))


def _after(rows: QuerySet[Docket], place: str) -> QuerySet[Docket]:
    """The rows behind a place in the queue, with their announcements."""
    match = _PLACE.fullmatch(place)
    if match:
        doubts, pk = int(match[1]), int(match[2])
        rows = rows.filter(Q(doubts__lt=doubts) | Q(doubts=doubts, announcement__lt=pk))
    return rows.select_related("announcement").defer("announcement__text", "announcement__sketch")


def _find_first(rows: QuerySet[Docket]) -> Docket | None:
    """The first row, asked for as a page is: for a single one, SQLite sorts them all."""
    return next(iter(rows[: ROWS + 1]), None)


def _make_rows(rows: Sequence[Docket], query: QueryDict) -> list[Row]:
    codes: dict[int, list[str]] = defaultdict(list)
    issues = Issue.objects.filter(
        announcement__in=[row.pk for row in rows], status=Issue.Status.OPEN
    )
    for pk, code in issues.order_by("code").values_list("announcement", "code").distinct():
        codes[pk].append(code)
    return [Row(row, codes[row.pk], _find_address(row, query)) for row in rows]


def _find_address(row: Docket, query: QueryDict) -> str:
    """The review page, with the list that it was reached from and the place in it."""
    carried = query.copy()
    carried["at"] = _place(row)
    address = reverse("admin:review", args=[row.announcement.public_id])
    return f"{address}?{carried.urlencode()}"


def _place(row: Docket) -> str:
    return f"{row.doubts}-{row.pk}"


def _carry(params: QueryDict) -> QueryDict:
    """The filters alone."""
    kept = QueryDict(mutable=True)
    for name in FilterForm.base_fields:
        if value := params.get(name):
            kept[name] = value
    return kept
