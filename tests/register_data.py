"""The real register for a test: `@pytest.mark.usefixtures("real_register")`, or the fixture as an argument.

Tests begin with an empty register. The first test of a run that asks for the real one imports `register/data/`, as
`manage.py register_import` does; every further one copies what came out back in, in well under a second.
"""

from __future__ import annotations

import pytest
from django.conf import settings

from register.importing.reading import read_path
from register.importing.writing import run_import
from tests.copies import Copies

DATA = settings.BASE_DIR / "register" / "data"
_register = Copies(lambda: run_import(read_path(DATA)))


@pytest.fixture
def real_register(db) -> None:
    """145 municipalities, 1,577 local communities, 80 stated totals, as in `register/data/`."""
    load_real_register()


def load_real_register() -> None:
    """What the fixture does, for helpers that are not fixtures."""
    _register.load()
