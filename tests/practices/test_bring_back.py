"""For thirty days the author can undo it."""

from datetime import timedelta

from django.utils import timezone

from content.models import Entry


def test_it_stands_again(client, client_of, member, practice):
    browser = client_of(member)
    browser.post(f"/prakse/{practice.pk}/povlacenje/")
    browser.post(f"/prakse/{practice.pk}/vracanje/")
    assert client.get(practice.get_absolute_url()).status_code == 200


def test_after_that_it_does_not(client_of, member, practice):
    Entry.objects.filter(pk=practice.pk).update(withdrawn=timezone.now() - timedelta(days=31))
    assert client_of(member).post(f"/prakse/{practice.pk}/vracanje/").status_code == 403
