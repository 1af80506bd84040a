"""A file taken away: the row, then what lies on the disk."""

import pytest

from tests.practices.photos import files
from tests.practices.test_attach import add, page, url


def test_row_and_file_go(client_of, newcomer, draft, settings, django_capture_on_commit_callbacks):
    client = client_of(newcomer)
    add(client, draft)
    path = f"{url(draft)}{draft.attachments.get().pk}/uklanjanje/"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path)["Location"] == page(draft)
    assert not draft.attachments.exists()
    assert files(settings) == []
    assert client.post(path).status_code == 302, "asked again it is gone already"


@pytest.mark.parametrize("who", ["neighbour", "moderator"])
def test_only_by_its_author(request, client_of, newcomer, draft, who):
    add(client_of(newcomer), draft)
    path = f"{url(draft)}{draft.attachments.get().pk}/uklanjanje/"
    assert client_of(request.getfixturevalue(who)).post(path).status_code == 404
    assert client_of(newcomer).get(path).status_code == 405
    assert draft.attachments.exists()
