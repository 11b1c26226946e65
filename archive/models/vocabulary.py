"""Controlled vocabularies: agencies, platforms, places, offences, and their names."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from archive.models.base import Origin, Remembered, Stamped


class NameKind(models.TextChoices):
    ALIAS = "alias", "also called"
    ABBREVIATION = "abbreviation", "abbreviation"
    FORMER = "former", "former name"
    PINYIN = "pinyin", "pinyin"
    MISTRANSLATION = "mistranslation", "mistranslation"
    WEAK = "weak", "only in a setting that confirms it"


class Named(Remembered, Stamped):
    """A thing with names in two languages and a permanent address.

    `slug` never changes; a merged record points to the one that took its place.
    """

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=False)
    name = models.CharField("English name", max_length=300)
    name_zh = models.CharField("Chinese name", max_length=200, blank=True)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITOR)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_from",
    )
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="%(class)s_slug_given"),
            models.CheckConstraint(condition=~Q(name=""), name="%(class)s_name_given"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="%(class)s_merged_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        # A name that has no English form stands in both columns.
        return " ".join(dict.fromkeys(filter(None, (self.name, self.name_zh))))


class NameForm(models.Model):
    """A further name of something, as announcements print it."""

    text = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=NameKind, default=NameKind.ALIAS)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITOR)

    class Meta:
        abstract = True
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Place(Remembered):
    """An administrative division of China (GB/T 2260). `iso` is the ISO 3166-2 code of its
    province-level division; `until` the last year of an abolished one."""

    class Level(models.TextChoices):
        PROVINCE = "province", "province-level"
        PREFECTURE = "prefecture", "prefecture-level"
        COUNTY = "county", "county-level"

    code = models.CharField("GB/T 2260 code", max_length=6, primary_key=True)
    iso = models.CharField("ISO 3166-2 code", max_length=6, db_index=True)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField("English name", max_length=120, db_index=True)
    name_zh = models.CharField("Chinese name", max_length=60)
    until = models.PositiveSmallIntegerField("last year", null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITOR)
    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{6}$"), name="place_code_six_digits"
            ),
            models.CheckConstraint(
                condition=Q(level="province", parent__isnull=True)
                | Q(level__in=["prefecture", "county"], parent__isnull=False),
                name="place_parent_by_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.name_zh}"


class PlaceName(NameForm):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta(NameForm.Meta):
        constraints = [
            models.UniqueConstraint(fields=["place", "text"], name="placename_once"),
        ]


class Agency(Named):
    """A body that announces, leads, takes part or investigates. `country` is ISO 3166-1;
    `successor` the body it was renamed or merged into, on `until` (EDTF)."""

    class Level(models.TextChoices):
        NATIONAL = "national", "national"
        PROVINCIAL = "provincial", "provincial"
        MUNICIPAL = "municipal", "municipal"
        COUNTY = "county", "county"
        SUPRANATIONAL = "supranational", "supranational"

    level = models.CharField(max_length=15, choices=Level)
    kind = models.CharField(max_length=60, blank=True)
    country = models.CharField("country (ISO 3166-1)", max_length=2, default="CN")
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="agencies"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    until = models.CharField("until (EDTF)", max_length=40, blank=True)

    class Meta(Named.Meta):
        verbose_name_plural = "agencies"


class AgencyName(NameForm):
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")

    class Meta(NameForm.Meta):
        constraints = [
            models.UniqueConstraint(fields=["agency", "text"], name="agencyname_once"),
        ]


class Platform(Named):
    """A service, site or app."""

    kind = models.CharField(max_length=60, blank=True)
    operator = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )


class PlatformName(NameForm):
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="names")

    class Meta(NameForm.Meta):
        constraints = [
            models.UniqueConstraint(fields=["platform", "text"], name="platformname_once"),
        ]


class Offence(Named):
    """An entry of the small taxonomy that cases are sorted by."""


class OffenceArticle(models.Model):
    """An article of law that an offence stands for, as "CN Criminal Law art. 363"."""

    offence = models.ForeignKey(Offence, on_delete=models.CASCADE, related_name="articles")
    text = models.CharField(max_length=120)

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["offence", "text"], name="offencearticle_once"),
        ]

    def __str__(self) -> str:
        return self.text
