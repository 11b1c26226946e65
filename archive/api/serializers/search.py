"""The answer to a search."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from archive.api.serializers.fields import Unknown, absolute


class UnderstoodSerializer(serializers.Serializer[Any]):
    """A name that the query was found to hold, looked for in all its forms."""

    text = serializers.CharField()
    field = serializers.CharField()
    id = serializers.CharField()


class ResultSerializer(serializers.Serializer[Any]):
    """A hit. `title` and `passages` are plain text."""

    kind = serializers.CharField()
    id = serializers.CharField()
    url = serializers.SerializerMethodField()
    title = serializers.CharField(source="title.text")
    source = Unknown()  # type: ignore[assignment]
    publisher = Unknown()
    language = Unknown()
    published = Unknown()
    passages = serializers.SerializerMethodField()

    def get_url(self, result: Any) -> str:
        """The record's page."""
        return absolute(self.context, result.url)

    def get_passages(self, result: Any) -> list[str]:
        """Stretches of the text with the words that matched."""
        return [words.passage.text for words in result.passages]


class FacetSerializer(serializers.Serializer[Any]):
    """A value of a facet with its count."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    selected = serializers.BooleanField()
    excluded = serializers.BooleanField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Read without converting: an answer has thousands of values, all of these types."""
        return {name: getattr(instance, name) for name in FACET_FIELDS}


FACET_FIELDS = tuple(FacetSerializer().fields)


class SearchSerializer(serializers.Serializer[Any]):
    """A page of hits with all counts."""

    total = serializers.IntegerField()
    undated = serializers.IntegerField(
        source="page.undated", help_text="would match but for the dates, having no known year"
    )
    page = serializers.IntegerField(source="question.query.page")
    size = serializers.IntegerField(source="question.query.size")
    next = serializers.SerializerMethodField()
    previous = serializers.SerializerMethodField()
    understood = UnderstoodSerializer(many=True, source="question.parsed.understood")
    problems = serializers.ListField(source="question.problems", child=serializers.CharField())
    results = ResultSerializer(many=True)
    facets = serializers.DictField(
        source="counted", child=FacetSerializer(many=True), help_text="by name of the facet"
    )

    def get_next(self, found: Any) -> str | None:
        """The next page."""
        url = found.paging.next_url
        return absolute(self.context, url) if url else None

    def get_previous(self, found: Any) -> str | None:
        """The page before."""
        url = found.paging.previous_url
        return absolute(self.context, url) if url else None
