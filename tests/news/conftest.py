"""An editor of the association, a coordinator who proposes, and an article on the site."""

import pytest

from tests import factories
from tests.news.making import make_news
from tests.register_data import real_register as real_register  # noqa: PLC0414 - a fixture


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba", name="Ivana Lukić")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def colleague(places):
    person = factories.make_user("urednica@example.ba", name="Mira Jurić")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def stranger(places):
    """Edits for another association."""
    person = factories.make_user("drugi@example.ba")
    factories.make_mandate(person, "editor", factories.make_organisation("Drugi savez"))
    return person


@pytest.fixture
def desk(client_of, editor):
    return client_of(editor)


@pytest.fixture
def news(editor, places):
    return make_news(editor, published_for=places.savez, places=[places.tesanj])


@pytest.fixture
def proposal(coordinator, places):
    return make_news(coordinator, published_for=places.savez, places=[places.tesanj], status="pending")
