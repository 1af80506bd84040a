"""The moves by HTTP: reasons in the author's language, refusals, and two moderators at one entry."""

import pytest

from accounts.models import Profile
from content.models import Entry
from moderation.models import Decision, Reason
from notifications.models import OutgoingMail
from tests import factories
from tests.markup import text_of

pytestmark = pytest.mark.django_db
STANDS = {
    "objava": "pending",
    "vracanje": "pending",
    "skrivanje": "published",
    "provjera": "hidden",
    "povratak": "hidden",
    "ostaje": "published",
}
BECOMES = {
    "objava": "published",
    "vracanje": "returned",
    "skrivanje": "hidden",
    "provjera": "hidden",
    "povratak": "published",
    "ostaje": "published",
}
QUIET = {"ostaje", "provjera"}
WORDS = {"vracanje": {"return-words": "Dopišite kada."}, "skrivanje": {"hide-words": "Nije tačno."}}


def post(client, entry, move, data=None):
    return client.post(f"/moderacija/{entry.pk}/{move}/", data if data is not None else WORDS.get(move, {}))


def status(entry):
    return Entry.objects.get(pk=entry.pk).status


@pytest.mark.parametrize("move", STANDS)
def test_each_move(client_of, moderator, newcomer, move):
    entry = factories.make_entry(newcomer, status=STANDS[move])
    response = post(client_of(moderator), entry, move)
    assert response["Location"] == "/moderacija/"
    assert status(entry) == BECOMES[move]
    if move not in QUIET:
        assert OutgoingMail.objects.filter(reader=newcomer, event="decided").count() == 1


@pytest.mark.parametrize("move", ["vracanje", "skrivanje"])
def test_against_it_only_with_a_reason(client_of, moderator, newcomer, move):
    entry = factories.make_entry(newcomer, status=STANDS[move])
    response = post(client_of(moderator), entry, move, {})
    assert "Izaberite razlog ili napišite zašto" in text_of(response)
    assert status(entry) == STANDS[move]


def test_too_many_words_are_kept_and_nothing_is_decided(client_of, moderator, waiting):
    response = post(client_of(moderator), waiting, "vracanje", {"return-words": "riječ " * 400})
    assert "Napišite najviše 2.000 znakova." in text_of(response)
    assert "riječ riječ" in response.content.decode()
    assert status(waiting) == "pending"


def test_a_ready_reason_is_read_in_the_language_of_the_author(client_of, moderator, newcomer, waiting):
    Profile.objects.filter(user=newcomer).update(language="en")
    reason = Reason.objects.get(slug="vise-podataka")
    post(client_of(moderator), waiting, "vracanje", {"return-reason": reason.pk, "return-words": "And the year."})
    decision = Decision.objects.get(outcome="returned")
    assert decision.words == f"{reason.words_en}\nAnd the year."
    assert decision.reason == reason


def test_a_reason_of_another_use_is_none(client_of, moderator, waiting):
    other = Reason.objects.filter(use="hide").first()
    post(client_of(moderator), waiting, "vracanje", {"return-reason": other.pk})
    assert status(waiting) == "pending"


@pytest.mark.parametrize("move", ["objava", "vracanje"])
def test_the_second_moderator_sees_the_first_decision_and_keeps_what_was_typed(
    client_of, moderator, colleague, waiting, move
):
    post(client_of(colleague), waiting, "objava")
    response = post(client_of(moderator), waiting, move)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Azra Delić" in page
    if move == "vracanje":
        assert "Dopišite kada." in page
    assert Decision.objects.count() == 1


def test_a_version_that_was_not_read_is_not_published(client_of, moderator, waiting):
    Entry.objects.filter(pk=waiting.pk).update(version=2, title="Nešto drugo")
    assert post(client_of(moderator), waiting, "objava", {"version": "1"}).status_code == 409
    assert status(waiting) == "pending"


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_strange_version_is_no_error(client_of, moderator, waiting, version):
    assert post(client_of(moderator), waiting, "objava", {"version": version}).status_code in {302, 409}


@pytest.mark.parametrize("move", STANDS)
class TestRefusals:
    @pytest.mark.parametrize("who", ["member", "neighbour", "coordinator", "newcomer"])
    def test_nobody_else_decides(self, request, client_of, newcomer, move, who):
        entry = factories.make_entry(newcomer, status=STANDS[move])
        assert post(client_of(request.getfixturevalue(who)), entry, move).status_code == 404
        assert status(entry) == STANDS[move]

    def test_a_visitor_signs_in(self, client, newcomer, move):
        entry = factories.make_entry(newcomer, status=STANDS[move])
        assert post(client, entry, move).status_code == 302
        assert status(entry) == STANDS[move]

    def test_nobody_decides_on_their_own(self, client_of, moderator, move):
        entry = factories.make_entry(moderator, status=STANDS[move])
        assert post(client_of(moderator), entry, move).status_code == 403
        assert status(entry) == STANDS[move]

    def test_nobody_decides_on_what_they_may_not_see(self, client_of, moderator, newcomer, places, move):
        entry = factories.make_entry(newcomer, status=STANDS[move], audience="organisation", organisation=places.savez)
        assert post(client_of(moderator), entry, move).status_code == 404

    def test_no_move_is_skipped(self, client_of, moderator, newcomer, move):
        """From every other state the move is a conflict, and nothing changes."""
        for other in {"pending", "published", "hidden", "returned"} - {STANDS[move]}:
            entry = factories.make_entry(newcomer, status=other)
            response = post(client_of(moderator), entry, move)
            assert status(entry) == other
            assert response.status_code == (302 if move == "ostaje" else 409)

    def test_not_by_reading(self, client_of, moderator, waiting, move):
        assert client_of(moderator).get(f"/moderacija/{waiting.pk}/{move}/").status_code == 405


def test_no_such_move(client_of, moderator, waiting):
    assert post(client_of(moderator), waiting, "brisanje").status_code == 404
