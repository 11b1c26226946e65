"""Joins rooms that do not know each other: what the records' outbox tells, search takes."""

from __future__ import annotations
