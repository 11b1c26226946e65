"""Forms of the review page: a fact's values to correct, and the facts that words become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from archive.admin.fields import EdtfField, NumberField
from archive.admin.generics import ModelForm
from archive.admin.queue.items import HEADS, Item
from archive.admin.queue.named import NameField
from archive.models import (
    Agency,
    AgencyRole,
    Announcement,
    Case,
    CaseReport,
    Figure,
    PlaceRole,
    Sanction,
)
from archive.review.decisions.names import RECORDS

ROLES: Mapping[str, Any] = {"agency": AgencyRole.choices, "place": PlaceRole.choices}
REASON = 100
"""Code points of the reason that the history keeps."""
TITLE_CUT = 60


class DecisionForm(forms.Form):
    """Values of one decision; `reason` goes into the history."""

    reason = forms.CharField(max_length=REASON, required=False, label="Why (for the history)")
    field_order: Sequence[str] | None = None

    def read_values(self) -> dict[str, Any]:
        """The columns of the fact that the form fills."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class NameForm(DecisionForm):
    """That a text names a record, in a role where it has one."""

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[kind] = NameField(kind, label=kind.capitalize())
        if kind in ROLES:
            self.fields["role"] = forms.ChoiceField(choices=ROLES[kind])
        self.order_fields([kind, "role", "reason"])


class HeadForm(DecisionForm):
    """One of the announcement's own columns."""

    value = forms.CharField(widget=forms.TextInput(attrs={"size": 60}))

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column, label = HEADS[kind]
        field: Any = Announcement._meta.get_field(column)
        shared = {"max_length": field.max_length, "label": label.capitalize(), "required": True}
        self.fields["value"] = (
            EdtfField(**shared)
            if kind == "published"
            else forms.CharField(widget=forms.TextInput(attrs={"size": 60}), **shared)
        )
        self.order_fields(["value", "reason"])


class StatedForm(ModelForm):
    """A fact that is a row of its own. The row given is a copy: the decision writes, not the
    form."""

    reason = DecisionForm.base_fields["reason"]

    def read_values(self) -> dict[str, Any]:
        """The columns of the fact that the form fills."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class FigureForm(StatedForm):
    """A quantity. What it is one of is asked once: of the whole, of a case, of something else."""

    about = forms.ChoiceField(label="Of what")
    period_edtf = EdtfField(label="In which period")

    class Meta:
        model = Figure
        fields = (
            *("value", "qualifier", "measure", "detail", "unit"),
            *("magnitude_lost", "value_intended", "period_edtf"),
        )
        labels = {
            "detail": "What exactly",
            "magnitude_lost": "The translation lost a magnitude",
            "value_intended": "Value that was meant",
        }
        help_texts = {"unit": "CNY for yuan, USD for dollars", "value": "literally, as printed"}
        field_classes = {"value": NumberField, "value_intended": NumberField}

    def __init__(self, cases: Sequence[CaseReport], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cases = {f"case:{report.case_id}": report.case for report in cases}
        about: Any = self.fields["about"]
        about.choices = [
            ("campaign", Figure.Subject.TOTAL.label),
            *((key, f"the case {str(case)[:TITLE_CUT]}") for key, case in self.cases.items()),
            ("other", Figure.Subject.OTHER.label),
        ]
        figure = self.instance
        about.initial = f"case:{figure.case_id}" if figure.case_id else figure.subject
        self.order_fields(["value", "qualifier", "measure", "detail", "unit", "about"])

    def clean(self) -> dict[str, Any] | None:
        """Subject and case from what the figure is one of."""
        data = super().clean() or {}
        about = data.get("about", "")
        case = self.cases.get(about)
        self.instance.case = case
        self.instance.subject = "case" if case else about
        if data.get("measure") == "money" and not data.get("unit"):
            self.add_error("unit", "Money needs its currency: CNY for yuan, USD for dollars.")
        return data

    def read_values(self) -> dict[str, Any]:
        """The columns of the figure; what was flagged is settled by the editor."""
        values = super().read_values()
        values.pop("about")
        return {
            **values,
            "subject": self.instance.subject,
            "case": self.instance.case,
            "flags": [],
        }


class SanctionForm(StatedForm):
    """An outcome of one of the announcement's cases."""

    class Meta:
        model = Sanction
        fields = ("case", "kind", "value", "unit", "on")
        help_texts = {
            "unit": "years, months, days, CNY",
            "on": "a role such as ringleader or operator, never a name",
        }
        field_classes = {"value": NumberField}

    def __init__(self, cases: Sequence[CaseReport], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["case"]
        field.queryset = Case.objects.filter(pk__in=[report.case_id for report in cases])
        field.label_from_instance = lambda case: str(case)[:TITLE_CUT]


class CaseForm(StatedForm):
    """A case: what it is called, what it is about, how far it has come."""

    class Meta:
        model = Case
        fields = ("title", "designation", "offence", "status")
        widgets = {"title": forms.TextInput(attrs={"size": 60})}
        help_texts = {"designation": "such as 3·10"}


class WordsForm(forms.Form):
    """Which words: a span in code points, or the words themselves where they stand once, or the
    `nth` of them."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    nth = forms.IntegerField(
        min_value=1,
        required=False,
        label="Which of them",
        help_text="where the words stand several times: 1 for the first",
    )


class NewNameForm(NameForm):
    """A name to add; a record that the archive lacks is made on request."""

    make = forms.BooleanField(required=False, label="Make a new one where none is called so")

    def __init__(self, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(kind, *args, **options)
        self.kind = kind
        if kind == "place":
            del self.fields["make"]
        if kind == "agency":
            self.fields["level"] = forms.ChoiceField(
                choices=[("", "—"), *Agency.Level.choices],
                required=False,
                label="Level of a new one",
            )
        self.order_fields([kind, "role", "make", "level", "reason"])

    def clean(self) -> dict[str, Any] | None:
        """Puts the name to make in the place of the record that was not found."""
        data = super().clean() or {}
        unknown = any(e.code == "unknown" for e in self.errors.as_data().get(self.kind, ()))
        if unknown and data.get("make"):
            if self.kind == "agency" and not data.get("level"):
                self.add_error("level", "Say the level of the new agency.")
                return data
            del self.errors[self.kind]
            data[self.kind] = str(self.data[self.add_prefix(self.kind)]).strip()
        return data


def make_correction(item: Item, cases: Sequence[CaseReport], data: Any = None) -> Any:
    """The form that corrects an item, filled with its values."""
    kind = item.key.partition("-")[0]
    record = item.record
    if kind in RECORDS:
        initial = {kind: getattr(record, kind), "role": getattr(record, "role", None)}
        return NameForm(kind, data, initial=initial)
    if kind == "head":
        head = item.key.partition("-")[2]
        return HeadForm(head, data, initial={"value": getattr(record, HEADS[head][0])})
    copy = type(record).objects.get(pk=record.pk)
    if kind == "figure":
        return FigureForm(cases, data, instance=copy)
    if kind == "sanction":
        return SanctionForm(cases, data, instance=copy)
    return CaseForm(data, instance=copy)


def make_addition(
    kind: str, cases: Sequence[CaseReport], data: Any = None, initial: Any = None
) -> Any:
    """The form of a fact to add, by its kind."""
    if kind in RECORDS:
        return NewNameForm(kind, data, initial=initial)
    if kind == "figure":
        return FigureForm(cases, data, initial=initial)
    if kind == "sanction":
        return SanctionForm(cases, data, initial=initial)
    form = CaseForm(data, initial=initial)
    form.fields["title"].required = False
    return form
