"""Files beside a question: judged by content, refused with a reason, downloaded by whoever may read it."""

import pytest

from content.models import Attachment, Entry
from tests import factories
from tests.content.uploads import PDF, SVG
from tests.forums.photos import attach, page
from tests.markup import text_of, valid
from tests.practices.photos import fetch, files


def test_added_listed_and_downloaded(client, client_of, member, question):
    browser = client_of(member)
    assert attach(browser, question)["Location"] == page(question)
    listed = browser.get(page(question))
    valid(listed)
    assert "Odluka PDF, " in text_of(listed)
    address = question.attachments.get().get_absolute_url()
    shown = client.get(question.get_absolute_url())
    valid(shown)
    assert f'href="{address}"' in shown.content.decode()
    assert fetch(client, address)[1] == PDF


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [(SVG, "slika.pdf", "Ovakvu datoteku ne primamo."), (b"", "prazna.pdf", "Datoteka je prazna")],
)
def test_what_is_refused_says_why_and_leaves_nothing(client_of, member, question, settings, content, name, sentence):
    response = attach(client_of(member), question, content, name)
    assert response.status_code == 200
    valid(response)
    assert sentence in text_of(response)
    assert 'value="Odluka"' in response.content.decode(), "what was typed stays"
    assert not Attachment.objects.exists()
    assert files(settings) == []


def test_the_same_file_twice_is_one(client_of, member, question):
    for _ in range(2):
        attach(client_of(member), question)
    assert question.attachments.count() == 1


def test_eight_are_enough(client_of, member, question):
    for number in range(9):
        response = attach(client_of(member), question, PDF.replace(b"9", b"%d" % (number + 10)))
    assert "Već ima osam datoteka." in text_of(response)
    assert question.attachments.count() == 8


def test_hidden_with_its_question(client, client_of, member, moderator, question):
    attach(client_of(member), question)
    address = question.attachments.get().get_absolute_url()
    factories.decide(question, "hidden", moderator)
    Entry.objects.filter(pk=question.pk).update(status="hidden")
    assert client.get(address).status_code == 404
    assert fetch(client_of(moderator), address)[1] == PDF


def test_only_by_whoever_asked_and_only_by_sending(client, client_of, member, neighbour, question):
    assert attach(client, question)["Location"].startswith("/prijava/")
    assert attach(client_of(neighbour), question).status_code == 403
    assert attach(client_of(neighbour), factories.make_question(member, status="draft")).status_code == 404
    assert client_of(member).get(f"{page(question)}datoteka/").status_code == 405
    assert not Attachment.objects.exists()


def test_of_a_question_without_a_name_it_is_for_its_author_and_moderators(reader_of, member, moderator, question):
    """It may say who made it: by its name, and inside, where they do not see it."""
    attach(reader_of("member"), question)
    address = question.attachments.get().get_absolute_url()
    Entry.objects.filter(pk=question.pk).update(is_unnamed=True)
    for reader in ("visitor", "neighbour", "coordinator", "expert"):
        assert reader_of(reader).get(address).status_code == 404
        assert address not in reader_of(reader).get(question.get_absolute_url()).content.decode()
    for reader, seen_at in (("member", page(question)), ("moderator", f"/moderacija/{question.pk}/")):
        assert fetch(reader_of(reader), address)[1] == PDF
        shown = reader_of(reader).get(seen_at)
        valid(shown)
        assert address in shown.content.decode()
    own = reader_of("member").get(page(question))
    assert "datoteke uz pitanje bez imena ne prikazuju" in text_of(own)
    assert 'name="a-file"' not in own.content.decode()
    Entry.objects.filter(pk=question.pk).update(is_unnamed=False)
    assert fetch(reader_of("neighbour"), address)[1] == PDF
