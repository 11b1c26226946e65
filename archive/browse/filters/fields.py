"""Form fields of filters: repeated values, partial dates, page numbers."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.browse import columns
from archive.browse.words import name_record
from archive.models import Campaign
from archive.search.values import read_days

MOST_VALUES = 60
"""Values of one facet that are taken."""
LONGEST_VALUE = 200
"""Characters of one value."""
DEEPEST_PAGE = 100_000


class ValuesField(forms.Field):
    """A repeated parameter: the tuple of its values, each once."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> tuple[str, ...]:
        """The values without blanks around them and without empty ones."""
        values = tuple(dict.fromkeys(v.strip() for v in value or () if v.strip()))
        if len(values) > MOST_VALUES or any(len(v) > LONGEST_VALUE for v in values):
            raise ValidationError(
                _("At most %(most)d values of at most %(longest)d characters can be chosen."),
                params={"most": MOST_VALUES, "longest": LONGEST_VALUE},
            )
        return values

    def validate(self, value: Any) -> None:
        """An empty tuple is no choice, which is always right."""


class ValuesFilter(django_filters.Filter):  # type: ignore[misc]
    """A filter on a repeated parameter."""

    field_class = ValuesField


class DaysField(forms.CharField):
    """A partial date such as 2015, 2015-06 or 2015-06-01: its first and last day."""

    widget = forms.TextInput(attrs={"size": 10, "placeholder": "2015-06"})

    def clean(self, value: Any) -> tuple[int, int] | None:
        """Ordinals of the days; None for an empty field."""
        text = super().clean(value)
        if not text:
            return None
        days = read_days(text)
        if days is None:
            raise ValidationError(
                _("“%(text)s” is no date. Write 2015, 2015-06 or 2015-06-01."),
                params={"text": text[:40]},
            )
        return days


class DaysFilter(django_filters.CharFilter):  # type: ignore[misc]
    """A filter on a partial date."""

    field_class = DaysField


class NumberField(forms.IntegerField):
    """A whole number within bounds, with a message that says which."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["invalid"] = _("The page is a whole number.")


class NumberFilter(django_filters.Filter):  # type: ignore[misc]
    """A filter that takes a whole number."""

    field_class = NumberField


class NamedField(django_filters.fields.ModelChoiceField):  # type: ignore[misc]
    """One of some records, each by its name in the language of the interface."""

    def label_from_instance(self, record: Any) -> str:
        """What the choice is called."""
        return name_record(record)


class NamedFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """A filter on a record, which the address names by its slug."""

    field_class = NamedField

    def __init__(self, **options: Any) -> None:
        super().__init__(to_field_name="slug", empty_label=_("any"), **options)


class NamedCampaignFilter(NamedFilter):
    """A filter on the campaigns that rows of a table name."""

    def __init__(self, naming: type[Model], **options: Any) -> None:
        named = Exists(naming._default_manager.filter(campaign=OuterRef("pk")))
        campaigns = Campaign.objects.filter(named, merged_into=None).order_by("name")
        super().__init__(label=_("Campaign"), queryset=campaigns.only(*columns.NAMED), **options)


def list_problems(filterset: django_filters.FilterSet) -> list[str]:
    """What is wrong with the parameters, in sentences, the field's label first."""
    problems: list[str] = []
    for name, errors in filterset.form.errors.items():
        field = filterset.form.fields.get(name)
        label = str(field.label or name) if field else name
        problems.extend(f"{label}{gettext(': ')}{error}" for error in errors)
    return problems
