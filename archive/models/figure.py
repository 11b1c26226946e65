"""Figures: quantities that an announcement states, and how totals overlap."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.models.announcement import Announcement
from archive.models.base import Fact
from archive.models.case import Case


class Measure(models.TextChoices):
    CASES = "cases", "cases"
    SUSPECTS = "suspects", "suspects"
    WEBSITES = "websites", "websites"
    ACCOUNTS = "accounts", "accounts"
    ITEMS = "items", "items"
    APPS = "apps", "apps"
    GROUPS = "groups", "groups"
    MONEY = "money", "money"
    OTHER = "other", "other"


class Qualifier(models.TextChoices):
    EXACT = "exact", "exactly"
    MORE_THAN = "more_than", "more than"
    NEARLY = "nearly", "nearly"
    ABOUT = "about", "about"


class Figure(Fact):
    """A stated quantity. `value` is what the text says, literally; `value_intended` what was
    probably meant where `magnitude_lost`, null where that cannot be told."""

    class Subject(models.TextChoices):
        TOTAL = "campaign", "the whole announcement"
        CASE = "case", "one case"
        OTHER = "other", "something else"

    announcement = models.ForeignKey(
        Announcement, null=True, blank=True, on_delete=models.CASCADE, related_name="figures"
    )
    subject = models.CharField(max_length=10, choices=Subject)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="figures"
    )
    measure = models.CharField(max_length=10, choices=Measure)
    detail = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=4)
    value_intended = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    magnitude_lost = models.BooleanField(default=False)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(max_length=20, blank=True)
    period_edtf = models.CharField("period (EDTF)", max_length=40, blank=True)
    flags = models.JSONField(default=list, blank=True)

    class Meta(Fact.Meta):
        ordering = ["announcement", "id"]
        indexes = [
            # With all that decides what is shown, so that counting reads no rows.
            models.Index(fields=["measure", "subject", "state", "announcement"]),
            models.Index(fields=["state", "origin", "announcement"]),
            models.Index(fields=["measure", "subject", "-value"]),
            # The editors' lists, the latest first.
            models.Index(fields=["measure", "-id"], name="figure_measure_latest"),
            models.Index(fields=["state", "-id"], name="figure_state_latest"),
            models.Index(
                fields=["-id"], condition=Q(magnitude_lost=True), name="figure_lost_latest"
            ),
        ]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject="case", case__isnull=False)
                | (~Q(subject="case") & Q(case__isnull=True)),
                name="figure_case_by_subject",
            ),
            models.CheckConstraint(
                condition=Q(announcement__isnull=False) | Q(case__isnull=False),
                name="figure_of_something",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_negative"),
            models.CheckConstraint(
                condition=Q(value_intended__isnull=True) | Q(magnitude_lost=True),
                name="figure_intended_only_if_lost",
            ),
            models.CheckConstraint(
                condition=~Q(measure="money") | ~Q(unit=""), name="figure_money_has_currency"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values) & Q(qualifier__in=Qualifier.values),
                name="figure_terms_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_qualifier_display()} {self.value.normalize():f} {self.measure}"


class FigurePart(models.Model):
    """That one figure is counted within another, so that nobody adds the two."""

    whole = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="wholes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="figurepart_once"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="figurepart_differs"),
        ]

    def __str__(self) -> str:
        return f"{self.part} within {self.whole}"
