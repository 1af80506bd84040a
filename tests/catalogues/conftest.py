"""Catalogues built from the files as they are now, in a folder of their own: never what an earlier start left behind."""

import pytest
from django.test import override_settings

from mzplatform.catalogues import building


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogues")
    with override_settings(DATA_DIR=folder):
        building.build()
    return folder


@pytest.fixture
def catalogues(built, settings):
    """The built catalogues, in use."""
    settings.LOCALE_PATHS = [built / "locale"]
    return built / "locale"
