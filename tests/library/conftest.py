"""Editors of two associations, documents on the site."""

import pytest

from content.models import Theme
from tests import factories
from tests.library.keeping import make_act, make_document
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
def theme(db):
    return Theme.objects.first()


@pytest.fixture
def desk(client_of, editor):
    return client_of(editor)


@pytest.fixture
def document(editor, places):
    return make_document(editor, kept_for=places.savez)


@pytest.fixture
def act(editor, places):
    """A law, kept by the association."""
    return make_document(editor, act=make_act(entity=places.fbih), kept_for=places.savez)


@pytest.fixture
def later(editor, places):
    """A later law."""
    return make_document(editor, act=make_act("novi-zakon", title="Novi zakon", year=2024), kept_for=places.savez)
