"""A page is drawn once for what it says: what is kept is what would be drawn, and secrets are not kept."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.utils import translation
from django.utils.translation import gettext_lazy

from register.models import Community, Municipality
from tests import factories
from ui import kept as module
from ui.kept import ONCE, TOKEN, kept_page, kept_render, told

TEMPLATE = "comments/thread.html"


class Tally(NamedTuple):
    number: int
    words: str


THREAD = {"thread": {"entry": 1, "comments": [], "may_write": True}, "form": ONCE}


@pytest.fixture(autouse=True)
def kept(monkeypatch) -> module._Kept:
    kept = module._Kept()
    monkeypatch.setattr(module, "_kept", kept)
    return kept


@pytest.fixture
def asked(rf):
    def ask(path="/", user=None):
        request = rf.get(path)
        request.user = user or AnonymousUser()
        if user:
            request.COOKIES["sessionid"] = "x"
        request._messages = []
        return request

    return ask


def draws(request, said, times):
    """Draws, and counts in `times` how often it was needed."""

    def context():
        times.append(said)
        return THREAD

    return kept_page(request, TEMPLATE, said, context).content.decode()


def test_drawn_once_for_what_is_said(asked):
    times = []
    for said in ("a", "a", "b", "a"):
        draws(asked(), said, times)
    assert times == ["a", "b"]


def test_drawn_again_for_another_address_language_or_reader(asked, db):
    times = []
    member = factories.make_user()
    for path, code, user in (("/", "bs", None), ("/?a", "bs", None), ("/", "sr", None), ("/", "bs", member)):
        for _ in range(2):
            with translation.override(code):
                draws(asked(path, user), "a", times)
    assert len(times) == 4


def test_every_answer_has_its_own_token_and_key(asked, kept):
    times = []
    pages = [draws(asked(), "a", times) for _ in range(3)]
    tokens = {re.search(r'csrfmiddlewaretoken" value="(\w{64})"', page)[1] for page in pages}
    keys = {re.search(r"[0-9a-f-]{36}", page)[0] for page in pages}
    assert (len(times), len(tokens), len(keys)) == (1, 3, 3)
    assert not any(mark in page for mark in (TOKEN, ONCE) for page in pages)
    assert not any(token.encode() in page for token in tokens for page in kept.pages.values())


def test_a_page_with_messages_is_for_its_reader_alone(asked, kept, db):
    request = asked(user=factories.make_user())
    request._messages = ["Sačuvano."]
    times = []
    for _ in range(2):
        page = draws(request, "a", times)
        assert TOKEN not in page
        assert ONCE not in page
    assert (len(times), kept.pages) == (2, {})


def test_begins_anew_when_there_is_too_much(asked, kept, monkeypatch):
    monkeypatch.setattr(module, "MOST", 4_000)
    times = []
    for number in range(40):
        draws(asked(), number, times)
    assert 0 < kept.size == sum(len(key) + len(page) for key, page in kept.pages.items()) < 10_000
    assert len(times) == 40


def test_what_failed_leaves_nothing(asked, kept):
    request = asked()
    with pytest.raises(ZeroDivisionError):
        kept_page(request, TEMPLATE, "a", lambda: {"thread": 1 // 0})
    assert not hasattr(request, "form_token")
    assert kept.pages == {}


# -- all that a context holds ----------------------------------------------------------------------------------------


def test_told_is_what_was_read_joined_and_fetched(places):
    """Another word anywhere in it is another key; a row that leads back to where it was reached from ends there."""
    community = Community.objects.select_related("municipality__entity").get(pk=places.jelah.pk)
    before = told({"one": community, "rows": [community]})
    assert repr(told({"one": community, "rows": [community]})) == repr(before)
    community.municipality.entity.name_bs = "Drugo ime"
    assert repr(told({"one": community, "rows": [community]})) != repr(before)
    municipality = Municipality.objects.prefetch_related("communities").get(pk=places.tesanj.pk)
    fetched = list(municipality.communities.all())
    assert fetched[0].municipality == municipality, "leads back"
    assert fetched[0].name in repr(told(municipality))


def test_told_knows_lists_words_and_numbers(db):
    rows = (Tally(1, "Ko"), {"b", "a"}, gettext_lazy("Home"), date(2026, 1, 2), Decimal("1.5"))
    assert told({"rows": rows}) == {"rows": [[1, "Ko"], ["a", "b"], "Početna", date(2026, 1, 2), Decimal("1.5")]}
    page = Paginator([1, 2, 3], 2).page(2)
    assert told(page) == (2, 3, [3])


@pytest.mark.parametrize("value", [forms.Form(), object(), lambda: 1])
def test_what_does_not_tell_what_it_holds_is_refused(value):
    """A form may be the same and say something else; its page would be that of somebody else."""
    with pytest.raises(TypeError, match="does not tell"):
        told({"form": [value]})


def test_a_page_of_its_context_is_drawn_again_when_a_value_changes(asked, kept):
    for title, drawn in (("Prvi", 1), ("Prvi", 1), ("Drugi", 2)):
        context = {"thread": {"entry": 1, "comments": [], "may_write": False}, "title": title}
        kept_render(asked(), TEMPLATE, context)
        assert len(kept.pages) == drawn
