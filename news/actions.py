"""What becomes of a news article: kept as a draft, proposed, published at once or at its hour, changed, corrected, dropped.

Taking it off the site and bringing it back are moves of every entry (`moderation.actions`); decisions on what was proposed
stand in `deciding`, the places above the list in `pinning`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate, User
from accounts.policy import editor_for
from content.erasing import files_of, remove
from content.files import store
from content.held import hold
from content.models import EntryPlace
from content.policy import is_author
from moderation.actions import NotReady, renew, submit
from moderation.models import Decision
from notifications.actions import notify
from notifications.models import Kind as Notice

from .models import News
from .policy import can_change, can_drop, organisations_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from register.models import Organisation


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """It was saved in another window since this one was opened."""


@transaction.atomic
def send(
    by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any], at: datetime | None = None
) -> News:
    """A new article: on the site now or `at` its hour where an editor writes it, else it waits for one.

    `lists` has themes and places. Raises PermissionDenied, `moderation.actions.NotReady`.
    """
    made = begin(by, once, language, values, lists)
    _send(made, by, at)
    return made


def begin(by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]) -> News:
    """A draft, of which only its author knows. Raises PermissionDenied.

    Sent again from a page that was gone back to, the form is that draft, with what it says now; what was sent stays.
    """
    if not _may_write_for(by, values):
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = News.objects.create(kind=News.Kind.NEWS, author=by, once=once, language=language, **values)
            _store(made, lists)
            return made
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    found = News.objects.get(author=by, once=once)
    with transaction.atomic():
        hold(found.pk)
        found.refresh_from_db()
        if found.status == News.Status.DRAFT:
            _write(found, by, values, lists)
    return found


@transaction.atomic
def change(
    news: News,
    by: User,
    version: int | None,
    values: dict[str, Any],
    lists: dict[str, Any],
    *,
    is_sent: bool = False,
    at: datetime | None = None,
) -> None:
    """Other words; of what is published a later version, with a word on what was corrected where its editor says so.

    A draft, or what came back, may be sent. Raises Changed, PermissionDenied, `moderation.actions.NotReady`.
    """
    hold(news.pk)
    news.refresh_from_db()
    is_kept = values["published_for"] is None or values["published_for"].pk == news.published_for_id
    if not can_change(by, news) or not (is_kept or _may_write_for(by, values)):
        raise PermissionDenied
    if version != news.version:
        raise Changed
    if news.published is not None:
        values = values | {"published_for": news.published_for}
    _write(news, by, values, lists)
    if is_sent:
        _send(news, by, at)


@transaction.atomic
def drop(news: News, by: User) -> None:
    """Throw a draft away, with its files and its earlier versions. Raises Gone, PermissionDenied."""
    hold(news.pk)
    news.refresh_from_db()
    if not can_drop(by, news):
        raise PermissionDenied
    files = files_of([news.pk])
    remove([news.pk])
    transaction.on_commit(partial(store.remove, files))


@transaction.atomic
def publish_scheduled(number: int, now: datetime) -> None:
    """Publish what is due, on the mandate that its author holds now.

    Without one it goes where every proposal goes, and the editors of its organisation are told; so is its author. What
    cannot be sent at all stays a draft without its hour. Done already, it is passed over.
    """
    hold(number)
    news = News.objects.select_related("author__profile", "published_for").get(pk=number)
    if news.status != News.Status.DRAFT or news.withdrawn or news.scheduled is None or news.scheduled > now:
        return
    News.objects.filter(pk=number).update(scheduled=None)
    news.scheduled = None
    editors = editors_of(news.published_for)
    try:
        if news.author is None:
            raise PermissionDenied
        submit(news, news.author)
    except (NotReady, PermissionDenied):
        notify(Notice.WAITING, editors, facts={"outcome": "news_stays", "label": news.title})
        notify(Notice.DECIDED, [news.author] if news.author else [], entry=news, facts={"outcome": "news_stays"})
        return
    if news.status == News.Status.PENDING:
        told = {"outcome": "news_waits"}
        notify(Notice.WAITING, editors, entry=news, facts=told)
        notify(Notice.DECIDED, [news.author] if news.author else [], entry=news, facts=told)


def editors_of(organisation: Organisation | None) -> list[User]:
    """Those who publish for it today."""
    if organisation is None:
        return []
    held = Mandate.objects.active().filter(role=Mandate.Role.EDITOR, organisation=organisation)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("profile"))


def _may_write_for(by: User, values: dict[str, Any]) -> bool:
    offered = organisations_for(by)
    return bool(offered) and (values["published_for"] is None or values["published_for"] in offered)


def _send(news: News, by: User, at: datetime | None) -> None:
    """At its hour, which its author alone may name who publishes it; else now. What waits is told to those who decide."""
    news.scheduled = None
    News.objects.filter(pk=news.pk).update(scheduled=None)
    if at is not None and news.status == News.Status.DRAFT and editor_for(by, news.published_for_id):
        if obstacles := news.obstacles():
            raise NotReady(obstacles)
        News.objects.filter(pk=news.pk).update(scheduled=at)
        news.scheduled = at
        return
    waited = news.status == News.Status.PENDING
    submit(news, by)
    if news.status == News.Status.PENDING and not waited:
        notify(Notice.WAITING, editors_of(news.published_for), entry=news, actor=by)


def _write(news: News, by: User, values: dict[str, Any], lists: dict[str, Any]) -> None:
    _next_version(news, by)
    now = timezone.now()
    said = values.get("correction", news.correction)
    if said != news.correction:
        news.corrected = now if said else None
    news.edited = now
    news.scheduled = None  # whoever goes on writing says anew when it is to be published
    for name, value in values.items():
        setattr(news, name, value)
    news.save()
    _store(news, lists)


def _next_version(news: News, by: User) -> None:
    """Of what is published on the mandate of its author, or reviewed by the colleague or moderator who changes it."""
    if is_author(by, news) or not news.is_published:
        renew(news, by)
        return
    news.version += 1
    Decision.objects.create(
        entry=news,
        kind=Decision.Kind.REVIEW,
        outcome=Decision.Outcome.PUBLISHED,
        by=by,
        ground=editor_for(by, news.published_for_id),
        version=news.version,
    )


def _store(news: News, lists: dict[str, Any]) -> None:
    news.themes.set(lists["themes"])
    places = list(lists["places"])
    if list(news.places.values_list("municipality", "community", "name")) != places:
        news.places.all().delete()
        EntryPlace.objects.bulk_create(
            EntryPlace(entry=news, municipality_id=municipality, community_id=community, name=name)
            for municipality, community, name in places
        )
