"""Fields that several records share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field(OpenApiTypes.URI)
class PageUrl(serializers.Field):  # type: ignore[type-arg]
    """The address of a record's page. `route` is its name, `key` the attribute that names the
    record in it."""

    def __init__(self, route: str, key: str = "public_id", **options: Any) -> None:
        self.route, self.key = route, key
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> str:
        """The whole address, host included."""
        for name in self.key.split("."):
            value = getattr(value, name)
        return absolute(self.context, reverse(self.route, args=[value]))


@extend_schema_field({"type": ["number", "null"]})
class Number(serializers.Field):  # type: ignore[type-arg]
    """A stored decimal as a JSON number, whole where it is whole."""

    def to_representation(self, value: Decimal) -> int | float:
        """The number."""
        return int(value) if value == value.to_integral_value() else float(value)


@extend_schema_field({"type": ["string", "null"]})
class Unknown(serializers.Field):  # type: ignore[type-arg]
    """A text; what is not known is null."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def to_representation(self, value: object) -> str | None:
        """The text or null."""
        return str(value) if value else None


@extend_schema_field(
    {"type": ["array", "null"], "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
)
class SpanField(serializers.Field):  # type: ignore[type-arg]
    """`[start, end)` in code points of the announcement's text."""

    def to_representation(self, value: tuple[int, int]) -> list[int]:
        """The two numbers."""
        return list(value)


def absolute(context: Mapping[str, Any], path: str) -> str:
    """A path with the host that was asked."""
    request = context.get("request")
    return request.build_absolute_uri(path) if request else path
