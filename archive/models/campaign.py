"""Campaigns: named actions, their names, parents and the bodies that lead them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.models.vocabulary import Agency, Named, NameForm


class Campaign(Named):
    """A named action. `series` groups its yearly rounds; the period is EDTF with the first
    and last day it can mean, either of them unknown."""

    series = models.SlugField(max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    period_edtf = models.CharField("period (EDTF)", max_length=40, blank=True)
    period_earliest = models.DateField(null=True, blank=True, editable=False)
    period_latest = models.DateField(null=True, blank=True, editable=False)
    agencies: models.ManyToManyField[Agency, CampaignAgency] = models.ManyToManyField(
        Agency, through="CampaignAgency", related_name="campaigns"
    )

    class Meta(Named.Meta):
        constraints = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_earliest__isnull=True)
                | Q(period_latest__isnull=True)
                | Q(period_earliest__lte=F("period_latest")),
                name="campaign_period_ordered",
            ),
        ]


class CampaignName(NameForm):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="names")

    class Meta(NameForm.Meta):
        constraints = [
            models.UniqueConstraint(fields=["campaign", "text"], name="campaignname_once"),
        ]


class CampaignAgency(models.Model):
    """A body's part in a campaign."""

    class Role(models.TextChoices):
        LEADING = "leading", "leading"
        PARTICIPATING = "participating", "participating"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="agency_roles")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="campaign_roles")
    role = models.CharField(max_length=15, choices=Role)

    class Meta:
        verbose_name_plural = "campaign agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "agency", "role"], name="campaignagency_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.role})"
