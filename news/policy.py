"""Who may propose news, publish them, decide on what was proposed, change and pin them. Twins stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from accounts.policy import coordinated_by, editor_for, holders_of
from content.policy import can_edit, can_see, is_author
from moderation.policy import can_moderate, can_review
from register.models import Organisation

from .models import News

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import NewsQuerySet


def can_write(user: User | AnonymousUser) -> bool:
    """Editors of associations and networks, who publish; coordinators of municipalities, who propose."""
    return bool(holders_of(user) or coordinated_by(user))


def organisations_for(user: User | AnonymousUser) -> list[Organisation]:
    """For whom somebody may write: an editor for their own; a coordinator for each association, that of the entity first."""
    held = holders_of(user)
    if not (towns := coordinated_by(user)):
        return held
    near = {town.entity_id for town in towns}
    associations = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION).order_by("name")
    return list(dict.fromkeys([*held, *sorted(associations, key=lambda one: one.entity_id not in near)]))


def can_change(user: User | AnonymousUser, news: News) -> bool:
    """On the site, whoever edits for that organisation, and moderators; before that its author, unless it waits."""
    if news.is_published:
        ground = editor_for(user, news.published_for_id)
        return can_see(user, news) and (ground is not None or (can_moderate(user) and not is_author(user, news)))
    begun = {news.Status.DRAFT, news.Status.RETURNED}
    return is_author(user, news) and news.status in begun and news.withdrawn is None and can_write(user)


def can_illustrate(user: User | AnonymousUser, news: News) -> bool:
    """Add and take away pictures and files: authors alone, as everywhere."""
    return can_edit(user, news) and can_change(user, news)


def can_drop(user: User | AnonymousUser, news: News) -> bool:
    """Authors a draft of theirs, also when their mandate has ended."""
    return is_author(user, news) and news.status == news.Status.DRAFT and news.withdrawn is None


def can_take_back(user: User | AnonymousUser, news: News) -> bool:
    """Authors what waits, to work on it."""
    return is_author(user, news) and news.status == news.Status.PENDING and news.withdrawn is None


def can_pin(user: User | AnonymousUser, news: News) -> bool:
    """Whoever edits for the organisation of what everyone reads; moderators what was taken from a source."""
    if not news.is_published or news.audience != news.Audience.PUBLIC:
        return False
    has_no_editor = news.published_for_id is None and can_moderate(user)
    return has_no_editor or editor_for(user, news.published_for_id) is not None


# -- what was proposed: a predicate and its queryset twin ----------------------------------------------------------------


def can_decide_on(user: User | AnonymousUser, news: News) -> bool:
    """Whoever edits for the organisation that it is proposed to; nobody their own."""
    ground = editor_for(user, news.published_for_id)
    waits = news.status == news.Status.PENDING and news.withdrawn is None
    return waits and ground is not None and can_review(user, news, ground)


def waiting_for(user: User | AnonymousUser) -> NewsQuerySet[News]:
    """The news for which `can_decide_on` is true."""
    rows: NewsQuerySet[News] = News.objects.proposed_to(holders_of(user))
    return rows.exclude(author=user.pk) if isinstance(user, User) else rows.none()
