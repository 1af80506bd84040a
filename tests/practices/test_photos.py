"""The photos of a practice: added with words and consent, made anew, refused with a reason, gone with their entry."""

import errno
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from PIL import Image

from content.files import store
from content.models import Entry, Photo
from practices import look
from practices.models import Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.photos import add, fetch, files, picture, url

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def test_a_photo_is_made_anew_in_sizes(client_of, newcomer, draft, settings):
    client = client_of(newcomer)
    assert add(client, draft)["Location"] == url(draft)
    photo = draft.photos.get()
    assert {(one["format"], one["width"]) for one in photo.variants} == {
        ("webp", 480), ("jpeg", 480), ("webp", 900), ("jpeg", 900)
    }  # fmt: skip
    assert len(files(settings)) == 4
    response = client.get(url(draft))
    valid(response)
    assert "Šest osoba betonira stub." in text_of(response)


def test_what_a_phone_writes_beside_the_pixels_is_gone(client_of, newcomer, draft, settings):
    exif = Image.Exif()
    exif[0x010E] = "Tajni opis"
    exif.get_ifd(0x8825)[2] = (44.0, 36.0, 0.0)
    add(client_of(newcomer), draft, picture(exif=exif))
    assert all(b"Tajni" not in path.read_bytes() and b"Exif" not in path.read_bytes() for path in files(settings))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"alt": ""}, "Napišite u nekoliko riječi šta se vidi."),
        ({"alt": "x" * 161}, "Skratite za 1."),
        ({"people": ""}, "Recite jesu li ljudi na fotografiji dali saglasnost."),
        (
            {"file": SimpleUploadedFile("x.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")},
            "Ovo nije fotografija",
        ),
        ({"file": SimpleUploadedFile("x.png", b"GIF89a/*<script>")}, "Ovo nije fotografija"),
        ({"file": SimpleUploadedFile("x.jpg", picture().read()[:400])}, "Fotografija je oštećena"),
        ({"file": SimpleUploadedFile("x.jpg", b"")}, "Fotografija je prazna"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(client_of, newcomer, draft, settings, changed, sentence):
    response = add(client_of(newcomer), draft, **changed)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    if "alt" not in changed:
        assert "Šest osoba betonira stub." in page, "the words stay"
    assert not Photo.objects.exists()
    assert files(settings) == []


def test_without_a_file_it_says_so(client_of, newcomer, draft):
    response = client_of(newcomer).post(url(draft), {"alt": "Nešto", "people": "none"})
    assert "Izaberite fotografiju." in text_of(response)


def test_a_full_disk_keeps_the_text(client_of, newcomer, draft, settings, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "_write_whole", full)
    response = add(client_of(newcomer), draft)
    assert response.status_code == 507
    assert "Fotografija nije sačuvana, tekst jeste." in text_of(response)
    assert "Šest osoba betonira stub." in response.content.decode()
    assert Practice.objects.get(pk=draft.pk).problem == draft.problem
    assert not Photo.objects.exists()


def test_the_same_photo_twice_is_one(client_of, newcomer, draft, settings):
    """As a double click sends it, or somebody who got no answer."""
    client = client_of(newcomer)
    add(client, draft)
    kept = files(settings)
    assert add(client, draft)["Location"] == url(draft)
    assert draft.photos.count() == 1
    assert files(settings) == kept
    add(client, draft, alt="Isto mjesto, drugi dan.")
    assert draft.photos.count() == 2


def test_there_is_an_end(client_of, newcomer, draft, settings):
    for number in range(12):
        Photo.objects.create(entry=draft, position=number, alt="x", people="none", variants=[
            {"path": "a", "format": "jpeg", "width": 480, "height": 360, "bytes": 1, "sha256": "0" * 64}])  # fmt: skip
    assert "Već je dvanaest fotografija." in text_of(add(client_of(newcomer), draft))
    assert files(settings) == []


@pytest.mark.parametrize(
    ("fields", "rule"), [({"alt": ""}, "photo_has_words"), ({"people": "x"}, "photo_people_agreed")]
)
def test_a_row_that_makes_no_sense_is_refused(draft, fields, rule):
    with pytest.raises(Error, match=rule), transaction.atomic():
        Photo.objects.create(**{"entry": draft, "position": 1, "alt": "x", "people": "none", "variants": [], **fields})


@pytest.mark.parametrize("who", ["neighbour", "moderator", "coordinator"])
def test_a_draft_of_somebody_else_is_not_there(request, client_of, draft, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(url(draft)).status_code == 404
    assert add(client, draft).status_code == 404


def test_needs_sign_in(client, draft):
    assert client.get(url(draft)).status_code == 302


def test_a_mandate_adds_to_what_is_published_without_one_it_waits(client_of, member, newcomer, practice, places, theme):
    assert add(client_of(member), practice).status_code == 302
    assert Practice.objects.get(pk=practice.pk).version == 2
    other = factories.make_practice(newcomer, places=[places.jelah], themes=[theme], status="published")
    assert add(client_of(newcomer), other).status_code == 302
    assert (Practice.objects.get(pk=other.pk).version, other.photos.get().waits) == (1, True)


# -- seen by readers -------------------------------------------------------------------------------------------------


@pytest.fixture
def photo(client_of, member, practice):
    add(client_of(member), practice)
    return practice.photos.get()


def test_readers_see_it_on_page_and_card(client, practice, photo):
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert photo.jpegs[-1]["url"] in page.content.decode()
    look.forget()
    assert photo.smallest["url"] in client.get("/prakse/").content.decode()


def test_the_file_itself_is_harmless_and_asked_for_anew_each_time(client, photo):
    response, content = fetch(client, photo.smallest["url"])
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(content)).width == 480
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-cache"
    again = client.get(photo.smallest["url"], headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_is_hidden_has_no_photos_at_once(client, client_of, practice, photo, moderator):
    etag = fetch(client, photo.smallest["url"])[0]["ETag"]
    factories.decide(Entry.objects.get(pk=practice.pk), "hidden", moderator)
    Entry.objects.filter(pk=practice.pk).update(status="hidden")
    assert client.get(photo.smallest["url"]).status_code == 404
    assert client.get(photo.smallest["url"], headers={"If-None-Match": etag}).status_code == 404
    assert fetch(client_of(moderator), photo.smallest["url"])[0].status_code == 200


@pytest.mark.parametrize("path", ["{}-481.jpg", "{}-480.png", "99999-480.jpg", "{}-0.jpg", "0-480.jpg"])
def test_no_such_file(client, photo, path):
    assert client.get("/fotografije/" + path.format(photo.pk)).status_code == 404


def test_a_file_that_vanished_leaves_a_working_page(client, practice, photo, settings):
    for path in files(settings):
        path.unlink()
    assert client.get(photo.smallest["url"]).status_code == 404
    page = client.get(practice.get_absolute_url())
    assert page.status_code == 200
    assert 'alt="Šest osoba betonira stub."' in page.content.decode()
