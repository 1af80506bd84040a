"""Who is meant by `@Ime Prezime`, and the page to which the name leads.

Somebody who wrote in the same talk with a name, else somebody whose page the writer may open; where several are called like
that, nobody. What was asked without a name makes nobody known: such a person is found like any other, by a page that the
writer may open, so that a name that leads nowhere gives nobody away either.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import F, Q, TextField
from django.utils.translation import gettext_lazy

from accounts.models import Profile, User
from accounts.policy import can_see_person
from register.models.base import TextFunction
from text.mentions import called
from text.rich import Names

from .models import Entry, Mention
from .models.mentions import people_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

KINDS = (Entry.Kind.QUESTION, Entry.Kind.ANSWER, Entry.Kind.COMMENT)
MOST = 10
"""People in one text."""
HINT = gettext_lazy("Write @ before the name and surname of a person, and we tell them.")
"""For each form in which such a text is written."""
MOST_SIGNS = 40
"""So many signs are looked at, whatever a text holds."""


def names_for(entry: Entry, user: User | AnonymousUser) -> Names:
    """For `text.rich.written`: the people whom a text names and whose pages this reader may open. No query.

    The row was read with `mentions_read`.
    """
    return tuple(
        (name, person.profile.get_absolute_url()) for name, person in people_of(entry) if can_see_person(user, person)
    )


def rewrite(entry: Entry) -> tuple[set[int], list[User]]:
    """Keep whom the text of the locked entry names now: the numbers of all of them, and those it did not name before.

    Whom a name meant it goes on to mean as long as it stands there, whatever that person is called by now.
    """
    if entry.kind not in KINDS or entry.author_id is None:
        return set(), []
    held = dict(Mention.objects.filter(entry=entry.pk).values_list("name", "user"))
    spoken = [[one.name for one in names] for _at, names in islice(called(entry.body), MOST_SIGNS)]
    meant = _meant(entry, {name for names in spoken for name in names} - held.keys()) if spoken else {}
    found: dict[str, int] = {}
    for names in spoken:
        name = next((one for one in names if one in held or one in meant), "")
        person = held.get(name) or meant.get(name)
        if person is not None and person not in found.values() and len(found) < MOST:
            found[name] = person
    if gone := held.keys() - found.keys():
        Mention.objects.filter(entry=entry.pk, name__in=gone).delete()
    new = {name: person for name, person in found.items() if name not in held}
    Mention.objects.bulk_create(Mention(entry_id=entry.pk, user_id=person, name=name) for name, person in new.items())
    told = User.objects.filter(pk__in=set(new.values()) - set(held.values())).select_related("profile") if new else ()
    return set(found.values()), list(told)


def _meant(entry: Entry, names: set[str]) -> dict[str, int | None]:
    """By name, the person who is meant; None where several could be. Names of nobody are not there."""
    writer = entry.author
    compared = TextFunction("text_plain", F("display_name"), output_field=TextField())
    people = Profile.objects.annotate(compared=compared).filter(compared__in=names, user__is_active=True)
    profiles = list(people.exclude(user=writer).select_related("user"))
    talk = _spoke(entry, [one.pk for one in profiles]) if profiles else set()
    meant: dict[str, int | None] = {}
    for name in {vars(one)["compared"] for one in profiles}:
        called_so = [one for one in profiles if vars(one)["compared"] == name]
        near = [one.pk for one in called_so if one.pk in talk]
        open_to = near or [one.pk for one in called_so if writer is not None and can_see_person(writer, one.user)]
        if open_to:
            meant[name] = open_to[0] if len(open_to) == 1 else None
    return meant


def _spoke(entry: Entry, people: list[int]) -> set[int]:
    """Those of the people who wrote in the same talk, with a name, what everyone reads there who reads this."""
    root = entry.root_id or entry.pk
    rows = Entry.objects.filter(Q(pk=root) | Q(root=root), author__in=people, is_unnamed=False).published()
    above = Q(parent=None) | Q(parent__status=Entry.Status.PUBLISHED, parent__withdrawn=None)
    return set(rows.filter(above).values_list("author", flat=True))
