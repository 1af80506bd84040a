"""The site as a browser sees it: the whole register behind a real server, and people who are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import Client

from accounts.models import User
from communities import country
from forums import look as questions
from notifications.actions import mark_read, notify
from practices import look
from register.models import Community
from search import words
from tests.factories import PASSWORD, make_mandate, make_user
from tests.practices.data import load_practices
from tests.register_data import load_real_register


@pytest.fixture
def site(monkeypatch, request) -> str:
    """The address of a server with the real register; what earlier tests left in the process is forgotten."""
    # A thread of the server whose browser is slow to hang up would keep the test database from being dropped.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    server = request.getfixturevalue("live_server")
    caches["default"].clear()
    load_real_register()
    load_practices()
    country.forget()
    look.forget()
    questions.forget()
    words.forget()
    return server.url


@pytest.fixture
def chair(site) -> User:
    """President of a council, without a second factor; told of two things, one of them read."""
    user = make_user("predsjednica@example.ba", name="Amra Hodžić")
    make_mandate(user, "president", Community.objects.get(municipality__slug="zepce", slug="begov-han"))
    mark_read(user, *notify("claim", user, facts={"outcome": "confirmed", "label": "MZ Begov Han"}))
    notify("mandate_ends", user)
    return user


@pytest.fixture
def keeper(site) -> User:
    """Administrator, with the second factor that `/upravljanje/` asks for."""
    user = make_user("uprava@example.ba", name="Jasna Perić")
    make_mandate(user, "administrator")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


@pytest.fixture
def cookies_of(site) -> Callable[[User], list[dict[str, str]]]:
    """What the browser of somebody keeps who typed the password a moment ago."""

    def signed_in(user: User) -> list[dict[str, str]]:
        client = Client()
        client.force_login(user)
        client.post("/nalog/ponovo/", {"password": PASSWORD})
        name = settings.SESSION_COOKIE_NAME
        return [{"name": name, "value": client.cookies[name].value, "url": site}]

    return signed_in
