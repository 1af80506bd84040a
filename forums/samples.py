"""Questions and answers of the sample accounts, marked as samples, from `data/questions.json`.

They exist on a sample site alone. What the answers say was written by reading the sources that `grounding` names.
"""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from content.models import Entry, Theme, Useful
from moderation.actions import publish
from notifications.models import Notification, OutgoingMail
from register.models import Canton, Community, Entity, LegalAct, Municipality, Organisation
from register.scoping import NOWHERE, Scope, scope_of, value_of

from . import actions
from .models import Answer, Question, Standing

DATA = Path(__file__).parent / "data" / "questions.json"
ASKING = ("clan", "sused", "koordinator")  # never the newcomer, whose next text shall wait for a moderator
STANDING = 6  # of both associations
ANSWERING = ("koordinator", "sused", "clan", "moderator")


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many questions are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    if not {*ASKING, *ANSWERING} <= people.keys():
        return 0
    standing = set(Question.objects.filter(key__isnull=False).values_list("key", flat=True))
    made = 0
    askers = cycle(ASKING)
    for number, told in enumerate(json.loads(DATA.read_text(encoding="utf-8"))):
        asker = people[next(askers)]
        if told["key"] not in standing:
            with transaction.atomic():
                _make(told, asker, people, number)
            made += 1
    _stand_for_good(people["moderator"])
    return made


def _stand_for_good(moderator: User) -> None:
    """A few confirmed answers as standing ones, in their own words."""
    missing = max(0, STANDING - Standing.objects.filter(is_sample=True).count())
    sure = Answer.objects.published().filter(confirmed_for__isnull=False, doubted_on=None, is_sample=True)
    sure = sure.filter(about__listed__isnull=False, about__standings=None)
    for one in sure.select_related("about").order_by("pk")[:missing]:
        values = {"title": one.about.title, "body": one.body} | scope_of(value_of(one))
        lists = {"acts": sorted(one.acts.values_list("pk", flat=True)), "answers": [one.pk]}
        once = _once(f"{one.about.key} stalni {value_of(one)}")
        made = actions.make_standing(one.about, moderator, once, "bs", values, lists)
        # No sample account speaks for an association, so it is written as it stands.
        Standing.objects.filter(pk=made.pk).update(edited_for=one.confirmed_for)


def _make(told: dict[str, Any], asker: User, people: dict[str, User], number: int) -> None:
    moderator = people["moderator"]
    values = {"title": told["title"], "body": told["body"], "key": told["key"], "is_sample": True}
    lists: dict[str, Any] = {"themes": list(Theme.objects.filter(slug__in=told["themes"]).values_list("pk", flat=True))}
    if place := _place(told["place"]):
        lists["places"] = [place]
    values |= scope(told["scope"]) | {"is_unnamed": number % 9 == 8}
    question = actions.ask(asker, _once(told["key"]), "bs", values, lists)
    _stand(question, moderator)
    helpers = [people[name] for name in ANSWERING if people[name] != asker]
    for place_in_list, one in enumerate(told["answers"]):
        author = helpers[(number + place_in_list) % len(helpers)]
        acts = list(LegalAct.objects.filter(slug__in=one["acts"]).values_list("pk", flat=True))
        answer_values = {"body": one["body"], "is_sample": True} | scope(one["scope"])
        once = _once(f"{told['key']} {place_in_list}")
        answer = actions.answer(question, author, once, "bs", answer_values, {"acts": acts})
        _stand(answer, moderator if author != moderator else people["admin"])
        _say(answer, one, asker, people)
    _age(question, number)
    _quiet(question)


def _quiet(question: Question) -> None:
    """Nobody waited for these, so nobody is told."""
    told = Notification.objects.filter(Q(entry=question.pk) | Q(entry__root=question.pk))
    OutgoingMail.objects.filter(notification__in=told).delete()
    told.delete()


def _stand(entry: Entry, moderator: User) -> None:
    """On the site, looked at by somebody else where its author has no grounds to publish."""
    if entry.status == Entry.Status.PENDING:
        publish(entry, moderator)


def _say(answer: Answer, told: dict[str, Any], asker: User, people: dict[str, User]) -> None:
    """What readers and experts said of it. No sample account speaks for an association, so it is written as it stands."""
    if told["accepted"]:
        actions.accept(answer, asker, True)
    voters = [one for one in people.values() if one.pk != answer.author_id][: told["useful"]]
    Useful.objects.bulk_create([Useful(user=one, entry=answer) for one in voters], ignore_conflicts=True)
    if told["confirmed"] and (service := _service(told["scope"])):
        Answer.objects.filter(pk=answer.pk).update(confirmed_on=timezone.now(), confirmed_for=service)


def _service(where: str) -> Organisation | None:
    """The association of the entity in which it holds."""
    held = scope(where)
    municipality = Municipality.objects.filter(pk=held["municipality_id"]).first()
    entity = municipality.entity_id if municipality else held["entity_id"]
    return Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION, entity=entity).order_by("pk").first()


def _age(question: Question, number: int) -> None:
    """Asked one after the other, the last a few days ago, so that the list reads like a list."""
    days = timedelta(days=3 * (24 - number) + 2, hours=number % 7)
    rows = Entry.objects.filter(pk__in=[question.pk, *question.answers.values_list("pk", flat=True)])
    rows.update(created=F("created") - days, edited=F("edited") - days, published=F("published") - days)


@cache
def _scopes() -> dict[str, Scope]:
    named = {"bih": NOWHERE}
    codes = {"FBiH": "fbih", "RS": "rs", "BD": "bd"}
    named |= {codes[one.code]: NOWHERE | {"entity_id": one.pk} for one in Entity.objects.filter(code__in=codes)}
    named |= {f"kanton:{one.code}": NOWHERE | {"canton_id": one.pk} for one in Canton.objects.all()}
    return named | {f"jls:{one.slug}": NOWHERE | {"municipality_id": one.pk} for one in Municipality.objects.all()}


def scope(where: str) -> Scope:
    """The columns for a place as the data file names it."""
    return dict(_scopes()[where])


def _place(told: dict[str, str] | None) -> tuple[int, int | None, str] | None:
    if told is None:
        return None
    if told["mz"]:
        found = Community.objects.filter(municipality__slug=told["jls"], slug=told["mz"]).first()
        return (found.municipality_id, found.pk, "") if found else None
    municipality = Municipality.objects.filter(slug=told["jls"]).first()
    return (municipality.pk, None, "") if municipality else None


def _once(name: str) -> UUID:
    """The key of a form that nobody filled in: the same at every start."""
    return uuid5(NAMESPACE_URL, f"primjer pitanje {name}")
