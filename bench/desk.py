"""What an editor waits for: each list of the admin with each of its filters, and the review.

Run within the archive's settings. Pages are asked for in this process, as a member of the group
"editor", from whom lists also hide what was withdrawn; what counts is processor time, which other
work on the machine hardly changes. Prints JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from time import process_time
from typing import Any

import django

TIMES = 5
WORDS = "police"
COMMAND = "bench.desk"
"""The run under which doubts are made."""
SHARE = 20
"""One of so many announcements has an issue; of ten times as many one has a proposal."""
NAMES = 400
"""Names in doubt."""
CODES = ("announced-cases-missing", "part-exceeds-total", "date-after-today", "fraction-counted")
CHOICES = 5
"""Values of one filter that are tried."""
LONG = 2000.0
"""Milliseconds after which a page is not asked for again."""


def make_doubts() -> None:
    """Issues, proposals and names in doubt, spread evenly, and the docket that counts them."""
    from archive.models import Run
    from archive.review import docket

    if not Run.objects.filter(command=COMMAND).exists():
        run = Run.objects.create(command=COMMAND, extractor_version="1")
        _raise_issues()
        _raise_proposals(run)
        _raise_names()
    docket.freshen()


def _raise_issues() -> None:
    from archive.models import Announcement, Issue

    pks = Announcement.objects.order_by("pk").values_list("pk", flat=True)[::SHARE]
    Issue.objects.bulk_create(
        (
            Issue(announcement_id=pk, code=CODES[n % len(CODES)], message="Odd.", start=0, end=9)
            for n, pk in enumerate(pks)
        ),
        batch_size=2000,
    )


def _raise_proposals(run: Any) -> None:
    from archive.models import Announcement, Proposal, RunFile

    pks = Announcement.objects.order_by("-pk").values_list("pk", flat=True)[:: 10 * SHARE]
    RunFile.objects.bulk_create(
        RunFile(run=run, source=f"{pk}.txt", outcome="held", announcement_id=pk) for pk in pks
    )
    Proposal.objects.bulk_create(
        Proposal(
            announcement_id=pk,
            run=run,
            fact=f"announcement:{pk}",
            field="publisher",
            current="One",
            proposed="Another",
        )
        for pk in pks
    )


def _raise_names() -> None:
    from archive.models import Mention, Unresolved

    names = Unresolved.objects.bulk_create(
        Unresolved(kind="platform", text=f"Name {n}", reason="unknown") for n in range(NAMES)
    )
    pks = list(Mention.objects.order_by("pk").values_list("pk", flat=True)[: 1000 * SHARE : 2])
    for n, name in enumerate(names):
        mentions = Mention.objects.filter(pk__in=pks[n::NAMES])
        targets = dict.fromkeys(("figure", "sanction", "case", "platform", "agency", "place"))
        mentions.update(kind="unresolved", unresolved=name, campaign=None, **targets)


def list_lists(client: Any) -> Iterator[tuple[str, str]]:
    """Every list, plain, far on, found by words, and by each filter: names and addresses."""
    from django.urls import reverse

    from archive.admin.site import site

    for model, admin in site._registry.items():
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        address = reverse(f"{names}_changelist")
        name = f"list of {model._meta.verbose_name_plural}"
        answer = client.get(address)
        if answer.status_code != 200:
            continue  # Not for editors, or it leads to a page of the queue.
        changes = answer.context["cl"]
        yield name, address
        if changes.paginator.num_pages > 1:
            yield f"{name}, last page", f"{address}?p={changes.paginator.num_pages}"
        if admin.search_fields:
            yield f"{name}, by words", f"{address}?q={WORDS}"
        for spec in changes.filter_specs:
            for choice in list(spec.choices(changes))[1 : CHOICES + 1]:
                if query := choice.get("query_string", "").strip("?"):
                    yield f"{name}, {query}", f"{address}?{query}"


def list_desk(client: Any) -> Iterator[tuple[str, str]]:
    """The queue with each of its filters, names in doubt, and records with much to them."""
    from django.urls import reverse

    from archive.models import Agency, Announcement, Case
    from bench.addresses import _make_crowded, _named, _pick_busiest, _pick_linked

    queue = reverse("admin:review-queue")
    form = client.get(queue).context["form"]
    campaign = _pick_linked(_named()["campaign"]).slug
    yield "queue", queue
    yield "queue, also what is done", f"{queue}?all=on"
    yield "queue, of a campaign", f"{queue}?campaign={campaign}"
    yield (
        "queue, of a campaign, a kind and an issue",
        (f"{queue}?campaign={campaign}&kind=figure&code={CODES[0]}"),
    )
    for field in ("kind", "code", "version"):
        for value, _ in form.fields[field].choices[1:]:
            yield f"queue, {field} {value}", f"{queue}?{field}={value}"
    for run in form.fields["run"].queryset:
        yield "queue, of a run", f"{queue}?run={run.pk}"
        yield "page of a run", reverse("admin:archive_run_change", args=[run.pk])
    yield "next of the queue", reverse("admin:review-next")
    for tab in ("doubt", "new", "done"):
        yield f"names, {tab}", f"{reverse('admin:review-names')}?tab={tab}"
    yield "review of 200 facts", reverse("admin:review", args=[_make_crowded()])
    for model, facts in ((Announcement, "mentions"), (Case, "reports")):
        record = _pick_busiest(model, facts)
        name = model._meta.model_name
        yield f"form of {name}", reverse(f"admin:archive_{name}_change", args=[record.pk])
    agency = _pick_linked(Agency)
    yield "form of agency", reverse("admin:archive_agency_change", args=[agency.pk])
    yield "start page", reverse("admin:index")


def measure(client: Any, address: str) -> dict[str, Any]:
    """Milliseconds of processor time, the median and the most of five, and the queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(address)  # The first one may load what later ones keep.
        asked = [*queries.captured_queries]
    taken = [_time(lambda: client.get(address))]
    if taken[0] < LONG:
        taken = [_time(lambda: client.get(address)) for _ in range(TIMES)]
    return {
        "milliseconds": statistics.median(taken),
        "most": max(taken),
        "queries": len(asked),
    }


def _time(act: Callable[[], Any]) -> float:
    start = process_time()
    act()
    return 1000 * (process_time() - start)


def run() -> dict[str, Any]:
    """What each page takes, by its name."""
    from django.contrib.auth.models import Group, User
    from django.test import Client
    from django.test.utils import setup_test_environment

    from archive.admin.queue.reading import SAMPLE, read
    from archive.ingest.store.statistics import refresh_statistics

    read(SAMPLE)  # Else the first page of the queue makes ready for it, beside what is measured.
    make_doubts()
    refresh_statistics()
    setup_test_environment()  # Answers carry their contexts: the lists tell their filters.
    user, _ = User.objects.get_or_create(username="editor", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name="editor"))
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    measured = {}
    for name, address in chain(list_lists(client), list_desk(client)):
        measured[name] = measure(client, address)
        print(f"{measured[name]['milliseconds']:8.0f} ms  {name}", file=sys.stderr, flush=True)
    return measured


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    print(json.dumps(run()))
