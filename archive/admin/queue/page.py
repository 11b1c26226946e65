"""The review page of one announcement, in a bounded number of queries."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.urls import reverse

from archive.admin.queue import items as make
from archive.admin.queue.items import HEADS, Item
from archive.browse.annotate import Mark, Paragraph, annotate
from archive.models import Announcement, CaseReport, Docket, Issue, Mention, Run, Unresolved
from archive.review import docket
from archive.review.decisions.facts import CASE_LINKS, LINKS
from archive.text.spans import Span

CASE_PARTS = frozenset({"case", "designation", "offence", "status"})


@dataclass(frozen=True)
class ReviewPage:
    """An announcement's text with all its items; `done` of `total` facts are decided."""

    announcement: Announcement
    items: Sequence[Item]
    cases: Sequence[CaseReport]
    run: Run | None
    run_done: int
    run_total: int
    doubts: int

    @cached_property
    def facts(self) -> list[Item]:
        """The items that count for the progress."""
        return [item for item in self.items if item.is_fact]

    @property
    def total(self) -> int:
        """Facts of the announcement."""
        return len(self.facts)

    @property
    def done(self) -> int:
        """Facts that somebody decided on."""
        return sum(not item.is_open for item in self.facts)

    def find(self, key: str) -> Item | None:
        """The item of a key."""
        return next((item for item in self.items if item.key == key), None)

    def find_next(self, key: str) -> Item | None:
        """The first item after that of the key which waits for a decision, then the first of
        all; where none waits, the item itself."""
        keys = [item.key for item in self.items]
        at = keys.index(key) + 1 if key in keys else 0
        waiting = (item for item in [*self.items[at:], *self.items[:at]] if item.is_open)
        return next(waiting, self.find(key))

    def write(self, chosen: Item | None) -> list[Paragraph]:
        """The text's paragraphs with the words of all items marked, the chosen one's apart."""
        return annotate(self.announcement.text, self._make_marks(chosen))

    def _make_marks(self, chosen: Item | None) -> Iterator[Mark]:
        for item in self.items:
            lit = " chosen" if chosen and item.key == chosen.key else ""
            rejected = " rejected" if item.state == "rejected" else ""
            kind = item.key.partition("-")[0]
            for number, span in enumerate(item.spans):
                anchor = f"w-{item.key}" if not number else f"w-{item.key}-{number}"
                yield Mark(span, anchor, f"m-{kind}{rejected}{lit}", fact=item.key)


def load_page(announcement: Announcement) -> ReviewPage:
    """The page of an announcement."""
    return _Reading(announcement).make_page()


class _Reading:
    """The rows of one announcement on their way to items."""

    def __init__(self, row: Announcement) -> None:
        self.row = row
        self.spans: dict[str, list[Span]] = defaultdict(list)
        self.names: dict[int, Unresolved] = {}
        for mention in row.mentions.filter(version=row.version).select_related("unresolved"):
            self.spans[_find_target(mention)].append(Span(mention.start, mention.end))
            if mention.unresolved and mention.unresolved.status == Unresolved.Status.OPEN:
                self.names[mention.unresolved.pk] = mention.unresolved
        self.issues = list(row.issues.filter(status=Issue.Status.OPEN, version=row.version))
        self.odd = sorted(
            (issue.start, issue.end, issue.message)
            for issue in self.issues
            if issue.start is not None and issue.end is not None
        )
        self.reports = list(
            row.case_reports.filter(case__merged_into=None)
            .select_related("case__offence")
            .order_by("start", "pk")
        )

    def make_page(self) -> ReviewPage:
        """All items, in the order of doubt."""
        items = [
            *self._make_links(),
            *self._make_stated(),
            *self._make_cases(),
            *self._make_heads(),
            *(make.make_name(n, self._find(f"name-{n.pk}"), _find_name(n)) for n in self._names()),
        ]
        items = [self._attach_issues(item) for item in items]
        attached = {issue.pk for item in items for issue in item.issues}
        items += [make.make_issue(i) for i in self.issues if i.pk not in attached]
        items += self._make_proposals(items)
        counted = Docket.objects.filter(pk=self.row.pk).select_related("run").first()
        run = counted.run if counted else None
        done, total = docket.count_run(run) if run else (0, 0)
        return ReviewPage(
            announcement=self.row,
            items=sorted(items, key=lambda item: item.order),
            cases=self.reports,
            run=run,
            run_done=done,
            run_total=total,
            doubts=counted.doubts if counted else 0,
        )

    def _names(self) -> list[Unresolved]:
        return list(self.names.values())

    def _find(self, target: str) -> list[Span]:
        return self.spans.get(target, [])

    def _doubt(self, spans: Sequence[Span]) -> list[str]:
        """Messages of the issues that concern one of the spans."""
        if not self.odd:
            return []
        return [
            message
            for span in spans
            for start, end, message in self.odd[: bisect_right(self.odd, (span.end,))]
            if span.overlaps(Span(start, end))
        ]

    def _attach_issues(self, item: Item) -> Item:
        """A waiting fact with the issues that are about just its words."""
        if not item.is_fact or not item.is_open or not self.odd:
            return item
        spans = {tuple(span) for span in item.spans}
        same = tuple(i for i in self.issues if (i.start, i.end) in spans)
        return replace(item, issues=same) if same else item

    def _make_links(self) -> Iterator[Item]:
        for kind, model in LINKS.items():
            rows = model.objects.filter(announcement=self.row).select_related(kind).order_by("pk")
            for link in rows:
                spans = self._find(f"{kind}-{getattr(link, f'{kind}_id')}")
                yield make.make_link(kind, link, spans, self._doubt(spans))

    def _make_stated(self) -> Iterator[Item]:
        for figure in self.row.figures.select_related("case").order_by("pk"):
            spans = self._find(f"figure-{figure.pk}")
            yield make.make_figure(figure, spans, self._doubt(spans))
        for sanction in self.row.sanctions.select_related("case").order_by("pk"):
            spans = self._find(f"sanction-{sanction.pk}")
            yield make.make_sanction(sanction, spans, self._doubt(spans))

    def _make_cases(self) -> Iterator[Item]:
        named = self._find_case_names()
        for report in self.reports:
            spans = self._find(f"case-{report.case_id}")
            if report.version == self.row.version:
                spans = [Span(report.start, report.end), *spans]
            yield make.make_case(report, spans, self._doubt(spans[1:]), named[report.case_id])

    def _find_case_names(self) -> dict[int, list[str]]:
        """What each case was read to name, rejected names left out."""
        cases = [report.case_id for report in self.reports]
        named: dict[int, list[str]] = defaultdict(list)
        if cases:
            for kind, model in CASE_LINKS.items():
                rows = model.objects.filter(case__in=cases).exclude(state="rejected")
                for link in rows.select_related(kind).order_by("pk"):
                    named[link.case_id].append(getattr(link, kind).name)
        return named

    def _make_heads(self) -> Iterator[Item]:
        for kind in HEADS:
            item = make.make_head(self.row, kind, self._find(f"head-{kind}"))
            if item is not None:
                yield item

    def _make_proposals(self, items: Sequence[Item]) -> list[Item]:
        by_fact = {_name_fact(item.record): item for item in items if item.is_fact}
        made = []
        for proposal in self.row.proposals.filter(status="open").select_related("run"):
            item = by_fact.get(proposal.fact)
            spans, title = (item.spans, item.title) if item else ((), "the announcement")
            made.append(make.make_proposal(proposal, spans, title))
        return made


def _find_target(mention: Mention) -> str:
    """What a mention proves: kind and primary key of what it names."""
    if mention.kind in HEADS:
        return f"head-{mention.kind}"
    if mention.kind == "unresolved":
        return f"name-{mention.unresolved_id}"
    kind = "case" if mention.kind in CASE_PARTS else mention.kind
    return f"{kind}-{getattr(mention, f'{kind}_id')}"


def _name_fact(record: Any) -> str:
    return f"{record._meta.model_name}:{record.pk}"


def _find_name(name: Unresolved) -> str:
    return reverse("admin:review-name", args=[name.pk])


def find_announcement(public_id: str) -> Announcement | None:
    """The announcement of a public identifier, whoever may see it: editors see all."""
    rows = Announcement.objects.filter(public_id=public_id).order_by().defer("sketch")
    return next(iter(rows[:1]), None)
