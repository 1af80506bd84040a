"""How often one person may comment."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


def may_write(request: HttpRequest, user: User) -> bool:
    """Counts this comment; False when there were too many within the hour."""
    usage = ratelimit.consume(
        request,
        app="comments",
        action="write",
        config={"write": settings.COMMENT_RATE_LIMIT},
        user=user,
        limit_get=True,
    )
    return usage is not None
