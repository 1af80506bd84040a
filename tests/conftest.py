"""The cast, as in the documentation: a visitor, a member, the neighbour, a coordinator, a moderator, an administrator.

`member` is president of the council of Jelah (Tešanj); `neighbour` holds the same office in Klašnice (Laktaši);
`newcomer` has no mandate; `coordinator` answers for Tešanj. `client_of(user)` is a browser where that person is signed in.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.sessions import SessionStore
from tests import factories, flushing, pg_plugin
from tests.factories import Places
from tests.selection_plugin import chromium
from ui import kept
from ui.assets.build import build_all
from ui.minute import MINUTES


@pytest.fixture(autouse=True)
def _plain_surroundings(settings, tmp_path) -> None:
    """Passwords that are quick to check; mail goes to the outbox (Django's test runner would catch it before);
    what becomes a file stays in the test's own folder."""
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MAIL_DIR = tmp_path / "mail"
    settings.MEDIA_ROOT = tmp_path / "media"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # no collected files are needed
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    """No test looks at what another one held for a minute; one that changes rows after its first look forgets by itself."""
    for held in MINUTES:
        held.forget()
    kept.forget()


@pytest.fixture(autouse=True)
def _kept_pages_ask_nothing(monkeypatch) -> None:
    """What a kept page would read while it is drawn is not in its key, so it would go on saying what was true before.

    Others have the moment of a look in their key, and are drawn anew after a minute.
    """
    draw = kept.render_to_string

    def drawn(template: str, *arguments: Any) -> str:
        if not template.startswith(("library/", "networks/")):
            return draw(template, *arguments)
        with connection.execute_wrapper(_refuse):
            return draw(template, *arguments)

    monkeypatch.setattr(kept, "render_to_string", drawn)


def _refuse(*arguments: Any) -> None:
    raise AssertionError(f"a kept page asks while it is drawn: {arguments[1]}")


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    """Style sheet, icons and drawings, up to date; a moment when they are."""
    build_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """The database of the tests begins as a copy of what was migrated; a faulty migration shows when they go on with it.

    It stands here because pytest-django's own fixture would win over one of a plugin.
    """
    connection.settings_dict["TEST"]["TEMPLATE"] = pg_plugin.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Emptied quickly after each test that commits. At the end nobody may hold it: a thread of a live server sometimes still
    does, after its last answer.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", flushing.empty)
        yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; Playwright's driver keeps an event loop in this thread, which Django must not mind."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def empty_cache(db) -> None:
    """No rate limit and no page remembered from before."""
    cache.clear()


@pytest.fixture
def places(db) -> Places:
    return factories.make_places()


@pytest.fixture
def visitor(client: Client) -> Client:
    return client


@pytest.fixture
def member(places: Places) -> User:
    user = factories.make_user("clan@example.ba", name="Amra Hodžić")
    factories.make_mandate(user, "president", places.jelah)
    return user


@pytest.fixture
def neighbour(places: Places) -> User:
    user = factories.make_user("sused@example.ba", name="Милан Кнежевић", language="sr")
    factories.make_mandate(user, "president", places.klasnice)
    return user


@pytest.fixture
def newcomer(db) -> User:
    return factories.make_user("novi@example.ba", name="Novi Član")


@pytest.fixture
def coordinator(places: Places) -> User:
    user = factories.make_user("koordinator@example.ba", name="Lejla Begić")
    factories.make_mandate(user, "coordinator", places.tesanj)
    return user


@pytest.fixture
def moderator(db) -> User:
    user = factories.make_user("moderator@example.ba", name="Goran Marić", language="hr")
    factories.make_mandate(user, "moderator")
    return user


@pytest.fixture
def admin(db) -> User:
    user = factories.make_user("admin@example.ba", name="Jasna Perić")
    factories.make_mandate(user, "administrator")
    return user


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """`client_of(member).get("/")`: a browser in which the member is signed in. Nothing is told of it: the row alone is there.

    Django's `force_login` tells all that listen, which takes as long as drawing a page.
    """
    store = SessionStore()

    def signed_in(user: User) -> Client:
        held = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = uuid4().hex
        Session.objects.create(session_key=key, session_data=store.encode(held), expire_date=store.get_expiry_date())
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        return client

    return signed_in


@pytest.fixture
def staff_client_of(client_of) -> Callable[[User], Client]:
    """As `client_of`, for somebody with a second factor, without which `/upravljanje/` stays closed.

    They typed their password a moment ago, as whoever changes roles must have.
    """

    def signed_in(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
        client = client_of(user)
        client.post("/nalog/ponovo/", {"password": factories.PASSWORD})
        return client

    return signed_in


def pytest_make_parametrize_id(val: object) -> str | None:
    """Content of a file is no name for a test: it may hold the time, and each process would collect another name."""
    return "bytes" if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
