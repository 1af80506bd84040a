"""An editor with a lesson on the site."""

import pytest

from tests import factories
from tests.lessons.teaching import BODY


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def desk(client_of, editor):
    return client_of(editor)


@pytest.fixture
def lesson(editor, places):
    return factories.make_lesson(editor, body=BODY, edited_for=places.savez)
