"""Telling people, and what they choose about it. Rooms above call `notify` inside the transaction of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from content.models import Entry
from content.policy import can_see, is_unnamed
from register.models.fields import tidy_line

from .models import DEFAULTS, Mail, MailConsent, Notification, OutgoingMail, Preference
from .policy import may_know

WORDS_SINCE = date(2026, 11, 24)
"""Since when the page of preferences asks in its present words. Whoever changes what it promises changes this day."""


def event_of(notification: Notification) -> str:
    """The mail that tells of it: `templates/email/<event>.*`."""
    if notification.kind in settings.MAIL_ROOMS:
        return notification.kind
    return "decided" if notification.fact("decision") else "notification"


@transaction.atomic
def notify(
    kind: str,
    to: User | Iterable[User],
    *,
    entry: Entry | None = None,
    actor: User | None = None,
    facts: Mapping[str, Any] | None = None,
    is_pressing: bool = False,
) -> list[Notification]:
    """Tell one person or many; those who want a mail at once get one, in the same transaction.

    Nobody is told of what they did themselves or what they may not see, nor who did it where that was written without a
    name. `facts` are plain JSON: ids, `outcome` (a word
    of `notifications.wording`), `label` (a short text that stands beside the sentence, such as a place). What `is_pressing`
    cannot wait for the mail of the day or the week.
    """
    told = _who_may_know([to] if isinstance(to, User) else to, kind, entry, actor)
    if entry is not None and is_unnamed(actor, entry):
        actor = None
    plans = Preference.objects.among([user.pk for user in told], kind)
    small = {name: tidy_line(value) if isinstance(value, str) else value for name, value in (facts or {}).items()}
    now = timezone.now()
    made = []
    for user in told:
        plan = plans.get(user.pk, DEFAULTS[kind])
        if is_pressing and plan != Mail.NEVER:
            plan = Mail.AT_ONCE
        mailed = now if plan == Mail.AT_ONCE else None
        made.append(Notification(user=user, kind=kind, actor=actor, facts=small, created=now, plan=plan, mailed=mailed))
        made[-1].entry_id = entry.pk if entry else None
    Notification.objects.bulk_create(made, batch_size=500)
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(recipient=one.user.email, reader=one.user, event=event_of(one), notification=one)
            for one in made
            if one.mailed
        ],
        batch_size=500,
    )
    return made


def _who_may_know(people: Iterable[User], kind: str, entry: Entry | None, actor: User | None) -> list[User]:
    """Each once, without whoever did it and whoever may not know. What a visitor may read, all may: nobody is asked."""
    others = {user.pk: user for user in people if user.can_sign_in and user != actor}
    if entry is None or can_see(AnonymousUser(), entry):
        return list(others.values())
    return [user for user in others.values() if may_know(user, kind, entry)]


def mark_read(user: User, notification: Notification | None = None) -> int:
    """One, or all that this person has; returns how many were unread."""
    rows = Notification.objects.filter(user=user).unread()
    if notification is not None:
        rows = rows.filter(pk=notification.pk)
    return rows.update(read=timezone.now())


def settle(kind: str, of: Iterable[User] | None = None, *, entry: Entry | None = None, **facts: Any) -> None:
    """What people were asked to do is done: it counts as read, so no mail of the day asks them again.

    It is known by its entry; or by its facts, where it has none, among the notifications `of` some people.
    """
    rows = Notification.objects.unread().filter(kind=kind, entry=entry, facts__contains=facts)
    (rows if of is None else rows.filter(user__in=list(of))).update(read=timezone.now())


def forget_actor(person: User, entry: Entry) -> int:
    """They took their name away from the entry: what they did there they did without one, wherever it is moved later."""
    told = Notification.objects.filter(Q(entry=entry.pk) | Q(entry__root=entry.pk), actor=person)
    return told.update(actor=None)


@transaction.atomic
def choose(user: User, choices: Mapping[str, str], how: str) -> int:
    """Keep which kinds this person wants by mail and how soon, and log what changed; returns how many did."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)  # two forms at once: one after the other
    held = Preference.objects.of(user)
    changed = {kind: mail for kind, mail in choices.items() if held[kind] != mail}
    for kind, mail in changed.items():
        Preference.objects.update_or_create(user=user, kind=kind, defaults={"mail": mail})
        MailConsent.objects.create(user_id=user.pk, kind=kind, choice=mail, how=how, words=WORDS_SINCE)
    return len(changed)


def unsubscribe(user: User, subject: str, how: str) -> int:
    """No mail of one kind any more; or, for the mail of the day or week, of all kinds that stand in it."""
    kinds = [kind for kind, mail in Preference.objects.of(user).items() if subject in {kind, mail}]
    return choose(user, dict.fromkeys(kinds, Mail.NEVER), how)
