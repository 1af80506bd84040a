"""A hiding is checked by a second moderator: who may, what the database refuses, where it waits, what the author reads."""

import pytest
from django.db import IntegrityError, transaction

from content.models import Entry
from moderation import actions
from moderation.models import Decision
from mzplatform.invariants import broken
from notifications.models import OutgoingMail
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
QUEUE = "/moderacija/?vrsta=second"


@pytest.fixture
def hidden(published, moderator) -> Entry:
    """Hidden by `moderator`."""
    actions.hide(published, moderator, "Nije tačno.")
    return published


def post(client, entry):
    return client.post(f"/moderacija/{entry.pk}/provjera/")


def waiting_for(client):
    return [row.entry for row in client.get(QUEUE).context["page"]]


def test_the_second_moderator_checks_it_and_the_reason_stays(client_of, colleague, hidden, newcomer):
    client = client_of(colleague)
    assert waiting_for(client) == [hidden]
    page = client.get(f"/moderacija/{hidden.pk}/")
    valid(page)
    assert "Skrivanje je opravdano" in text_of(page)
    mails = OutgoingMail.objects.count()
    assert post(client, hidden)["Location"] == "/moderacija/"
    newest = Decision.objects.about(hidden).first()
    assert (newest.outcome, newest.words, newest.by) == ("upheld", "Nije tačno.", colleague)
    assert Entry.objects.get(pk=hidden.pk).status == "hidden"
    assert OutgoingMail.objects.count() == mails, "nothing changes for the author"
    assert waiting_for(client) == []
    assert not broken()


def test_it_waits_among_everything_for_others_than_who_hid_it(client_of, moderator, colleague, hidden):
    assert waiting_for(client_of(moderator)) == []
    assert "Skrivanje je opravdano" not in text_of(client_of(moderator).get(f"/moderacija/{hidden.pk}/"))
    assert hidden in [row.entry for row in client_of(colleague).get("/moderacija/").context["page"]]


def test_who_hid_it_does_not_check_it(client_of, moderator, hidden):
    assert post(client_of(moderator), hidden).status_code == 403
    assert Decision.objects.about(hidden).first().outcome == "hidden"


def test_once(client_of, moderator, colleague, hidden):
    post(client_of(colleague), hidden)
    assert post(client_of(colleague), hidden).status_code == 302
    assert post(client_of(moderator), hidden).status_code == 409
    assert Decision.objects.filter(outcome="upheld").count() == 1


def test_it_can_still_come_back(client_of, moderator, colleague, hidden):
    post(client_of(colleague), hidden)
    client_of(moderator).post(f"/moderacija/{hidden.pk}/povratak/")
    assert Entry.objects.get(pk=hidden.pk).status == "published"
    assert post(client_of(colleague), hidden).status_code == 409
    assert not broken()


def test_hidden_again_it_waits_again(client_of, moderator, colleague, hidden):
    actions.uphold(hidden, colleague)
    actions.restore(hidden, moderator)
    actions.hide(hidden, moderator, "Opet.")
    assert waiting_for(client_of(colleague)) == [hidden]


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client_of, colleague, moderator, newcomer, number, django_assert_num_queries):
    for _ in range(number):
        actions.hide(factories.make_entry(newcomer, status="published"), moderator, "Nije tačno.")
    client = client_of(colleague)
    client.get(QUEUE)
    with django_assert_num_queries(13):
        client.get(QUEUE)


class TestDatabase:
    """The same by plain SQL."""

    def uphold(self, entry, by, words="Nije tačno."):
        with transaction.atomic():
            Decision.objects.create(entry=entry, kind="review", outcome="upheld", by=by, words=words, version=1)

    def test_not_by_the_same_person(self, hidden, moderator):
        with pytest.raises(IntegrityError, match="decision_upheld_by_a_second_person"):
            self.uphold(hidden, moderator)

    def test_not_what_stands(self, published, colleague):
        with pytest.raises(IntegrityError, match="decision_upheld_by_a_second_person"):
            self.uphold(published, colleague)

    def test_not_twice(self, hidden, colleague, admin):
        self.uphold(hidden, colleague)
        with pytest.raises(IntegrityError, match="decision_upheld_by_a_second_person"):
            self.uphold(hidden, admin)

    def test_not_without_the_reason(self, hidden, colleague):
        with pytest.raises(IntegrityError, match="decision_against_says_why"):
            self.uphold(hidden, colleague, words="")
