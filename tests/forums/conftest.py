from collections.abc import Callable

import pytest

from accounts.models import User
from content.models import Theme
from forums.models import Answer, Question
from register.models import LegalAct
from tests import factories
from tests.moderation.conftest import with_second_factor


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.get(slug="infrastruktura")


@pytest.fixture
def act(places) -> LegalAct:
    """In force in the Federation."""
    return LegalAct.objects.create(
        slug="zakon-o-mz", title="Zakon o mjesnim zajednicama", kind="zakon", entity=places.fbih, gazette="49/06"
    )


@pytest.fixture
def question(member, places, theme) -> Question:
    """Asked by the member, in Jelah, for the Federation."""
    return factories.make_question(member, places=[places.jelah], themes=[theme], where=places.fbih)


@pytest.fixture
def answer(neighbour, question, places, act) -> Answer:
    """By the neighbour; it holds in the Federation and rests on an act."""
    return factories.make_answer(neighbour, question, where=places.fbih, acts=[act])


@pytest.fixture
def expert(places) -> User:
    """Speaks for the association of the Federation."""
    user = factories.make_user("strucna@example.ba", name="Selma Kovač")
    factories.make_mandate(user, "editor", places.savez)
    return user


@pytest.fixture
def moderator(moderator) -> User:
    """As everywhere, with the second factor without which nobody moderates."""
    return with_second_factor(moderator)


@pytest.fixture
def reader_of(request, client, client_of) -> Callable[[str], object]:
    """`reader_of("visitor")`: the browser of somebody of the cast, by name."""

    def found(who: str):
        return client if who == "visitor" else client_of(request.getfixturevalue(who))

    return found
