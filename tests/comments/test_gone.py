"""What a comment is about goes while it is written: on real connections, with the control that shows the fault."""

import threading
import time
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from comments import actions
from content import erasing
from content.held import Gone
from content.models import Entry
from moderation import actions as moves
from tests import factories
from tests.at_once import at_once
from tests.moderation.conftest import with_second_factor

pytestmark = pytest.mark.django_db(transaction=True)


def write_while_erased(practice, by):
    """The erasure has taken the row and has not committed when the comment is sent."""
    taken = threading.Event()

    def erase():
        with transaction.atomic():
            erasing.remove({practice.pk})
            taken.set()
            time.sleep(0.5)

    def write():
        seen = Entry.objects.get(pk=practice.pk)
        taken.wait(10)
        return actions.write(seen, by, "Kako ste to platili?", uuid4(), "bs")

    return at_once(erase, write)


@pytest.fixture
def practice(places):
    return factories.make_practice(factories.make_user("autor@example.ba"), places=[places.jelah], status="published")


def test_the_comment_is_refused_with_a_reason(practice, member):
    erased, written = write_while_erased(practice, member)
    assert erased is None
    assert isinstance(written, Gone), written
    assert not Entry.objects.exists()


def test_without_the_lock_the_database_refuses(practice, member, monkeypatch):
    """The control: what was read before is believed."""
    monkeypatch.setattr(actions, "_standing", lambda _numbers: [])
    _erased, written = write_while_erased(practice, member)
    assert isinstance(written, (IntegrityError, Entry.DoesNotExist)), written


def test_what_was_hidden_meanwhile_takes_no_comment(practice, member, moderator):
    seen = Entry.objects.get(pk=practice.pk)
    with_second_factor(moderator)
    moves.hide(practice, moderator, "Nije primjereno.")
    with pytest.raises(PermissionDenied):
        actions.write(seen, member, "Kako ste to platili?", uuid4(), "bs")


def test_the_text_stays_on_the_page(practice, member, client_of, monkeypatch):
    def gone(_numbers):
        raise Gone

    monkeypatch.setattr(actions, "_standing", gone)
    answer = client_of(member).post(f"/en/komentari/{practice.pk}/novi/", {"body": "Kako ste to platili?"})
    assert answer.status_code == 200
    assert "Kako ste to platili?" in answer.content.decode()
    assert "just been removed" in answer.content.decode()
    assert Entry.objects.filter(kind="comment").count() == 0
