"""Off the site by its author: replies below it go with it, and the counter follows."""

from content.models import Entry
from tests import factories
from tests.markup import text_of


def test_withdrawn_and_counted(client_of, client, neighbour, member, practice) -> None:
    comment = factories.make_comment(neighbour, practice, body="Kod nas isto.")
    client_of(neighbour).post(f"/komentari/{comment.pk}/povlacenje/")
    assert "Kod nas isto." not in text_of(client.get(practice.get_absolute_url()))
    assert "Kod nas isto." in text_of(client_of(neighbour).get(practice.get_absolute_url()))
    assert Entry.objects.get(pk=practice.pk).comment_count == 0


def test_by_its_author_alone_and_only_by_sending(client_of, client, neighbour, member, practice) -> None:
    comment = factories.make_comment(neighbour, practice)
    path = f"/komentari/{comment.pk}/povlacenje/"
    assert client_of(member).post(path).status_code == 403
    assert client.post(path)["Location"].startswith("/prijava/")
    assert client_of(neighbour).get(path).status_code == 405
    assert client_of(neighbour).post(f"/komentari/{practice.pk}/povlacenje/").status_code == 404
    assert Entry.objects.get(pk=comment.pk).withdrawn is None
