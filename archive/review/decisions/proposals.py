"""Deciding on what a load would like to write where a person has spoken."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import transaction

from archive.models import Fact, Origin, Proposal, State
from archive.review.decisions import facts, records


class StaleProposalError(ValueError):
    """What a proposal is about is there no more; the message says what to do."""


@transaction.atomic
def accept(proposal: Proposal, *, by: User | None, reason: str = "") -> None:
    """Writes the proposed value, or rejects the fact where a reading would do without it. The
    editor's word stands behind it from now on. Raises StaleProposalError where the fact or its
    column is gone."""
    record = find_record(proposal)
    if not proposal.field and isinstance(record, Fact):
        facts.reject(record, by=by, reason=reason or proposal.reason)
        _close(proposal, Proposal.Status.ACCEPTED)
        return
    try:
        field: Any = record._meta.get_field(proposal.field.removesuffix("_id"))
    except FieldDoesNotExist as error:
        raise StaleProposalError(f"{proposal}: no such column; decline it.") from error
    setattr(record, field.attname, field.to_python(proposal.proposed))
    changed = {field.name}
    if isinstance(record, Fact):
        record.origin, record.state = Origin.EDITOR, State.ACCEPTED
        changed |= {"state"}
    records.save(record, by=by, changed=changed, reason=reason or "accepted a proposal")
    _close(proposal, Proposal.Status.ACCEPTED)


@transaction.atomic
def decline(proposal: Proposal, *, by: User | None, reason: str = "") -> None:
    """Keeps the present value; a load that reads the same again raises nothing."""
    if reason:
        proposal.reason = reason[:300]
    _close(proposal, Proposal.Status.DECLINED)


def find_record(proposal: Proposal) -> Any:
    """The row that a proposal is about. Raises StaleProposalError where it is gone."""
    model, _, pk = proposal.fact.partition(":")
    try:
        return apps.get_model("archive", model)._default_manager.get(pk=pk)
    except (LookupError, ValueError, ObjectDoesNotExist) as error:
        raise StaleProposalError(
            f"{proposal.fact} is there no more: decline the proposal “{proposal}”."
        ) from error


def _close(proposal: Proposal, status: str) -> None:
    proposal.status = status
    proposal.save()
