"""An announcement with its facts, each tied to its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from archive.browse import visible
from archive.browse.annotate import Mark, Paragraph, annotate
from archive.browse.facts import (
    CaseFact,
    NamedFact,
    StatedFact,
    UnresolvedName,
    first_start,
    join_echoes,
    leave_out_echoes,
)
from archive.models import (
    Announcement,
    AnnouncementAgency,
    AnnouncementCampaign,
    AnnouncementPlace,
    AnnouncementPlatform,
    CaseReport,
    Figure,
    Issue,
    Mention,
    PlaceRole,
    Sanction,
    State,
    Visibility,
)
from archive.text.spans import Span

LINKS: Sequence[tuple[str, str, type[Any]]] = (
    ("campaign", "campaign", AnnouncementCampaign),
    ("agency", "agency", AnnouncementAgency),
    ("place", "place", AnnouncementPlace),
    ("platform", "platform", AnnouncementPlatform),
)
"""Kind, foreign key and model of the named facts, in the order of the page."""

CASE_PARTS = ("case", "designation", "offence", "status")
HEAD = ("title", "publisher", "reporter", "published")


@dataclass(frozen=True)
class AnnouncementPage:
    """All that an announcement's page shows."""

    announcement: Announcement
    named: Mapping[str, Sequence[NamedFact]]
    cases: Sequence[CaseFact]
    totals: Sequence[StatedFact]
    others: Sequence[StatedFact]
    head: Mapping[str, Sequence[Mention]]
    unresolved: Sequence[UnresolvedName]
    issues: Sequence[Issue]
    kin: Sequence[Announcement]
    marks: Sequence[Mark]

    @property
    def translations(self) -> list[Announcement]:
        """Public translations of this text, or the original that this one translates."""
        row = self.announcement
        return [
            k for k in self.kin if k.translation_of_id == row.pk or k.pk == row.translation_of_id
        ]

    @property
    def reprints(self) -> list[Announcement]:
        """Public texts that print this one again, or the one that this prints."""
        row = self.announcement
        return [k for k in self.kin if k.reprint_of_id == row.pk or k.pk == row.reprint_of_id]

    @cached_property
    def fact_count(self) -> int:
        """How many facts are listed beside the text."""
        return (
            sum(map(len, self.named.values()))
            + sum(1 + len(leave_out_echoes(c.figures)) + len(c.sanctions) for c in self.cases)
            + len(leave_out_echoes(self.totals))
            + len(leave_out_echoes(self.others))
        )

    def write(self, focus: Span | None = None) -> list[Paragraph]:
        """The text's paragraphs with its marks, and the words that the address asks for."""
        extra = [Mark(focus, "s", "focus", label="linked words")] if focus else []
        return annotate(self.announcement.text, [*self.marks, *extra])


def load_announcement(public_id: str) -> AnnouncementPage:
    """The page of a public announcement, in at most twelve queries. Raises UnavailableError."""
    return _Reading(find_announcement(public_id)).make_page()


def find_announcement(public_id: str) -> Announcement:
    """The row of a public announcement. Raises UnavailableError."""
    row = visible.find_one(visible.announcements().defer("sketch"), public_id=public_id)
    if row is None:
        raise visible.explain_absence("announcement", public_id, Announcement)
    return row


class _Reading:
    """The rows of one announcement, sorted into facts with their mentions."""

    def __init__(self, row: Announcement) -> None:
        self.row = row
        self.links = {kind: _load_links(model, key, row) for kind, key, model in LINKS}
        self.figures = list(visible.figures().filter(announcement=row).order_by("pk"))
        self.sanctions = list(visible.sanctions().filter(announcement=row).order_by("pk"))
        self.reports = _load_reports(row)
        self.shown = self._list_shown()
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in _load_mentions(row):
            if anchor := self._find_anchor(mention):
                self.mentions[anchor].append(mention)

    def _list_shown(self) -> set[str]:
        """Anchors of the facts that stand: a mention of any other is not marked."""
        cases = {f"f-case-{report.case_id}" for report in self.reports}
        named = {
            f"f-{kind}-{link.target_id}"
            for kind, links in self.links.items()
            for link in links
            if link.state != State.REJECTED
        }
        stated = {f"f-figure-{f.pk}" for f in self.figures}
        return cases | named | stated | {f"f-sanction-{s.pk}" for s in self.sanctions}

    def _find_anchor(self, mention: Mention) -> str:
        """The anchor of the fact that a mention proves, "" where that is not shown."""
        if mention.kind in HEAD:
            return f"f-{mention.kind}"
        if mention.kind == "unresolved":
            return f"f-unresolved-{mention.unresolved_id}"
        target = "case" if mention.kind in CASE_PARTS else mention.kind
        anchor = f"f-{target}-{getattr(mention, f'{target}_id')}"
        return anchor if anchor in self.shown else ""

    def make_page(self) -> AnnouncementPage:
        """All facts in the order of the text."""
        figures, sanctions = join_echoes(
            self._make_stated("figure", self.figures),
            self._make_stated("sanction", self.sanctions),
        )
        cases = [self._make_case(report, figures, sanctions) for report in self.reports]
        return AnnouncementPage(
            announcement=self.row,
            named={kind: self._make_named(kind) for kind, _, _ in LINKS},
            cases=cases,
            totals=[f for f in figures if f.fact.subject == Figure.Subject.TOTAL],
            others=[f for f in figures if f.fact.subject == Figure.Subject.OTHER],
            head={kind: self.mentions.get(f"f-{kind}", []) for kind in HEAD},
            unresolved=self._make_unresolved(),
            issues=self._load_issues(),
            kin=_load_kin(self.row),
            marks=list(self._make_marks({f.anchor for f in figures if f.is_echo})),
        )

    def _make_named(self, kind: str) -> list[NamedFact]:
        """One fact for each record, its roles together, in the order of the text."""
        by_target: dict[Any, list[Any]] = defaultdict(list)
        for link in self.links[kind]:
            if link.state != State.REJECTED:
                by_target[link.target_id].append(link)
        facts = [
            NamedFact(
                kind=kind,
                anchor=f"f-{kind}-{target}",
                record=getattr(links[0], kind),
                roles=_name_roles(links),
                state=links[0].state,
                mentions=tuple(self.mentions.get(f"f-{kind}-{target}", ())),
            )
            for target, links in by_target.items()
        ]
        return sorted(facts, key=first_start)

    def _make_case(
        self,
        report: CaseReport,
        figures: Iterable[StatedFact],
        sanctions: Iterable[StatedFact],
    ) -> CaseFact:
        anchor = f"f-case-{report.case_id}"
        current = report.version == self.row.version
        return CaseFact(
            anchor=anchor,
            case=report.case,
            span=Span(report.start, report.end) if current else None,
            mentions=tuple(self.mentions.get(anchor, ())),
            figures=tuple(f for f in figures if f.fact.case_id == report.case_id),
            sanctions=tuple(s for s in sanctions if s.fact.case_id == report.case_id),
        )

    def _make_stated(self, kind: str, facts: Iterable[Figure | Sanction]) -> tuple[StatedFact, ...]:
        stated = [
            StatedFact(anchor, fact, tuple(self.mentions.get(anchor, ())))
            for fact in facts
            for anchor in [f"f-{kind}-{fact.pk}"]
        ]
        return tuple(sorted(stated, key=first_start))

    def _make_unresolved(self) -> list[UnresolvedName]:
        return [
            UnresolvedName(anchor, name.text, name.get_kind_display(), name.reason, tuple(held))
            for anchor, held in self.mentions.items()
            if anchor.startswith("f-unresolved-")
            and (name := held[0].unresolved) is not None
            and name.status == "open"
        ]

    def _load_issues(self) -> list[Issue]:
        issues = self.row.issues.filter(status="open", version=self.row.version)
        return list(issues.order_by("start", "pk"))

    def _make_marks(self, echoes: Collection[str]) -> Iterator[Mark]:
        """All mentions, each with the fact that it leads back to; words that a figure and a
        sanction share lead back to the sanction alone."""
        for anchor, held in self.mentions.items():
            for mention in held:
                yield Mark(
                    span=Span(mention.start, mention.end),
                    anchor=f"m-{mention.pk}",
                    css=f"m-{mention.kind}",
                    fact="" if anchor in echoes else anchor,
                    label=mention.get_kind_display(),
                )


def _name_roles(links: Iterable[Any]) -> tuple[str, ...]:
    """The roles that a record has in the text; that it is mentioned goes without saying where
    it has another."""
    roles = {link.role: link.get_role_display() for link in links if hasattr(link, "role")}
    if len(roles) > 1:
        roles.pop(PlaceRole.MENTIONED, None)
    return tuple(roles.values())


def _load_links(model: type[Any], key: str, row: Announcement) -> list[Any]:
    links = list(model.objects.filter(announcement=row).select_related(key).order_by("pk"))
    for link in links:
        link.target_id = getattr(link, f"{key}_id")
    return links


def _load_mentions(row: Announcement) -> QuerySet[Mention]:
    return (
        row.mentions.filter(version=row.version)
        .select_related("unresolved")
        .order_by("start", "-end", "pk")
    )


def _load_reports(row: Announcement) -> list[CaseReport]:
    """The cases that the text reports. The announcement is public, so that they are, too."""
    return list(
        row.case_reports.filter(case__visibility=Visibility.PUBLIC, case__merged_into=None)
        .exclude(case__state=State.REJECTED)
        .select_related("case__offence")
        .order_by("start", "pk")
    )


def _load_kin(row: Announcement) -> list[Announcement]:
    """Translations and reprints, and what this is one of. Which are public is looked at here:
    asked for in the query, SQLite would walk through all public announcements."""
    kin = Q(translation_of=row) | Q(reprint_of=row)
    kin |= Q(pk__in=[pk for pk in (row.translation_of_id, row.reprint_of_id) if pk])
    rows = Announcement.objects.filter(kin).defer("text", "sketch").order_by()
    public = [other for other in rows if other.visibility == Visibility.PUBLIC]
    return sorted(public, key=lambda other: (other.published_sort, other.pk))
