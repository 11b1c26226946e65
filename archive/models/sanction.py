"""Sanctions: outcomes of a case, on a role and never on a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from archive.models.announcement import Announcement
from archive.models.base import Fact
from archive.models.case import Case


class Sanction(Fact):
    """An outcome: what kind, how much or how long, on whom (a role, not a name)."""

    class Kind(models.TextChoices):
        IMPRISONMENT = "imprisonment", "imprisonment"
        SUSPENDED = "suspended-sentence", "suspended sentence"
        DETENTION = "detention", "detention"
        FINE = "fine", "fine"
        CONFISCATION = "confiscation", "confiscation"
        CLOSURE = "closure", "closure"
        REMOVAL = "removal", "removal"
        REVOCATION = "revocation", "licence revoked"
        SUSPENSION = "suspension", "suspension of service"
        RECTIFICATION = "rectification-order", "rectification order"
        INTERVIEW = "interview", "regulatory interview"
        WARNING = "warning", "warning"
        OTHER = "other", "other"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sanctions")
    announcement = models.ForeignKey(
        Announcement, null=True, blank=True, on_delete=models.CASCADE, related_name="sanctions"
    )
    kind = models.CharField(max_length=30, choices=Kind)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    on = models.CharField("on whom (a role)", max_length=60, blank=True)

    class Meta(Fact.Meta):
        ordering = ["case", "id"]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__isnull=True) | (Q(value__gte=0) & ~Q(unit="")),
                name="sanction_value_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "imprisonment",
                        "suspended-sentence",
                        "detention",
                        "fine",
                        "confiscation",
                        "closure",
                        "removal",
                        "revocation",
                        "suspension",
                        "rectification-order",
                        "interview",
                        "warning",
                        "other",
                    ]
                ),
                name="sanction_kind_known",
            ),
        ]

    def __str__(self) -> str:
        if self.value is None:
            return self.get_kind_display()
        return f"{self.get_kind_display()}: {self.value.normalize():f} {self.unit}"
