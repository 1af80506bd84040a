"""Photos and files that somebody without a mandate adds to what is published: they wait, and nobody else sees them."""

import pytest

from content.models import Attachment, Entry, Photo, Theme
from moderation.models import Decision, Proposal
from mzplatform.invariants import broken
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.test_answer import answer, edit
from tests.practices.photos import add as add_photo
from tests.practices.photos import fetch, files, picture
from tests.practices.photos import url as photos_url
from tests.practices.taking import taken
from tests.practices.test_attach import add as add_file
from tests.practices.test_attach import url as files_url

ALT = "Šest osoba betonira stub."


@pytest.fixture
def practice(newcomer, places):
    theme = Theme.objects.get(slug="infrastruktura")
    return factories.make_practice(newcomer, places=[places.jelah], themes=[theme], status="published")


@pytest.fixture
def added(client_of, newcomer, practice):
    author = client_of(newcomer)
    assert add_photo(author, practice).status_code == 302
    assert add_file(author, practice).status_code == 302
    return Photo.objects.get(), Attachment.objects.get()


def addresses(added):
    photo, attachment = added
    return photo.smallest["url"], attachment.get_absolute_url()


def shown(client, practice):
    return client.get(practice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["visitor", "member", "newcomer", "moderator"])
def test_only_its_author_and_moderators_see_what_waits(request, client, client_of, added, practice, who):
    reader = client if who == "visitor" else client_of(request.getfixturevalue(who))
    for address in addresses(added):
        if who in {"newcomer", "moderator"}:
            assert fetch(reader, address)[1]
        else:
            assert reader.get(address).status_code == 404
        assert address not in shown(reader, practice), "the page is the approved one for everybody"
    assert addresses(added)[0] not in reader.get("/prakse/").content.decode()


def test_the_author_is_told_and_sees_what_waits(client_of, newcomer, practice):
    page = client_of(newcomer).post(
        photos_url(practice), {"file": picture(), "alt": ALT, "people": "none"}, follow=True
    )
    valid(page)
    assert "čim je pregledamo" in text_of(page) or "čeka pregled" in text_of(page)
    assert Proposal.objects.open().count() == 1


def test_taken_over(client, client_of, newcomer, moderator, practice, added):
    desk = client_of(moderator)
    page = desk.get(f"/moderacija/{practice.pk}/")
    valid(page)
    for address in addresses(added):
        assert address in page.content.decode()
    assert practice.title in text_of(desk.get("/moderacija/"))
    assert answer(desk, practice, "prihvatanje").status_code == 302
    photo, attachment = added
    assert photo.webp_set.split(" ")[0] in shown(client, practice)
    assert attachment.get_absolute_url() in shown(client, practice)
    entry = Entry.objects.get(pk=practice.pk)
    assert entry.version == practice.version + 1
    assert Decision.objects.filter(entry=practice.pk, version=entry.version, outcome="published").exists()
    assert Notification.objects.filter(user=newcomer, kind="decided").exists()
    assert not broken()


def test_declined_they_go_and_so_do_their_files(
    client_of, newcomer, moderator, practice, added, settings, django_capture_on_commit_callbacks
):
    assert files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        answer(client_of(moderator), practice, "odbijanje", **{"return-words": "Ljudi se prepoznaju."})
    assert not Photo.objects.exists()
    assert not Attachment.objects.exists()
    assert not files(settings)
    page = text_of(client_of(newcomer).get("/nalog/obavjestenja/"))
    assert "nije prihvaćena" in page
    assert not broken()


def test_words_and_photos_are_one_change(client, client_of, newcomer, moderator, practice, added):
    edit(client_of(newcomer), practice, title="Novi naslov")
    proposal = Proposal.objects.open().get()
    assert set(proposal.typed) == {"added", "osnovno"}
    answer(client_of(moderator), practice, "prihvatanje")
    page = shown(client, type(practice).objects.get(pk=practice.pk))
    assert "Novi naslov" in page
    assert addresses(added)[1] in page
    assert not broken()


def test_what_its_author_takes_away_again_asks_nobody(client_of, newcomer, practice, added):
    author = client_of(newcomer)
    photo, attachment = added
    assert author.post(f"{photos_url(practice)}{photo.pk}/uklanjanje/").status_code == 302
    assert Proposal.objects.open().exists(), "the file waits still"
    assert author.post(f"{files_url(practice)}{attachment.pk}/uklanjanje/").status_code == 302
    assert not Proposal.objects.exists()


def test_the_same_file_again_asks_for_nothing(client_of, newcomer, moderator, practice, added):
    answer(client_of(moderator), practice, "prihvatanje")
    assert add_file(client_of(newcomer), practice).status_code == 302
    assert not Proposal.objects.open().exists()
    assert Attachment.objects.get().waits is False


def test_taking_away_and_order_need_no_review(client, client_of, newcomer, moderator, practice, added):
    """What a person takes off the site is gone at once: somebody in the picture may have asked for it."""
    author = client_of(newcomer)
    add_photo(author, practice, alt="Druga.")
    answer(client_of(moderator), practice, "prihvatanje")
    first, second = Photo.objects.order_by("position")
    version = Entry.objects.get(pk=practice.pk).version
    assert author.post(f"{photos_url(practice)}{second.pk}/naprijed/").status_code == 302
    assert list(Photo.objects.order_by("position")) == [second, first]
    assert author.post(f"{photos_url(practice)}{second.pk}/uklanjanje/").status_code == 302
    assert author.post(f"{files_url(practice)}{Attachment.objects.get().pk}/uklanjanje/").status_code == 302
    assert Photo.objects.get() == first
    assert not Attachment.objects.exists()
    assert Entry.objects.get(pk=practice.pk).version == version
    assert not broken()


def test_of_an_adoption_too(client, client_of, newcomer, member, moderator, places):
    there = factories.make_practice(member, places=[places.jelah], status="published")
    adoption = taken(there, newcomer, places.klasnice)
    factories.bring(adoption, "published", moderator)
    assert add_photo(client_of(newcomer), adoption).status_code == 302
    address = Photo.objects.get().smallest["url"]
    assert address not in shown(client, there)
    answer(client_of(moderator), adoption, "prihvatanje")
    assert address in shown(client, there)
    assert not broken()
