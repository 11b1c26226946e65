"""System checks: what must be right before the archive serves or loads."""

from __future__ import annotations
