"""Pages come from memory; whoever asks, after whomever, gets what would be drawn for them."""

import re

import pytest

from content import actions
from practices.models import Adoption
from tests import factories
from tests.practices.taking import taken
from ui import kept as module

READERS = ("visitor", "plain", "member", "neighbour", "newcomer", "coordinator", "moderator")
"""The second has nothing to do with the practice, the next four have one thing each that the others have not."""
SECRETS = re.compile(rb'csrfmiddlewaretoken" value="\w+"|name="once" value="[0-9a-f-]{36}"|nonce="[^"]*"')


@pytest.fixture
def plain(db):
    return factories.make_user()


@pytest.fixture
def everything(practice, member, neighbour, newcomer, coordinator, moderator, places) -> list[str]:
    """Addresses of a practice with all that readers see differently: marks, comments and adoptions in every state."""
    for profile, visibility in ((member.profile, "members"), (moderator.profile, "everyone")):
        profile.visibility = visibility
        profile.save()
    first = factories.make_comment(moderator, practice)
    for status in ("published", "pending", "hidden"):
        factories.make_comment(moderator, first if status == "published" else practice, status=status)
    factories.bring(taken(practice, newcomer, places.klasnice), "published", moderator)
    actions.mark_useful(practice, coordinator, True)
    mine = factories.make_practice(member, title="Nacrt")
    return [practice.get_absolute_url(), mine.get_absolute_url(), "/prakse/", "/prakse/?q=rasvjeta"]


@pytest.fixture
def as_if_new(monkeypatch):
    """A function that has every page drawn, whatever is kept."""

    class Empty(module._Kept):
        def keep(self, key: str, page: bytes) -> None:
            pass

    def run(get):
        with monkeypatch.context() as patch:
            patch.setattr(module, "_kept", Empty())
            return get()

    return run


def test_each_reader_gets_their_own(request, client, client_of, everything, as_if_new, db):
    clients = {name: client if name == "visitor" else client_of(request.getfixturevalue(name)) for name in READERS}
    kept = {}
    for _ in range(2):
        for prefix in ("", "/sr"):
            for path in everything:
                for name, one in clients.items():
                    kept[name, prefix + path] = one.get(prefix + path)
    different = {SECRETS.sub(b"", response.content) for (_, path), response in kept.items() if path == everything[0]}
    assert len(different) == len(READERS)
    for (name, path), response in kept.items():
        fresh = as_if_new(lambda name=name, path=path: clients[name].get(path))
        assert response.status_code == fresh.status_code
        if response.status_code == 200:
            assert SECRETS.sub(b"", response.content) == SECRETS.sub(b"", fresh.content), (name, path)


def test_what_changes_is_seen_at_once(client, client_of, practice, member, neighbour, places, theme):
    """Every part of what the page says, by its own change."""
    address = practice.get_absolute_url()
    comment = factories.make_comment(neighbour, practice)
    adoption = taken(practice, neighbour, places.klasnice)
    similar = factories.make_practice(neighbour, title="Slična", themes=[theme], status="published")
    variants = [{"path": "a.jpg", "format": "jpeg", "width": 480, "height": 360, "bytes": 1, "sha256": "x"}]
    readers = (client, client_of(factories.make_user()))

    def pages():
        return [SECRETS.sub(b"", one.get(address).content) for one in readers]

    def rename():
        type(neighbour.profile).objects.filter(pk=neighbour.pk).update(display_name="Drugo Ime")

    changes = {
        "the text": lambda: type(practice).objects.filter(pk=practice.pk).update(result="Svijetli."),
        "its author": lambda: type(member.profile).objects.filter(pk=member.pk).update(display_name="Neko Drugi"),
        "its author may not sign in": lambda: type(member).objects.filter(pk=member.pk).update(is_active=False),
        "a comment": lambda: factories.make_comment(neighbour, comment),
        "who wrote it": rename,
        "an adoption": lambda: Adoption.objects.filter(pk=adoption.pk).update(people=77),
        "a step": lambda: practice.steps.create(position=1, title="Zbor"),
        "a similar one": lambda: similar.photos.create(position=1, alt="Zid", people="none", variants=variants),
    }
    type(member.profile).objects.filter(pk=member.pk).update(visibility="everyone")
    before = pages()
    for what, change in changes.items():
        change()
        after = pages()
        for old, new in zip(before, after, strict=True):
            assert old != new, what
        before = after
