"""The photos of a question: added with words and consent, refused with a reason, seen by readers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.files import store
from content.models import Photo
from moderation.actions import withdraw
from tests import factories
from tests.forums.photos import add, page
from tests.markup import text_of, valid
from tests.practices.photos import fetch, files


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_added_and_seen_by_readers(client, client_of, member, question, prefix):
    browser = client_of(member)
    assert add(browser, question)["Location"] == page(question)
    valid(browser.get(prefix + page(question)))
    photo = question.photos.get()
    response = client.get(prefix + question.get_absolute_url())
    valid(response)
    assert photo.jpegs[-1]["url"] in response.content.decode()
    assert fetch(client, photo.smallest["url"])[0].status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"alt": ""}, "Napišite u nekoliko riječi šta se vidi."),
        ({"people": ""}, "Recite jesu li ljudi na fotografiji dali saglasnost."),
        ({"file": SimpleUploadedFile("x.png", b"GIF89a/*<script>")}, "Ovo nije fotografija"),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(client_of, member, question, settings, changed, sentence):
    response = add(client_of(member), question, **changed)
    assert response.status_code == 200
    valid(response)
    assert sentence in text_of(response)
    assert "alt" in changed or "Račun za struju." in response.content.decode()
    assert not Photo.objects.exists()
    assert files(settings) == []


def test_a_full_disk_keeps_the_words(client_of, member, question, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write_whole", full)
    response = add(client_of(member), question)
    assert response.status_code == 507
    assert "Račun za struju." in response.content.decode()
    assert not Photo.objects.exists()


def test_the_same_photo_twice_is_one(client_of, member, question):
    for _ in range(2):
        add(client_of(member), question)
    assert question.photos.count() == 1


def test_without_grounds_it_waits(client, client_of, newcomer):
    question = factories.make_question(newcomer)
    add(client_of(newcomer), question)
    photo = question.photos.get()
    assert photo.waits
    assert photo.smallest["url"] not in client.get(question.get_absolute_url()).content.decode()
    assert "čeka pregled" in text_of(client_of(newcomer).get(page(question)))


def test_of_an_unnamed_question_the_page_names_nobody(client, client_of, member):
    question = factories.make_question(member, is_unnamed=True)
    add(client_of(member), question)
    assert member.get_full_name() not in client.get(question.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["neighbour", "moderator"])
def test_only_by_whoever_asked(reader_of, member, question, answer, who):
    client = reader_of(who)
    assert client.get(page(question)).status_code == add(client, question).status_code == 403
    draft = factories.make_question(member, status="draft")
    assert client.get(page(draft)).status_code == add(client, draft).status_code == 404
    assert client.get(page(answer)).status_code == 404


def test_not_to_what_is_withdrawn(client_of, member, question):
    withdraw(question, member)
    assert add(client_of(member), question).status_code == 403


def test_signed_in_and_no_other_method(client, client_of, member, question):
    assert client.get(page(question))["Location"] == f"/prijava/?next={page(question)}"
    assert client_of(member).put(page(question)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, member, question, rows, django_assert_num_queries):
    client = client_of(member)
    for number in range(rows):
        add(client, question, alt=f"Slika {number}")
    client.get(page(question))
    with django_assert_num_queries(6):
        client.get(page(question))
