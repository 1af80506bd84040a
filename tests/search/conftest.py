"""Nothing is remembered from the test before."""

import pytest
from django.contrib.auth.models import AnonymousUser

from content.models import Theme
from search import words
from search.finding import Finding
from search.query import parsed
from tests import factories


@pytest.fixture(autouse=True)
def _fresh_look(db) -> None:
    words.forget()


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.get(slug="infrastruktura")


@pytest.fixture
def found():
    """`found("rasvjeta")`: kinds and numbers of what somebody finds, the best first; a visitor unless told otherwise."""

    def search(typed, user=None, kind=""):
        page = Finding(parsed(typed, words.current()), user or AnonymousUser(), kind).page(1)
        assert sum(page.counts.values()) >= len(page.documents)
        return [(one.kind, one.source) for one in page.documents]

    return search


@pytest.fixture
def practice(member, places, theme):
    return factories.make_practice(
        member,
        title="Rasvjeta na stazi do škole",
        problem="Djeca idu u mraku.",
        places=[places.jelah],
        themes=[theme],
        status="published",
    )


@pytest.fixture
def question(member, places, theme):
    return factories.make_question(
        member, title="Ko plaća struju za dom?", body="Račun stiže na općinu.", places=[places.jelah], themes=[theme]
    )
