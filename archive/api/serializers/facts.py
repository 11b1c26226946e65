"""Facts with their words."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from archive.api.serializers.fields import Number, PageUrl, SpanField, Unknown, absolute
from archive.models import Figure, Mention


class MentionSerializer(serializers.Serializer[Mention]):
    """Words of an announcement's text."""

    announcement = serializers.CharField(source="announcement.public_id")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class NamedFactSerializer(serializers.Serializer[Any]):
    """That a text names a record."""

    id = serializers.SerializerMethodField()
    name = serializers.CharField(source="record.name")
    name_zh = Unknown(source="record.name_zh")
    url = serializers.SerializerMethodField()
    roles = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField()
    mentions = MentionSerializer(many=True)

    def get_id(self, fact: Any) -> str:
        """Its slug, or a place's code."""
        return str(getattr(fact.record, "slug", None) or fact.record.pk)

    def get_url(self, fact: Any) -> str:
        """Its page."""
        return absolute(self.context, fact.url)


class FigureSerializer(serializers.Serializer[Figure]):
    """A stated quantity, as it is stated."""

    value = Number()
    value_intended = Number(allow_null=True)
    qualifier = serializers.CharField()
    measure = serializers.CharField()
    detail = Unknown()
    unit = Unknown()
    period = Unknown(source="period_edtf")
    magnitude_lost = serializers.BooleanField()
    flags = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField()


class StatedFigureSerializer(serializers.Serializer[Any]):
    """A figure with its words."""

    figure = FigureSerializer(source="fact")
    mentions = MentionSerializer(many=True)


class SanctionSerializer(serializers.Serializer[Any]):
    """An outcome."""

    kind = serializers.CharField()
    value = Number(allow_null=True)
    unit = Unknown()
    on = Unknown()
    state = serializers.CharField()


class StatedSanctionSerializer(serializers.Serializer[Any]):
    """A sanction with its words."""

    sanction = SanctionSerializer(source="fact")
    mentions = MentionSerializer(many=True)


class CaseFactSerializer(serializers.Serializer[Any]):
    """A case that an announcement reports, and its passage."""

    id = serializers.CharField(source="case.public_id")
    url = PageUrl("case", "case.public_id")
    designation = Unknown(source="case.designation")
    title = serializers.CharField(source="case.title")
    offence = serializers.SlugField(source="case.offence.slug", default=None)
    status = serializers.CharField(source="case.status")
    span = SpanField(allow_null=True)
    figures = StatedFigureSerializer(many=True)
    sanctions = StatedSanctionSerializer(many=True)


class IssueSerializer(serializers.Serializer[Any]):
    """Something odd that the text itself shows."""

    code = serializers.CharField()
    message = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class UnresolvedSerializer(serializers.Serializer[Any]):
    """A name that could not be settled."""

    text = serializers.CharField()
    kind = serializers.CharField()
    reason = serializers.CharField()
    mentions = MentionSerializer(many=True)
