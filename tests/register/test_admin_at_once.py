"""Two administrators who save the same form at the same moment, on real connections."""

import re
import threading

import pytest

from register.admin.meanwhile import Meanwhile
from register.models import Community
from tests.at_once import at_once

from .desk import form_of, url

pytestmark = pytest.mark.django_db(transaction=True)


def save_both_ways(desks, community):
    page = url(Community, "change", community.pk)
    opened = desks[0].get(page)
    seen = re.search(r'name="_seen" value="([\d-]+)"', opened.content.decode())[1]
    data = {**form_of(opened), "_seen": seen}
    return [
        answer.status_code
        for answer in at_once(
            lambda: desks[0].post(page, {**data, "notes": "prva"}),
            lambda: desks[1].post(page, {**data, "notes": "druga"}),
        )
    ]


@pytest.fixture
def desks(admin, staff_client_of):
    return [staff_client_of(admin), staff_client_of(admin)]


def test_one_is_saved_and_the_other_is_told(desks, places):
    assert sorted(save_both_ways(desks, places.jelah)) == [200, 302]
    places.jelah.refresh_from_db()
    assert places.jelah.notes in {"prva", "druga"}


def test_without_the_lock_both_would_be_saved(desks, places, monkeypatch):
    """The control: both compare before either writes."""
    both = threading.Barrier(2)

    def unlocked(admin, request, obj):
        unchanged = request.POST["_seen"] == admin._newest(obj.pk)
        both.wait(10)
        return [] if unchanged else ["overtaken"]

    monkeypatch.setattr(Meanwhile, "_meanwhile", unlocked)
    assert save_both_ways(desks, places.jelah) == [302, 302]
