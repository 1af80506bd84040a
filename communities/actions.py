"""Changes of the record of a local community by its coordinator. Each locks the row, asks the policy, looks whether it
still holds what the form was opened with, and writes, all in one transaction. History is written by triggers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy import can_edit_community, coordinates
from moderation import mandates
from register.models import Community, Contact, Figure, Municipality
from text.slugs import unique_slug

from .editing import AddForm, CloseForm, ContactsForm, FactsForm, FigureForm, NameForm, RecordForm

F = TypeVar("F", bound=RecordForm)


class Changed(Exception):  # noqa: N818 - not a fault: somebody else saved in between
    """The record no longer holds what this form was opened with; `now` is the form as it would be opened today."""

    def __init__(self, now: RecordForm) -> None:
        super().__init__(now)
        self.now = now


def seen(form: RecordForm) -> str:
    """What the database holds for a form, as a short token that the form carries."""
    held = sorted((name, str(value)) for name, value in form.stored().items())
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]


def _opened(form: F, by: User, token: str, again: Callable[[Community], F]) -> Community:
    """The community, locked and as it is now. Raises PermissionDenied, Changed."""
    row = Community.objects.select_for_update(of=("self",)).select_related("municipality__type")
    community = row.get(pk=form.community.pk)
    if not can_edit_community(by, community) or community.closed_on:
        raise PermissionDenied
    now = again(community)
    if token != seen(now) and not _holds(now, form):
        raise Changed(now)
    return community


def _holds(now: RecordForm, form: RecordForm) -> bool:
    """What was typed is there already: the same form was sent again, since no answer came."""
    return all(str(value) == str(form.cleaned_data.get(name)) for name, value in now.stored().items())


@transaction.atomic
def save_facts(form: FactsForm, by: User, token: str) -> bool:
    """Columns of the community. False if nothing is different."""
    community = _opened(form, by, token, FactsForm)
    values = {name: form.cleaned_data[name] for name in form.columns}
    if all(getattr(community, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(community, name, value)
    community.save(update_fields=[*values, "updated"])
    return True


@transaction.atomic
def save_contacts(form: ContactsForm, by: User, token: str) -> bool:
    """One contact of each kind. False if nothing is different."""
    community = _opened(form, by, token, ContactsForm)
    held, data, changed = form.stored(), form.cleaned_data, False
    for kind in Contact.Kind.values:
        value, visibility = data[kind], data[f"{kind}-visibility"]
        if (value, visibility) == (held[kind], held[f"{kind}-visibility"]) or not (value or held[kind]):
            continue
        changed = True
        standing = community.contacts.filter(kind=kind).order_by("pk").first()
        if standing is None:
            Contact.objects.create(community=community, kind=kind, value=value, visibility=visibility)
        elif value:
            standing.value, standing.visibility = value, visibility
            standing.save(update_fields=["value", "visibility"])
        else:
            standing.delete()
    if changed:
        community.save(update_fields=["updated"])
    return changed


@transaction.atomic
def save_figure(form: FigureForm, by: User, token: str) -> Figure:
    """The figure of one indicator for one year: another year begins another row, so the series grows."""
    community = _opened(form, by, token, lambda now: FigureForm(now, form.indicator))
    data = {name: form.cleaned_data[name] for name in ("value", "source", "source_url")}
    newest = form.newest
    if newest and any(getattr(newest, name) != value for name, value in data.items()):
        data["note"] = ""  # it was about another number or another source
    figure, _made = Figure.objects.update_or_create(
        community=community,
        indicator=form.indicator,
        year=form.cleaned_data["year"],
        defaults=data | {"confirmed_on": timezone.localdate()},
    )
    community.save(update_fields=["updated"])
    return figure


@transaction.atomic
def confirm_figures(community: Community, by: User, code: str = "") -> int:
    """Today they still hold: the newest figure of each indicator, or of the one with this code. Returns how many."""
    community = Community.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=community.pk)
    if not can_edit_community(by, community) or community.closed_on:
        raise PermissionDenied
    newest = Figure.objects.filter(community=community).latest()
    rows = Figure.objects.filter(pk__in=[one.pk for one in newest if code in {"", one.indicator.code}])
    return rows.exclude(confirmed_on=timezone.localdate()).update(confirmed_on=timezone.localdate())


@transaction.atomic
def rename(form: NameForm, by: User, token: str) -> bool:
    """Another name and address; the old name stays findable, the old address leads on (a trigger keeps it)."""
    community = _opened(form, by, token, NameForm)
    data, old = form.cleaned_data, community.name
    Municipality.objects.select_for_update().only("pk").get(pk=community.municipality_id)  # names differ within it
    others = community.municipality.communities.exclude(pk=community.pk)
    if others.named(data["name"], data["qualifier"]).exists():
        raise Changed(NameForm(community))  # somebody took the name since the form was looked at
    if (old, community.qualifier) == (data["name"], data["qualifier"]):
        return False
    taken = community.municipality.taken_slugs(but=community.pk)
    community.name, community.qualifier = data["name"], data["qualifier"]
    community.slug = unique_slug(f"{data['name']} {data['qualifier']}", taken)
    if old != community.name and old not in community.former_name_list:
        community.former_names = "\n".join([*community.former_name_list, old])
    _note(community, data["source"])
    community.save()
    return True


def _note(community: Community, source: str) -> None:
    """Where a change of name comes from, for everyone to read."""
    community.notes = "\n".join(filter(None, [community.notes, source]))


@transaction.atomic
def close(form: CloseForm, by: User, token: str) -> Community:
    """It is no more: it leaves the lists, its page says so or leads to the one that it became part of.

    Mandates there end with it; who claims one reads why that is refused.
    """
    into = form.cleaned_data["merged_into"]
    if into is not None:
        # Both rows in the order of their numbers, so that two who merge crosswise wait instead of blocking each other.
        list(Community.objects.select_for_update().filter(pk__in=[form.community.pk, into.pk]).order_by("pk"))
        into.refresh_from_db()
    community = _opened(form, by, token, CloseForm)
    if into is not None:
        if into.closed_on or into.municipality_id != community.municipality_id:
            raise Changed(CloseForm(community))
        names = [name for name in (community.name, *community.former_name_list) if name not in into.former_name_list]
        into.former_names = "\n".join([*into.former_name_list, *(name for name in names if name != into.name)])
        into.save(update_fields=["former_names", "updated"])
    community.closed_on, community.merged_into = form.cleaned_data["closed_on"], into
    community.closing_source = form.cleaned_data["source"]
    community.save(update_fields=["closed_on", "merged_into", "closing_source", "updated"])
    mandates.end_with(community, by)
    return community


@transaction.atomic
def add(form: AddForm, by: User) -> Community:
    """A new community of one of one's own municipalities; who coordinates there confirms it by adding it."""
    data: dict[str, Any] = form.cleaned_data
    place: Municipality = data["municipality"]
    if not coordinates(by, place):
        raise PermissionDenied
    Municipality.objects.select_for_update().only("pk").get(pk=place.pk)
    if made := place.communities.named(data["name"]).first():
        return made  # sent twice
    return Community.objects.create(
        municipality=place,
        name=data["name"],
        slug=unique_slug(data["name"], place.taken_slugs()),
        source_url=data["source_url"],
        source_date=data["source_date"],
        confirmed_on=timezone.localdate(),
    )
