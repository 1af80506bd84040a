"""Taken away: the row, then its files."""

import pytest

from tests import factories
from tests.practices.photos import add, files, url


def test_row_and_files_go(client_of, newcomer, draft, settings, django_capture_on_commit_callbacks):
    client = client_of(newcomer)
    add(client, draft)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{url(draft)}{draft.photos.get().pk}/uklanjanje/")
    assert response["Location"] == url(draft)
    assert not draft.photos.exists()
    assert files(settings) == []


@pytest.mark.parametrize("who", ["neighbour", "moderator"])
def test_only_by_its_author(request, client_of, newcomer, draft, who):
    add(client_of(newcomer), draft)
    path = f"{url(draft)}{draft.photos.get().pk}/uklanjanje/"
    assert client_of(request.getfixturevalue(who)).post(path).status_code == 404
    assert client_of(newcomer).get(path).status_code == 405
    assert draft.photos.exists()


def test_not_that_of_another_practice(client_of, newcomer, neighbour, draft, practice):
    add(client_of(newcomer), draft)
    other = factories.make_practice(newcomer)
    client_of(newcomer).post(f"{url(other)}{draft.photos.get().pk}/uklanjanje/")
    assert draft.photos.exists()
