import os

import pytest

from tests.selection_plugin import chromium
from ui.assets.build import build_all, target


@pytest.fixture(scope="session", autouse=True)
def built():
    """The folder of built files, up to date."""
    build_all()
    return target()


@pytest.fixture(autouse=True)
def _plain_static(settings) -> None:
    """Static addresses without hashes, so that no collected files are needed."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; Playwright's driver keeps an event loop in this thread, which Django must not mind."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ["--no-sandbox", "--disable-gpu"]}
