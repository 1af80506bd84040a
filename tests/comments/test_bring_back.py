"""Back on the site within 30 days."""

from datetime import timedelta

from django.utils import timezone

from content.models import Entry
from tests import factories


def withdrawn(author, practice, days):
    comment = factories.make_comment(author, practice)
    Entry.objects.filter(pk=comment.pk).update(withdrawn=timezone.now() - timedelta(days=days))
    return comment, f"/komentari/{comment.pk}/vracanje/"


def test_within_thirty_days(client_of, neighbour, practice) -> None:
    comment, path = withdrawn(neighbour, practice, 29)
    assert client_of(neighbour).post(path).status_code == 302
    assert Entry.objects.get(pk=comment.pk).is_published
    assert Entry.objects.get(pk=practice.pk).comment_count == 1


def test_not_later_and_not_by_others(client_of, neighbour, member, practice) -> None:
    comment, path = withdrawn(neighbour, practice, 31)
    assert client_of(neighbour).post(path).status_code == 403
    assert client_of(member).post(path).status_code == 404
    assert client_of(neighbour).get(path).status_code == 405
    assert Entry.objects.get(pk=comment.pk).withdrawn
