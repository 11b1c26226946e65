"""Redirects: addresses that a renamed or merged record left behind."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Redirect(models.Model):
    """An old public identifier that leads to a record's present one, for ever."""

    kind = models.CharField(max_length=20)
    identifier = models.CharField(max_length=120)
    target = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier"], name="redirect_once"),
            models.CheckConstraint(
                condition=~Q(identifier=F("target")), name="redirect_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.identifier} → {self.target}"
