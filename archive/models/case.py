"""Cases: investigated matters, the passages that report them, and who and where."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.models.announcement import AgencyRole, Announcement
from archive.models.base import Fact, Visibility, new_identifier
from archive.models.campaign import Campaign
from archive.models.vocabulary import Agency, Offence, Place, Platform


class CaseStatus(models.TextChoices):
    """The furthest stage that an announcement states."""

    INVESTIGATING = "investigating", "investigating"
    DETAINED = "detained", "detained"
    ARRESTED = "arrested", "arrested"
    PROSECUTED = "prosecuted", "prosecuted"
    SENTENCED = "sentenced", "sentenced"
    PENALTY = "administrative-penalty", "administrative penalty"
    UNKNOWN = "unknown", "unknown"


STAGES = (
    CaseStatus.UNKNOWN,
    CaseStatus.INVESTIGATING,
    CaseStatus.PENALTY,
    CaseStatus.DETAINED,
    CaseStatus.ARRESTED,
    CaseStatus.PROSECUTED,
    CaseStatus.SENTENCED,
)
"""The stages of a case from the first to the furthest."""


class CaseQuerySet(models.QuerySet["Case"]):
    """Queries over cases."""

    def public(self) -> CaseQuerySet:
        """Those that readers see: public, not rejected, and reported by a public text or
        entered by hand."""
        return self.filter(visibility=Visibility.PUBLIC, merged_into__isnull=True).exclude(
            state="rejected"
        )


class Case(Fact):
    """One investigated matter, reported by one or more announcements."""

    public_id = models.CharField(max_length=16, unique=True, default=new_identifier, editable=False)
    designation = models.CharField(max_length=40, blank=True, db_index=True)
    title = models.CharField(max_length=500)
    offence = models.ForeignKey(
        Offence, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    status = models.CharField(max_length=30, choices=CaseStatus, default=CaseStatus.UNKNOWN)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    campaigns: models.ManyToManyField[Campaign, CaseCampaign] = models.ManyToManyField(
        Campaign, through="CaseCampaign", related_name="cases"
    )
    agencies: models.ManyToManyField[Agency, CaseAgency] = models.ManyToManyField(
        Agency, through="CaseAgency", related_name="cases"
    )
    platforms: models.ManyToManyField[Platform, CasePlatform] = models.ManyToManyField(
        Platform, through="CasePlatform", related_name="cases"
    )
    places: models.ManyToManyField[Place, CasePlace] = models.ManyToManyField(
        Place, through="CasePlace", related_name="cases"
    )

    objects = CaseQuerySet.as_manager()

    class Meta(Fact.Meta):
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["visibility", "-id"]),
            # The editors' lists, the latest first.
            models.Index(fields=["state", "-id"], name="case_state_latest"),
            models.Index(fields=["status", "-id"], name="case_status_latest"),
        ]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="case_title_given"),
            models.CheckConstraint(
                condition=Q(status__in=CaseStatus.values), name="case_status_known"
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="case_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="case_merged_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.designation}” {self.title}" if self.designation else self.title


class CaseReport(models.Model):
    """The passage of one announcement that reports a case; `start` and `end` count code points
    of that version's text. `ordinal` is its place among the announcement's cases, from 0;
    `status` is the furthest stage that this passage states, of which the case has the furthest."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="case_reports"
    )
    version = models.PositiveIntegerField(default=1)
    ordinal = models.PositiveIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    status = models.CharField(
        "stage that it states", max_length=30, choices=CaseStatus, default=CaseStatus.UNKNOWN
    )

    class Meta:
        ordering = ["announcement", "start"]
        constraints = [
            models.UniqueConstraint(fields=["case", "announcement"], name="casereport_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="casereport_span"),
            models.CheckConstraint(
                condition=Q(status__in=CaseStatus.values), name="casereport_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} in {self.announcement}"


class CaseCampaign(Fact):
    """That a case belongs to a campaign."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="campaign_facts")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="case_facts")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["case", "campaign"], name="casecampaign_once"),
        ]

    def __str__(self) -> str:
        return str(self.campaign)


class CaseAgency(Fact):
    """A body's part in a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="agency_facts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="case_facts")
    role = models.CharField(max_length=15, choices=AgencyRole, default=AgencyRole.INVESTIGATING)

    class Meta(Fact.Meta):
        verbose_name_plural = "case agencies"
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["case", "agency"], name="caseagency_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.role})"


class CasePlatform(Fact):
    """A platform that a case was about."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="platform_facts")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="case_facts")
    role = models.CharField(max_length=60, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["case", "platform"], name="caseplatform_once"),
        ]

    def __str__(self) -> str:
        return str(self.platform)


class CasePlace(Fact):
    """A place of enforcement of a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="place_facts")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="case_facts")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["case", "place"], name="caseplace_once"),
        ]

    def __str__(self) -> str:
        return str(self.place)
