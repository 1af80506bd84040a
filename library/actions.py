"""What becomes of a document: kept as a draft, published, changed, dropped; what the register says of its act.

Its versions stand in `versions`, what touches it and who adopted it in `touching`. Taking it off the site and bringing it back
are moves of every entry (`moderation.actions`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy import editor_for
from content.erasing import files_of, remove
from content.files import store
from content.held import hold
from content.models import Follow
from content.policy import is_author
from moderation.actions import renew, submit
from moderation.models import Decision
from notifications.actions import notify
from notifications.models import Kind as Notice
from register.models import LegalAct
from text.slugs import slugify

from .models import Document
from .policy import can_change, can_drop, can_keep, ground_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from content.models import Theme

OF_THE_ACT = ("type", "gazette", "year", "entity_id", "canton_id", "municipality_id")
"""What the register holds of an act; its kind is called `kind` there."""


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """It was saved in another window since this one was opened."""


@transaction.atomic
def publish(by: User, once: UUID, language: str, values: dict[str, Any], themes: Iterable[Theme]) -> Document:
    """A new document, on the site at once. Raises PermissionDenied, `moderation.actions.NotReady`."""
    made = begin(by, once, language, values, themes)
    if made.status == Document.Status.DRAFT:
        submit(made, by)
    return made


def begin(by: User, once: UUID, language: str, values: dict[str, Any], themes: Iterable[Theme]) -> Document:
    """A draft, of which only its author knows. Raises PermissionDenied.

    Sent again from a page that was gone back to, the form is that draft, with what it says now; what is published stays.
    """
    if not can_keep(by) or not _keeps_for(by, values):
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = Document(kind=Document.Kind.DOCUMENT, author=by, once=once, language=language)
            _fill(made, values)
            made.save()
            made.themes.set(themes)
            return made
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    found = Document.objects.get(author=by, once=once)
    with transaction.atomic():
        hold(found.pk)
        found.refresh_from_db()
        if found.status == Document.Status.DRAFT:
            _write(found, by, values, themes)
    return found


@transaction.atomic
def change(
    document: Document,
    by: User,
    version: int | None,
    values: dict[str, Any],
    themes: Iterable[Theme],
    *,
    is_published: bool = False,
) -> None:
    """Other words or facts. A draft may be published. Raises Changed, PermissionDenied, `moderation.actions.NotReady`."""
    hold(document.pk)
    document.refresh_from_db()
    if not can_change(by, document):
        raise PermissionDenied
    if document.published is not None:
        values = values | {"kept_for": document.kept_for, "audience": document.audience}
    elif not _keeps_for(by, values):
        raise PermissionDenied
    if version != document.version:
        raise Changed
    _write(document, by, values, themes)
    if is_published:
        submit(document, by)


@transaction.atomic
def change_state(document: Document, by: User, state: str, note: str) -> None:
    """Of an act: in force, changed, repealed. What rests on it is doubted by the register's own triggers; followers are told.

    Raises PermissionDenied.
    """
    hold(document.pk)
    document.refresh_from_db()
    if not can_change(by, document) or document.act_id is None or not document.is_binding:
        raise PermissionDenied
    act = LegalAct.objects.select_for_update().get(pk=document.act_id)
    if (act.state, act.note) == (state, note):
        return
    act.state, act.note = state, note
    act.full_clean()
    act.save(update_fields=["state", "note"])
    tell_followers(document, by, "document_state")


@transaction.atomic
def drop(document: Document, by: User) -> None:
    """Throw a draft away, with its files, and its act with it where nothing rests on that. Raises Gone, PermissionDenied."""
    hold(document.pk)
    document.refresh_from_db()
    if not can_drop(by, document):
        raise PermissionDenied
    files, act = files_of([document.pk]), document.act
    remove([document.pk])
    if act is not None and not (act.answers.exists() or act.questions.exists() or act.standings.exists()):
        act.delete()
    transaction.on_commit(partial(store.remove, files))


def tell_followers(document: Document, by: User, outcome: str) -> None:
    """Whoever follows it, but the one who did it."""
    if document.is_published:
        people = Follow.objects.filter(entry=document.pk).exclude(user=by).values("user")
        followers = User.objects.filter(pk__in=people).select_related("profile")
        notify(Notice.FOLLOWED, followers, entry=document, actor=by, facts={"outcome": outcome})


def _keeps_for(by: User, values: dict[str, Any]) -> bool:
    return values["kept_for"] is not None and editor_for(by, values["kept_for"].pk) is not None


def _write(document: Document, by: User, values: dict[str, Any], themes: Iterable[Theme]) -> None:
    if is_author(by, document) or not document.is_published:
        renew(document, by)
    else:
        document.version += 1
        Decision.objects.create(
            entry=document,
            kind=Decision.Kind.REVIEW,
            outcome=Decision.Outcome.PUBLISHED,
            by=by,
            ground=ground_on(by, document),
            version=document.version,
        )
    document.edited = timezone.now()
    _fill(document, values)
    document.save()
    document.themes.set(themes)


def _fill(document: Document, values: dict[str, Any]) -> None:
    """The columns; of an act the register's row, which is made with the first of its documents."""
    for name, value in values.items():
        setattr(document, name, value)
    document.organisation = document.kept_for if document.audience == Document.Audience.ORGANISATION else None
    if document.type in Document.OF_THE_REGISTER:
        document.act = _act_of(document)
        document.state = document.act.state


def _act_of(document: Document) -> LegalAct:
    """The register's row of an act, as the document now says it is."""
    act = document.act or LegalAct(slug=_free_slug(document.title))
    facts = {name: getattr(document, name) for name in OF_THE_ACT}
    facts["kind"] = facts.pop("type")
    facts |= {"title": document.title, "source": document.source, "source_url": document.source_url}
    if act.pk is None:
        is_act = document.type in Document.BINDING
        facts["state"] = LegalAct.State.IN_FORCE if is_act else LegalAct.State.NO_ACT
    if any(getattr(act, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(act, name, value)
        act.save()
    return act


def _free_slug(title: str) -> str:
    base = slugify(title)[:130].strip("-") or "akt"
    taken = set(LegalAct.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
