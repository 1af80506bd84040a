"""What waits becomes a draft again."""

from practices.models import Practice
from tests import factories


def test_and_can_be_sent_again(client_of, newcomer, places, theme):
    practice = factories.make_practice(newcomer, places=[places.jelah], themes=[theme], status="pending")
    client = client_of(newcomer)
    response = client.post(f"/prakse/{practice.pk}/u-nacrt/")
    assert response["Location"] == f"/prakse/{practice.pk}/provjera/"
    assert Practice.objects.get(pk=practice.pk).status == "draft"
    client.post(f"/prakse/{practice.pk}/slanje/")
    assert Practice.objects.get(pk=practice.pk).status == "pending"
