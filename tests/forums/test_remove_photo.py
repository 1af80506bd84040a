"""A photo of a question taken away: the row, then its files."""

from tests import factories
from tests.forums.photos import add, page
from tests.practices.photos import files


def path_of(question):
    return f"{page(question)}{question.photos.get().pk}/uklanjanje/"


def test_row_and_files_go(client_of, member, question, settings, django_capture_on_commit_callbacks):
    client = client_of(member)
    add(client, question)
    path = path_of(question)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path)["Location"] == page(question)
    assert not question.photos.exists()
    assert files(settings) == []
    assert client.post(path).status_code == 302, "asked again it is gone already"


def test_only_by_whoever_asked_and_only_by_sending(client, client_of, member, neighbour, question):
    add(client_of(member), question)
    path = path_of(question)
    assert client.post(path)["Location"].startswith("/prijava/")
    assert client_of(neighbour).post(path).status_code == 403
    assert client_of(member).get(path).status_code == 405
    assert question.photos.exists()


def test_not_that_of_another_question(client_of, member, neighbour, question):
    add(client_of(member), question)
    other = factories.make_question(neighbour)
    client_of(neighbour).post(f"{page(other)}{question.photos.get().pk}/uklanjanje/")
    assert question.photos.exists()
