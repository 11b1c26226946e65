"""Items of the review page: whatever of an announcement an editor decides on, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from archive.models import (
    Announcement,
    Case,
    CaseReport,
    Figure,
    Issue,
    Origin,
    Proposal,
    Sanction,
    State,
    Unresolved,
)
from archive.templatetags.numbers import digits
from archive.text.spans import Span

PROPOSED, IN_DOUBT, FLAGGED, NEW, PLAIN = range(5)
"""Ranks of doubt: a load would say otherwise; a name is not settled; an issue or a flag; a name
that no vocabulary lists; nothing."""

HEADS: Final = {
    "title": ("title", "title"),
    "publisher": ("publisher", "publisher"),
    "reporter": ("reporter", "reporter"),
    "published": ("published_edtf", "date of publication"),
}
"""The announcement's own columns, by the kind of mention that proves them, and what to call
them."""

DECIDE: Final = ("accept", "correct", "reject")
LOST: Final = "a magnitude was probably lost in translation"
UNCERTAIN_KINDS: Final = ("platform", "campaign")
"""Kinds of name that a text's setting shows; local offices are composed by rule and sure."""


@dataclass(frozen=True)
class Item:
    """Something to decide on. `key` names it in addresses and in the marks of the text, `seen`
    is what a form carries to notice that somebody decided meanwhile, `issues` concern just its
    words and are settled with it."""

    key: str
    kind: str
    title: str
    detail: str = ""
    state: str = ""
    rank: int = PLAIN
    doubts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    actions: tuple[str, ...] = DECIDE
    source: str = ""
    seen: str = ""
    url: str = ""
    record: Any = field(default=None, compare=False)
    issues: tuple[Issue, ...] = ()

    @property
    def is_fact(self) -> bool:
        """Whether it counts for the progress of the review."""
        return bool(self.state) and not self.key.startswith("head-")

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in ("", State.PROPOSED)

    @property
    def order(self) -> tuple[int, int, str]:
        """The most doubtful first, then as the text has them."""
        return (self.rank, self.spans[0].start if self.spans else 10**9, self.key)


def tell_source(fact: Any) -> str:
    """Extractor and version of a fact, or that an editor entered it."""
    if fact.origin == Origin.MACHINE:
        return f"{fact.extractor} {fact.extractor_version}".strip()
    return str(fact.get_origin_display())


def make_seen(record: Any) -> str:
    """When a row was last written, to tell whether it has been since."""
    return record.updated.isoformat() if record.updated else ""


def make_link(kind: str, link: Any, spans: Sequence[Span], doubts: Sequence[str]) -> Item:
    """That the announcement names something."""
    record = getattr(link, kind)
    role = link.get_role_display() if hasattr(link, "role") else ""
    rank, doubts = _weigh(link, doubts)
    if rank == PLAIN and _is_new(kind, record) and link.state == State.PROPOSED:
        rank, doubts = NEW, ("new to the archive: in no vocabulary",)
    return Item(
        key=f"{kind}-{link.pk}",
        kind=kind,
        title=str(record),
        detail=role,
        state=_tell_state(link),
        rank=rank,
        doubts=tuple(doubts),
        spans=tuple(spans),
        source=tell_source(link),
        seen=make_seen(link),
        record=link,
    )


def make_figure(figure: Figure, spans: Sequence[Span], doubts: Sequence[str]) -> Item:
    """A stated quantity and what it is one of."""
    rank, doubts = _weigh(figure, [*doubts, *_list_flags(figure, told=bool(doubts))])
    qualifier = "" if figure.qualifier == "exact" else f"{figure.get_qualifier_display()} "
    counted = figure.detail or figure.get_measure_display()
    subject = str(figure.case) if figure.case else figure.get_subject_display()
    return Item(
        key=f"figure-{figure.pk}",
        kind="figure",
        title=f"{qualifier}{digits(figure.value)} {figure.unit} {counted}".replace("  ", " "),
        detail=f"{figure.measure}, of {subject}",
        state=_tell_state(figure),
        rank=rank,
        doubts=tuple(doubts),
        spans=tuple(spans),
        source=tell_source(figure),
        seen=make_seen(figure),
        record=figure,
    )


def _list_flags(figure: Figure, *, told: bool) -> list[str]:
    """A figure's flags in words; of a lost magnitude an issue may have `told` already."""
    flags = [flag.replace("_", " ") for flag in figure.flags]
    if figure.magnitude_lost and not told:
        meant = figure.value_intended
        flags.append(f"{LOST}: perhaps {digits(meant)}" if meant is not None else LOST)
    return flags


def make_sanction(sanction: Sanction, spans: Sequence[Span], doubts: Sequence[str]) -> Item:
    """An outcome of a case."""
    rank, doubts = _weigh(sanction, doubts)
    return Item(
        key=f"sanction-{sanction.pk}",
        kind="sanction",
        title=str(sanction),
        detail=", ".join(filter(None, [sanction.on, f"of {sanction.case}"])),
        state=_tell_state(sanction),
        rank=rank,
        doubts=tuple(doubts),
        spans=tuple(spans),
        source=tell_source(sanction),
        seen=make_seen(sanction),
        record=sanction,
    )


def make_case(
    report: CaseReport, spans: Sequence[Span], doubts: Sequence[str], named: Iterable[str]
) -> Item:
    """A case with its passage and the names that it was read with."""
    case: Case = report.case
    rank, doubts = _weigh(case, doubts)
    stated = [case.offence.name if case.offence else "", case.get_status_display(), *named]
    return Item(
        key=f"case-{case.pk}",
        kind="case",
        title=str(case),
        detail=" · ".join(filter(None, stated)),
        state=_tell_state(case),
        rank=rank,
        doubts=tuple(doubts),
        spans=tuple(spans),
        source=tell_source(case),
        seen=make_seen(case),
        record=case,
    )


def make_head(announcement: Announcement, kind: str, spans: Sequence[Span]) -> Item | None:
    """One of the announcement's own columns; None where it is empty."""
    column, label = HEADS[kind]
    value = getattr(announcement, column)
    if not value:
        return None
    settled = column in announcement.settled
    doubts = []
    if kind == "published" and announcement.published_basis == "inferred" and not settled:
        doubts.append(f"inferred: {announcement.published_reason}")
    if kind == "title" and announcement.title_basis == "derived" and not settled:
        doubts.append("derived from the text")
    return Item(
        key=f"head-{kind}",
        kind=label,
        title=str(value),
        state=State.ACCEPTED if settled else State.PROPOSED,
        rank=FLAGGED if doubts else PLAIN,
        doubts=tuple(doubts),
        spans=tuple(spans),
        actions=("accept", "correct"),
        source="an editor" if settled else f"rules {announcement.extractor_version}".strip(),
        seen=make_seen(announcement),
        record=announcement,
    )


def make_name(name: Unresolved, spans: Sequence[Span], url: str) -> Item:
    """A name as printed that is not settled: decided for all its mentions at once."""
    return Item(
        key=f"name-{name.pk}",
        kind=f"{name.get_kind_display()}?",
        title=name.text,
        rank=IN_DOUBT,
        doubts=(f"{name.get_reason_display()}: decided for all its mentions",),
        spans=tuple(spans),
        actions=("choose",),
        seen=make_seen(name),
        url=url,
        record=name,
    )


def make_proposal(proposal: Proposal, spans: Sequence[Span], title: str) -> Item:
    """What a load would like to write where a person has spoken."""
    column = proposal.field.removesuffix("_id").removesuffix("_edtf").replace("_", " ")
    return Item(
        key=f"proposal-{proposal.pk}",
        kind="proposal",
        title=f"{title}: {column} {_tell(proposal.current)} → {_tell(proposal.proposed)}",
        rank=PROPOSED,
        doubts=(proposal.reason or "a later reading says otherwise",),
        spans=tuple(spans),
        actions=("accept", "decline"),
        source=proposal.run.extractor_version if proposal.run else "",
        seen=make_seen(proposal),
        record=proposal,
    )


def make_issue(issue: Issue) -> Item:
    """Something odd that the text itself shows."""
    spans = () if issue.start is None or issue.end is None else (Span(issue.start, issue.end),)
    return Item(
        key=f"issue-{issue.pk}",
        kind="issue",
        title=issue.message,
        rank=FLAGGED,
        doubts=(issue.code,),
        spans=spans,
        actions=("dismiss",),
        seen=make_seen(issue),
        record=issue,
    )


def _tell_state(fact: Any) -> str:
    """A fact's state; what an editor entered counts as accepted."""
    if fact.state == State.PROPOSED and fact.is_settled:
        return State.ACCEPTED
    return str(fact.state)


def _weigh(fact: Any, doubts: Sequence[str]) -> tuple[int, Sequence[str]]:
    """The rank of a fact's doubts, of which those that a person has settled are none."""
    if fact.is_settled or not doubts:
        return PLAIN, ()
    return FLAGGED, doubts


def _is_new(kind: str, record: Any) -> bool:
    return kind in UNCERTAIN_KINDS and record.origin == Origin.MACHINE


def _tell(value: Any) -> str:
    return "nothing" if value in (None, "", []) else f"“{value}”"
