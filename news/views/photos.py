"""Pictures and files of a news article: who may add them, and the way there."""

from __future__ import annotations

from moderation.illustrating import pages_of

from ..policy import can_illustrate
from .articles import crumbs
from .writing import found

photos, attach, detach, remove_photo, move_photo = pages_of(
    "news",
    lambda request, number: found(request, number, can_illustrate),
    lambda news: crumbs((news.title, news.get_absolute_url())),
)
