"""Decisions in numbers, for everyone: they are about the platform, not about persons."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear

from .models import Decision, Report

OUTCOMES = ("published", "returned", "hidden", "restored", "kept", "upheld", "confirmed", "refused")


def by_year() -> list[dict[str, Any]]:
    """One row a year, the newest first: decisions of people by outcome, reports received. Two queries."""
    years: dict[int, dict[str, Any]] = defaultdict(lambda: dict.fromkeys((*OUTCOMES, "reports"), 0))
    decided = Decision.objects.by_people().annotate(year=ExtractYear("at")).order_by().values_list("year", "outcome")
    for year, outcome, number in decided.annotate(number=Count("pk")):
        years[year][outcome] = number
    for year, number in (
        Report.objects.annotate(year=ExtractYear("at")).order_by().values_list("year").annotate(number=Count("pk"))
    ):
        years[year]["reports"] = number
    return [{"year": str(year), **years[year]} for year in sorted(years, reverse=True)]
