"""Form fields and checks that say what to type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from archive.admin.conflicts import WatchedForm
from archive.admin.fields import EdtfField, NumberField, RecordLink
from archive.models import Announcement, Case, CaseReport, Figure, Measure, Sanction, Visibility
from archive.review.decisions.records import digest

OPEN = (Visibility.PUBLIC, Visibility.DRAFT)
"""What may be chosen in a form."""
TARGETS = ("campaign", "agency", "platform", "place")


class ShownForm(WatchedForm):
    """A record that readers may see or not: to withdraw it is a decision with a reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("visibility")
        if field is not None:
            field.choices = [pair for pair in Visibility.choices if pair[0] in OPEN]


class CaseForm(ShownForm):
    """A case as it is entered."""

    class Meta:
        model = Case
        fields = ()
        widgets = {"title": forms.TextInput(attrs={"class": "vLargeTextField"})}


class AnnouncementForm(ShownForm):
    """An announcement as it is entered: text, where it stood, and when."""

    published_edtf = EdtfField(label="Published")

    class Meta:
        model = Announcement
        fields = ()  # The admin's fieldsets name them.
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "text": forms.Textarea(attrs={"rows": 20, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"].required = False
            self.fields["language"].help_text = "en, zh-Hans, zh-Hant …; empty: told from the text."

    def clean_text(self) -> str:
        """The text with plain line ends; refused where the archive holds it already."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        known = Announcement.objects.filter(sha256=digest(text)).exclude(pk=self.instance.pk)
        if found := known.first():
            raise ValidationError(
                f"The archive holds this very text: “{found.title}” ({found.public_id}). "
                "Correct that one instead."
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Checks what columns say together."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("language"):
            data["language"] = "und"
        edtf, basis = data.get("published_edtf"), data.get("published_basis")
        if edtf and not basis:
            data["published_basis"] = Announcement.Basis.STATED
        if basis and not edtf and "published_edtf" not in self.errors:
            self.add_error("published_basis", "Type a date above, or choose no basis.")
        if basis == Announcement.Basis.INFERRED and not data.get("published_reason"):
            self.add_error(
                "published_reason",
                "Say from what the date was inferred, as “year from the campaign's name”.",
            )
        return data


class LinkForm(WatchedForm):
    """That a record names another: what it names is chosen once. To name another one instead,
    the row is removed and a new one added, so that no load proposes the old one again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in TARGETS:
                if name in self.fields:
                    self.fields[name].disabled = True
                    self.fields[name].widget = RecordLink(getattr(self.instance, name))


class NamedForm(WatchedForm):
    """A thing with a slug; an empty one is made from the English name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields[
                "slug"
            ].help_text = (
                "The permanent address; empty: made from the English name. It never changes."
            )

    def clean(self) -> dict[str, Any]:
        """Makes the slug where none was typed."""
        data: dict[str, Any] = super().clean() or {}
        if "slug" in self.fields and not data.get("slug") and "slug" not in self.errors:
            data["slug"] = slugify(data.get("name", ""))[:120]
            if not data["slug"]:
                self.add_error("slug", "Type an address in Latin letters, as “wechat”.")
            elif type(self.instance)._default_manager.filter(slug=data["slug"]).exists():
                self.add_error(
                    "slug", f"“{data['slug']}” is taken: correct that one, or type another."
                )
        return data


class CampaignForm(NamedForm):
    """A campaign with its period."""

    period_edtf = EdtfField(label="Period")


class AgencyForm(NamedForm):
    """An agency; `until` is the day it ended."""

    until = EdtfField(label="Until")


class FigureForm(WatchedForm):
    """A figure whose parts fit together."""

    period_edtf = EdtfField(label="Period")

    class Meta:
        model = Figure
        fields = ()
        field_classes = {"value": NumberField, "value_intended": NumberField}

    def clean(self) -> dict[str, Any]:
        """Says what is missing: the case, the currency, what was meant."""
        data: dict[str, Any] = super().clean() or {}
        subject = data.get("subject", self.instance.subject)
        if "subject" in self.fields:
            if subject == Figure.Subject.CASE and not data.get("case"):
                self.add_error("case", "Choose the case that the figure tells of.")
            if subject != Figure.Subject.CASE and data.get("case"):
                self.add_error("subject", "Choose “one case”, or leave the case empty.")
        if data.get("measure") == Measure.MONEY and not data.get("unit"):
            self.add_error("unit", "Type the currency, as CNY.")
        if data.get("value") is not None and data["value"] < 0:
            self.add_error("value", "Type a number from 0 up.")
        if data.get("value_intended") is not None and not data.get("magnitude_lost"):
            self.add_error("magnitude_lost", "Tick this where another value was meant.")
        return data


class CaseFigureForm(FigureForm):
    """A figure entered with its case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.subject = Figure.Subject.CASE


class SanctionForm(WatchedForm):
    """A sanction; an amount has a unit."""

    class Meta:
        model = Sanction
        fields = ()
        field_classes = {"value": NumberField}

    def clean(self) -> dict[str, Any]:
        """Asks for the unit of an amount."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("value") is not None:
            if data["value"] < 0:
                self.add_error("value", "Type a number from 0 up.")
            if not data.get("unit"):
                self.add_error("unit", "Type the unit, as years, months, days or CNY.")
        return data


class ReportForm(WatchedForm):
    """The passage of an announcement that reports a case; the whole text where none is given."""

    class Meta:
        model = CaseReport
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.fields["end"].required = False

    def clean(self) -> dict[str, Any]:
        """Fills the span, and keeps it within the text."""
        data: dict[str, Any] = super().clean() or {}
        announcement = data.get("announcement")
        if announcement is None:
            return data
        length = len(announcement.text)
        start = data["start"] = data.get("start") or 0
        end = data["end"] = length if data.get("end") is None else data["end"]
        if not start < end <= length:
            self.add_error(
                "end", f"Type a place after the start and up to {length}, the text's end."
            )
        if self.instance._state.adding or "announcement" in self.changed_data:
            self.instance.version = announcement.version
            self.instance.ordinal = announcement.case_reports.count()
        return data
