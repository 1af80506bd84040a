"""How often one address may report, whoever sits behind it."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest


def may_report(request: HttpRequest) -> bool:
    """Counts this report by address; False when there were too many within the hour."""
    usage = ratelimit.consume(
        request, app="moderation", action="report", config={"report": settings.REPORT_RATE_LIMIT}, limit_get=True
    )
    return usage is not None
